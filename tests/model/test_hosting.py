"""A server of our own: started, kept running, given up, stopped."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat.model import hosting as hosting_module
from chat.model import supervision
from chat.model.events import Event, HostingChanged
from chat.model.hosted import HostedServer, HostingOptions, HostingState
from chat.model.hosting import Hosting, default_folder, reachable
from chat.model.server_process import Launch, Ports
from tests.fakes.fake_hosting import FakeChild

OPTIONS = HostingOptions("lab")
PORTS = Ports(6667, 6697, 8067)
PATIENCE = 10.0  # seconds; reached only when something is broken
State = HostingState


class Rig:
    """Hosting with children that are not processes."""

    def __init__(self, folder: Path) -> None:
        self.posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.children: queue.SimpleQueue[FakeChild] = queue.SimpleQueue()
        self.told: list[HostedServer] = []
        self.sent: list[tuple[str, ...]] = []
        self.spawn_error: OSError | None = None
        self.hosting = Hosting(
            self.posted.put,
            self._publish,
            lambda *words: self.sent.append(words),
            folder=folder,
            spawn=self._spawn,
            ports=lambda _open: PORTS,
        )

    def child(self) -> FakeChild:
        """The next one that is started."""
        return self.children.get(timeout=PATIENCE)

    def wait_for(self, state: HostingState) -> HostedServer:
        end = time.monotonic() + PATIENCE
        while self.hosting.server.state is not state:
            self.posted.get(timeout=max(0.0, end - time.monotonic()))()
        return self.hosting.server

    def states(self) -> list[HostingState]:
        return [server.state for server in self.told]

    def _spawn(self, launch: Launch) -> FakeChild:
        if self.spawn_error is not None:
            raise self.spawn_error
        child = FakeChild(launch)
        self.children.put(child)
        return child

    def _publish(self, event: Event) -> None:
        assert isinstance(event, HostingChanged)
        self.told.append(event.server)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision.Supervisor.__init__, "__kwdefaults__", {
        "steady": time.monotonic, "delays": (0.0,),
    })  # fmt: skip


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.hosting.close()
    assert "hosting" not in {thread.name for thread in threading.enumerate()}


def test_it_tells_where_it_is_once_it_listens(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting_module, "own_address", lambda: "192.168.1.7 fd00::7")
    rig.hosting.start(OPTIONS)
    child = rig.child()
    assert child.launch.options == OPTIONS
    assert child.launch.ports == PORTS
    child.come_up(6668, 6698)
    server = rig.wait_for(State.RUNNING)
    assert (server.addresses, server.port, server.tls_port) == (("192.168.1.7",), 6668, 6698)
    assert server.files_port == PORTS.files
    assert (server.fingerprint, server.problem) == ("AB:CD", "")
    assert server.oper == child.launch.oper
    assert len(server.oper) > 20
    rig.hosting.become_operator("net")
    assert rig.sent == [("net", "OPER", "host", server.oper)]


def test_one_is_enough(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    rig.hosting.start(OPTIONS)
    rig.child()
    assert rig.children.empty()
    assert rig.states() == [State.STARTING]


def test_stopping(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    child = rig.child()
    child.come_up()
    rig.wait_for(State.RUNNING)
    rig.hosting.stop()
    assert rig.hosting.server.state is State.STOPPING
    assert child.ended
    server = rig.wait_for(State.STOPPED)
    assert not server.is_on
    rig.hosting.stop()
    assert rig.states()[-2:] == [State.STOPPING, State.STOPPED]


def test_it_can_be_hosted_again(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    rig.child().come_up()
    rig.wait_for(State.RUNNING)
    rig.hosting.stop()
    rig.wait_for(State.STOPPED)
    rig.hosting.start(OPTIONS)
    rig.child().come_up()
    rig.wait_for(State.RUNNING)


def test_news_from_before_the_stop_do_not_undo_it(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    child = rig.child()
    child.come_up()
    news = [rig.posted.get(timeout=PATIENCE) for _ in range(2)]  # starting, running
    rig.hosting.stop()
    for deliver in news:
        deliver()
    assert rig.hosting.server.state is State.STOPPING
    rig.wait_for(State.STOPPED)


def test_one_that_ends_by_itself_is_started_again_with_the_same_ports(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    first = rig.child()
    first.come_up()
    rig.wait_for(State.RUNNING)
    first.die("chat-server: it broke.")
    assert rig.wait_for(State.RESTARTING).problem == "it broke"
    second = rig.child()
    assert second.launch == first.launch
    second.come_up()
    assert rig.wait_for(State.RUNNING).problem == ""


def test_after_three_quick_ends_it_is_given_up_with_the_last_words(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    for _ in range(supervision.MOST_QUICK):
        child = rig.child()
        child.come_up()
        child.die("chat-server: it broke.")
    server = rig.wait_for(State.FAILED)
    assert server.problem == "it broke"
    assert rig.children.empty()
    assert rig.states().count(State.RESTARTING) == 2


def test_ends_after_a_long_life_are_no_reason_to_give_up(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "QUICK", 0.0)
    rig.hosting.start(OPTIONS)
    for _ in range(5):
        child = rig.child()
        child.come_up()
        child.die()
    rig.child().come_up()
    rig.wait_for(State.RUNNING)


def test_the_last_line_of_the_log_is_told_where_there_are_no_last_words(
    rig: Rig, tmp_path: Path
) -> None:
    (tmp_path / "server.log").write_text("one\nthe last\n\n")
    rig.hosting.start(OPTIONS)
    rig.child().die()
    assert rig.wait_for(State.FAILED).problem == "the last"


def test_one_that_never_listens_is_given_up_at_once(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    rig.child().die("chat-server: another server is using it.")
    assert rig.wait_for(State.FAILED).problem == "another server is using it"
    assert not rig.hosting.server.is_on


def test_one_that_cannot_be_started_says_why(rig: Rig) -> None:
    rig.spawn_error = FileNotFoundError(2, "No such file or directory")
    rig.hosting.start(OPTIONS)
    assert rig.wait_for(State.FAILED).problem == "No such file or directory"


def test_one_that_does_not_end_is_killed(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "END_TIME", 0.01)
    rig.hosting.start(OPTIONS)
    child = rig.child()
    child.ends_when_asked = False
    child.come_up()
    rig.wait_for(State.RUNNING)
    rig.hosting.stop()
    rig.wait_for(State.STOPPED)
    assert child.killed


def test_after_closing_nothing_is_told(rig: Rig) -> None:
    rig.hosting.start(OPTIONS)
    child = rig.child()
    rig.hosting.close()
    assert child.ended
    while not rig.posted.empty():
        rig.posted.get()()
    assert rig.states() == [State.STARTING]


def test_nothing_is_sent_where_nothing_runs(rig: Rig) -> None:
    rig.hosting.become_operator("net")
    rig.hosting.stop()
    assert rig.sent == []
    assert rig.told == []


def test_where_others_reach_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting_module, "own_address", lambda: "192.168.1.7 fd00::7")
    assert reachable(True) == ("192.168.1.7",)
    assert reachable(False) == ("127.0.0.1",)
    monkeypatch.setattr(hosting_module, "own_address", lambda: "")
    assert reachable(True) == ()


def test_its_data_is_where_the_system_keeps_data() -> None:
    assert default_folder().name == "hosted"
    assert "chat-app" in default_folder().parts
