"""The connect dialog's list: what was found, what was used before, and why there is nothing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.model.entities import ConnectionRequest, FoundServer, Looking, RecentServer
from chat.model.events import NetworkNamed, ServersFound
from tests.controller.harness import NETWORK, REQUEST, Chat
from tests.fakes.fake_settings import FakeSettings

LAB = FoundServer("Lab on alpha", "192.168.1.20", 6697, tls=True)
LIBERA = RecentServer(
    ConnectionRequest("annie", "irc.example.net", 6697, True, "", ("#a secret", "#b"), "Ann"), "Ex"
)


def opened(*recent: RecentServer) -> Chat:
    """The dialog is open, and the search has begun."""
    settings = FakeSettings(recent[0].request if recent else None)
    settings.recent = recent
    chat = Chat(settings).start()
    chat.controller.connect.on_dialog_opened()
    while chat.view.scheduled:
        chat.view.run_scheduled()
    return chat


def test_the_search_begins_with_the_dialog_and_ends_with_it() -> None:
    chat = opened()
    assert chat.model.discovery.calls == ["start"]
    assert chat.view.connect.looking
    assert "Looking for servers" in chat.view.connect.note
    chat.controller.connect.on_dialog_closed()
    assert chat.model.discovery.calls == ["start", "stop"]


def test_a_dialog_that_is_closed_at_once_looks_for_nothing(chat: Chat) -> None:
    chat.start().controller.connect.on_dialog_opened()
    chat.controller.connect.on_dialog_closed()
    chat.view.run_scheduled()
    assert chat.model.discovery.calls == ["stop"]


def test_a_server_that_is_found_can_be_chosen() -> None:
    chat = opened()
    chat.model.publish(ServersFound((LAB,), Looking.LOOKING))
    (row,) = chat.view.connect.servers
    assert (row.name, row.address) == ("Lab on alpha", "192.168.1.20")
    assert (row.host, row.port, row.tls, row.channel) == ("192.168.1.20", "6697", True, None)
    assert not row.recent
    assert chat.view.connect.note == ""


def test_a_found_server_that_we_know_is_joined_as_we_were_there_last() -> None:
    known = ConnectionRequest("annie", "192.168.1.20", 6697, True, "", ("#a", "#b"), "Ann")
    chat = opened(RecentServer(known))
    chat.model.publish(ServersFound((LAB,), Looking.LISTENING))
    row = chat.view.connect.servers[0]
    assert (row.nick, row.channel, row.realname) == ("annie", "#a,#b", "Ann")


@pytest.mark.parametrize(
    ("looking", "words"),
    [
        (Looking.LOOKING, "Looking for servers"),
        (Looking.LISTENING, "No server answered"),
        (Looking.NO_NETWORK, "on no network"),
        (Looking.BLOCKED, "firewall"),
        (Looking.UNAVAILABLE, "zeroconf"),
        (Looking.OFF, "switched off"),
    ],
)
def test_where_nothing_is_found_it_is_said_why(looking: Looking, words: str) -> None:
    chat = opened()
    chat.model.publish(ServersFound((), looking))
    assert words in chat.view.connect.note
    assert chat.view.connect.looking == (looking is Looking.LOOKING)


def test_looking_again() -> None:
    chat = opened()
    chat.controller.connect.on_look_again()
    assert chat.model.discovery.calls == ["start", "start"]


def test_news_after_the_dialog_are_for_nobody() -> None:
    chat = opened()
    chat.controller.connect.on_dialog_closed()
    chat.model.publish(ServersFound((LAB,), Looking.LOOKING))
    assert chat.view.connect.servers == []


def test_servers_used_before_are_listed_without_their_channels_keys() -> None:
    chat = opened(LIBERA)
    (row,) = chat.view.connect.servers
    assert (row.name, row.address, row.recent) == ("Ex", "irc.example.net", True)
    assert (row.channel, row.nick, row.realname) == ("#a,#b", "annie", "Ann")


@pytest.mark.parametrize(
    ("host", "port", "address"), [("::1", 7000, "[::1]:7000"), ("h", 6667, "h"), ("h", 1, "h:1")]
)
def test_an_address_has_its_port_where_it_is_not_the_usual_one(
    host: str, port: int, address: str
) -> None:
    chat = opened(RecentServer(ConnectionRequest("a", host, port)))
    (row,) = chat.view.connect.servers
    assert (row.name, row.address) == (host, address)


def test_a_server_is_forgotten_and_stays_so() -> None:
    other = RecentServer(ConnectionRequest("a", "other", 6667))
    chat = opened(LIBERA, other)
    chat.controller.connect.on_forget_server(chat.view.connect.servers[0].key)
    assert chat.view.connect.names() == ["other"]
    assert chat.settings.recent == (other,)
    assert chat.settings.last_request is None
    assert chat.settings.saved == 1
    chat.controller.on_open_connect_dialog()
    assert chat.view.dialog is not None
    assert chat.view.dialog.nick == "a"


def test_forgetting_one_leaves_what_was_used_last() -> None:
    other = RecentServer(ConnectionRequest("a", "other", 6667))
    chat = opened(LIBERA, other)
    chat.controller.connect.on_forget_server(chat.view.connect.servers[1].key)
    assert chat.settings.last_request == LIBERA.request


def test_where_we_got_in_is_remembered_with_its_name(chat: Chat) -> None:
    chat.start(replace(REQUEST, password="secret"))
    chat.model.register(NETWORK)
    chat.model.publish(NetworkNamed(NETWORK, "Example"))
    assert chat.settings.recent == (RecentServer(REQUEST, "Example"),)
    assert chat.settings.saved == 2
    chat.model.publish(NetworkNamed(NETWORK, "Example"))
    assert chat.settings.saved == 2


@pytest.mark.parametrize(
    ("nick", "problem"), [("ann", ""), ("", ""), (" ", ""), ("a b", "a space"), ("1a", "begin")]
)
def test_a_name_that_cannot_be_is_told_while_it_is_typed(nick: str, problem: str) -> None:
    chat = opened()
    chat.controller.connect.on_nick_typed(nick)
    assert problem in chat.view.connect.nick_problem
    assert bool(problem) == bool(chat.view.connect.nick_problem)


def test_no_strangers_wording_is_in_the_keys() -> None:
    chat = opened(RecentServer(ConnectionRequest("a", "bücher\ud800", 6667)))
    servers = tuple(FoundServer(name, "192.168.1.20", 6667) for name in ("a\x00\ud800", "é"))
    chat.model.publish(ServersFound(servers, Looking.LISTENING))
    keys = [row.key for row in chat.view.connect.servers]
    assert all(key.isascii() and key.isprintable() for key in keys)
    assert len(set(keys)) == 3
