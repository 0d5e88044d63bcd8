"""Whatever several clients send in whatever order: nothing raises, and the state stays whole."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.protocol.line_buffer import OverlongLine
from chat.protocol.message import parse_message
from server.config import Limits, ServerConfig
from server.core.capabilities import NAMES
from server.core.core import Core
from server.core.dispatch import COMMANDS
from server.core.entities import Session
from server.core.state import fold, skeleton
from tests.fakes.core_client import CoreClient, CoreNetwork, pump

NICKS = ["ann", "Ann", "ben", "Éva", "éva"]
CHANNELS = ["#a", "#A", "#b", "@#a", "+#b", "&x", "#"]
WORDS = [
    *NICKS,
    *CHANNELS,
    *["#a,#b", "ann,ben,#a", "0", "*", "x!*@*", "key", "5", ":", ":two words", "::colon", "", "é"],
    *["+o", "-o", "+v", "+b", "-b", "b", "+i-s", "+nt-m", "+kl", "-kl", "+beI", "+iB", "%tcn,1"],
    *["+1", "-1", "draft/multiline", "GET", "LIST", "SET", "CLEAR", "SUB", "UNSUB", "SUBS", "SYNC"],
    *["*", "*ALL", "url", "+q", "+h", "L", "S", "#c"],
    *["LS", "302", "LIST", "END", ":batch labeled-response message-tags", ":-batch", ">1", "C<5"],
]
PREFIXES = ["", "", "@label=x ", "@+a=b;label=y ", ":src ", "@batch=1 ", "@batch=1;label=x "]
PREFIXES += ["@draft/target-msgid=1f;draft/edit-text=x ", "@draft/target-msgid=a\\nb;label=x "]

commands = st.builds(
    lambda prefix, verb, words: f"{prefix}{verb} {' '.join(words)}".encode(),
    st.sampled_from(PREFIXES),
    st.sampled_from([*COMMANDS, "FOO"]),
    st.lists(st.sampled_from(WORDS), max_size=4),
)
#: Likelier ones, so that most runs get people into channels.
plain = st.sampled_from(
    [
        *[b"JOIN #a", b"JOIN #b", b"JOIN #a,#b", b"@label=x JOIN #a", b"JOIN 0"],
        *[b"PART #a", b"KICK #a ben", b"QUIT", b"PRIVMSG #a,ben :hi", b"INVITE ben #a"],
        *[b"MODE #a +o ben", b"MODE #a +i", b"NICK ann", b"NICK ben", b"USER u 0 * :R", b"AWAY :x"],
    ]
)
ALL = " ".join(name for name in NAMES if name != "draft/metadata-2")  # not both drafts at once
OLDER = "batch draft/metadata-2"
noise = st.binary(max_size=80).map(lambda data: data.replace(b"\n", b"").replace(b"\r", b""))
lines = st.one_of(
    plain, plain, plain, commands, commands, noise, st.just(OverlongLine(9999, False))
)
actions = st.sampled_from([*["line"] * 20, "drop", "open", "sweep", "tick"])
steps = st.lists(st.tuples(actions, st.integers(0, 5), lines), min_size=20, max_size=100)


@pytest.fixture(autouse=True)
def _no_defect_is_logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.ERROR)
    yield
    assert not caplog.get_records("call")


@settings(max_examples=150, deadline=None)
@given(steps)
def test_random_commands_never_raise_and_keep_the_state_whole(
    steps: list[tuple[str, int, bytes | OverlongLine]],
):
    limits = Limits(channels_per_user=3, list_entries=3)
    network = CoreNetwork(ServerConfig(limits=limits))
    clients = [network.register("ann", caps=ALL), network.register("ben", caps=OLDER)]
    assert clients[0].session.caps
    clients.append(network.connect())
    clients.append(network.connect().attach_to(clients[0]))
    for action, number, line in steps:
        client = clients[number % len(clients)]
        if action == "drop":
            client.drop()
        elif action == "open" and len(clients) < 6:
            clients.append(network.connect())
        elif action == "sweep":
            network.clock.advance(40)
            network.core.sweep()
        elif action == "tick":
            pump(network.core)
        else:
            network.core.receive(client.session, line)
        check_state(network.core)
    for client in clients:
        check_output(client)


def check_state(core: Core) -> None:
    state = core.context.state
    for folded, user in state.users.items():
        assert folded == fold(user.nick)
        assert user.sessions
        for session in user.sessions:
            assert session.user is user
            assert not session.closing
            assert session.logs == {channel.log for channel in user.channels}
        for channel in user.channels:
            assert user in channel.members
        assert all(name in state.channels for name in user.invited)
    assert len({skeleton(user.nick) for user in state.users.values()}) == len(state.users)
    for mode in "io":
        having = [user for user in state.users.values() if mode in user.modes]
        assert state.count_users(mode) == len(having)
    newcomers = [each for each in core.sessions if not each.registered and not each.closing]
    assert core.sessions.count_unregistered() == len(newcomers)
    for folded, channel in state.channels.items():
        assert folded == fold(channel.name)
        assert channel.members
        readers: set[Session] = set()
        for member in channel.members:
            assert channel in member.channels
            assert state.users[fold(member.nick)] is member
            readers.update(member.sessions)
        assert set(channel.log.readers) == readers
    for session in core.sessions:
        if session.closing:
            assert session.user is None
            assert not session.logs


def check_output(client: CoreClient) -> None:
    data = client.read_bytes()
    assert data == b"" or data.endswith(b"\r\n")
    for line in data.split(b"\r\n")[:-1]:
        message = parse_message(line.decode("utf-8"))
        body = line.partition(b" ")[2] if message.tags else line
        assert len(body) <= 510
