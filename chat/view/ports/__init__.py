"""What the view offers (`ChatView`), what it reports (`Intents`), and the rows that it shows.

Controllers are written against this package alone; it imports no toolkit, so they run and are
tested where there is none. What a feature adds has a module of its own here.
"""

from __future__ import annotations

from chat.view.ports.intents import Intents
from chat.view.ports.rows import (
    BarTone,
    ConnectField,
    ConnectForm,
    ConversationRow,
    Hint,
    MemberAction,
    MemberRow,
    MessageRow,
    Moved,
    Movement,
    RowKind,
    RowState,
    Setting,
    Table,
    TableRow,
)
from chat.view.ports.window import ChatView

__all__ = [
    "BarTone",
    "ChatView",
    "ConnectField",
    "ConnectForm",
    "ConversationRow",
    "Hint",
    "Intents",
    "MemberAction",
    "MemberRow",
    "MessageRow",
    "Moved",
    "Movement",
    "RowKind",
    "RowState",
    "Setting",
    "Table",
    "TableRow",
]
