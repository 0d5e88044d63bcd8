"""Messages taken back, by whoever said them or by an operator (IRCv3 draft/message-redaction).

A stub stays, with who did it and why; the text goes, from here and from the local store.
"""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import ChatMessage, Deletion, MessageKind
from chat.model.events import MessageDeleted
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.session.where import conversation_of
from chat.protocol.formatting import strip_formatting
from chat.translation import N_, _

CAPABILITY = "draft/message-redaction"

_OBSTACLES = {
    "id": N_("The server gave this message no id, so it cannot be told which one to delete."),
    "gone": N_("This message is deleted already."),
    "connection": N_("There is no connection."),
    "server": N_("This server deletes no messages."),
    "rank": N_("Only operators of the channel can delete what others said."),
}
#: FAIL REDACT codes (message-redaction, "Errors"), in words that say what to do.
_REFUSALS = {
    "INVALID_TARGET": N_("Not deleted: you cannot delete messages there. Join the channel first."),
    "REDACT_FORBIDDEN": N_("Not deleted: only who said it, or an operator of the channel, may."),
    "REDACT_WINDOW_EXPIRED": N_(
        "Not deleted: it was said too long ago. Ask an operator of the channel."
    ),
    "UNKNOWN_MSGID": N_("Not deleted: the server does not have this message any more."),
}
_OPERATORS = "~&@%"  # at least half an operator; the server has the last word


def handle_redact(session: Session, incoming: Incoming) -> None:
    """REDACT: a message is taken away."""
    conversation = conversation_of(session, incoming)
    if conversation is not None:
        take_in(session, conversation, incoming)


def take_in(session: Session, conversation: Conversation, incoming: Incoming) -> None:
    """Take a message away, be it one that is here, in the local store, or nowhere."""
    msgid = incoming.param(1)
    if not msgid:
        return
    nick = session.nick if incoming.own else incoming.nick
    deletion = Deletion(nick, strip_formatting(incoming.param(2)))
    message = conversation.by_msgid(msgid)
    if message is not None and message.deleted:
        return
    conversation.reactions.forget(msgid)
    conversation.edits.forget(msgid)
    session.publish(MessageDeleted(conversation.key, msgid, deletion))
    if message is not None:
        session.lines.forget(message.id)
        session.change(conversation, emptied(message, deletion))


def emptied(message: ChatMessage, deletion: Deletion) -> ChatMessage:
    """What is left of a message that was taken away."""
    return replace(
        message,
        text="",
        formatted="",
        mention=False,
        deleted=deletion,
        reactions=(),
        edited=None,
    )


def obstacle(session: Session, conversation: Conversation, message: ChatMessage | None) -> str:
    """Why we cannot delete a message, in a sentence to be translated; "" if we can try."""
    if message is None or not message.msgid:
        return _OBSTACLES["id"]
    if message.deleted is not None:
        return _OBSTACLES["gone"]
    if session.phase is not Phase.REGISTERED:
        return _OBSTACLES["connection"]
    if CAPABILITY not in session.capabilities.enabled:
        return _OBSTACLES["server"]
    return "" if message.own or _is_operator(session, conversation) else _OBSTACLES["rank"]


def _is_operator(session: Session, conversation: Conversation) -> bool:
    member = conversation.members.get(session.nick)
    return member is not None and any(rank in _OPERATORS for rank in member.prefixes)


def delete(
    session: Session, conversation: Conversation, message: ChatMessage, reason: str = ""
) -> None:
    """Ask the server to take a message away; what comes of it comes back as REDACT or FAIL."""
    if obstacle(session, conversation, message):
        return
    reason = " ".join(reason.split())
    more = [reason] if reason else []
    session.send("REDACT", conversation.key.target, message.msgid, *more)


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """FAIL REDACT: say why it was not done."""
    sentence = _REFUSALS.get(incoming.param(1).upper())
    words = _(sentence) if sentence else strip_formatting(incoming.params[-1])
    conversation = session.find_or_home(incoming.param(2))
    session.add(conversation, MessageKind.ERROR, words, time=incoming.time)
