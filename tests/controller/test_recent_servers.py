"""The list of servers that we were on."""

from __future__ import annotations

from msgspec.structs import replace

from chat.controller.recent_servers import MOST, named, remembered
from chat.model.entities import ConnectionRequest, RecentServer

HOME = ConnectionRequest("ann", "Home", 6667, password="secret")
WORK = ConnectionRequest("ann", "work", 6667)


def test_the_last_one_comes_first_once_and_without_its_password() -> None:
    recent = remembered((), HOME)
    assert recent == (RecentServer(replace(HOME, password="")),)
    recent = remembered(remembered(recent, WORK), replace(HOME, host="home", nick="bob"))
    assert [(one.request.host, one.request.nick) for one in recent] == [
        ("home", "bob"),
        ("work", "ann"),
    ]


def test_it_keeps_its_name_and_its_length() -> None:
    recent = named(remembered((), HOME), HOME, "Our home")
    for number in range(MOST - 1):
        recent = remembered(recent, replace(WORK, port=number + 1))
    assert remembered(recent, HOME)[0].name == "Our home"
    recent = remembered(recent, replace(WORK, port=9999))
    assert len(recent) == MOST
    assert "Our home" not in [one.name for one in recent]


def test_a_name_of_an_unknown_network_changes_nothing() -> None:
    recent = remembered((), HOME)
    assert named(recent, None, "x") == recent
    assert named(recent, WORK, "x") == recent
