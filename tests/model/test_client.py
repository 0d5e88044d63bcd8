"""The Client over fake transports: networks, generations, order of events, time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from chat.model.client import Client
from chat.model.client.client import SHOW_EVERY
from chat.model.connection import Endpoint
from chat.model.entities import (
    ConnectionRequest,
    ConversationKey,
    DeliveryState,
    Member,
    MessageKind,
)
from chat.model.events import (
    ConnectionEstablished,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    ConversationClosed,
    ConversationOpened,
    Disconnected,
    Event,
    FailureReason,
    MessagesAdded,
    ReadingChanged,
    ReconnectScheduled,
    Registered,
    TurnEnded,
    UnreadChanged,
)
from chat.model.ports import ChatModel
from chat.model.upkeep import WELCOME_TIME
from chat.model.world import World, now
from tests.fakes.fake_transport import FakeDialler, FakeTransport

REQUEST = ConnectionRequest("alice", "chat.example", 6667, channels=("#lobby",))


class Desk:
    """A Client with a fake world around it."""

    def __init__(self) -> None:
        self.dialler = FakeDialler()
        self.time = datetime(2024, 5, 1, tzinfo=UTC)
        self.steady = 0.0
        self.address = "192.0.2.7"
        self.client = Client(
            dialler=self.dialler,
            world=World(
                clock=lambda: self.time,
                steady=lambda: self.steady,
                chance=lambda: 0.5,
                address=lambda: self.address,
                first_id=1,
            ),
        )
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def take(self) -> list[Event]:
        taken, self.events[:] = list(self.events), []
        return taken

    def told(self, kind: type[Event]) -> int:
        return sum(isinstance(event, kind) for event in self.events)

    def feed(self, *lines: str) -> None:
        self.dialler.last.report_lines(*lines)
        self.client.pump()

    def register(self, request: ConnectionRequest = REQUEST) -> str:
        network = self.client.connect(request)
        self.dialler.last.report_opened()
        self.feed(
            f":s.example 001 {request.nick} :Welcome",
            f":{request.nick}!a@h JOIN #lobby",
            f":s.example 353 {request.nick} = #lobby :{request.nick} bob",
            f":s.example 366 {request.nick} #lobby :End",
        )
        self.dialler.last.take_sent()
        return network

    def texts(self, key: ConversationKey) -> list[str]:
        return [message.text for message in self.client.messages(key)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_it_is_the_model_the_controllers_want() -> None:
    model: ChatModel = Client()
    assert list(model.networks()) == []
    assert now().tzinfo is UTC


def test_connecting_begins_at_once_and_goes_on_by_events(desk: Desk) -> None:
    network = desk.client.connect(ConnectionRequest("alice", "chat.example", 6697, tls=True))
    home = ConversationKey(network, "")
    assert desk.dialler.last.is_open
    assert desk.dialler.last.endpoint == Endpoint("chat.example", 6697, True)
    assert desk.take() == [
        ConversationOpened(home),
        ConnectionStarted(network, "chat.example", 6697),
    ]
    assert list(desk.client.networks()) == [network]
    assert desk.client.network_name(network) == "chat.example"
    desk.dialler.last.report_opened()
    desk.client.pump()
    assert desk.take() == [ConnectionEstablished(network), TurnEnded()]
    assert not desk.client.is_connected(network)
    desk.feed(":s 001 alicia :Welcome")
    assert desk.take()[0] == Registered(network, "alicia")
    assert desk.client.is_connected(network)
    assert desk.client.nick(network) == "alicia"


def test_a_turn_is_bounded_and_shown_now_and_then_while_more_waits(desk: Desk) -> None:
    assert desk.client.pump() is False
    assert desk.take() == [TurnEnded()]
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.take()
    desk.dialler.last.report_lines(*(f":bob PRIVMSG #lobby :{number}" for number in range(45)))
    assert desk.client.pump(limit=10) is True
    assert desk.told(MessagesAdded) == 10
    assert desk.client.pump(limit=10) is True
    assert TurnEnded() not in desk.take()
    desk.steady += SHOW_EVERY
    assert desk.client.pump(limit=10) is True
    assert desk.take()[-1] == TurnEnded()
    assert desk.client.pump(limit=10) is True
    assert TurnEnded() not in desk.take()
    assert desk.client.pump(limit=10) is False
    assert desk.take()[-1] == TurnEnded()
    assert desk.texts(lobby)[-1] == "44"


def test_long_texts_fill_a_turn_sooner(desk: Desk) -> None:
    desk.register()
    desk.take()
    desk.dialler.last.report_lines(*(f":bob PRIVMSG #lobby :{'x' * 3000}" for _ in range(5)))
    assert desk.client.pump(limit=10) is True
    assert desk.told(MessagesAdded) == 2
    while desk.client.pump(limit=10):
        pass
    assert desk.told(MessagesAdded) == 5


def test_failures_of_dialling_are_told(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_failed(FailureReason.REFUSED, "Connection refused")
    desk.take()
    desk.client.pump()
    refused = ConnectionFailed(network, FailureReason.REFUSED, "Connection refused")
    assert desk.take() == [refused, TurnEnded()]
    assert desk.dialler.last.is_closed


def test_a_refused_registration_hangs_up(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.feed(":s 433 * alice :Nickname is already in use", ":s 001 alice :Welcome")
    assert desk.told(ConnectionFailed) == 1
    assert desk.told(Registered) == 0
    assert desk.dialler.last.is_closed
    assert desk.client.connect(ConnectionRequest("alicia", "CHAT.example", 6667)) == network


def test_a_server_that_closes_before_the_welcome(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.dialler.last.report_ended("Connection reset by peer")
    desk.client.pump()
    closed = ConnectionFailed(network, FailureReason.CLOSED, "Connection reset by peer")
    assert closed in desk.take()


def test_a_server_that_never_welcomes_is_given_up(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.client.pump()
    desk.time += WELCOME_TIME
    desk.client.pump()
    assert desk.told(ConnectionFailed) == 0
    desk.time += timedelta(seconds=1)
    desk.client.pump()
    failure = next(event for event in desk.take() if isinstance(event, ConnectionFailed))
    assert (failure.network, failure.reason) == (network, FailureReason.TIMED_OUT)
    assert desk.dialler.last.is_closed


def test_the_welcome_stops_the_clock(desk: Desk) -> None:
    network = desk.register()
    desk.time += 2 * WELCOME_TIME
    desk.client.pump()
    assert desk.client.is_connected(network)


def test_cancelling(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    first = desk.dialler.last
    desk.take()
    desk.client.cancel_connect(network)
    assert desk.take() == [ConnectionFailed(network, FailureReason.CANCELLED, "cancelled")]
    assert first.is_closed
    desk.client.cancel_connect(network)
    first.report_opened()
    desk.client.pump()
    assert desk.take() == [TurnEnded()]
    assert first.sent == []


def test_cancelling_does_not_end_a_connection(desk: Desk) -> None:
    network = desk.register()
    desk.client.cancel_connect(network)
    assert desk.client.is_connected(network)


def test_disconnecting_an_attempt_cancels_it(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.client.disconnect(network)
    assert desk.told(ConnectionFailed) == 1


def test_what_a_dead_connection_left_is_dropped(desk: Desk) -> None:
    network = desk.register()
    first = desk.dialler.last
    first.report_lines(":bob PRIVMSG #lobby :from the dead")
    assert desk.client.connect(REQUEST) == network
    assert first.take_sent() == ["QUIT"]
    assert first.is_closed
    first.report_ended("late")
    first.report_written(5)
    first.report_skipped(99999)
    desk.take()
    desk.client.pump()
    assert desk.take() == [TurnEnded()]
    assert "from the dead" not in desk.texts(ConversationKey(network, "#lobby"))


def test_connecting_again_replaces_an_attempt_without_a_failure(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.take()
    assert desk.client.connect(REQUEST) == network
    assert desk.take() == [ConnectionStarted(network, "chat.example", 6667)]
    assert desk.dialler.made[0].is_closed
    assert not desk.dialler.made[1].is_closed


def test_several_networks_are_kept_apart(desk: Desk) -> None:
    one = desk.register()
    other = desk.register(ConnectionRequest("alice", "other.example", 6667))
    same_server = desk.register(ConnectionRequest("bot", "chat.example", 6667))
    assert list(desk.client.networks()) == [one, other, same_server]
    assert len({one, other, same_server}) == 3
    targets = [(summary.key.network, summary.key.target) for summary in desk.client.conversations()]
    assert targets == [
        (network, target) for network in (one, other, same_server) for target in ("", "#lobby")
    ]
    desk.dialler.made[0].report_lines(":bob PRIVMSG #lobby :only here")
    desk.client.pump()
    assert desk.texts(ConversationKey(one, "#lobby"))[-1] == "only here"
    assert "only here" not in desk.texts(ConversationKey(other, "#lobby"))


def test_losing_the_connection(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.feed(":alice JOIN #locked")
    desk.client.join_channel(network, "#locked", "sesame")
    desk.feed(":s 306 alice :away")
    desk.client.send_message(lobby, "on its way")
    desk.feed("ERROR :Server going down")
    desk.take()
    desk.dialler.last.report_ended("")
    desk.client.pump()
    assert ConnectionLost(network, "Server going down") in desk.take()
    assert not desk.client.is_connected(network)
    assert not desk.client.is_away(network)
    assert desk.dialler.last.is_closed
    assert desk.texts(lobby)[-1] == "The connection was lost: Server going down"
    assert desk.client.messages(lobby)[-2].state is DeliveryState.UNCERTAIN
    assert {each.joined for each in desk.client.conversations()} == {False}
    desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome")
    assert desk.dialler.last.take_sent()[-2:] == ["JOIN #lobby", "JOIN #locked sesame"]


def test_disconnecting(desk: Desk) -> None:
    network = desk.register()
    desk.take()
    desk.client.disconnect(network, "good\nnight")
    assert desk.dialler.last.sent == ["QUIT :good night"]
    assert desk.dialler.last.is_closed
    assert Disconnected(network) in desk.take()
    desk.client.disconnect(network)
    assert desk.take() == []


def test_closing_ends_everything(desk: Desk) -> None:
    desk.register()
    desk.client.connect(ConnectionRequest("alice", "other.example", 6667))
    desk.client.close()
    assert all(transport.is_closed for transport in desk.dialler.made)
    assert desk.dialler.made[0].sent == ["QUIT"]
    desk.client.close()


def test_subscribers_are_told_in_order_even_when_they_call_back(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    order: list[Event] = []

    def read_at_once(event: Event) -> None:
        if isinstance(event, MessagesAdded):
            desk.client.mark_read(event.key)

    client = desk.client
    client.subscribe(read_at_once)
    client.subscribe(order.append)
    desk.take()
    desk.feed(":bob PRIVMSG #lobby :hi")
    assert order == desk.take()
    kinds = [type(event) for event in order]
    assert kinds == [
        UnreadChanged,
        ReadingChanged,
        MessagesAdded,
        UnreadChanged,
        ReadingChanged,
        TurnEnded,
    ]
    assert next(each for each in client.conversations() if each.key == lobby).unread == 0


def test_a_subscriber_that_raises_loses_no_events(desk: Desk) -> None:
    network = desk.register()

    def fail_once(event: Event) -> None:
        if isinstance(event, MessagesAdded) and event.messages[0].text == "bad":
            raise RuntimeError("a defect")

    desk.client.subscribe(fail_once)
    desk.dialler.last.report_lines(":bob PRIVMSG #lobby :bad", ":bob PRIVMSG #lobby :good")
    with pytest.raises(RuntimeError):
        desk.client.pump()
    desk.client.pump()
    assert desk.texts(ConversationKey(network, "#lobby"))[-2:] == ["bad", "good"]
    assert desk.told(MessagesAdded) == 4  # with those of the welcome
    assert desk.told(UnreadChanged) == 2  # one for each turn


def test_what_the_person_does_reaches_the_server(desk: Desk) -> None:
    network = desk.register()
    client, lobby = desk.client, ConversationKey(network, "#lobby")
    client.send_message(lobby, "hi")
    client.send_action(lobby, "waves")
    client.set_topic(lobby, "News")
    client.join_channel(network, "#new")
    client.change_nick(network, "alicia")
    client.set_away(network, "lunch")
    client.part_channel(lobby, "bye")
    assert desk.dialler.last.sent == [
        "PRIVMSG #lobby :hi",
        "PRIVMSG #lobby :\x01ACTION waves\x01",
        "TOPIC #lobby :News",
        "JOIN #new",
        "NICK alicia",
        "AWAY :lunch",
        "PART #lobby :bye",
    ]


def test_what_the_system_took_is_sent(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.client.send_message(lobby, "hi")
    desk.dialler.last.report_written(100)
    desk.client.pump()
    assert desk.client.messages(lobby)[-1].state is DeliveryState.SENT


def test_a_failed_message_is_sent_again(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.client.send_message(lobby, "kept")
    desk.feed(":s 404 alice #lobby :No")
    failed = desk.client.messages(lobby)[-2]
    assert failed.state is DeliveryState.FAILED
    desk.dialler.last.take_sent()
    desk.client.retry_message(lobby, failed.id)
    assert desk.dialler.last.sent == ["PRIVMSG #lobby :kept"]


def test_what_is_said_without_a_connection_waits_for_it_in_order(desk: Desk) -> None:
    network = desk.register()
    desk.client.disconnect(network)
    lobby = ConversationKey(network, "#lobby")
    bob = desk.client.open_conversation(network, "bob")
    for text in ("one", "two"):
        desk.client.send_message(lobby, text)
        desk.client.send_message(bob, text)
    assert {one.state for one in desk.client.messages(bob)} == {DeliveryState.WAITING}
    desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome")
    desk.dialler.last.take_sent()
    desk.feed(":s 422 alice :No message of the day")
    assert desk.dialler.last.take_sent() == ["PRIVMSG bob :one", "PRIVMSG bob :two"]
    desk.feed(":alice!a@h JOIN #lobby")
    assert desk.dialler.last.take_sent() == ["PRIVMSG #lobby :one", "PRIVMSG #lobby :two"]


def test_what_waits_for_a_channel_that_stays_closed_has_failed(desk: Desk) -> None:
    network = desk.register()
    desk.client.disconnect(network)
    lobby = ConversationKey(network, "#lobby")
    desk.client.send_message(lobby, "kept")
    desk.client.connect(REQUEST)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome", ":s 376 alice :End", ":s 474 alice #lobby :Banned")
    kept = next(one for one in desk.client.messages(lobby) if one.text == "kept")
    assert kept.state is DeliveryState.FAILED
    assert not any("PRIVMSG" in line for line in desk.dialler.last.sent)


def test_conversations_are_opened_closed_and_asked_about(desk: Desk) -> None:
    network = desk.register()
    client = desk.client
    bob = client.open_conversation(network, "bob")
    assert client.open_conversation(network, "BOB") == bob
    desk.feed(":bob PRIVMSG alice :hi", ":s 332 alice #lobby :News")
    assert desk.texts(bob) == ["hi"]
    assert client.topic(ConversationKey(network, "#lobby")) == "News"
    assert client.members(bob) == ()
    assert [member.nick for member in client.members(ConversationKey(network, "#lobby"))] == [
        "alice",
        "bob",
    ]
    assert client.is_channel(network, "#lobby")
    assert not client.is_channel(network, "bob")
    desk.take()
    client.close_conversation(bob)
    assert desk.take() == [ConversationClosed(bob)]
    assert client.messages(bob) == ()
    assert client.members(bob) == ()
    assert client.topic(bob) == ""
    client.send_message(bob, "gone")
    assert desk.take() == []


def test_notices_of_the_programs_own(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.client.add_notice(lobby, "Type /help for help")
    desk.client.add_notice(lobby, "No such command", error=True)
    kinds = [message.kind for message in desk.client.messages(lobby)[-2:]]
    assert kinds == [MessageKind.EVENT, MessageKind.ERROR]


def test_a_line_that_was_too_long_is_told(desk: Desk) -> None:
    network = desk.register()
    desk.dialler.last.report_skipped(20_000)
    desk.client.pump()
    assert "20000 bytes" in desk.texts(ConversationKey(network, ""))[-1]


def test_members_are_listed_by_rank_and_name(desk: Desk) -> None:
    network = desk.register()
    desk.feed(
        ":s 353 alice = #lobby :zoe +carol @Bob @adam alice",
        ":s 366 alice #lobby :End",
    )
    assert list(desk.client.members(ConversationKey(network, "#lobby"))) == [
        Member("adam", "@"),
        Member("Bob", "@"),
        Member("carol", "+"),
        Member("alice"),
        Member("zoe"),
    ]


def test_a_fake_is_a_transport_too(desk: Desk) -> None:
    transport = FakeTransport()
    assert not transport.join(0)
    transport.close()
    assert transport.join(0)


def lose(desk: Desk) -> None:
    desk.dialler.last.report_ended("")
    desk.client.pump()


def pass_time(desk: Desk, seconds: float) -> None:
    """In steps as short as those of a pump that runs."""
    for _ in range(int(seconds)):
        desk.steady += 1
        desk.time += timedelta(seconds=1)
        desk.client.pump()


def test_a_lost_connection_is_tried_again_by_itself_as_who_we_were(desk: Desk) -> None:
    network = desk.register()
    desk.feed(":alice!a@h NICK alicia", ":alicia!a@h JOIN #more", ":alicia!a@h PART #lobby")
    desk.take()
    lose(desk)
    assert desk.dialler.made[0].is_aborted
    assert ReconnectScheduled(network, 1.5) in desk.take()
    assert desk.client.retry_in(network) == 1.5
    pass_time(desk, 1)
    assert len(desk.dialler.made) == 1
    pass_time(desk, 1)
    assert len(desk.dialler.made) == 2
    assert desk.client.retry_in(network) is None
    desk.dialler.last.report_failed(FailureReason.REFUSED, "")
    desk.client.pump()
    assert desk.client.retry_in(network) == 3.0
    desk.client.reconnect(network)
    assert len(desk.dialler.made) == 3
    desk.dialler.last.report_opened()
    desk.feed(":s CAP * LS :", ":s 001 alicia :Welcome")
    assert desk.dialler.last.sent[1:2] == ["NICK alicia"]
    assert desk.dialler.last.sent[-1] == "JOIN #more"
    desk.client.reconnect(network)
    assert len(desk.dialler.made) == 3


@pytest.mark.parametrize(
    "lines",
    [
        (":oona!o@h KILL alice spam", "ERROR :Closing link: s (Killed (oona (spam)))"),
        (":oona!o@h KILL alice :s!h!oona (spam)", "ERROR :Closing Link: h (Killed (oona (spam)))"),
        ("ERROR :Closing link: (a@h) [Killed (oona (spam))]",),
        ("ERROR :KILLed by oona: spam",),
    ],
)
def test_who_is_killed_does_not_come_back_by_itself(desk: Desk, lines: tuple[str, ...]) -> None:
    network = desk.register()
    desk.take()
    desk.feed(*lines)
    desk.dialler.last.report_ended("")
    desk.client.pump()
    assert ConnectionLost(network, "spam", "oona") in desk.take()
    lobby = ConversationKey(network, "#lobby")
    assert desk.texts(lobby)[-1] == "oona ended your connection: spam"
    assert desk.client.retry_in(network) is None
    pass_time(desk, 100)
    assert len(desk.dialler.made) == 1
    desk.client.reconnect(network)
    desk.dialler.last.report_opened()
    desk.feed(":s CAP * LS :", ":s 001 alice :Welcome")
    lose(desk)  # what followed was no KILL
    assert desk.client.retry_in(network) is not None


@pytest.mark.parametrize(
    "lines",
    [
        (":s.example KILL alice :Nick collision", "ERROR :Killed (s.example (Nick collision))"),
        (":oona!o@h KILL bob spam", "ERROR :Closing link: shutting down"),
    ],
)
def test_what_servers_do_among_themselves_keeps_nobody_out(
    desk: Desk, lines: tuple[str, ...]
) -> None:
    network = desk.register()
    desk.feed(*lines)
    desk.dialler.last.report_ended("")
    desk.client.pump()
    assert desk.client.retry_in(network) is not None


def test_a_kill_without_a_reason_is_told_without_one(desk: Desk) -> None:
    network = desk.register()
    desk.feed(":oona!o@h KILL alice")
    desk.dialler.last.report_ended("")
    desk.client.pump()
    lobby = ConversationKey(network, "#lobby")
    assert desk.texts(lobby)[-1] == "oona ended your connection"


def test_an_attempt_without_a_welcome_is_tried_again(desk: Desk) -> None:
    network = desk.register()
    lose(desk)
    pass_time(desk, 2)
    desk.dialler.last.report_opened()
    pass_time(desk, 32)
    assert desk.dialler.last.is_aborted
    assert desk.client.retry_in(network) is not None


@pytest.mark.parametrize(
    "end", [Client.cancel_connect, Client.disconnect, lambda client, _network: client.close()]
)
def test_what_was_planned_can_be_stopped(desk: Desk, end: Callable[[Client, str], None]) -> None:
    network = desk.register()
    lose(desk)
    end(desk.client, network)
    assert desk.client.retry_in(network) is None
    pass_time(desk, 20)
    assert len(desk.dialler.made) == 1


def test_a_first_attempt_and_a_ban_are_not_tried_again(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_failed(FailureReason.REFUSED, "")
    desk.client.pump()
    assert desk.client.retry_in(network) is None
    desk.register()
    lose(desk)
    pass_time(desk, 2)
    desk.dialler.last.report_opened()
    desk.feed(":s 465 alice :You are banned")
    assert desk.client.retry_in(network) is None


def test_a_server_that_says_nothing_is_asked_and_then_taken_for_lost(desk: Desk) -> None:
    network = desk.register()
    pass_time(desk, 61)
    assert desk.dialler.last.take_sent() == ["PING alive"]
    desk.feed(":s PONG s alive")
    pass_time(desk, 61)
    assert desk.client.is_connected(network)
    desk.take()
    pass_time(desk, 26)
    assert not desk.client.is_connected(network)
    assert desk.dialler.made[0].is_aborted
    [lost] = [event for event in desk.take() if isinstance(event, ConnectionLost)]
    assert lost.detail == "the server does not answer any more"


def test_a_server_that_does_not_answer_what_we_say_is_lost_within_seconds(desk: Desk) -> None:
    network = desk.register()
    pass_time(desk, 5)
    desk.client.send_message(ConversationKey(network, "#lobby"), "hello?")
    desk.dialler.last.report_written(9)
    desk.client.pump()
    pass_time(desk, 9)
    asked = ["PRIVMSG #lobby :hello?", "PING sent-3"]
    assert desk.dialler.last.take_sent() == asked
    pass_time(desk, 2)
    assert desk.dialler.last.take_sent() == ["PING alive"]
    desk.dialler.last.report_written(99)  # our own system is no word from the server
    pass_time(desk, 9)
    assert desk.client.is_connected(network)
    pass_time(desk, 4)
    assert not desk.client.is_connected(network)
    assert len(desk.dialler.made) == 2  # and it is tried again


def test_one_word_from_the_server_is_enough_and_an_idle_one_is_left_alone(desk: Desk) -> None:
    network = desk.register()
    desk.client.send_message(ConversationKey(network, "#lobby"), "hello?")
    pass_time(desk, 11)
    assert desk.dialler.last.take_sent()[-1] == "PING alive"
    desk.feed(":s PONG s alive")
    pass_time(desk, 30)
    desk.feed("PING :you there?")  # what we answer that is not answered again
    pass_time(desk, 30)
    assert desk.dialler.last.take_sent() == ["PONG :you there?"]
    assert desk.client.is_connected(network)


def test_after_a_sleep_the_server_is_asked_and_what_was_planned_is_done(desk: Desk) -> None:
    network = desk.register()
    pass_time(desk, 1)
    desk.time += timedelta(hours=8)
    desk.client.pump()
    assert desk.dialler.last.take_sent() == ["PING alive"]
    pass_time(desk, 9)
    assert not desk.client.is_connected(network)
    desk.time += timedelta(hours=8)
    desk.client.pump()
    assert len(desk.dialler.made) == 2


def test_another_network_is_noticed(desk: Desk) -> None:
    desk.register()
    pass_time(desk, 6)
    desk.address = "198.51.100.3"
    pass_time(desk, 6)
    assert desk.dialler.last.take_sent() == ["PING alive"]


def test_closing_a_channel_while_away_leaves_it_closed(desk: Desk) -> None:
    network = desk.register()
    lose(desk)
    desk.client.close_conversation(ConversationKey(network, "#lobby"))
    pass_time(desk, 2)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome")
    assert not any("JOIN" in line for line in desk.dialler.last.sent)


def test_what_the_server_cannot_tell_is_left_to_the_person(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.client.send_message(lobby, "one")
    desk.dialler.last.report_written(9)
    desk.client.pump()
    assert desk.dialler.last.sent[-1].startswith("PING sent-")
    lose(desk)
    assert desk.client.uncertain(network) == 0  # not while nothing can be done
    desk.register()
    assert desk.client.uncertain(network) == 1
    desk.client.leave_uncertain(network)
    assert desk.client.uncertain(network) == 0
    [message] = [one for one in desk.client.messages(lobby) if one.own]
    assert message.state is DeliveryState.UNCERTAIN
    desk.client.retry_message(lobby, message.id)
    assert desk.dialler.last.sent == ["PRIVMSG #lobby :one"]


def test_a_pong_says_that_what_was_sent_before_it_was_read(desk: Desk) -> None:
    network = desk.register()
    lobby = ConversationKey(network, "#lobby")
    desk.client.send_message(lobby, "one")
    desk.dialler.last.report_written(99)
    desk.client.pump()
    ping = desk.dialler.last.sent[-1]
    desk.client.send_message(lobby, "two")
    desk.dialler.last.report_written(100)
    desk.client.pump()
    assert desk.dialler.last.sent[-1] == "PRIVMSG #lobby :two"  # one question at a time
    desk.feed(f":s PONG s {ping.split()[1]}")
    assert desk.dialler.last.sent[-1].startswith("PING sent-")
    lose(desk)
    states = [one.state for one in desk.client.messages(lobby) if one.own]
    assert states == [DeliveryState.SENT, DeliveryState.UNCERTAIN]


def test_a_connection_that_breaks_before_we_are_back_forgets_no_channel(desk: Desk) -> None:
    desk.register()
    desk.feed(":alice!a@h JOIN #more")
    lose(desk)
    pass_time(desk, 2)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome")
    assert desk.dialler.last.sent[-1] == "JOIN #lobby,#more"
    lose(desk)
    pass_time(desk, 4)
    desk.dialler.last.report_opened()
    desk.feed(":s 001 alice :Welcome")
    assert desk.dialler.last.sent[-1] == "JOIN #lobby,#more"


def test_coming_back_goes_on_until_the_server_is_there(desk: Desk) -> None:
    network = desk.client.connect(REQUEST)
    desk.dialler.last.report_failed(FailureReason.REFUSED, "")
    desk.client.pump()
    assert desk.client.retry_in(network) is None, "who connects for the first time is told"
    desk.client.reconnect(network)
    desk.dialler.last.report_failed(FailureReason.REFUSED, "")
    desk.client.pump()
    assert desk.client.retry_in(network) is not None
    desk.client.cancel_connect(network)
    assert desk.client.retry_in(network) is None
