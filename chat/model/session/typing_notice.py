"""Who is typing, told by the tag `+typing` (IRCv3 typing): heard, and said of ourselves.

What is heard ends by itself: six seconds after "active", thirty after "paused", at once with a
message. Of ourselves nothing is said within three seconds of the last time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from chat.model.events import TypingChanged
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.session.typing_state import ACTIVE, DONE, PAUSED, TypingState
from chat.model.session.where import conversation_of

TAG = "+typing"
BETWEEN = timedelta(seconds=3)  # two notices to one target
IDLE = timedelta(seconds=5)  # without a key, after which one has paused
LASTS = {ACTIVE: timedelta(seconds=6), PAUSED: timedelta(seconds=30)}
MOST = 50  # people in one conversation whose typing is kept


def handle_typing(session: Session, incoming: Incoming) -> None:
    """TAGMSG with the tag: somebody types, has paused, or thought better of it."""
    state = incoming.message.tags.get(TAG, "")
    conversation = conversation_of(session, incoming)
    if conversation is None or not state or incoming.own or not incoming.nick:
        return
    others, name = conversation.typing.others, session.casefold(incoming.nick)
    if state in LASTS and (name in others or len(others) < MOST):
        others[name] = (incoming.nick, session.clock() + LASTS[state])
        session.typing_in.add(conversation.key.target)
    elif others.pop(name, None) is None:
        return
    session.publish(TypingChanged(conversation.key))


def who(session: Session, conversation: Conversation) -> tuple[str, ...]:
    """The nicks of those who type now, and are still here."""
    now = session.clock()
    return tuple(
        nick
        for nick, until in conversation.typing.others.values()
        if until > now and (not conversation.is_channel or nick in conversation.members)
    )


def note(session: Session, conversation: Conversation, *, composing: bool) -> None:
    """The person changed what they are about to say; `composing`: there is something left."""
    conversation.typing.composing = composing
    if composing:
        conversation.typing.typed_at = session.clock()
    session.typing_in.add(conversation.key.target)
    check_time(session)


def check_time(session: Session) -> None:
    """Say what is due, and let go of what has ended."""
    for target in list(session.typing_in):
        conversation = session.find(target)
        if conversation is None:
            session.typing_in.discard(target)
            continue
        _let_go(session, conversation)
        _tell(session, conversation)
        state = conversation.typing
        if not (state.others or state.composing or state.told in LASTS):
            session.typing_in.discard(target)


def _let_go(session: Session, conversation: Conversation) -> None:
    others, now = conversation.typing.others, session.clock()
    over = [name for name, (_, until) in others.items() if until <= now]
    for name in over:
        del others[name]
    if over:
        session.publish(TypingChanged(conversation.key))


def _tell(session: Session, conversation: Conversation) -> None:
    due = _due(conversation.typing, session.clock())
    may = session.phase is Phase.REGISTERED and conversation.joined and not conversation.held
    if due and may and session.passes_tag(TAG):
        conversation.typing.told = due
        conversation.typing.told_at = session.clock()
        session.send("TAGMSG", conversation.key.target, tags={TAG: due})


def _due(state: TypingState, now: datetime) -> str:
    """What is to be said now, or ""."""
    if state.told_at is not None and now - state.told_at < BETWEEN:
        return ""
    if not state.composing or state.typed_at is None:
        return DONE if state.told in LASTS else ""
    if now - state.typed_at >= IDLE:
        return PAUSED if state.told == ACTIVE else ""
    typed_since = state.told_at is None or state.typed_at > state.told_at
    return ACTIVE if typed_since or state.told != ACTIVE else ""
