"""What the local store gave at the start, put into the sessions; and older messages, when wanted.

Before there is a connection, conversations are shown with what was said in them last. What was
under way when the program ended is uncertain: the server's history will be asked.
"""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from chat.model.entities import ChatMessage, DeliveryState
from chat.model.events import HistoryAdded, HistoryEnded, NetworkRestored
from chat.model.session import history, reading, sending
from chat.model.session.conversation import Conversation, Mark
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.store.records import StoredConversation, StoredNetwork

NEWEST = 80  # messages of each conversation that are there at the start
PAGE = 200  # messages fetched at once when going back

_UNSETTLED = (DeliveryState.PENDING, DeliveryState.WAITING, DeliveryState.UNCERTAIN)
_BEGINNING = Mark("", datetime(1970, 1, 2, tzinfo=UTC))


def restore(session: Session, stored: StoredNetwork) -> None:
    """Open what was open, with its last messages, and come back into its channels."""
    session.name = session.name or stored.name
    for kept in stored.conversations:
        conversation = session.open(kept.key.target)
        put_older(session, conversation, kept.messages)
        _know_what_was_read(session, conversation, kept)
        if kept.is_channel and not conversation.joined:
            conversation.is_channel = True
            _want_back(session, kept.key.target)
    session.publish(NetworkRestored(session.network))


def put_older(
    session: Session, conversation: Conversation, messages: tuple[ChatMessage, ...]
) -> None:
    """Put messages of the store before those that are here."""
    here = {one.id for one in conversation.messages}
    new = [
        conversation.edits.applied(_unsettled(one))
        for one in messages
        if one.id not in here and not (one.msgid and conversation.has_msgid(one.msgid))
    ]
    for one in new:
        conversation.reactions.restore(one.msgid, one.reactions, one.time)
    conversation.insert(new, older=True)
    if conversation.seen is None:
        _know_where_we_are(conversation)
    _doubt(session, conversation, new)
    if new:
        session.publish(HistoryAdded(conversation.key, tuple(new)))


def finish_older(
    session: Session, conversation: Conversation, messages: tuple[ChatMessage, ...]
) -> None:
    """The store's answer when older messages were asked for; if it has none, the server may."""
    put_older(session, conversation, messages)
    if messages:
        session.publish(HistoryEnded(conversation.key))
    else:
        conversation.from_store = False
        ask_server(session, conversation)


def ask_server(session: Session, conversation: Conversation) -> None:
    """Ask the server for older messages; where that cannot be, there are none."""
    if not history.ask_older(session, conversation):
        session.publish(HistoryEnded(conversation.key))


def _know_what_was_read(
    session: Session, conversation: Conversation, kept: StoredConversation
) -> None:
    """What was unread when the program ended is unread."""
    if kept.read is not None and conversation.read is None:
        conversation.read = kept.read
        reading.recount(session, conversation)


def _want_back(session: Session, channel: str) -> None:
    if session.phase is Phase.REGISTERED:
        session.send("JOIN", channel)
    else:
        session.rejoin.setdefault(channel, "")


def _unsettled(message: ChatMessage) -> ChatMessage:
    return message.with_state(DeliveryState.UNCERTAIN) if message.state in _UNSETTLED else message


def _know_where_we_are(conversation: Conversation) -> None:
    for message in reversed(conversation.messages):
        if message.msgid:
            conversation.seen = Mark(message.msgid, message.time)
            return


def _doubt(session: Session, conversation: Conversation, messages: list[ChatMessage]) -> None:
    """What may have arrived in an earlier run is looked for after what was there before it."""
    after = _BEGINNING
    for message in messages:
        if message.msgid:
            after = Mark(message.msgid, message.time)
        elif message.own and message.state is DeliveryState.UNCERTAIN:
            pending = sending.pending_of(conversation, message)
            session.outgoing.doubt(replace(pending, after=after))
