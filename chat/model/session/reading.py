"""How far the person has read: told to the server, heard from it, kept where it keeps none.

IRCv3 draft/read-marker. A marker is the time of the newest message that was read; what others
wrote later is unread. Another client of the same account moves ours through the server.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chat.model.events import ReadingChanged, UnreadChanged
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase

CAPABILITY = "draft/read-marker"
PAUSE = timedelta(seconds=2)  # at least, between two times that the server is told
_CLOCKS_DIFFER = timedelta(minutes=5)
_TICK = timedelta(microseconds=1)
_PREFIX = "timestamp="


def is_offered(session: Session) -> bool:
    """Whether the server keeps markers; without its times we could not say where they are."""
    return {CAPABILITY, "server-time"} <= session.capabilities.enabled


def mark_read(session: Session, conversation: Conversation) -> None:
    """All that is here of a conversation was seen."""
    if conversation.unread or conversation.mentions:
        conversation.unread = conversation.mentions = 0
        session.publish(UnreadChanged(conversation.key))
    newest = conversation.newest_of_others
    if newest is None:
        if conversation.read is None:  # nothing was said: what is said from now on is new
            _move(session, conversation, session.server_time or session.clock())
        return
    latest = session.clock() + _CLOCKS_DIFFER
    newest = min(newest, latest)  # a message of tomorrow must not hide what is said today
    if conversation.read is None or newest > conversation.read or conversation.read > latest:
        conversation.overruled = None
        _move(session, conversation, newest)
        _tell(session, conversation)


def mark_unread(session: Session, conversation: Conversation, message_id: int) -> None:
    """Count a message and all after it as unread.

    The server's marker only ever rises: what it still says of here is not believed.
    """
    message = conversation.message(message_id)
    if message is not None:
        conversation.overruled = conversation.read
        _move(session, conversation, message.time - _TICK)
        recount(session, conversation)


def recount(session: Session, conversation: Conversation) -> None:
    """Count what is unread by the marker."""
    before = (conversation.unread, conversation.mentions)
    conversation.recount()
    if (conversation.unread, conversation.mentions) != before:
        session.publish(UnreadChanged(conversation.key))


def handle_markread(session: Session, incoming: Incoming) -> None:
    """MARKREAD: another client of ours read so far; or where the marker was when we came."""
    conversation = session.find(incoming.params[0])
    if conversation is None:
        return
    told = _time(incoming.param(1))
    read = conversation.read
    if told is not None and (read is None or told > read):
        if conversation.overruled is None or told > conversation.overruled:
            conversation.overruled = None
            _move(session, conversation, told)
            recount(session, conversation)
    elif read is not None and (told is None or told < _in_milliseconds(read)):
        _tell(session, conversation)


def check_time(session: Session) -> None:
    """Tell the server what could not be told at once."""
    if not session.unmarked or not _may_tell(session):
        return
    for target in sorted(session.unmarked):
        conversation = session.find(target)
        if conversation is not None and conversation.read is not None:
            _send(session, conversation, conversation.read)
    session.unmarked.clear()


def _tell(session: Session, conversation: Conversation) -> None:
    """Tell the server where the marker is, soon, and each place once."""
    read = conversation.read
    if read is None or not is_offered(session) or conversation.overruled is not None:
        return
    told = session.marked.get(session.casefold(conversation.key.target))
    if told is None or _in_milliseconds(read) > told:
        session.unmarked.add(conversation.key.target)
        check_time(session)


def _may_tell(session: Session) -> bool:
    told = session.marked_at
    waited = told is None or session.clock() - told >= PAUSE
    return waited and session.phase is Phase.REGISTERED


def _send(session: Session, conversation: Conversation, read: datetime) -> None:
    target = conversation.key.target
    stamp = _in_milliseconds(read)
    words = stamp.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00")
    session.marked[session.casefold(target)] = stamp
    session.marked_at = session.clock()
    session.send("MARKREAD", target, f"{_PREFIX}{words}Z")


def _move(session: Session, conversation: Conversation, read: datetime) -> None:
    conversation.read = read
    session.publish(ReadingChanged(conversation.key, read))


def _time(words: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(words.removeprefix(_PREFIX))
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _in_milliseconds(time: datetime) -> datetime:
    return time.replace(microsecond=time.microsecond // 1000 * 1000)
