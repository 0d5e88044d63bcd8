"""The server's history (IRCv3 draft/chathistory): what was missed, what is older, what arrived.

After a reconnect the history is asked before anything is sent: what is found of our own there has
arrived, what is not is sent again. Where there is no history, nothing uncertain is sent unasked.
Pages follow one another until one brings nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from chat.model.entities import ChatMessage
from chat.model.events import HistoryAdded, HistoryEnded, UncertainFound
from chat.model.session import own_edits, sending
from chat.model.session.conversation import Conversation, Mark
from chat.model.session.history_requests import HistoryRequest, Wanted, reference
from chat.model.session.incoming import Incoming
from chat.model.session.merging import apply_marks, merge, messages_of
from chat.model.session.session import Session
from chat.model.session.state import Phase

CAPABILITY = "draft/chathistory"
PAGE = 100  # messages asked for at once, unless the server gives fewer
FIRST = 50  # of a channel that we know nothing of


def is_offered(session: Session) -> bool:
    """Whether the server answers CHATHISTORY, in batches."""
    return {CAPABILITY, "batch", "server-time", "message-tags"} <= session.capabilities.enabled


def resume(session: Session, conversation: Conversation) -> None:
    """We may speak here (again): ask for what was missed first, then send what waits."""
    since = _since(session, conversation)
    conversation.from_server = True  # what an earlier connection said, or left unsaid, is past
    if not is_offered(session):
        _conclude(session, conversation, asked=False)
    elif since:
        conversation.held = True
        _ask(session, HistoryRequest(conversation, Wanted.MISSED, since))
    else:
        if conversation.is_channel:
            _ask(session, HistoryRequest(conversation, Wanted.NEWEST, None))
        conversation.seen = session.now_there()
        _conclude(session, conversation, asked=False)


def resume_people(session: Session) -> None:
    """The server has told all of itself: go on where no channel must be joined first."""
    for conversation in list(session.conversations.values()):
        target = conversation.key.target
        coming = conversation.is_channel and session.casefold(target) in session.rejoining
        if conversation.held and not coming:
            resume(session, conversation)


def handle_motd_end(session: Session, _incoming: Incoming) -> None:
    """376, 422: the end of the welcome."""
    session.welcomed = True
    resume_people(session)


def ask_older(session: Session, conversation: Conversation) -> bool:
    """Ask for what was said before all that is here; False if there is nobody to ask."""
    able = is_offered(session) and session.phase is Phase.REGISTERED and conversation.from_server
    if not able or not conversation.key.target:
        return False
    if not session.history.asks(conversation, Wanted.OLDER):
        before = _oldest(session, conversation)
        _ask(session, HistoryRequest(conversation, Wanted.OLDER, before))
    return True


def _oldest(session: Session, conversation: Conversation) -> Mark:
    """Before what to ask for older messages: pages of nothing but events are not asked again."""
    message = next((one for one in conversation.messages if one.msgid), None)
    if message is not None:
        before = Mark(message.msgid, message.time)
    elif conversation.messages:
        before = Mark("", conversation.messages[0].time)
    else:
        before = Mark("", session.clock())
    asked = conversation.oldest
    return asked if asked is not None and asked.time < before.time else before


def ask_stretch(
    session: Session,
    conversation: Conversation,
    wanted: Wanted,
    mark: Mark,
    deliver: Callable[[list[ChatMessage] | None], None],
) -> bool:
    """Ask for what stands before, after or around a mark, for `deliver`; False if nobody knows."""
    if not is_offered(session) or session.phase is not Phase.REGISTERED:
        return False
    _ask(session, HistoryRequest(conversation, wanted, mark, deliver=deliver))
    return True


def check_time(session: Session) -> None:
    """A question without an answer holds up nothing for ever."""
    if session.history.is_late(session.clock()):
        _fail(session)


def handle_answer(session: Session, label: str, answer: list[Incoming]) -> None:
    """A batch of the type chathistory is whole."""
    current = session.history.current
    if current is None or (label and current.label and label != current.label):
        return
    session.history.finish()
    session.outgoing.confirm(current.line)
    if current.deliver is not None:
        current.deliver(messages_of(session, current.conversation, answer))
        apply_marks(session, current.conversation, answer)
        _ask_next(session)
        return
    added = merge(session, current.conversation, answer, wanted=current.wanted)
    if added:
        session.publish(HistoryAdded(current.conversation.key, tuple(added)))
    apply_marks(session, current.conversation, answer)
    _go_on(session, current, answer, news=bool(added))
    _ask_next(session)


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """FAIL CHATHISTORY: there is no history of this to be had."""
    current = session.history.current
    if current is not None and incoming.label in ("", current.label):
        _fail(session)


def _go_on(session: Session, done: HistoryRequest, answer: list[Incoming], *, news: bool) -> None:
    conversation = done.conversation
    if done.wanted is Wanted.MISSED:
        last = _mark(answer[-1]) if answer else done.mark
        conversation.seen = last
        if last != done.mark:
            _ask(session, HistoryRequest(conversation, Wanted.MISSED, last))
        else:
            _conclude(session, conversation, asked=True)
    elif done.wanted is Wanted.OLDER:
        first = _mark(answer[0]) if answer else None
        conversation.from_server = first not in (None, done.mark)
        if first is not None:
            conversation.oldest = first
        if news or not conversation.from_server or first is None:
            session.publish(HistoryEnded(conversation.key))
        else:  # a page of events only: the person waits for messages
            _ask(session, HistoryRequest(conversation, Wanted.OLDER, first))


def _fail(session: Session) -> None:
    done = session.history.finish()
    if done is not None and done.deliver is not None:
        done.deliver(None)
    elif done is not None and done.wanted is Wanted.MISSED:
        _conclude(session, done.conversation, asked=False)
    elif done is not None and done.wanted is Wanted.OLDER:
        done.conversation.from_server = False
        session.publish(HistoryEnded(done.conversation.key))
    _ask_next(session)


def _conclude(session: Session, conversation: Conversation, *, asked: bool) -> None:
    """All that can be known is known: send again what has not arrived, then what waits."""
    conversation.held = False
    if asked and (known := [one for one in conversation.messages if one.msgid]):
        conversation.mark_seen(max(known, key=lambda one: one.time))
    if asked:
        sending.resend(session, session.outgoing.take_all_uncertain(conversation))
    elif any(one.conversation is conversation for one in session.outgoing.uncertain):
        session.publish(UncertainFound(session.network))
    sending.flush(session, conversation)
    own_edits.resend(session, conversation)


def _ask(session: Session, request: HistoryRequest) -> None:
    session.history.add(request)
    _ask_next(session)


def _ask_next(session: Session) -> None:
    request = session.history.next(partial(_is_urgent, session))
    if request is None:
        return
    request.asked = session.clock()
    tags = {}
    if session.capabilities.labels:
        session.labels_given += 1
        request.label = tags["label"] = f"h{session.labels_given}"
    target, wanted = request.conversation.key.target, request.wanted
    where = reference(request.mark, by_msgid=session.isupport.knows_reference("msgid"))
    most = FIRST if wanted is Wanted.NEWEST else PAGE
    limit = str(min(most, session.isupport.chathistory or most))
    if not session.send("CHATHISTORY", wanted.value, target, where, limit, tags=tags):
        _fail(session)
    request.line = session.lines_sent


def _is_urgent(session: Session, request: HistoryRequest) -> bool:
    """Whether a person waits for the answer, or to be heard after it."""
    if request.deliver is not None or request.wanted in (Wanted.OLDER, Wanted.AROUND):
        return True
    return session.outgoing.waits_for(request.conversation)


def _since(session: Session, conversation: Conversation) -> Mark | None:
    """From where on the history is of interest: before the oldest message that is uncertain."""
    for pending in session.outgoing.uncertain:
        if pending.conversation is conversation:
            return pending.after or conversation.seen
    return conversation.seen


def _mark(incoming: Incoming) -> Mark:
    return Mark(incoming.message.tags.get("msgid", ""), incoming.time)
