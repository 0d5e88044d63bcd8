"""A server in memory that keeps a history: echo, labels, msgid, time and CHATHISTORY.

Written after the IRCv3 texts (echo-message, labeled-response, message-ids, chathistory), for the
client's tests; one channel, one client at a time, and people who are only voices. What it can be
turned down to is in its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chat.protocol.message import Message, format_message, parse_message

CAPS = "message-tags batch server-time echo-message labeled-response draft/chathistory multi-prefix"
START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """One message of the history."""

    msgid: str
    time: str
    source: str
    target: str
    text: str
    tags: dict[str, str]

    def belongs_to(self, conversation: str) -> bool:
        private = not self.target.startswith("#") and self.source.startswith(f"{conversation}!")
        return self.target == conversation or private

    def message(self, batch: str) -> Message:
        tags = {"msgid": self.msgid, "time": self.time, **self.tags}
        if batch:
            tags["batch"] = batch
        return Message(tags, self.source, "PRIVMSG", (self.target, self.text))


class HistoryServer:
    """`write` takes each line to the client of now; `drop` ends its connection."""

    def __init__(self, caps: str = CAPS, *, keeps_tags: bool = True, page: int = 100) -> None:
        self.caps = caps
        self.keeps_tags = keeps_tags
        self.page = page
        self.history: list[Kept] = []
        self.asked: list[str] = []  # each CHATHISTORY
        self._write: Callable[[str], None] | None = None
        self._enabled: set[str] = set()
        self._nick = ""
        self._joined = False
        self._batches = 0

    def connect(self, write: Callable[[str], None]) -> None:
        self._write, self._nick, self._joined, self._enabled = write, "", False, set()

    def drop(self) -> None:
        self._write = None
        self._joined = False

    def say(self, text: str, sender: str = "bob", target: str = "#lobby") -> None:
        """Somebody else says something."""
        kept = self._keep(f"{sender}!b@h", target, text, {})
        if self._joined or not target.startswith("#"):
            self._send(kept.message(""))

    def texts(self, target: str = "#lobby") -> list[str]:
        """All that was ever said there."""
        return [kept.text for kept in self.history if kept.target == target]

    def receive(self, line: str) -> None:
        """A line of the client."""
        message = parse_message(line)
        getattr(self, f"_on_{message.verb.lower()}", lambda _message: None)(message)

    def _on_cap(self, message: Message) -> None:
        match message.params:
            case ("LS", *_):
                self._send(Message({}, "s", "CAP", ("*", "LS", self.caps)))
            case ("REQ", names):
                self._enabled |= set(names.split())
                self._send(Message({}, "s", "CAP", ("*", "ACK", names)))
            case ("END",):
                self._numeric("001", "Welcome")
                self._numeric("005", f"CHATHISTORY={self.page}", "are supported")
                self._numeric("422", "No message of the day")

    def _on_nick(self, message: Message) -> None:
        self._nick = message.params[0]

    def _on_ping(self, message: Message) -> None:
        self._send(Message({}, "s", "PONG", ("s", message.params[0])))

    def _on_join(self, message: Message) -> None:
        self._joined = True
        self._send(Message({}, f"{self._nick}!a@h", "JOIN", ("#lobby",)))
        self._numeric("353", "=", "#lobby", f"{self._nick} bob")
        self._numeric("366", "#lobby", "End")

    def _on_privmsg(self, message: Message) -> None:
        target, text = message.params
        own = {name: value for name, value in message.tags.items() if name.startswith("+")}
        kept = self._keep(f"{self._nick}!a@h", target, text, own if self.keeps_tags else {})
        echo = kept.message("")
        if "label" in message.tags:
            echo.tags["label"] = message.tags["label"]  # type: ignore[index]
        if "echo-message" in self._enabled:
            self._send(echo)

    def _on_chathistory(self, message: Message) -> None:
        self.asked.append(" ".join(message.params))
        command, target, where, limit = message.params
        kept = [one for one in self.history if one.belongs_to(target)]
        count = min(int(limit), self.page)
        if command == "AFTER":
            found = [one for one in kept if self._is_after(one, where)][:count]
        elif command == "BEFORE":
            found = [one for one in kept if self._is_before(one, where)][-count:]
        elif command == "AROUND":
            before = sum(self._is_before(one, where) for one in kept)
            found = kept[max(0, before - count // 2) :][:count]
        else:
            found = kept[-count:]
        self._send_batch(message.tags.get("label", ""), target, found)

    def _send_batch(self, label: str, target: str, found: list[Kept]) -> None:
        self._batches += 1
        name = f"b{self._batches}"
        tags = {"label": label} if label else {}
        self._send(Message(tags, "s", "BATCH", (f"+{name}", "chathistory", target)))
        for kept in found:
            self._send(kept.message(name))
        self._send(Message({}, "s", "BATCH", (f"-{name}",)))

    def _is_after(self, kept: Kept, where: str) -> bool:
        return self._key(kept) > self._place(where, after=True)

    def _is_before(self, kept: Kept, where: str) -> bool:
        return self._key(kept) < self._place(where, after=False)

    def _key(self, kept: Kept) -> tuple[str, int]:
        return kept.time, self.history.index(kept)

    def _place(self, where: str, *, after: bool) -> tuple[str, int]:
        kind, _, value = where.partition("=")
        if kind == "timestamp":
            return value, len(self.history) if after else -1
        place = next((kept for kept in self.history if kept.msgid == value), None)
        return ("9999", 0) if place is None else self._key(place)

    def _keep(self, source: str, target: str, text: str, tags: dict[str, str]) -> Kept:
        number = len(self.history)
        moment = START + timedelta(seconds=number // 2)  # two messages often have the same time
        time = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        kept = Kept(f"id{number}", time, source, target, text, tags)
        self.history.append(kept)
        return kept

    def _numeric(self, number: str, *params: str) -> None:
        self._send(Message({}, "s", number, (self._nick, *params)))

    def write(self, line: str) -> None:
        """A line to the client, as it is."""
        if self._write is not None:
            self._write(line)

    def _send(self, message: Message) -> None:
        tags = dict(message.tags)
        if "server-time" in self._enabled:
            moment = START + timedelta(seconds=len(self.history) // 2)
            tags.setdefault("time", moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
        if "message-tags" not in self._enabled:
            tags = {name: tags[name] for name in ("time",) if name in tags}
        if self._write is not None:
            line = format_message(Message(tags, message.source, message.command, message.params))
            self._write(line)
