"""Two operators moderate a flood: it is slowed, cut, banned and stays out; others never notice.

With the real server, its data directory, and real sockets. The flooder connects from an address
of its own, 127.0.0.2, which only some systems have without being told.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from server.__main__ import main
from server.config import Rates, ServerConfig
from server.shell.passwords import Argon2Passwords
from tests.fakes.live_server import PATIENCE, LiveServer, WireClient, live_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a second loopback address")

FLOODER = "127.0.0.2"
LONGEST_DELAY = 1.0  # seconds; it is milliseconds, but the machine may have other things to do


@contextlib.contextmanager
def guarded(directory: Path) -> Iterator[LiveServer]:
    hashed = Argon2Passwords().hash("tahini")
    config = ServerConfig(
        data_dir=directory,
        oper=("root:sesame", f"deputy:{hashed}"),
        rates=replace(Rates(), message_rate=5.0, message_burst=20, receive_queue=8192),
    )
    with live_server(config, limited=True) as server:
        yield server


def flooder(server: LiveServer, nick: str | None = None) -> WireClient:
    connected = socket.create_connection(server.address, PATIENCE, source_address=(FLOODER, 0))
    return WireClient(connected, nick)


def operator(server: LiveServer, nick: str, words: str) -> WireClient:
    client = server.client(nick)
    client.send(f"OPER {words}")
    client.wait_for(" 381 ")
    return client


def flood(client: WireClient) -> None:
    """Say as much as the server takes, until it takes no more."""
    line = f"PRIVMSG #lobby :{'buy this ' * 30}"
    with contextlib.suppress(OSError):
        for _ in range(100):
            client.send(*[line] * 20)


def says(teller: WireClient, listener: WireClient, text: str) -> float:
    """Seconds until the listener has what the teller says."""
    began = monotonic()
    teller.send(f"PRIVMSG #lobby :{text}")
    listener.wait_for(lambda line: line.endswith(f":{text}"))
    return monotonic() - began


def run(*words: str) -> int:
    return main([*words])


def test_two_operators_moderate_a_flood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with guarded(tmp_path) as server, contextlib.ExitStack() as open_until_the_end:
        keep = open_until_the_end.enter_context
        alice, bob = keep(server.member("alice")), keep(server.member("bob"))
        oona = keep(operator(server, "oona", "root sesame"))
        dora = keep(operator(server, "dora", "deputy tahini"))

        # Slowed, then cut, while what others say comes through as ever.
        mallory = keep(flooder(server, "mallory"))
        mallory.join()
        flood(mallory)
        delays = [says(alice, bob, f"in between {number}") for number in range(5)]
        assert max(delays) < LONGEST_DELAY
        assert "Excess flood" in mallory.read_to_end()[-1]
        if not any(" QUIT " in line for line in bob.seen):
            bob.wait_for(" QUIT ")
        assert any(line.endswith("QUIT :Excess flood") for line in bob.seen)
        heard = [line for line in bob.seen if line.endswith("buy this ")]
        assert len(heard) < 100  # of two thousand

        # Comes back: one operator ends that, the other shuts the door.
        again = keep(flooder(server, "mallory"))
        again.join()
        oona.send("KILL mallory :stop flooding")
        assert again.read_to_end()[-3:] == [
            ":oona!oona@localhost KILL mallory :stop flooding",
            ":mallory!mallory@localhost QUIT :Killed (oona (stop flooding))",
            "ERROR :Closing link: chat.local (Killed (oona (stop flooding)))",
        ]
        third = keep(flooder(server, "innocent"))
        dora.send(f"DLINE 1h {FLOODER} :flooding")
        assert "disconnected: 1" in dora.wait_for("NOTICE")
        assert " 465 innocent :You are banned" in third.read_to_end()[-2]
        with flooder(server) as fourth:
            (refused,) = fourth.read_to_end()
        assert refused.startswith("ERROR :Closing link: You are banned from this server: flooding")
        assert says(bob, alice, "peace") < LONGEST_DELAY

        assert run("audit", "--data-dir", str(tmp_path)) == 0
    told = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    assert [(who.split()[0], *did) for _, who, *did in told] == [
        ("root", "OPER", "root"),
        ("deputy", "OPER", "deputy"),
        ("root", "KILL", f"mallory!mallory@localhost ({FLOODER})", "stop flooding"),
        ("deputy", "DLINE", f"{FLOODER}/32", "1h: flooding"),
    ]


def test_a_ban_lasts_over_a_restart_and_the_command_line_lifts_it(tmp_path: Path) -> None:
    words = ("--data-dir", str(tmp_path))
    with guarded(tmp_path) as server, flooder(server, "mallory") as mallory:
        assert run("ban", "add", f"{FLOODER}/32", "--reason", "flooding", *words) == 0
        assert " 465 mallory :You are banned" in mallory.read_to_end()[-2]
    with guarded(tmp_path) as server:
        with flooder(server) as mallory:
            assert "You are banned" in mallory.read_to_end()[-1]
        assert run("ban", "remove", FLOODER, *words) == 0
    with guarded(tmp_path) as server, flooder(server, "mallory") as mallory:
        mallory.join()


def test_rehash_takes_other_operators(tmp_path: Path) -> None:
    with guarded(tmp_path) as server, operator(server, "oona", "root sesame") as oona:
        changed = replace(server.server.config, oper=("boss:basil",))
        server.server.reloading.read = lambda: changed
        oona.send("REHASH")
        oona.wait_for(" 382 ")
        assert any("oper" in line for line in (oona.wait_for("NOTICE"), *oona.seen))
        if not any(line.endswith("MODE oona -o") for line in oona.seen):
            oona.wait_for("MODE oona -o")
        oona.send("OPER root sesame")
        oona.wait_for(" 464 ")
        operator(server, "bea", "boss basil").socket.close()


def test_names_of_addresses_are_never_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for name in ("gethostbyaddr", "getfqdn", "getnameinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, lambda *words: asked.append(words))
    with guarded(tmp_path) as server, server.member("alice") as alice:
        alice.send("WHOIS alice")
        alice.wait_for(" 318 ")
    assert asked == []


def test_a_cloak_is_the_same_after_a_restart(tmp_path: Path) -> None:
    hosts = []
    for _ in range(2):
        with guarded(tmp_path) as server:
            hosts.append(server.server.core.context.cloak("192.0.2.1"))
    assert hosts[0] == hosts[1]
    assert hosts[0].endswith(".ip")
