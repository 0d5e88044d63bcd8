"""Changing one's name, and being away, from the menus."""

from __future__ import annotations

import pytest

from tests.controller.harness import NETWORK, Chat

NOT_CONNECTED = "There is no connection to a server: connect first."


def test_a_new_nick_is_asked_for(chat: Chat) -> None:
    chat.join()
    chat.controller.on_change_nick(" ann2 ")
    assert chat.model.called("change_nick") == [(NETWORK, "ann2")]


@pytest.mark.parametrize("nick", ["", "two words", "#ann"])
def test_a_nick_that_cannot_be_is_told_in_a_message_box(chat: Chat, nick: str) -> None:
    chat.join()
    chat.controller.on_change_nick(nick)
    assert not chat.model.called("change_nick")
    assert chat.view.errors[0][0] == "Change your name"


@pytest.mark.parametrize(("away", "reason"), [(False, "Away"), (True, "")])
def test_away_is_toggled(chat: Chat, away: bool, reason: str) -> None:
    chat.join()
    chat.model.away = {NETWORK} if away else set()
    chat.controller.on_toggle_away()
    assert chat.model.called("set_away") == [(NETWORK, reason)]


def test_without_a_connection_both_say_so(chat: Chat) -> None:
    chat.start()
    chat.controller.on_change_nick("ann2")
    chat.controller.on_toggle_away()
    assert chat.view.errors == [("Change your name", NOT_CONNECTED), ("Away", NOT_CONNECTED)]
