"""Messages to store, in one line each."""

from __future__ import annotations

from server.core.records import Conversation, StoreMessage

ROOM = Conversation("", "#room")


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
