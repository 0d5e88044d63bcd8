"""What the model offers (`ChatModel`) and what it needs of the world (`Transport`), as Protocols.

Controllers are written against `ChatModel`; the session side against `Transport`. Fakes of both
are in `tests/fakes`. Imports neither socket nor threading, so that controllers may import it.
What a feature adds has a module of its own here.
"""

from __future__ import annotations

from chat.model.ports.chat import ChatModel, Subscriber
from chat.model.ports.local_store import LocalStore
from chat.model.ports.settings import Settings
from chat.model.ports.transport import Transport

__all__ = ["ChatModel", "LocalStore", "Settings", "Subscriber", "Transport"]
