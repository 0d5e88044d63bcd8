"""New texts for messages: what a message is with one, and those that may come before the message.

A history is read from its end, so an edit may be told before what it edits; the newest of each is
kept by the server's id, apart from the messages. Data only.
"""

from __future__ import annotations

from collections import OrderedDict

from msgspec.structs import replace

from chat.model.entities import ChatMessage, Earlier, Edit, Edited

MOST = 500  # edits of one conversation that are remembered; those that were first go first
MOST_EARLIER = 20  # texts kept of one message: the first, and the last ones


def rewritten(message: ChatMessage, edit: Edit) -> ChatMessage:
    """A message with a newer text; the same object if the text is older, or no news."""
    known = message.edited
    if message.deleted is not None or (known is not None and edit.time < known.time):
        return message
    same = (edit.text, edit.formatted) == (message.text, message.formatted)
    if known is not None and same and known.time == edit.time:
        by = known.by or edit.by
        return message if by == known.by else replace(message, edited=replace(known, by=by))
    return replace(
        message,
        text=edit.text,
        formatted=edit.formatted,
        mention=edit.mention and not message.own,
        edited=Edited(edit.time, edit.by, _earlier(message, same=same)),
    )


def _earlier(message: ChatMessage, *, same: bool) -> tuple[Earlier, ...]:
    known = message.edited
    texts = known.earlier if known is not None else ()
    if same:
        return texts
    since = message.time if known is None else known.time
    texts = (*texts, Earlier(message.text, since))
    surplus = len(texts) - MOST_EARLIER
    return texts if surplus <= 0 else (texts[0], *texts[1 + surplus :])


class EditLog:
    """The edits of one conversation."""

    def __init__(self) -> None:
        self._newest: OrderedDict[str, Edit] = OrderedDict()

    def note(self, msgid: str, edit: Edit) -> None:
        """A message has another text from a moment on."""
        known = self._newest.get(msgid)
        if known is None or known.time <= edit.time:
            self._newest[msgid] = edit
        while len(self._newest) > MOST:
            self._newest.popitem(last=False)

    def newest(self, msgid: str) -> Edit | None:
        """What was said last of a message's text."""
        return self._newest.get(msgid)

    def applied(self, message: ChatMessage) -> ChatMessage:
        """A message as it is now, if anything of it is known that it does not know itself."""
        edit = self._newest.get(message.msgid) if self._newest else None
        return message if edit is None else rewritten(message, edit)

    def forget(self, msgid: str) -> None:
        """The message is deleted."""
        self._newest.pop(msgid, None)

    def clear(self) -> None:
        """Forget all of them."""
        self._newest.clear()
