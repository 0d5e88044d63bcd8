"""What can be done with one message, in memory: the features of the fake model that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chat.model.entities import ChatMessage, ConversationKey

Calls = list[tuple[object, ...]]


class FakeReplies:
    """Implements `chat.model.ports.replies.Replies`."""

    def __init__(
        self,
        calls: Calls,
        kept: Mapping[ConversationKey, Sequence[ChatMessage]],
        send: Callable[[ConversationKey, str], None],
    ) -> None:
        self._calls, self._kept, self._send = calls, kept, send
        self.far: dict[str, ChatMessage] = {}
        self.obstacles: dict[int, str] = {}

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        return self.obstacles.get(message_id, "")

    def original(self, key: ConversationKey, msgid: str) -> ChatMessage | None:
        here = next((one for one in self._kept.get(key, ()) if one.msgid == msgid), None)
        return here or self.far.get(msgid)

    def send(self, key: ConversationKey, text: str, message_id: int) -> None:
        self._calls.append(("replies.send", key, text, message_id))
        self._send(key, text)


class FakeReactions:
    """Implements `chat.model.ports.reactions.Reactions`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.obstacles: dict[int, str] = {}

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        return self.obstacles.get(message_id, "")

    def react(self, key: ConversationKey, message_id: int, text: str) -> None:
        self._calls.append(("reactions.react", key, message_id, text))


class FakeRedaction:
    """Implements `chat.model.ports.redaction.Redaction`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.obstacles: dict[int, str] = {}

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        return self.obstacles.get(message_id, "")

    def delete(self, key: ConversationKey, message_id: int, reason: str = "") -> None:
        self._calls.append(("redaction.delete", key, message_id, reason))


class FakeMultiline:
    """Implements `chat.model.ports.multiline.Multiline`: one message if `offered`, else by room."""

    def __init__(self, room: Callable[[], int]) -> None:
        self.offered = False
        self._room = room

    def parts(self, key: ConversationKey, text: str) -> int:
        lines = [line for line in text.split("\n") if line.strip()]
        if self.offered:
            return min(1, len(lines))
        return sum(-(-len(line.encode()) // self._room()) for line in lines)


class FakeDetails:
    """Implements `chat.model.ports.details.Details`."""

    def __init__(self) -> None:
        self.lines: dict[int, str] = {}

    def raw_line(self, key: ConversationKey, message_id: int) -> str:
        return self.lines.get(message_id, "")
