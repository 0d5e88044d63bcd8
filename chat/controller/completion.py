"""Tab: completes the word before the cursor to a nick, channel, command or `:emoji:`.

Pressed again it goes on to the next of what fits. It changes the entry and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.controller.commands import ALSO, TABLE
from chat.controller.selection import Selection
from chat.emoji import search_emoji
from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.view.ports import ChatView

LOOKED_BACK = 500  # messages, for who spoke last
MOST_EMOJI = 30
_LEAST_EMOJI = 2  # characters of ":name", so that a smiley is left alone


@dataclass(slots=True)
class _Course:
    """A completion under way: what fits, which of it is shown, and the text around it."""

    before: str
    after: str
    choices: Sequence[str]
    at: int

    def shown(self) -> tuple[str, int]:
        """The entry's text and the cursor's place."""
        text = self.before + self.choices[self.at]
        return text + self.after, len(text)


class CompletionController:
    """Completes what is typed in the conversation that is shown."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._course: _Course | None = None

    def complete(self, text: str, cursor: int, step: int) -> bool:
        """Complete the word before the cursor, or show the next (1) or last (-1) that fits.

        False if there is nothing to complete: the key may do something else.
        """
        course = self._course
        if course is not None and course.shown() == (text, cursor):
            course.at = (course.at + step) % len(course.choices)
        else:
            course = self._begin(text, cursor, step)
        self._course = course
        if course is None:
            return False
        self._view.replace_entry(*course.shown())
        return True

    def _begin(self, text: str, cursor: int, step: int) -> _Course | None:
        key = self._selection.key
        start = max(text.rfind(" ", 0, cursor), text.rfind("\n", 0, cursor)) + 1
        word = text[start:cursor]
        if key is None or not word:
            return None
        choices = self._choices(key, word, first=start == 0)
        after = text[cursor:]
        if after.startswith(" "):
            choices = [choice.rstrip(" ") for choice in choices]
        at = 0 if step > 0 else len(choices) - 1
        return _Course(text[:start], after, choices, at) if choices else None

    def _choices(self, key: ConversationKey, word: str, *, first: bool) -> list[str]:
        if word.startswith("/") and first:
            return [f"/{name} " for name in (*TABLE, *ALSO) if name.startswith(word[1:].lower())]
        if word.startswith(":") and len(word) >= _LEAST_EMOJI:
            return [f"{emoji.text} " for emoji in search_emoji(word)[:MOST_EMOJI]]
        if self._model.is_channel(key.network, word):
            return _fitting(self._channels(key.network), word, "", " ")
        at, wanted = ("@", word[1:]) if word.startswith("@") else ("", word)
        return _fitting(self.nicks(key), wanted, at, ": " if first and not at else " ")

    def nicks(self, key: ConversationKey) -> list[str]:
        """Who can be named here: those who spoke last first, then the others by name."""
        own = self._model.nick(key.network)
        there = {member.nick for member in self._model.members(key)}
        if not self._model.is_channel(key.network, key.target):
            there.add(key.target)
        spoke: dict[str, None] = {}
        for message in reversed(self._model.messages(key)[-LOOKED_BACK:]):
            if message.sender in there:
                spoke.setdefault(message.sender)
        others = sorted(there - spoke.keys(), key=str.casefold)
        return [nick for nick in (*spoke, *others) if nick and nick != own]

    def _channels(self, network: str) -> list[str]:
        summaries = self._model.conversations()
        return [
            one.key.target for one in summaries if one.is_channel and one.key.network == network
        ]


def _fitting(names: Sequence[str], word: str, before: str, after: str) -> list[str]:
    wanted = word.casefold()
    return [f"{before}{name}{after}" for name in names if name.casefold().startswith(wanted)]
