"""A talk with answers, reactions, deletions, spoilers and several lines, for pictures and tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chat.controller.rows import message_row
from chat.model.entities import (
    ChatMessage,
    Deletion,
    DeliveryState,
    Earlier,
    Edited,
    MessageKind,
    Reaction,
)
from chat.view.ports import MessageRow

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
LONG = (
    "We said that everybody brings a cable of at least five metres, so that the tables can"
    " stand where they stand now, and a chair."
)


def said(number: int, sender: str, text: str, **more: object) -> ChatMessage:
    time = START + timedelta(minutes=number)
    facts = {"msgid": f"m{number}", "own": sender == "alice", **more}
    return ChatMessage(number, time, MessageKind.MESSAGE, sender, text, **facts)  # type: ignore[arg-type]


EMOJI = ["😂", "😢", "👀", "❤️", "🔥", "💯", "🚀", "✨", "⭐", "☕", "🍺", "🍕", "🎂", "yes", "lol"]
THUMBS = (Reaction("👍", ("alice", "carol"), True), Reaction("🎉", ("dave",)))
MANY = tuple(Reaction(text, ("x",) * count) for count, text in enumerate(EMOJI, 1))
EDITED = Edited(START + timedelta(minutes=15), "bob", (Earlier("and an armchair", START),))
MESSAGES = [
    said(1, "bob", LONG, reactions=THUMBS),
    said(2, "carol", "I have two.", reply_to="m1"),
    said(3, "carol", "And a long one:\n\n  ten metres\n  white"),
    said(4, "a-very-long-nickname-indeed", LONG, reply_to="m3", mention=True),
    said(5, "alice", "", deleted=Deletion("alice", "the wrong channel")),
    said(6, "eve", "", deleted=Deletion("bob")),
    said(7, "dave", "The butler ||did it|| with the https://example.org/rope", reactions=MANY),
    said(8, "alice", "No spoilers please", reply_to="m7", state=DeliveryState.PENDING),
    said(9, "alice", "This did not arrive", reply_to="m0", state=DeliveryState.FAILED),
    said(10, "bob", "ok", reactions=(Reaction("👍", ("carol",)),)),
    said(11, "bob", "I bring the cable", edited=Edited(START + timedelta(minutes=14))),
    said(12, "bob", "and a chair", edited=EDITED, reactions=THUMBS),
    said(13, "alice", f"{LONG} (edited)", edited=Edited(START + timedelta(days=2)), reply_to="m11"),
]


def marks_rows() -> list[MessageRow]:
    by_id = {one.msgid: one for one in MESSAGES}
    return [message_row(one, original=by_id.get(one.reply_to)) for one in MESSAGES]
