"""What REDACT and EDIT share: an act on what was said. It is found, and all who read it are told.

What the act does, and who may do it, its handler decides: once the message was looked up, and by
what is so then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import Line
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.history import owners_of, readable_from, room_of
from server.core.message_ids import parse_msgid, time_of
from server.core.naming import fold
from server.core.ports import HistoryReader
from server.core.records import Conversation
from server.core.stored import StoredMessage, Talk
from server.core.talks import find_in_talks, talks_with

_HOUR = 3600  # seconds

#: Where an act is told: a channel, the other side of a talk, or nobody but the user itself.
Place = Channel | User | None


class Found(NamedTuple):
    """The message; and of a talk, the other side if it has the message, too."""

    stored: StoredMessage | None
    partner: User | None


class Act:
    """One request to do something to a message of a channel, or of one's talk with somebody."""

    def __init__(
        self, context: Context, session: Session, target: str, msgid: str, doing: str
    ) -> None:
        """`doing`: what it does, as people are told that they cannot."""
        self.context = context
        self.session = session
        self.user = sender_of(session)
        self.target = target
        self.msgid = msgid
        self._doing = doing
        self._partner: User | None = None  # of a talk, who has the message, too

    @property
    def channel(self) -> Channel | None:
        """The channel that is the target, if the user is in it."""
        channel = self.context.state.find_channel(self.target)
        return channel if channel is not None and self.user in channel.members else None

    @property
    def person(self) -> User | None:
        """The user that is the target, if it is here."""
        return self.context.state.find_user(self.target)

    @property
    def partner(self) -> User | None:
        """The other side of a talk, if it is here and has the message: the nick may be another's.

        Known once the message was found.
        """
        partner = self._partner
        here = partner is not None and self.context.state.find_user(partner.nick) is partner
        return partner if here else None

    @property
    def place(self) -> Place:
        """Where the message is read."""
        return self.channel or self.partner

    @property
    def shown(self) -> str:
        """The target as it is written now."""
        channel, person = self.channel, self.partner or self.person
        return channel.name if channel else person.nick if person else self.target

    # Finding the message.

    def begin(self, decide: Callable[[StoredMessage], None]) -> None:
        """Look the message up; then `decide`, if it is there for the user to read."""
        talks = self._talks()
        if not talks:
            self._refuse_target()
            return
        number = parse_msgid(self.msgid)
        if number is None:
            self._refuse_unknown()
            return
        history, person = self.context.store.history, self.person
        owners = () if person is None else owners_of(person)

        def work() -> Found:
            stored = find_in_talks(history, talks, number)
            shared = stored is not None and _have(history, owners, stored)
            return Found(stored, person if shared else None)

        self.context.defer(self.session, work, partial(self._found, decide))

    def _talks(self) -> list[Talk]:
        """Where the message is looked for; nowhere if the user may not do anything there."""
        if not self.target.startswith("#"):
            return talks_with(self.context, self.user, self.target)
        channel = self.channel
        return [] if channel is None else [Talk(room_of(channel.name))]

    def _found(self, decide: Callable[[StoredMessage], None], found: Found) -> None:
        """Much may have changed since it was looked for."""
        channel, stored = self.channel, found.stored
        self._partner = found.partner
        hidden = 0 if channel is None else readable_from(channel, self.user)
        if self.target.startswith("#") and channel is None:
            self._refuse_target()
        elif stored is None or stored.id <= hidden or stored.id in self.context.redacted:
            self._refuse_unknown()
        else:
            decide(stored)

    # What is true of it.

    def is_own(self, stored: StoredMessage) -> bool:
        """Whether the user said it."""
        return stored.author in owners_of(self.user)

    def is_too_late(self, stored: StoredMessage, hours: float) -> bool:
        """Whether it was said more hours ago; 0 hours are for ever."""
        return 0 < hours * _HOUR < self.context.clock() - time_of(stored.id)

    # Saying why not.

    def fail(self, code: str, *words: str) -> None:
        """Say why not (standard-replies); the last word is for people."""
        verb = self.context.verb
        self.context.fail(self.session, verb, code, self.target, self.msgid, *words)

    def fail_too_late(self, hours: float) -> None:
        """Say that it was possible for so many hours."""
        code = f"{self.context.verb}_WINDOW_EXPIRED"
        self.fail(code, str(int(hours * _HOUR)), f"You can no longer {self._doing} this message")

    def fail_forbidden(self, text: str = "") -> None:
        """Say that the user may not."""
        text = text or f"You are not authorised to {self._doing} this message"
        self.fail(f"{self.context.verb}_FORBIDDEN", text)

    def _refuse_target(self) -> None:
        text = f"You cannot {self._doing} messages there"
        self.context.fail(self.session, self.context.verb, "INVALID_TARGET", self.target, text)

    def _refuse_unknown(self) -> None:
        """There is no such message, also for those who may not know better."""
        self.fail("UNKNOWN_MSGID", "This message does not exist or is too old")

    # Telling of it.

    def tell(self, line: Line, place: Place) -> None:
        """Tell all who read there; the session itself if it has echoes."""
        self.tell_others(lambda _reader: line, place)
        if self.session.caps & Cap.ECHO_MESSAGE:
            self.context.reply(self.session, line)

    def tell_others(self, line_for: Callable[[Channel | User], Line], place: Place) -> None:
        """Tell all who read there but the session itself: a channel, or each side of a talk.

        `line_for` makes what a channel or a person is told.
        """
        delivery = self.context.delivery
        if isinstance(place, Channel):
            delivery.broadcast(place.log, line_for(place), self.session)
            return
        for reader in dict.fromkeys((self.user,) if place is None else (place, self.user)):
            line = line_for(reader)
            for session in reader.sessions:
                if session is not self.session:
                    delivery.reply(session, line)


def _have(history: HistoryReader, owners: Sequence[str], stored: StoredMessage) -> bool:
    """Whether one of these has a copy of a message, in the talk with who said it, as named then."""
    sender = fold(stored.source.partition("!")[0])
    return any(history.find(Conversation(owner, sender), stored.id) for owner in owners)
