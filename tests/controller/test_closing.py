"""Closing the window (rows C4 and C11), in every state and whatever fails on the way."""

from __future__ import annotations

import pytest

from chat.model.events import ConnectionEstablished, ConnectionFailed, ConnectionStarted, Event
from chat.model.events import FailureReason as Reason
from tests.controller.harness import NETWORK, REQUEST, Chat


def closing_calls(chat: Chat) -> list[str]:
    names = [str(call[0]) for call in chat.model.calls]
    return [name for name in names if name in ("disconnect", "close")]


def test_c4_on_closing_closes_the_connection_and_destroys_the_window(chat: Chat) -> None:
    chat.join()
    chat.view.geometry = "800x600+0+0"
    chat.controller.on_closing()
    assert closing_calls(chat) == ["close"]
    assert chat.model.closed
    assert chat.view.destroyed
    assert chat.view.calls[-1] == "destroy"
    assert chat.settings.geometry == "800x600+0+0"
    assert chat.settings.saved == 2  # when connected, and now


def test_c11_closing_the_window_calls_on_closing(chat: Chat) -> None:
    chat.start()
    assert chat.view.intents is chat.controller  # the view reports its close button to these
    chat.view.intents.on_closing()
    assert chat.view.destroyed
    assert chat.model.closed


@pytest.mark.parametrize(
    "reached",
    [[], [ConnectionStarted(NETWORK, "h", 1)], [ConnectionEstablished(NETWORK)]],
    ids=["asked", "dialling", "signing in"],
)
def test_c4_in_the_middle_of_connecting(chat: Chat, reached: list[Event]) -> None:
    chat.start(REQUEST)
    chat.model.publish(*reached)
    chat.controller.on_closing()
    assert closing_calls(chat) == ["close"]
    assert chat.view.destroyed


def test_c4_before_anything_was_connected(chat: Chat) -> None:
    chat.start().controller.on_closing()
    assert closing_calls(chat) == ["close"]
    assert chat.view.destroyed


def test_c4_after_the_connection_was_lost(chat: Chat) -> None:
    chat.join()
    chat.model.connected.clear()
    chat.controller.on_closing()
    assert closing_calls(chat) == ["close"]
    assert chat.view.destroyed


@pytest.mark.parametrize("step", ["close", "save", "geometry_text"])
def test_c4_a_step_that_fails_still_takes_the_window_away(
    chat: Chat, step: str, caplog: pytest.LogCaptureFixture
) -> None:
    chat.join()
    error = OSError("no")
    chat.model.errors = {step: error}
    chat.view.failing = {step: error}
    chat.settings.save_error = error if step == "save" else None
    chat.controller.on_closing()
    assert closing_calls(chat) == ["close"]
    assert chat.view.destroyed
    assert caplog.text.count("on closing, it was not possible to") == 1


def test_closing_twice_is_closing_once(chat: Chat) -> None:
    chat.start().controller.on_closing()
    chat.controller.on_closing()
    assert chat.view.calls.count("destroy") == 1


def test_nothing_is_shown_once_the_window_is_gone(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.on_closing()
    chat.view.calls.clear()
    chat.model.publish(ConnectionFailed(NETWORK, Reason.CANCELLED, ""))
    chat.model.receive(lobby, "too late")
    chat.model.end_turn()
    chat.controller.on_bar_action()
    assert chat.view.calls == []
