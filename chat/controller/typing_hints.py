"""What is told while one types: how much room is left, and what the slash commands are."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.changes import Changes
from chat.controller.commands import TABLE
from chat.controller.selection import Selection
from chat.model.ports import ChatModel
from chat.protocol.text_lines import text_lines
from chat.translation import _, number_text
from chat.view.ports import ChatView, Hint

NEAR = 80  # bytes left from which on they are shown
MOST_HINTS = 13


class TypingHints:
    """Follows the entry; sends nothing."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        room_of_edit: Callable[[str], tuple[str, bool] | None],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._room_of_edit = room_of_edit  # said instead while a message is being edited, or None
        self._changes = Changes()

    def show(self, text: str) -> None:
        """The entry's text is this now."""
        of_edit = self._room_of_edit(text)
        self._changes.show(self._view.show_hints, hints(text) if of_edit is None else ())
        self._changes.show(self._view.show_room, *(of_edit or self._room(text)))

    def _room(self, text: str) -> tuple[str, bool]:
        """What to say of the length, and whether it will be more than one message."""
        key = self._selection.key
        lines = [line for line in text_lines(text) if line.strip()]
        if key is None or not key.target or not lines or is_command(text):
            return "", False
        parts = self._model.multiline.parts(key, text)
        sizes = [len(line.encode("utf-8", "surrogatepass")) for line in lines]
        if len(lines) > 1:
            words = _("{lines} lines, {size} bytes").format(
                lines=len(lines), size=number_text(sum(sizes))
            )
            return words, parts > 1
        left = self._model.room(key) - sizes[0]
        if left < 0:
            words = _("{size} bytes over one message: it will be sent in parts")
            return (words.format(size=number_text(-left)), True) if parts > 1 else ("", False)
        return (_("{count} bytes left").format(count=left), False) if left <= NEAR else ("", False)


def is_command(text: str) -> bool:
    """Whether a text is a slash command; with two slashes it is none."""
    return text.startswith("/") and not text.startswith("//")


def hints(text: str) -> tuple[Hint, ...]:
    """The commands that a text can become; with its arguments begun, only its own."""
    if not is_command(text) or "\n" in text:
        return ()
    name, space, _rest = text[1:].partition(" ")
    name = name.lower()
    found = [
        Hint(f"/{command.name} ", command.form, _(command.help))
        for command in TABLE.values()
        if name in (command.name, *command.also) or (command.name.startswith(name) and not space)
    ]
    if len(found) > MOST_HINTS:  # the last of them is /help, which tells the rest
        found[MOST_HINTS - 1 :] = found[-1:]
    return tuple(found)
