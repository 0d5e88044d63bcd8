"""What is to be stored, as data: each write says one thing that changed.

A handler hands them to `Context.record`; they ride on the tick, and are committed together before
anything of that tick is sent. How they are stored is `server.store`'s business. The conversations
that a message is kept under are named by `Conversation`s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

#: The verbs that people speak with; what is kept under others are events.
SPOKEN = frozenset({"PRIVMSG", "NOTICE"})


class Conversation(NamedTuple):
    """Where a message is kept: a channel (no owner), or one person's talk with another.

    `owner`: the person whose copy it is (`server.core.history.owner_of`). `name`: the channel's
    name or the other person's nick, casefolded.
    """

    owner: str
    name: str


class StoreMessage(NamedTuple):  # a tuple: many a tick, bound to SQL parameters as they are
    """One event, under each of the conversations that it belongs to."""

    id: int
    verb: str
    source: str
    account: str | None  # of who did it
    target: str  # the first parameter; empty if the text is the only one (QUIT, NICK)
    middle: str  # parameters between these two; of what people say, where its lines were joined
    text: str | None  # the last parameter; JOIN: the realname, which extended-join shows
    tags: str  # besides msgid, time and account, as they stand on the wire
    author: str  # the `owner_of` who did it
    conversations: tuple[tuple[Conversation, str], ...]  # each with its name as it is shown


@dataclass(frozen=True, slots=True)
class RedactMessage:
    """Delete what an event said, and what it was edited to. Its place stays, empty.

    `event`: the REDACT, kept where it says and wherever the message is.
    """

    id: int
    event: StoreMessage


@dataclass(frozen=True, slots=True)
class EditMessage:
    """Give what was said another text, unless it was deleted meanwhile.

    `event`: the EDIT, kept as the REDACT is. It takes the place of the EDIT before: of each
    message only the newest text is kept.
    """

    id: int
    text: str
    tags: str  # the message's from now on
    event: StoreMessage


@dataclass(frozen=True, slots=True)
class CloseHistory:
    """What is said in a channel is for those who are let in, or (`closed` false) for anybody."""

    channel: str  # casefolded, as in all records
    closed: bool


@dataclass(frozen=True, slots=True)
class BeginChannel:
    """A channel that did not exist begins: if it was closed, what was said before is cut off."""

    channel: str
    last_id: int  # the highest message id so far


@dataclass(frozen=True, slots=True)
class RenameHistory:
    """A channel has another name, and takes its history along; one of that name is cut off."""

    channel: str
    renamed: str
    shown: str


@dataclass(frozen=True, slots=True)
class SaveReadMarker:
    """How far an account has read a conversation."""

    account: str
    target: str
    time: int  # milliseconds since the epoch


@dataclass(frozen=True, slots=True)
class IndexWords:
    """Make all that was said so far to be found by SEARCH."""
