"""What the person says: split, tagged with an id of its own, sent at once or kept until it can be.

While a conversation is held (no connection, not back in the channel, history still being asked),
what is said waits in order; what the server has no room for yet (`pacing`) is queued. Whether a
message arrived is settled in `messages` and `history`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from chat.model.entities import ChatMessage, DeliveryState, MessageKind
from chat.model.session import ctcp_questions, multiline, pacing
from chat.model.session.conversation import Conversation, Mark
from chat.model.session.incoming import Incoming
from chat.model.session.outgoing import Pending
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.session.wording import worded
from chat.protocol.client_tags import REPLY
from chat.protocol.ctcp import format_action
from chat.protocol.splitting import split_text
from chat.protocol.text_lines import text_lines

#: Our own id of a message, as a client-only tag: what comes back with it is that message.
CLIENT_TAG = "+chat-app/id"

_UNKNOWN_USER = 11  # bytes to reserve for our user name while we have not seen it, with "~"
_UNKNOWN_HOST = 63  # and for our host (RFC 1123's longest label; what servers have for HOSTLEN)
_LEAST_ROOM = 32  # bytes of text in a line, however long the names around it are
_ACTION_FRAME = len(format_action(" ")) - 1
_BEGINNING = Mark("", datetime(1970, 1, 2, tzinfo=UTC))


def send_text(
    session: Session,
    conversation: Conversation,
    text: str,
    kind: MessageKind = MessageKind.MESSAGE,
    reply_to: str = "",
) -> None:
    """Send text, or an action: as one message if the server takes it so, else line by line."""
    conversation.typing.reset()
    for part in parts(session, conversation, text, kind):
        _send_part(session, conversation, part, kind, reply_to)
        reply_to = ""  # the first part answers, the others go on


def parts(session: Session, conversation: Conversation, text: str, kind: MessageKind) -> list[str]:
    """A text as the messages that it will be."""
    space = room(session, conversation.key.target)
    lines = text_lines(text.replace("\0", "").replace("\x01", "").strip("\r\n"))
    if kind is MessageKind.ACTION:
        space = max(space - _ACTION_FRAME, _LEAST_ROOM)
    single = [part for line in lines if line.strip() for part in split_text(line, space)]
    if len(single) < 2 or kind is not MessageKind.MESSAGE:
        return single
    whole = "\n".join(lines)
    return [whole] if multiline.takes(session, whole, space) else single


def room(session: Session, target: str) -> int:
    """Bytes for text in a line as the server will send it on: with our source before it."""
    source = session.source
    server = session.isupport
    user = len(source.user.encode()) or server.userlen or _UNKNOWN_USER
    host = len(source.host.encode()) or server.hostlen or _UNKNOWN_HOST
    frame = f":{source.nick}!@ PRIVMSG {target} :\r\n"
    framed = len(frame.encode("utf-8", "replace")) + user + host
    return max(server.linelen - framed, _LEAST_ROOM)


def _send_part(
    session: Session,
    conversation: Conversation,
    text: str,
    kind: MessageKind,
    reply_to: str = "",
    place: int | None = None,
) -> None:
    message = session.add(
        conversation,
        kind,
        **worded(text),
        sender=session.nick,
        own=True,
        state=DeliveryState.PENDING if _may_send(session, conversation) else DeliveryState.WAITING,
        reply_to=reply_to,
    )
    _send_or_wait(session, Pending(message.id, conversation, kind, text, reply_to), place)


def retry(session: Session, conversation: Conversation, message_id: int) -> None:
    """Send a message again, in its place, that failed or may not have arrived."""
    message = conversation.message(message_id)
    if message is None or not message.own or message.state not in _TO_RETRY:
        return
    known = session.outgoing.take_uncertain(message_id)
    _send_or_wait(session, known or pending_of(conversation, message))


def pending_of(conversation: Conversation, message: ChatMessage) -> Pending:
    """An own message as one that is still to be sent."""
    return Pending(message.id, conversation, message.kind, message.as_said, message.reply_to)


_TO_RETRY = (DeliveryState.FAILED, DeliveryState.UNCERTAIN)


def resend(session: Session, pendings: Iterable[Pending]) -> None:
    """Send messages again that are known not to have arrived."""
    for pending in pendings:
        _send_or_wait(session, pending)


def resend_uncertain(session: Session) -> None:
    """Send again what may have arrived: the person wants it so."""
    for pending in session.outgoing.uncertain:
        if not pending.conversation.held:
            session.outgoing.take_uncertain(pending.message_id)
            _send_or_wait(session, pending)


def flush(session: Session, conversation: Conversation) -> None:
    """The conversation is held no longer: send what waited, in order."""
    conversation.held = False
    for pending in session.outgoing.take_waiting(conversation):
        _send_or_wait(session, pending)


def go_on(session: Session) -> None:
    """Send what is queued, as far as the server has read on."""
    while (pending := session.outgoing.next_queued(session.lines_sent, pacing.WINDOW)) is not None:
        _transmit(session, pending)
    pacing.send_next(session)


def give_up(session: Session, conversation: Conversation) -> None:
    """What waits for this conversation cannot be sent: say so, and lose none of it."""
    conversation.held = False
    for pending in session.outgoing.take_waiting(conversation):
        session.set_state(conversation, pending.message_id, DeliveryState.FAILED)


def _may_send(session: Session, conversation: Conversation) -> bool:
    return session.phase is Phase.REGISTERED and not conversation.held


def _send_or_wait(session: Session, pending: Pending, place: int | None = None) -> None:
    """Send it, or queue it, at `place` or behind the others, or keep it until it can be sent."""
    if not pending.conversation.key.target:  # nobody reads what is said to the network
        session.set_state(pending.conversation, pending.message_id, DeliveryState.FAILED)
    elif _may_send(session, pending.conversation) and pacing.has_room(session):
        _transmit(session, pending)
    elif _may_send(session, pending.conversation):
        session.outgoing.queue(pending, place)
        session.set_state(pending.conversation, pending.message_id, DeliveryState.PENDING)
        pacing.ask_how_far(session)
    else:
        session.outgoing.wait(pending)
        session.set_state(pending.conversation, pending.message_id, DeliveryState.WAITING)


def _transmit(session: Session, pending: Pending) -> None:
    """Bring a message on its way; if no line can say it, it has failed."""
    conversation, number = pending.conversation, pending.message_id
    pending, rest = _first_part(session, pending)
    label = _next_label(session) if session.capabilities.labels else ""
    after = pending.after or conversation.seen or session.now_there() or _BEGINNING
    if not _say(session, pending, _tags(session, label, pending)):
        session.set_state(conversation, number, DeliveryState.FAILED)
        return
    session.set_state(conversation, number, DeliveryState.PENDING)
    session.outgoing.add(
        replace(
            pending,
            label=label,
            after=after,
            line=session.lines_sent,
            echoed=session.capabilities.echoes,
        )
    )
    for place, text in enumerate(rest):
        _send_part(session, conversation, text, pending.kind, place=place)


def _first_part(session: Session, pending: Pending) -> tuple[Pending, list[str]]:
    """What is sent of a message that may have been written for another server, and what follows.

    One of several lines falls apart where the server takes no such message any more.
    """
    if pending.kind is not MessageKind.MESSAGE:
        return pending, []
    first, *rest = parts(session, pending.conversation, pending.text, pending.kind) or [""]
    if rest:
        message = pending.conversation.message(pending.message_id)
        if message is not None:
            session.change(pending.conversation, replace(message, **worded(first)))
        pending = replace(pending, text=first)
    return pending, rest


def _say(session: Session, pending: Pending, tags: dict[str, str]) -> bool:
    """Put a message on the wire; False if no line can say it."""
    target, text = pending.conversation.key.target, pending.text
    space = room(session, target)
    if pending.kind is MessageKind.ACTION:
        return session.send("PRIVMSG", target, format_action(text), tags=tags)
    if pending.kind is MessageKind.NOTICE:
        return session.send("NOTICE", target, text, tags=tags)
    if len(text.encode("utf-8", "surrogatepass")) > space or "\n" in text:
        return multiline.send(session, target, text, tags, space)
    return session.send("PRIVMSG", target, text, tags=tags)


def _tags(session: Session, label: str, pending: Pending) -> dict[str, str]:
    tags = {"label": label} if label else {}
    if "message-tags" in session.capabilities.enabled:
        tags[CLIENT_TAG] = f"{session.origin}-{pending.message_id}"
        if pending.reply_to:
            tags[REPLY] = pending.reply_to
    return tags


def own_number(incoming: Incoming) -> int | None:
    """The id in this program of a message that carries our tag."""
    number = incoming.message.tags.get(CLIENT_TAG, "").rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 20 else None


def _next_label(session: Session) -> str:
    session.labels_given += 1
    return f"m{session.labels_given}"


def confirm_written(session: Session, lines: int) -> None:
    """The system took the first `lines` lines of this connection.

    Where the server sends nothing back, that is shown as sent, and a PING asks whether it was
    taken in: a server reads in order, so its PONG answers for every line before.
    """
    taken = session.outgoing.take_written(lines)
    for pending in taken:
        session.set_state(pending.conversation, pending.message_id, DeliveryState.SENT)
    if taken and session.phase is Phase.REGISTERED:
        pacing.ask_how_far(session)


def handle_pong(session: Session, incoming: Incoming) -> None:
    """PONG: the server has read all that was sent before the PING."""
    if ctcp_questions.handle_pong(session, incoming):
        return
    number = "".join(incoming.params[-1:]).removeprefix(pacing.CONFIRM)
    if session.confirming and number.isascii() and number.isdigit():
        session.confirming = False
        session.outgoing.confirm(int(number))
        go_on(session)
