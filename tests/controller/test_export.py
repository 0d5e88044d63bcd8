"""Exporting the conversation that is shown: asked, shown, told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.controller.export import file_name
from chat.model.entities import ConversationKey
from chat.model.events import ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat
from tests.controller.harness import Chat


def told(chat: Chat) -> str:
    chat.model.end_turn()
    return chat.view.bar.text if chat.view.bar is not None else ""


def export(chat: Chat, form: str = "html", where: str = "/tmp/x.html") -> ConversationKey:
    lobby = chat.join()
    chat.view.export.answer = where
    chat.controller.export.on_export()
    chat.view.choices_asked[-1][2](form)
    return lobby


@pytest.mark.parametrize("form", list(ExportFormat))
def test_it_asks_what_and_where_and_begins(chat: Chat, form: ExportFormat) -> None:
    lobby = export(chat, form.value)
    assert chat.view.export.proposed == f"lobby.{form.value}"
    assert chat.model.export.begun == [(lobby, Path("/tmp/x.html"), form, "#lobby on Example")]


def test_no_place_no_export(chat: Chat) -> None:
    export(chat, where="")
    assert chat.model.export.begun == []


def test_what_a_network_says_cannot_be_exported(chat: Chat) -> None:
    chat.start()
    chat.controller.export.on_export()
    assert "Choose a channel" in told(chat)


def test_one_at_a_time(chat: Chat) -> None:
    chat.model.export.is_busy = True
    export(chat)
    assert "still going on" in told(chat)


def test_how_far_it_is_and_how_it_ended(chat: Chat) -> None:
    lobby = export(chat)
    chat.model.publish(ExportProgressed(lobby, 500, 1000))
    assert chat.view.export.progress == ("500 of 1,000 messages", 0.5)
    chat.controller.export.on_cancel()
    assert chat.model.export.cancelled == 1
    path = Path("/tmp/x.html")
    for event, words in (
        (ExportEnded(lobby, path, 1000), "1,000 messages are in /tmp/x.html."),
        (ExportEnded(lobby, path, 0, cancelled=True), "no file was written"),
        (ExportEnded(lobby, path, 0, problem="disk full"), "(disk full): choose another place"),
    ):
        chat.model.publish(event)
        assert words in told(chat)
        assert chat.view.export.progress is None


def test_any_name_can_be_a_file() -> None:
    assert file_name("#lobby") == "lobby"
    assert file_name("../../etc") == "etc"
    assert file_name("#…") == "conversation"
