"""Messages to store, in one line each."""

from __future__ import annotations

from server.core.records import Conversation, RedactMessage, StoreMessage

ROOM = Conversation("", "#room")


def redacted(message_id: int, number: int, conversation: Conversation = ROOM) -> RedactMessage:
    """A message is deleted by a REDACT that has the number."""
    places = ((conversation, conversation.name),)
    source = "alice!user@host"
    event = StoreMessage(
        number, "REDACT", source, None, conversation.name, "", f"{message_id:x}", "", "~a", places
    )
    return RedactMessage(message_id, event)


def said(
    message_id: int,
    text: str,
    *,
    verb: str = "PRIVMSG",
    source: str = "alice!user@host",
    conversation: Conversation = ROOM,
    shown: str = "",
) -> StoreMessage:
    shown = shown or conversation.name
    return StoreMessage(
        message_id, verb, source, None, shown, "", text, "", "~a", ((conversation, shown),)
    )
