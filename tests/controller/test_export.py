"""Exporting the conversation that is shown: asked, shown, told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.model.entities import ConversationKey
from chat.model.events import ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat, file_name
from chat.view.ports.listing import ListAction
from tests.controller.harness import NETWORK, Chat


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


def test_a_whole_network_goes_into_one_zip(chat: Chat) -> None:
    chat.controller.export.on_export_network()
    assert "Choose a channel" in told(chat.start())
    chat.join()
    home = ConversationKey(NETWORK, "")
    chat.view.export.answer = "/tmp/all.zip"

    def from_the_list() -> None:
        chat.controller.listing.on_action(chat.view.row("Example").key, ListAction.EXPORT)

    def from_the_networks_own() -> None:
        chat.select("Example")
        chat.controller.export.on_export()

    ways = (chat.controller.export.on_export_network, from_the_list, from_the_networks_own)
    for way in ways:
        way()
        question, _choices, answer = chat.view.choices_asked[-1]
        assert "all that is kept of Example to a ZIP" in question
        answer("html")
        assert chat.view.export.proposed == "Example.zip"
    job = (home, Path("/tmp/all.zip"), ExportFormat.HTML, "Example")
    assert chat.model.export.begun == [job] * 3
    chat.view.export.answer = ""
    chat.controller.export.on_export_network()
    chat.view.choices_asked[-1][2]("txt")
    assert len(chat.model.export.begun) == 3


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
