"""Writing the conversation that is shown to a file: asked where to, told how far, told the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import Event, ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat
from chat.model.ports import ChatModel
from chat.translation import N_, _, ngettext, number_text
from chat.view.ports import ChatView

ONE_AT_A_TIME = N_("One export is still going on: wait for it, or cancel it.")
NO_CONVERSATION = N_(
    "Choose a channel or a person first: what a network says of itself is not kept."
)
FORMATS = (
    (ExportFormat.TEXT, N_("Text, to read")),
    (ExportFormat.HTML, N_("Web page, to look at in a browser")),
    (ExportFormat.JSON, N_("JSON lines, for programs")),
)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_MOST_OF_A_NAME = 60  # characters


class ExportController:
    """Implements `chat.view.ports.export.ExportIntents`; `tell` says how it ended."""

    def __init__(
        self, model: ChatModel, view: ChatView, selection: Selection, tell: Callable[[str], None]
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._tell = tell

    def on_export(self) -> None:
        """Ask what the file is to be, and where."""
        key = self._selection.key
        if key is None or not key.target:
            self._tell(_(NO_CONVERSATION))
            return
        self._view.ask_choice(
            _("Export"),
            _("Write all that is kept of {conversation} to a file").format(conversation=key.target),
            [(_(label), form.value) for form, label in FORMATS],
            lambda form: self._begin(key, ExportFormat(form)),
        )

    def _begin(self, key: ConversationKey, form: ExportFormat) -> None:
        where = self._view.export.ask_where(f"{file_name(key.target)}.{form.value}")
        if not where:
            return
        title = _("{conversation} on {network}").format(
            conversation=key.target, network=self._model.network_name(key.network)
        )
        if not self._model.export.begin(key, Path(where), form, title):
            self._tell(_(ONE_AT_A_TIME))

    def on_cancel(self) -> None:
        """Leave it."""
        self._model.export.cancel()

    def on_event(self, event: Event) -> None:
        """Show how far it is, and how it ended."""
        match event:
            case ExportProgressed(done=done, total=total):
                words = _("{done} of {total} messages").format(
                    done=number_text(done), total=number_text(total)
                )
                self._view.export.show_progress(words, done / max(1, total))
            case ExportEnded():
                self._view.export.close()
                self._tell(_ending(event))


def file_name(target: str) -> str:
    """A conversation's name as a file can have it."""
    return _NOT_IN_NAMES.sub("_", target).strip("._-")[:_MOST_OF_A_NAME] or "conversation"


def _ending(event: ExportEnded) -> str:
    if event.cancelled:
        return _("The export was cancelled; no file was written.")
    if event.problem:
        words = _("{file} could not be written ({reason}): choose another place for it.")
        return words.format(file=event.path.name, reason=event.problem)
    words = ngettext(
        "{count} message is in {file}.", "{count} messages are in {file}.", event.count
    )
    return words.format(count=number_text(event.count), file=event.path)
