"""Two of our sessions on one core of our server, in memory: no socket, no thread, no clock."""

from __future__ import annotations

import queue

import pytest

from chat.model.arrivals import Arrival, MessagesReceived
from chat.model.client import Client
from chat.model.connection import Endpoint
from chat.model.entities import (
    ConnectionRequest,
    ConversationKey,
    DeliveryState,
    ListedChannel,
    MessageKind,
)
from chat.model.events import (
    BansListed,
    ChannelsListed,
    ConnectionFailed,
    ConnectionLost,
    ConversationClosed,
    ConversationRenamed,
    Event,
    FailureReason,
    NetworkNamed,
    Registered,
    WhoisEnded,
)
from chat.protocol.message import parse_message
from server.config import ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.fake_transport import FakeTransport


class CoreTransport(FakeTransport):
    """A transport whose other end is a core."""

    def __init__(
        self, network: CoreNetwork, generation: int, arrivals: queue.Queue[Arrival]
    ) -> None:
        super().__init__(generation, arrivals=arrivals)
        self.peer: CoreClient = network.connect()

    def open(self) -> None:
        super().open()
        self.report_opened()

    def send(self, line: bytes) -> None:
        super().send(line)
        self.peer.send(line.removesuffix(b"\r\n"))

    def carry(self) -> bool:
        """Bring over what the core has for us; True if it had something."""
        lines = [line for line in self.peer.read_bytes().decode().split("\r\n") if line]
        for line in lines:
            self.arrivals.put(MessagesReceived(self.generation, (parse_message(line),)))
        return bool(lines)


class Person:
    """A Client on the core, and what it was told."""

    def __init__(self, room: Room, nick: str) -> None:
        self.room = room
        self.client = Client(dialler=self._dial)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)
        self.transport: CoreTransport | None = None
        self.network = self.connect(nick)

    def connect(self, nick: str, password: str = "") -> str:
        request = ConnectionRequest(nick, "chat.example", 6667, False, password, ("#lobby",))
        return self.client.connect(request)

    def _dial(
        self, generation: int, endpoint: Endpoint, arrivals: queue.Queue[Arrival]
    ) -> CoreTransport:
        self.transport = CoreTransport(self.room.network, generation, arrivals)
        return self.transport

    def turn(self) -> bool:
        """Digest what there is; True if something was."""
        assert self.transport is not None
        carried = self.transport.carry()
        more = self.client.pump()
        return carried or more

    def key(self, target: str) -> ConversationKey:
        return ConversationKey(self.network, target)

    def say(self, target: str, text: str) -> None:
        self.client.send_message(self.key(target), text)
        self.room.settle()

    def lines(self, target: str) -> list[tuple[str, str]]:
        """(sender, text) of what was said."""
        return [
            (message.sender, message.text)
            for message in self.client.messages(self.key(target))
            if message.sender
        ]

    def told(self, target: str) -> list[str]:
        """What happened, in words."""
        return [
            message.text
            for message in self.client.messages(self.key(target))
            if message.kind is MessageKind.EVENT
        ]

    def members(self, channel: str) -> list[str]:
        return [member.prefixes + member.nick for member in self.client.members(self.key(channel))]

    def heard(self, kind: type[Event]) -> bool:
        return any(isinstance(event, kind) for event in self.events)


class Room:
    """A core, and people on it."""

    def __init__(self, config: ServerConfig | None = None) -> None:
        self.network = CoreNetwork(config)
        self.people: list[Person] = []

    def enter(self, nick: str) -> Person:
        person = Person(self, nick)
        self.people.append(person)
        self.settle()
        return person

    def settle(self) -> None:
        """Until nobody has anything more to say."""
        for person in self.people:
            person.client.pump()
        while any(person.turn() for person in self.people):
            pass


@pytest.fixture
def room() -> Room:
    return Room()


def test_two_people_read_each_other(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "hello bob")
    bob.say("#lobby", "hello alice")
    said = [("alice", "hello bob"), ("bob", "hello alice")]
    assert alice.lines("#lobby") == said
    assert bob.lines("#lobby") == said


def test_own_messages_are_pending_until_the_server_has_them(room: Room) -> None:
    alice = room.enter("alice")
    lobby = alice.key("#lobby")
    alice.client.send_message(lobby, "on its way")
    assert alice.client.messages(lobby)[-1].state is DeliveryState.PENDING
    room.settle()
    message = alice.client.messages(lobby)[-1]
    assert message.state is DeliveryState.SENT
    assert message.msgid
    assert alice.transport is not None
    assert any(line.startswith("@label=") for line in alice.transport.sent)


def test_being_mentioned_is_noticed(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "Bob: are you there?")
    assert bob.client.messages(bob.key("#lobby"))[-1].mention
    summary = next(each for each in bob.client.conversations() if each.key.target == "#lobby")
    assert (summary.unread, summary.mentions) == (1, 1)


def test_private_messages_open_a_conversation_that_follows_a_new_nick(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.client.open_conversation(alice.network, "bob")
    alice.say("bob", "psst")
    assert bob.lines("alice") == [("alice", "psst")]
    alice.client.change_nick(alice.network, "alicia")
    room.settle()
    assert alice.client.nick(alice.network) == "alicia"
    assert bob.heard(ConversationRenamed)
    bob.say("alicia", "yes?")
    assert alice.lines("bob") == [("alice", "psst"), ("bob", "yes?")]
    assert bob.told("#lobby")[-1] == "alice is now known as alicia"


def test_members_topic_and_ranks_are_the_servers(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    assert alice.members("#lobby") == bob.members("#lobby")
    assert sorted(member.lstrip("@") for member in alice.members("#lobby")) == ["alice", "bob"]
    alice.client.join_channel(alice.network, "#quiet")
    room.settle()
    assert alice.members("#quiet") == ["@alice"]
    alice.client.set_topic(alice.key("#quiet"), "Only whispers")
    room.settle()
    assert alice.client.topic(alice.key("#quiet")) == "Only whispers"
    assert alice.told("#quiet")[-1] == "You changed the topic to: Only whispers"
    bob.client.join_channel(bob.network, "#quiet")
    room.settle()
    assert bob.client.topic(bob.key("#quiet")) == "Only whispers"
    assert alice.told("#quiet")[-1] == "bob joined"


def test_a_message_to_nobody_fails_and_says_why(room: Room) -> None:
    alice = room.enter("alice")
    alice.client.open_conversation(alice.network, "nobody")
    alice.say("nobody", "hello?")
    sent, error = alice.client.messages(alice.key("nobody"))
    assert sent.state is DeliveryState.FAILED
    assert error.kind is MessageKind.ERROR
    assert "nobody" in error.text


def test_leaving_and_going_offline_are_told(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    bob.client.join_channel(bob.network, "#other")
    room.settle()
    bob.client.part_channel(bob.key("#lobby"), "lunch")
    room.settle()
    assert bob.heard(ConversationClosed)
    assert alice.told("#lobby")[-1] == "bob left: lunch"
    bob.client.join_channel(bob.network, "#lobby")
    room.settle()
    bob.client.disconnect(bob.network, "bye")
    room.settle()
    assert alice.told("#lobby")[-1].startswith("bob went offline")
    assert [member.lstrip("@") for member in alice.members("#lobby")] == ["alice"]


def test_away_shows_in_the_member_list(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    bob.client.set_away(bob.network, "lunch")
    room.settle()
    assert bob.client.is_away(bob.network)
    away = {member.nick: member.away for member in alice.client.members(alice.key("#lobby"))}
    assert away == {"alice": False, "bob": True}
    carol = room.enter("carol")
    away = {member.nick: member.away for member in carol.client.members(carol.key("#lobby"))}
    assert away["bob"]
    bob.client.set_away(bob.network, "")
    room.settle()
    assert not bob.client.is_away(bob.network)


def test_a_line_of_irc_is_sent_as_it_is_typed(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.client.send_line(alice.network, "privmsg bob :two  words")
    alice.client.send_line(alice.network, "TIME")
    room.settle()
    assert bob.lines("alice") == [("alice", "two  words")]
    assert alice.client.messages(alice.key(""))[-1].kind is MessageKind.SERVER
    for bad in (":alice", "@a=b", "PING a\0"):
        with pytest.raises(ValueError, match=r"."):
            alice.client.send_line(alice.network, bad)


@pytest.mark.parametrize(("words", "pieces"), [(400, 1), (1_200, 24)])
def test_a_long_text_arrives_whole(room: Room, words: int, pieces: int) -> None:
    """As one message while the server takes it as one (draft/multiline), else in pieces."""
    alice, bob = room.enter("alice"), room.enter("bob")
    text = " ".join(f"word{number}" for number in range(words))
    alice.say("#lobby", text)
    said = [said for sender, said in bob.lines("#lobby") if sender == "alice"]
    assert 1 <= len(said) <= pieces
    assert (len(said) == 1) == (pieces == 1)
    assert " ".join(said) == text
    states = {message.state for message in alice.client.messages(alice.key("#lobby"))}
    assert states == {DeliveryState.SENT}


def test_the_networks_name_is_told(room: Room) -> None:
    alice = room.enter("alice")
    assert alice.heard(NetworkNamed)
    assert alice.client.network_name(alice.network) == "CHAT"


def test_a_nick_that_is_taken_is_told_and_another_may_be_tried(room: Room) -> None:
    room.enter("alice")
    second = room.enter("alice")
    failure = next(event for event in second.events if isinstance(event, ConnectionFailed))
    assert failure.reason is FailureReason.NICK_IN_USE
    assert second.connect("alicia") == second.network
    room.settle()
    assert second.client.nick(second.network) == "alicia"
    assert second.heard(Registered)


def test_a_wrong_password_is_told() -> None:
    room = Room(ServerConfig(password="open sesame"))
    person = room.enter("alice")
    failure = next(event for event in person.events if isinstance(event, ConnectionFailed))
    assert failure.reason is FailureReason.WRONG_PASSWORD
    person.connect("alice", "open sesame")
    room.settle()
    assert person.heard(Registered)


def test_a_lost_connection_is_told_and_coming_back_rejoins(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.client.join_channel(alice.network, "#other")
    room.settle()
    assert alice.transport is not None
    alice.transport.peer.drop()
    alice.transport.report_ended("Connection reset by peer")
    alice.client.pump()
    assert alice.heard(ConnectionLost)
    assert not any(each.joined for each in alice.client.conversations())
    assert alice.connect("alice") == alice.network
    room.settle()
    joined = {each.key.target for each in alice.client.conversations() if each.joined}
    assert joined == {"", "#lobby", "#other"}
    bob.say("#lobby", "welcome back")
    assert alice.lines("#lobby")[-1] == ("bob", "welcome back")


# -- what is asked of the server ------------------------------------------------------------


def told_of(person: Person, kind: type[Event]) -> Event:
    """The newest event of a kind."""
    person.room.settle()
    return [event for event in person.events if isinstance(event, kind)][-1]


def test_the_channels_of_our_server_are_listed() -> None:
    room = Room()
    ann, _ = room.enter("ann"), room.enter("bob")
    ann.client.set_topic(ann.key("#lobby"), "Hello")
    ann.client.list_channels(ann.network)
    listed = told_of(ann, ChannelsListed)
    assert listed == ChannelsListed(ann.network, (ListedChannel("#lobby", 2, "Hello"),))


def test_an_operator_bans_sees_the_ban_and_lifts_it() -> None:
    room = Room()
    ann, bob = room.enter("ann"), room.enter("bob")
    lobby = ann.key("#lobby")
    ann.client.change_mode(lobby, "+b", "bob!*@*")
    ann.client.kick(lobby, "bob", "too loud")
    ann.client.list_bans(lobby)
    bans = told_of(ann, BansListed)
    assert isinstance(bans, BansListed)
    assert [ban.mask for ban in bans.bans] == ["bob!*@*"]
    assert bob.members("#lobby") == []
    ann.client.change_mode(lobby, "-b", "bob!*@*")
    ann.client.list_bans(lobby)
    assert told_of(ann, BansListed) == BansListed(lobby, ())


def test_our_server_says_who_somebody_is() -> None:
    room = Room()
    ann, _ = room.enter("ann"), room.enter("bob")
    ann.client.whois(ann.network, "bob")
    answer = told_of(ann, WhoisEnded)
    assert isinstance(answer, WhoisEnded)
    assert answer.nick == "bob"
    assert any("#lobby" in fact for fact in answer.facts)
    assert answer.facts[0].startswith("Real name: ")
    unsaid = [m.text for m in ann.client.messages(ann.key("")) if "bob" in m.text]
    assert unsaid == []
