"""The threaded server under clients that stall, vanish, flood, lie or send garbage."""

from __future__ import annotations

import _thread
import contextlib
import itertools
import random
import socket
import threading
from collections.abc import Iterator

import pytest

from chat.protocol.line_buffer import OverlongLine
from server.config import Limits, ServerConfig
from server.core.delivery import Tick
from server.core.entities import Session
from server.shell import broadcaster
from server.shell.broadcaster import TIDY_PAUSE, Broadcaster
from server.shell.client_thread import ClientThread
from server.shell.connection import SENDQ_EXCEEDED
from server.shell.state_lock import StateLock
from server.shell.wakeup import Wakeup
from tests.fakes.core_client import CoreNetwork
from tests.fakes.live_server import PATIENCE, LiveServer, WireClient, live_server
from tests.fakes.memory_store import MemoryStore


@pytest.fixture
def server() -> Iterator[LiveServer]:
    with live_server() as running:
        yield running


def slow_reader(server: LiveServer, nick: str) -> WireClient:
    """A member whose system takes little for it, so that what it does not read waits with us."""
    client_socket = socket.socket()
    client_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client_socket.connect(server.address)
    client = WireClient(client_socket, nick)
    client.join()
    return client


def test_a_stalled_client_is_cut_and_the_others_never_notice() -> None:
    limits = Limits(send_queue=100_000)
    with (
        live_server(ServerConfig(limits=limits)) as server,
        server.member("alice") as alice,
        server.member("bob") as bob,
        slow_reader(server, "carol") as carol,
    ):
        for number in range(1000):
            alice.send(*[f"PRIVMSG #lobby :{number} {'x' * 400}"] * 20)
            for _ in range(20):
                assert bob.expect_text().startswith(f"{number} ")  # all of it, in order
            quits = [line for line in bob.seen if " QUIT " in line]
            if quits:
                break
            bob.seen.clear()
        assert quits == [f":carol!carol@localhost QUIT :{SENDQ_EXCEEDED}"]
        assert carol.read_to_end()[-1] == f"ERROR :{SENDQ_EXCEEDED}"
        alice.send("PING :x")
        alice.wait_for("PONG")


def test_one_who_reads_slowly_but_reads_gets_everything(server: LiveServer) -> None:
    with server.member("alice") as alice, slow_reader(server, "carol") as carol:
        for number in range(5000):
            alice.send(f"PRIVMSG #lobby :{number} {'x' * 400}")
        alice.sync()
        for number in range(5000):
            assert carol.expect_text().startswith(f"{number} ")


def test_lines_may_come_byte_by_byte(server: LiveServer) -> None:
    with server.client() as alice:
        for byte in b"NICK alice\r\nUSER alice 0 * :Alice\r\nPING :done\r\n":
            alice.socket.sendall(bytes([byte]))
        alice.wait_for(" 001 alice ")
        alice.wait_for("PONG")


def test_one_who_only_closed_its_sending_reads_all_answers(server: LiveServer) -> None:
    with server.client() as alice:
        alice.send("NICK alice", "USER alice 0 * :Alice", "PING :last")
        alice.socket.shutdown(socket.SHUT_WR)
        lines = alice.read_to_end()
    assert any(" 001 " in line for line in lines)
    assert lines[-1].endswith("last")


def test_quit_is_answered_and_nothing_after_it_is_heard(server: LiveServer) -> None:
    with server.member("bob") as bob, server.member("alice") as alice:
        alice.send("QUIT :bye", "PRIVMSG #lobby :from the beyond")
        assert alice.read_to_end()[-1].startswith("ERROR ")
        bob.expect("QUIT")
        assert not [line for line in bob.sync() if "PRIVMSG" in line]


def test_one_who_never_hangs_up_after_quit_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcaster, "LINGER", 0.05)
    with live_server() as server, server.client("alice") as alice:
        alice.send("QUIT")
        server.wait_until_empty()  # although alice's end is open
        assert not server.server.clients


def test_one_who_floods_after_quit_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcaster, "LINGER", 0.05)
    with live_server() as server, server.client("alice") as alice:
        alice.send("QUIT")
        with contextlib.suppress(ConnectionError):
            for _ in itertools.repeat(None):
                alice.send("PRIVMSG #lobby :more")
        server.wait_until_empty()


def test_two_hundred_come_and_go_at_once(server: LiveServer) -> None:
    def come_and_go(number: int) -> None:
        client = server.member(f"nick{number}") if number % 2 else server.client()
        client.reset() if number % 3 else client.socket.close()

    threads = [threading.Thread(target=come_and_go, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    server.wait_until_empty()
    assert not server.server.clients
    assert len(server.server.core.sessions) == 0
    with server.member("alice") as alice:
        assert not alice.sync()


@pytest.mark.parametrize("seed", range(5))
def test_garbage_ends_nobody(server: LiveServer, seed: int) -> None:
    chance = random.Random(seed)
    words = [
        b"NICK",
        b"USER a 0 * :b",
        b"JOIN #lobby",
        b"PRIVMSG",
        b"\r\n",
        b"\n",
        b"\0",
        b" :",
        b"@",
    ]
    with server.member("alice") as alice:
        for _ in range(10):
            with server.client() as client:
                for _ in range(50):
                    piece = chance.choice([chance.choice(words), chance.randbytes(40)])
                    client.socket.sendall(piece)
                client.socket.sendall(b"x" * chance.randrange(20_000) + b"\r\n")
        server_alive = alice.sync()
        assert all(line.startswith(":") for line in server_alive)


def test_a_flood_never_outruns_the_broadcaster(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcaster, "TICK_LINES", 50)
    delivery = server.server.core.delivery
    original = delivery.take
    waited: list[int] = []

    def take() -> Tick:
        waited.append(delivery.waiting)
        return original()

    with server.member("bob") as bob, server.member("alice") as alice:
        monkeypatch.setattr(delivery, "take", take)
        alice.socket.sendall(b"".join(b"PRIVMSG #lobby :%d\r\n" % n for n in range(5000)))
        assert [int(bob.expect_text()) for _ in range(5000)] == list(range(5000))
    assert 50 < max(waited) < 60  # it filled up, and then waited


def test_the_silent_are_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcaster, "SWEEP_INTERVAL", 0.02)
    limits = Limits(registration_timeout=0.05)
    with live_server(ServerConfig(limits=limits)) as server, server.client() as client:
        assert client.read_to_end()[-1].startswith("ERROR ")


def test_a_guest_of_the_plain_port_is_never_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcaster, "SWEEP_INTERVAL", 0.02)
    limits = Limits(registration_timeout=1.0, ping_interval=0.05, ping_timeout=0.3)
    config = ServerConfig(plain_port=0, limits=limits)
    with live_server(config) as server, server.guest() as guest, server.client() as watch:
        guest.socket.sendall(b"a\n")
        watch.read_to_end()  # its time to register is many pings of the guest's
        guest.socket.sendall(b"b\n")
        with server.member("alice") as alice:
            guest.socket.sendall(b"c\n")
            assert alice.expect_text() == "c"


def test_a_guest_cannot_pass_the_password() -> None:
    config = ServerConfig(plain_port=0, password="sesame")
    with live_server(config) as server:
        with server.guest() as guest:
            assert guest.read_to_end()[0] == "* Password incorrect"
        server.wait_until_empty()


def test_many_speak_at_once_and_all_hear_all_in_order(server: LiveServer) -> None:
    count, said = 20, 100
    with contextlib.ExitStack() as opened:
        clients = [opened.enter_context(server.member(f"nick{n}")) for n in range(count)]

        def speak(client: WireClient) -> None:
            for number in range(said):
                client.send(f"PRIVMSG #lobby :{number}")

        threads = [threading.Thread(target=speak, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for me, client in enumerate(clients):
            heard: dict[str, list[int]] = {}
            for _ in range((count - 1) * said):
                message = client.expect("PRIVMSG")[0]
                nick = str(message.source).partition("!")[0]
                heard.setdefault(nick, []).append(int(message.params[-1]))
            others = {f"nick{n}" for n in range(count) if n != me}
            assert set(heard) == others
            assert all(numbers == list(range(said)) for numbers in heard.values())
        for thread in threads:
            thread.join(PATIENCE)


def test_without_threads_the_client_is_told(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(*_: object) -> int:
        raise RuntimeError("can't start new thread")

    with server.member("alice") as alice:
        with monkeypatch.context() as patched:
            patched.setattr(_thread, "start_new_thread", no_thread)
            with server.client() as client:
                assert client.read_to_end() == ["ERROR :The server is full, try again later"]
        assert len(server.server.clients) == 1
        alice.sync()


def test_a_defect_cuts_one_client_and_no_other(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    core = server.server.core
    original = core.receive

    def receive(session: Session, line: bytes | OverlongLine) -> None:
        if line == b"BREAK":
            raise ZeroDivisionError
        original(session, line)

    monkeypatch.setattr(core, "receive", receive)
    with server.member("alice") as alice, server.member("bob") as bob:
        alice.send("BREAK")
        assert bob.expect("QUIT")[0].params == ("Internal server error",)
        alice.read_to_end()
        bob.sync()
    assert "ZeroDivisionError" in caplog.text


def test_a_tick_that_fails_does_not_end_the_broadcaster(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with server.member("alice") as alice:
        with monkeypatch.context() as patched:
            failed = threading.Event()

            def deliveries(tick: Tick) -> Iterator[tuple[Session, bytes]]:
                failed.set()
                raise ZeroDivisionError

            patched.setattr(Tick, "deliveries", deliveries)
            alice.send("PING :lost")
            assert failed.wait(PATIENCE)
        alice.sync()
    assert "a tick failed" in caplog.text


def test_housekeeping_that_breaks_is_not_tried_again_at_once() -> None:
    class Breaking(MemoryStore):
        def tidy(self) -> bool:
            raise ZeroDivisionError

    store, bell = Breaking(), Wakeup()
    core = CoreNetwork(store=store).core
    writer = Broadcaster(core, StateLock(bell.ring), bell, store)
    with pytest.raises(ZeroDivisionError):
        writer._turn([])
    assert writer._timeout() > TIDY_PAUSE
    bell.close()


def test_a_server_that_stops_tells_everyone() -> None:
    with live_server() as server:
        alice, bob = server.member("alice"), server.client()
        server.server.stop()
        server.server.stop()
        with alice, bob:
            assert alice.read_to_end()[-1] == "ERROR :Closing link: Server shutting down"
            assert bob.read_to_end() == ["ERROR :Closing link: Server shutting down"]


class Late(ClientThread):
    """A client's thread that is entered into the registry, and starts when it is waited for."""

    def join(self, timeout: float) -> None:
        self.start()
        super().join(timeout)


def test_a_client_that_is_just_let_in_as_the_server_ends_is_waited_for() -> None:
    served = threading.Event()
    late = Late(served.set)
    assert late.is_alive()
    with live_server() as server, socket.socket() as entered, server.server.lock:
        server.server.clients[entered] = late
    assert served.is_set()
    assert not late.is_alive()


def threads_of_the_program() -> set[threading.Thread]:
    """Those that were begun by name, without the stand-ins for threads from elsewhere."""
    return {each for each in threading.enumerate() if not each.name.startswith("Dummy-")}


def test_no_thread_and_no_descriptor_outlives_a_server() -> None:
    before = threads_of_the_program()
    with live_server() as server, server.member("alice"), server.client("bob"):
        assert len(threads_of_the_program() - before) == 2  # accept loop, broadcaster
        clients = list(server.server.clients.values())
        assert [client.is_alive() for client in clients] == [True, True]
        listener = next(iter(server.server.doors)).listener
    assert listener.fileno() == -1
    assert [client.is_alive() for client in clients] == [False, False]
    assert threads_of_the_program() <= before
