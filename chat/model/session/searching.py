"""The server's search of its history (soju.im/search, the draft that servers and clients use).

One question at a time: another one takes the place of the one before it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from chat.model.entities import ConversationKey
from chat.model.session.batches import SEARCH
from chat.model.session.incoming import Incoming
from chat.model.session.merging import messages_of
from chat.model.session.search_request import SearchRequest
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.store.records import FoundMessage, SearchQuery
from chat.protocol.tags import escape_value
from chat.translation import _

PATIENCE = timedelta(seconds=20)  # for an answer

Deliver = Callable[[list[FoundMessage] | None, str], None]


def is_offered(session: Session) -> bool:
    """Whether the server looks for messages, and answers in batches that we know apart."""
    needed = {SEARCH, "batch", "server-time", "message-tags"}
    return session.phase is Phase.REGISTERED and needed <= session.capabilities.enabled


def ask(session: Session, query: SearchQuery, deliver: Deliver) -> None:
    """Have the server look for messages; `deliver` is called once, unless another is asked."""
    label, tags = "", {}
    if session.capabilities.labels:
        session.labels_given += 1
        label = tags["label"] = f"s{session.labels_given}"
    session.search = SearchRequest(session.clock(), label, deliver)
    if not session.send("SEARCH", _attributes(query), tags=tags):
        _fail(session, _("The connection is gone."))


def forget(session: Session) -> None:
    """The answer is not waited for any more."""
    session.search = None


def handle_answer(session: Session, label: str, answer: list[Incoming]) -> None:
    """A batch of the type soju.im/search is whole."""
    request = session.search
    if request is None or label != request.label:
        return
    session.search = None
    found = []
    for incoming in answer:
        target = _target(session, incoming)
        conversation = session.find_or_home(target)
        key = (
            conversation.key
            if conversation.key.target
            else ConversationKey(session.network, target)
        )
        messages = messages_of(session, conversation, [incoming])
        found += [FoundMessage(key, message) for message in messages]
    request.deliver(found, "")


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """FAIL SEARCH: the server does not look for this."""
    if session.search is not None and incoming.label in ("", session.search.label):
        _fail(session, incoming.params[-1])


def check_time(session: Session) -> None:
    """A question without an answer is not waited for for ever."""
    if session.search is not None and session.clock() - session.search.asked > PATIENCE:
        _fail(session, _("It does not answer."))


def _fail(session: Session, words: str) -> None:
    request, session.search = session.search, None
    if request is not None:
        request.deliver(None, words)


def _target(session: Session, incoming: Incoming) -> str:
    """Where a message was said: in the channel, or in the talk with the other one."""
    target = incoming.param(0)
    return target if session.is_channel(target) or incoming.own else incoming.nick


def _attributes(query: SearchQuery) -> str:
    """The query as the server reads it: attributes written as message tags are."""
    attributes = {
        "in": query.target,
        "from": query.sender,
        "after": _moment(query.since),
        "before": _moment(query.until),
        "text": query.text,
    }
    given = [f"{name}={escape_value(value)}" for name, value in attributes.items() if value]
    return ";".join(given)


def _moment(time: datetime | None) -> str:
    if time is None:
        return ""
    stamp = time.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"{stamp.removesuffix('+00:00')}Z"
