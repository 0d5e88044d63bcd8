"""Much said at once goes out as the server reads it, in order; nobody is cut for a long text."""

from __future__ import annotations

import pytest

from chat.model.entities import DeliveryState
from chat.model.session import ending, sending
from chat.model.session.pacing import WINDOW
from tests.model.session_rig import ALL_CAPS, Rig

PENDING, SENT, WAITING = DeliveryState.PENDING, DeliveryState.SENT, DeliveryState.WAITING
TEXTS = [f"line {number}" for number in range(5 * WINDOW)]


def flood(caps: str) -> Rig:
    rig = Rig().register(caps)
    rig.join()
    for text in TEXTS:
        sending.send_text(rig.session, rig.session.open("#lobby"), text)
    return rig


class Server:
    """Reads what was sent, slowly; remembers how much waited for it."""

    def __init__(self, rig: Rig, *, echoes: bool) -> None:
        self.rig = rig
        self.echoes = echoes
        self.said: list[str] = []
        self.most = 0

    def read_on(self) -> bool:
        lines = self.rig.sent()
        self.most = max(self.most, len(lines))
        for line in lines:
            tags, _, rest = line.rpartition("PRIVMSG #lobby :")
            if tags or line.startswith("PRIVMSG"):
                self.said.append(rest)
            if line.startswith("PING"):
                self.rig.feed(f":s PONG s :{line.removeprefix('PING ').removeprefix(':')}")
            elif self.echoes and "PRIVMSG" in line:
                self.rig.feed(f"{tags}:alice!ali@home PRIVMSG #lobby :{rest}")
        sending.confirm_written(self.rig.session, self.rig.session.lines_sent)
        sending.go_on(self.rig.session)
        return bool(lines)


@pytest.mark.parametrize(
    ("caps", "echoes"), [(ALL_CAPS, True), ("echo-message", True), ("", False)]
)
def test_it_goes_out_as_the_server_reads(caps: str, *, echoes: bool) -> None:
    rig = flood(caps)
    server = Server(rig, echoes=echoes)
    while server.read_on():
        pass
    assert server.said == TEXTS
    assert server.most <= WINDOW + 1  # and the PING that asks how far it is
    assert set(rig.states("#lobby")) == {SENT}


def test_a_few_lines_go_out_at_once() -> None:
    rig = Rig().register(ALL_CAPS)
    rig.join()
    for text in TEXTS[:3]:
        sending.send_text(rig.session, rig.session.open("#lobby"), text)
    assert [line.rpartition(":")[2] for line in rig.sent()] == TEXTS[:3]


def test_what_was_not_sent_yet_waits_for_the_next_connection() -> None:
    rig = flood(ALL_CAPS)
    gone = sum("PRIVMSG" in line for line in rig.sent())
    assert 0 < gone <= WINDOW
    assert rig.states("#lobby") == [PENDING] * len(TEXTS)
    ending.lose(rig.session, "gone")
    uncertain = [DeliveryState.UNCERTAIN] * gone
    assert rig.states("#lobby") == uncertain + [WAITING] * (len(TEXTS) - gone)
    rig.register(ALL_CAPS)
    rig.feed(
        ":alice!ali@home JOIN #lobby", ":s 353 alice = #lobby :alice", ":s 366 alice #lobby :End"
    )
    server = Server(rig, echoes=True)
    while server.read_on():
        pass
    assert rig.states("#lobby") == uncertain + [SENT] * (len(TEXTS) - gone)


def test_nothing_overtakes_what_is_queued() -> None:
    rig = flood("")
    bob = rig.session.open("bob")
    sending.send_text(rig.session, bob, "hello")
    assert not any("PRIVMSG bob" in line for line in rig.sent())
    rig.session.outgoing.forget(rig.conversation("#lobby"))
    rig.feed(f":s PONG s :sent-{rig.session.lines_sent}")
    assert rig.sent()[0].startswith("PRIVMSG bob")


def test_what_nobody_waits_for_goes_in_between_and_leaves_room() -> None:
    rig = Rig().register("away-notify echo-message")
    asked: list[str] = []
    for number in range(3 * WINDOW):
        channel = f"#c{number}"
        rig.feed(f":alice!ali@home JOIN {channel}", f":s 353 alice = {channel} :alice bob")
        rig.feed(f":s 366 alice {channel} :End")
    lines = rig.sent()
    assert len(lines) <= WINDOW // 2 + 1
    sending.send_text(rig.session, rig.session.open("#c0"), "hello")
    assert [line.rpartition(":")[2] for line in rig.sent()] == ["hello"]
    while lines:
        asked += [line for line in lines if line.startswith("WHO")]
        for line in lines:
            if line.startswith("PING"):
                rig.feed(f":s PONG s :{line.removeprefix('PING ').removeprefix(':')}")
        lines = rig.sent()
    assert asked == [f"WHO #c{number}" for number in range(3 * WINDOW)]


def come(rig: Rig) -> None:
    """Into four channels, on a server that keeps a history."""
    rig.register(f"{ALL_CAPS} draft/chathistory", "CHATHISTORY=100")
    for channel in ("#a", "#b", "#c", "#d"):
        rig.feed(f":alice!ali@home JOIN {channel}", f":s 353 alice = {channel} :alice")
        rig.feed(f":s 366 alice {channel} :End")


def answer_histories(rig: Rig) -> list[str]:
    """Of which channels the history was asked; there is nothing in it."""
    asked: list[str] = []
    while lines := [line for line in rig.sent() if "CHATHISTORY" in line]:
        tags, _, question = lines[0].partition(" ")
        label, channel = tags.removeprefix("@label="), question.split()[2]
        rig.feed(f"@label={label} :s BATCH +x chathistory {channel}", ":s BATCH -x")
        asked.append(channel)
    return asked


def test_where_somebody_waits_to_be_heard_the_history_comes_first() -> None:
    rig = Rig()
    come(rig)
    assert answer_histories(rig) == ["#a", "#b", "#c", "#d"]
    for channel in ("#a", "#b", "#c", "#d"):
        rig.feed(f"@msgid={channel};time=2024-05-01T12:00:00.000Z :bob!b@h PRIVMSG {channel} :hi")
    ending.lose(rig.session, "gone")
    come(rig)
    sending.send_text(rig.session, rig.session.open("#d"), "hello")
    assert rig.states("#d") == [WAITING]
    assert answer_histories(rig) == ["#a", "#d", "#b", "#c"]
    assert rig.states("#d") == [PENDING]
