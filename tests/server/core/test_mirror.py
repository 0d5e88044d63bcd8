"""What a client knows from all that it read is what there is, whatever happens; and each labeled
command has one answer."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.protocol.message import Message
from server.config import Limits, ServerConfig
from server.core.capabilities import NAMES
from server.core.dispatch import COMMANDS
from server.core.isupport import PREFIXES
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.test_invariants import WORDS
from tests.server.history_cases import network

__all__ = ["network"]

NICKS = ["ann", "Ben", "cy[]", "dora"]
CHANNELS = ["#a", "#B", "#c[x]"]
RANKS = dict(PREFIXES)  # by mode
CAPS = ["multi-prefix", "multi-prefix userhost-in-names extended-join away-notify message-tags"]


@dataclass
class Room:
    """A channel as somebody sees it who is in it."""

    topic: str = ""
    members: dict[str, set[str]] = field(default_factory=dict)
    entering: bool = True  # the names are still to come


class Mirror:
    """A client that notes what it is told."""

    def __init__(self, client: CoreClient, nick: str) -> None:
        self.client, self.nick = client, nick
        self.rooms: dict[str, Room] = {}

    def read(self) -> None:
        for message in self.client.read():
            handler = getattr(self, f"_on_{message.command.lower()}", None)
            if handler is not None:
                handler((message.source or "").partition("!")[0], message)

    def _on_join(self, who: str, message: Message) -> None:
        name = message.params[0].lower()
        if who == self.nick:
            self.rooms[name] = Room()
        self.rooms[name].members[who] = set()

    def _on_353(self, _who: str, message: Message) -> None:
        room = self.rooms.get(message.params[2].lower())
        if room is None or not room.entering:
            return
        for entry in message.params[3].split():
            nick = entry.lstrip("".join(RANKS.values())).partition("!")[0]
            signs = entry[: entry.index(nick)]
            room.members[nick] = {mode for mode, sign in RANKS.items() if sign in signs}

    def _on_366(self, _who: str, message: Message) -> None:
        if room := self.rooms.get(message.params[1].lower()):
            room.entering = False

    def _on_332(self, _who: str, message: Message) -> None:
        self.rooms[message.params[1].lower()].topic = message.params[2]

    def _on_topic(self, _who: str, message: Message) -> None:
        self.rooms[message.params[0].lower()].topic = message.params[1]

    def _on_part(self, who: str, message: Message) -> None:
        self._leave(message.params[0].lower(), who)

    def _on_kick(self, _who: str, message: Message) -> None:
        self._leave(message.params[0].lower(), message.params[1])

    def _leave(self, name: str, who: str) -> None:
        del self.rooms[name].members[who]
        if who == self.nick:
            del self.rooms[name]

    def _on_quit(self, who: str, _message: Message) -> None:
        seen = [room for room in self.rooms.values() if who in room.members]
        assert seen, f"a stranger's QUIT: {who}"
        for room in seen:
            del room.members[who]

    def _on_nick(self, who: str, message: Message) -> None:
        new = message.params[0]
        for room in self.rooms.values():
            if who in room.members:
                room.members[new] = room.members.pop(who)
        if who == self.nick:
            self.nick = new

    def _on_mode(self, _who: str, message: Message) -> None:
        target, changes, *values = message.params
        if not target.startswith("#"):
            return
        sign = "+"
        for mode in changes:
            if mode in "+-":
                sign = mode
            elif mode in RANKS:
                ranks = self.rooms[target.lower()].members[values.pop(0)]
                assert (mode in ranks) == (sign == "-"), f"nothing new: {message.params}"
                ranks.symmetric_difference_update({mode})
            elif mode in "beIk" or (mode == "l" and sign == "+"):
                values.pop(0)
        assert values == []


@pytest.mark.parametrize("seed", range(6))
def test_what_a_client_was_told_is_what_there_is(seed: int):
    chance = random.Random(seed)
    network = CoreNetwork()
    mirrors = [Mirror(network.register(nick, caps=chance.choice(CAPS)), nick) for nick in NICKS]
    for _ in range(250):
        mirror = chance.choice(mirrors)
        mirror.client.send(something(chance, [each.nick for each in mirrors]))
        if not mirror.client.session.registered:
            mirrors.remove(mirror)
            nick = chance.choice([n for n in NICKS if not network.core.context.state.find_user(n)])
            mirrors.append(Mirror(network.register(nick, caps=chance.choice(CAPS)), nick))
        for each in mirrors:
            each.read()
            channels = each.client.user.channels
            assert {channel.name.lower() for channel in channels} == each.rooms.keys()
            for channel in channels:
                room = each.rooms[channel.name.lower()]
                there = {member.nick: ranks for member, ranks in channel.members.items()}
                assert room.members == there
                assert room.topic == (channel.topic.text if channel.topic else "")


def something(chance: random.Random, nicks: list[str]) -> str:
    """What somebody may do, in any case of letters."""
    channel, nick = chance.choice(CHANNELS).upper(), chance.choice(nicks).upper()
    changes = [chance.choice("+-") + chance.choice("qaohvimnstbk") for _ in range(4)]
    values = " ".join(chance.choice(["x!*@*", "key", *nicks]) for _ in range(4))
    likely = [f"JOIN {channel}", f"JOIN {channel.lower()},#a key"] * 4
    return chance.choice(
        [
            *likely,
            *[f"MODE {channel} {''.join(changes)} {values}"] * 5,
            *[f"PART {channel}", f"KICK {channel} {nick} :out", f"INVITE {nick} {channel}"],
            *[f"NICK {chance.choice([*NICKS, 'eve', 'ANN'])}", f"TOPIC {channel} :{nick}"],
            *[f"TOPIC {channel} :", f"NAMES {channel}", "AWAY :x", "QUIT :bye"],
        ]
    )


# What was said: told as it happens, and told again.

SAYING = "batch message-tags server-time echo-message draft/chathistory draft/event-playback "
KNOWING = SAYING + "draft/message-edit draft/message-redaction"


class Log:
    """A client that notes what was said in one place, by id: its text, and whether it was edited.

    What is told twice, or later than what follows from it, changes nothing.
    """

    def __init__(self, client: CoreClient) -> None:
        self.client = client
        self.texts: dict[str, tuple[str, str]] = {}
        self.gone: set[str] = set()
        self.newest = ""  # of what was heard

    def read(self, messages: Iterable[Message] | None = None) -> None:
        for each in self.client.read() if messages is None else messages:
            if each.command in ("PRIVMSG", "EDIT", "REDACT"):
                self.newest = f"msgid={each.tags['msgid']}"
            if each.command == "PRIVMSG":
                number = each.tags["msgid"]
                self._note(number, each.params[-1], each.tags.get("chat-app/edited", ""))
            elif each.command == "EDIT":
                number = each.tags["draft/target-msgid"]
                if number in self.texts:
                    self._note(number, each.tags["draft/edit-text"], each.tags["time"])
            elif each.command == "REDACT":
                self.texts.pop(each.params[1], None)
                self.gone.add(each.params[1])

    def _note(self, number: str, text: str, edited: str) -> None:
        assert number not in self.gone, "deleted messages are not told again"
        if edited >= self.texts.get(number, ("", ""))[1]:
            self.texts[number] = text, edited


@pytest.mark.parametrize("target", ["#a", "ben"])
@pytest.mark.parametrize("seed", range(6))
def test_what_was_edited_is_the_same_for_all_who_heard_or_read_it(
    network: CoreNetwork, seed: int, target: str
):
    """One hears everything, one misses half of it and asks for that, one asks at the end."""
    chance = random.Random(seed)
    network.add_account("ann")
    network.add_account("ben")
    ann, ben = (Log(network.member(nick, "#a", caps=KNOWING)) for nick in ("ann", "ben"))
    mine = {ann: target, ben: "#a" if target == "#a" else "ann"}  # how each of them calls it
    here = [ann, ben]
    for _ in range(200):
        network.clock.advance(chance.choice([0, 0.001, 1]))
        if chance.random() < 0.05:
            if ben in here:
                here.remove(ben)
                ben.client.drop()
            else:
                here.append(ben)
                ben.client = network.member("ben", "#a", caps=KNOWING)
                ben.read(pages(ben, mine[ben]))
        log = chance.choice(here)
        number = chance.choice([*log.texts, "1f"])
        change = f"@draft/target-msgid={number};draft/edit-text={chance.random()} EDIT {mine[log]}"
        deletion = f"REDACT {mine[log]} {number}"
        said = f"PRIVMSG {mine[log]} :{chance.random()}"
        log.client.send(chance.choice([said, said, change, change, change, deletion]))
        for each in here:
            each.read()
    if ben not in here:
        ben.client = network.member("ben", "#a", caps=KNOWING)
        ben.read(pages(ben, mine[ben]))
    late = Log(network.connect().attach_to(ann.client))
    late.client.send(f"CAP REQ :{KNOWING}")
    late.client.read()
    late.read(pages(late, target))
    assert ann.texts == ben.texts == late.texts
    assert len({edited for _, edited in ann.texts.values()}) > 3


def pages(log: Log, target: str) -> Iterator[Message]:
    """All of history after what the client has heard."""
    reference = log.newest or "timestamp=1970-01-01T00:00:00.000Z"
    while told := log.client.ask(f"CHATHISTORY AFTER {target} {reference} 50")[1:-1]:
        yield from told
        reference = f"msgid={told[-1].tags['msgid']}"


ALL = " ".join(name for name in NAMES if name != "draft/metadata-2")  # not both drafts at once
requests = st.builds(
    lambda verb, words: f"{verb} {' '.join(words)}",
    st.sampled_from(sorted(set(COMMANDS) - {"BATCH", "CAP", "QUIT"})),
    st.lists(st.sampled_from(WORDS), max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(requests, min_size=10, max_size=40))
def test_each_labeled_command_has_one_answer(lines: list[str]):
    network = CoreNetwork(ServerConfig(limits=Limits(channels_per_user=3, list_entries=3)))
    client = network.register("ann", caps=ALL).join("#a")
    network.register("ben", caps=ALL).join("#a")
    client.read()
    for number, line in enumerate(lines):
        said = client.ask(f"@label={number} {line}")
        answers = [each for each in said if each.tags.get("label") == str(number)]
        assert len(answers) == 1, (line, said)
        opened, closed = batches(said, "+"), batches(said, "-")
        assert sorted(opened) == sorted(closed)
        assert all(each.tags.get("batch") in {None, *opened} for each in said)


def batches(said: list[Message], sign: str) -> list[str]:
    """The references of the batches that begin (+) or end (-)."""
    first = [each.params[0] for each in said if each.command == "BATCH"]
    return [reference[1:] for reference in first if reference[0] == sign]
