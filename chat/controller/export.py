"""Writing the conversation that is shown, or its network, to a file.

Asked what and where to, told how far it is, told how it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import Event, ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat, file_name
from chat.model.ports import ChatModel
from chat.translation import N_, _, ngettext, number_text
from chat.view.ports import ChatView

ONE_AT_A_TIME = N_("One export is still going on: wait for it, or cancel it.")
NO_CONVERSATION = N_("Choose a channel or a person first.")
FORMATS = (
    (ExportFormat.TEXT, N_("Text, to read")),
    (ExportFormat.HTML, N_("Web page, to look at in a browser")),
    (ExportFormat.JSON, N_("JSON lines, for programs")),
)


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
        if key is None:
            self._tell(_(NO_CONVERSATION))
        elif not key.target:
            self.export_network(key.network)
        else:
            question = _("Write all that is kept of {conversation} to a file")
            self._ask(question.format(conversation=key.target), partial(self._begin, key))

    def on_export_network(self) -> None:
        """The same of all conversations of the network that is shown."""
        network = self._selection.network(self._model)
        if network is None:
            self._tell(_(NO_CONVERSATION))
        else:
            self.export_network(network)

    def export_network(self, network: str) -> None:
        """Ask what the files are to be, and where the ZIP with all of them."""
        question = _("Write all that is kept of {network} to a ZIP, a file for each conversation")
        name = self._model.network_name(network)
        self._ask(question.format(network=name), partial(self._begin_network, network))

    def _ask(self, question: str, begin: Callable[[ExportFormat], None]) -> None:
        self._view.ask_choice(
            _("Export"),
            question,
            [(_(label), form.value) for form, label in FORMATS],
            lambda form: begin(ExportFormat(form)),
        )

    def _begin(self, key: ConversationKey, form: ExportFormat) -> None:
        where = self._view.export.ask_where(f"{file_name(key.target)}.{form.value}")
        if not where:
            return
        title = _("{conversation} on {network}").format(
            conversation=key.target, network=self._model.network_name(key.network)
        )
        self._start(key, where, form, title)

    def _begin_network(self, network: str, form: ExportFormat) -> None:
        name = self._model.network_name(network)
        if where := self._view.export.ask_where(f"{file_name(name)}.zip"):
            self._start(ConversationKey(network, ""), where, form, name)

    def _start(self, key: ConversationKey, where: str, form: ExportFormat, title: str) -> None:
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
