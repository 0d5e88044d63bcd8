"""Editing what we said (IRCv3 draft/message-edit): whether it can be, and asking for it.

An edit is settled by its echo, or by FAIL, which gives the text back. One that the connection may
have lost is sent again, which changes nothing where it had arrived.
"""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import BY_PEOPLE, ChatMessage, DeliveryState, Edit, MessageKind
from chat.model.events import EditRefused
from chat.model.session import multiline, sending
from chat.model.session.conversation import Conversation
from chat.model.session.editing import TARGET, TEXT, apply
from chat.model.session.incoming import Incoming
from chat.model.session.sent_edits import SentEdit
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.session.wording import worded
from chat.protocol.ctcp import format_action
from chat.protocol.formatting import strip_formatting
from chat.protocol.multiline import Limits
from chat.protocol.tags import format_tags
from chat.translation import N_, _, ngettext, number_text

CAPABILITY = "draft/message-edit"
MOST_TAGS = 4094  # bytes of a client's tags (IRCv3 message-tags, "Size limit")

_OBSTACLES = {
    "own": N_("You can edit only what you said yourself."),
    "pending": N_("This message has not arrived yet."),
    "id": N_("The server gave this message no id, so it cannot be told which one to edit."),
    "gone": N_("This message was deleted."),
    "connection": N_("There is no connection."),
    "server": N_("This server does not let messages be edited."),
}
#: FAIL EDIT codes (message-edit, "Errors"; as those of message-redaction), in words that say what
#: to do.
_REFUSALS = {
    "INVALID_TARGET": N_("Not edited: you cannot edit messages there. Join the channel first."),
    "INVALID_EDIT": N_("Not edited: the server does not take this text ({words})."),
    "EDIT_FORBIDDEN": N_("Not edited: the server does not let you ({words})."),
    "EDIT_WINDOW_EXPIRED": N_("Not edited: it was said too long ago."),
    "UNKNOWN_MSGID": N_("Not edited: the server does not have this message any more."),
}
_ACTION_FRAME = len(format_action(" ")) - 1
_LONGEST_LABEL = "e99999999"


def obstacle(session: Session, message: ChatMessage | None) -> str:
    """Why we cannot edit a message, in a sentence to be translated; "" if we can try."""
    if message is None or message.deleted is not None:
        return _OBSTACLES["gone"]
    if not message.own or message.kind not in BY_PEOPLE:
        return _OBSTACLES["own"]
    if message.state is not DeliveryState.SENT:
        return _OBSTACLES["pending"]
    if session.phase is not Phase.REGISTERED:
        return _OBSTACLES["connection"]
    if CAPABILITY not in session.capabilities.enabled:
        return _OBSTACLES["server"]
    return "" if message.msgid else _OBSTACLES["id"]


def room(session: Session, conversation: Conversation, message: ChatMessage, text: str) -> int:
    """How many bytes more an edit can have; below 0 there are too many."""
    text = text.replace("\0", "")  # which is not sent
    tags = _tags(message, text, _LONGEST_LABEL if session.capabilities.labels else "")
    left = MOST_TAGS - len(format_tags(tags).encode("utf-8", "surrogatepass"))
    limits = _limits(session, message)
    most = limits.size if limits else sending.room(session, conversation.key.target)
    frame = _ACTION_FRAME if message.kind is MessageKind.ACTION else 0
    return min(left, most - frame - len(text.encode("utf-8", "surrogatepass")))


def _limits(session: Session, message: ChatMessage) -> Limits | None:
    """What a message of several lines can be; None if it can be none."""
    return multiline.limits(session) if message.kind is MessageKind.MESSAGE else None


def problem(session: Session, conversation: Conversation, message: ChatMessage, text: str) -> str:
    """Why a text cannot be the message's, in a sentence; "" if it can."""
    over = -room(session, conversation, message, text)
    if over > 0:
        words = _("{size} bytes too long for one message: make it shorter.")
        return words.format(size=number_text(over))
    if len(sending.parts(session, conversation, text, message.kind)) < 2:
        return ""
    limits = _limits(session, message)
    if limits is None or limits.lines is None:
        return _("Only one line can be edited here: leave the others out.")
    words = _("A message has at most {count} lines here: leave some out.")
    return words.format(count=limits.lines)


def edit(session: Session, conversation: Conversation, message: ChatMessage, text: str) -> str:
    """Ask the server for another text of a message; why that cannot be, "" if it was asked.

    What comes of it comes back as EDIT or FAIL.
    """
    if why := obstacle(session, message):
        return _(why)
    if why := problem(session, conversation, message, text):
        return why
    for said in sending.parts(session, conversation, text, message.kind):
        if said != message.as_said:
            _send(session, SentEdit(conversation, message, said))
    return ""


def _send(session: Session, sent: SentEdit) -> None:
    if session.capabilities.labels:
        session.labels_given += 1
        sent = replace(sent, label=f"e{session.labels_given}")
    tags = _tags(sent.message, sent.text, sent.label)
    if not session.send("EDIT", sent.conversation.key.target, tags=tags):
        _refuse(session, sent, _OBSTACLES["connection"])
    elif session.capabilities.echoes:
        session.edits_sent.add(sent)
    else:  # nothing will say that it is done
        said, now = worded(sent.text), session.clock()
        done = Edit(said["text"], now, session.nick, said["formatted"])
        apply(session, sent.conversation, sent.message.msgid, done)


def _tags(message: ChatMessage, text: str, label: str) -> dict[str, str]:
    said = f"\x01ACTION {text}\x01" if message.kind is MessageKind.ACTION else text
    return {**({"label": label} if label else {}), TARGET: message.msgid, TEXT: said}


def resend(session: Session, conversation: Conversation) -> None:
    """The connection is there again: what it may have lost is sent again, unless it is done."""
    for sent in session.edits_sent.take_all(conversation):
        newest = conversation.edits.newest(sent.message.msgid)
        here = conversation.by_msgid(sent.message.msgid) or sent.message
        if newest is not None and (newest.formatted or newest.text) == sent.text:
            continue
        if why := obstacle(session, here):
            _refuse(session, sent, why)
        else:
            _send(session, sent)


def fail_labelled(session: Session, label: str) -> None:
    """An error answers one of our edits; its words were said."""
    sent = session.edits_sent.take_labelled(label)
    if sent is not None:
        session.publish(EditRefused(sent.conversation.key, sent.message, sent.text))


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """FAIL EDIT: say why it was not done, and give the text back."""
    sentence = _REFUSALS.get(incoming.param(1).upper())
    words = strip_formatting(incoming.params[-1]).rstrip(".")
    words = _(sentence).format(words=words) if sentence else words
    if incoming.param(1).upper() == "EDIT_WINDOW_EXPIRED":
        words = _with_window(words, incoming.param(4))
    sent = session.edits_sent.take(incoming.param(3), incoming.label)
    conversation = sent.conversation if sent else session.find_or_home(incoming.param(2))
    session.add(conversation, MessageKind.ERROR, words, time=incoming.time)
    if sent is not None:
        session.publish(EditRefused(sent.conversation.key, sent.message, sent.text))


def handle_try_again(session: Session, incoming: Incoming) -> None:
    """263: too much was said or edited just now."""
    sent = session.edits_sent.take_labelled(incoming.label)
    words = _("Not edited: that was too fast for the server. Try again in a moment.")
    session.add(sent.conversation if sent else session.home, MessageKind.ERROR, words)
    if sent is not None:
        session.publish(EditRefused(sent.conversation.key, sent.message, sent.text))


def _refuse(session: Session, sent: SentEdit, why: str) -> None:
    words = _("Not edited: {reason}").format(reason=_(why))
    session.add(sent.conversation, MessageKind.ERROR, words)
    session.publish(EditRefused(sent.conversation.key, sent.message, sent.text))


def _with_window(words: str, window: str) -> str:
    """How long a message can be edited, where the server tells it in seconds."""
    if not (window.isascii() and window.isdigit() and len(window) < 9 and int(window)):
        return words
    minutes = max(1, int(window) // 60)
    if minutes < 60:
        lasting = ngettext("{count} minute", "{count} minutes", minutes)
        lasting = lasting.format(count=minutes)
    else:
        lasting = ngettext("{count} hour", "{count} hours", minutes // 60)
        lasting = lasting.format(count=minutes // 60)
    return _("Not edited: here messages can be edited for {lasting}.").format(lasting=lasting)
