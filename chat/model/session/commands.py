"""What the person can do on a network: send, join, leave, rename themselves, and so on.

Each is a function of the session; what the server makes of it comes back through the handlers.
"""

from __future__ import annotations

from chat.model.entities import DeliveryState, MessageKind
from chat.model.events import UnreadChanged
from chat.model.session import joining
from chat.model.session.conversation import Conversation
from chat.model.session.outgoing import Pending
from chat.model.session.session import Phase, Session
from chat.protocol.ctcp import format_action
from chat.protocol.splitting import split_text

_UNKNOWN_USER = 11  # bytes to reserve for our user name while we have not seen it, with "~"
_UNKNOWN_HOST = 63  # and for our host (RFC 1123's longest label; what servers have for HOSTLEN)
_LEAST_ROOM = 32  # bytes of text in a line, however long the names around it are
_ACTION_FRAME = len(format_action(" ")) - 1


def send_text(
    session: Session,
    conversation: Conversation,
    text: str,
    kind: MessageKind = MessageKind.MESSAGE,
) -> None:
    """Send text, or an action, as so many messages as it has lines, and as fit the lines."""
    space = room(session, conversation.key.target)
    if kind is MessageKind.ACTION:
        space = max(space - _ACTION_FRAME, _LEAST_ROOM)
    for line in text.replace("\0", "").replace("\x01", "").splitlines():
        if line.strip():
            for part in split_text(line, space):
                _send_part(session, conversation, part, kind)


def room(session: Session, target: str) -> int:
    """Bytes for text in a line as the server will send it on: with our source before it."""
    source = session.source
    user = len(source.user.encode()) or _UNKNOWN_USER
    host = len(source.host.encode()) or _UNKNOWN_HOST
    frame = f":{source.nick}!@ PRIVMSG {target} :\r\n"
    framed = len(frame.encode("utf-8", "replace")) + user + host
    return max(session.isupport.linelen - framed, _LEAST_ROOM)


def _send_part(session: Session, conversation: Conversation, text: str, kind: MessageKind) -> None:
    message = session.add(
        conversation,
        kind,
        text,
        sender=session.nick,
        own=True,
        state=DeliveryState.PENDING,
    )
    _transmit(session, conversation, message.id, text, kind)


def retry(session: Session, conversation: Conversation, message_id: int) -> None:
    """Send a failed message again, in its place."""
    message = conversation.message(message_id)
    if message is None or not message.own or message.state is not DeliveryState.FAILED:
        return
    session.set_state(conversation, message_id, DeliveryState.PENDING)
    _transmit(session, conversation, message_id, message.text, message.kind)


def _transmit(
    session: Session, conversation: Conversation, message_id: int, text: str, kind: MessageKind
) -> None:
    """Bring a pending message on its way; if that cannot be, it has failed."""
    target = conversation.key.target
    wire = format_action(text) if kind is MessageKind.ACTION else text
    label = _next_label(session) if session.capabilities.labels else ""
    tags = {"label": label} if label else None
    if not (
        target
        and session.phase is Phase.REGISTERED
        and session.send("PRIVMSG", target, wire, tags=tags)
    ):
        session.set_state(conversation, message_id, DeliveryState.FAILED)
        return
    session.outgoing.add(
        Pending(
            message_id,
            conversation,
            kind,
            text,
            label,
            session.lines_sent,
            session.capabilities.echoes,
        )
    )


def _next_label(session: Session) -> str:
    session.labels_given += 1
    return f"m{session.labels_given}"


def confirm_written(session: Session, lines: int) -> None:
    """The system took the first `lines` lines of this connection."""
    for pending in session.outgoing.take_written(lines):
        session.set_state(pending.conversation, pending.message_id, DeliveryState.SENT)


def join_channel(session: Session, channel: str, key: str = "") -> None:
    """Ask to join a channel; its key is kept for coming back."""
    if key:
        session.keys[session.casefold(channel)] = key
    _ask(session, "JOIN", channel, *([key] if key else []))


def part_channel(session: Session, conversation: Conversation, reason: str = "") -> None:
    """Leave a channel; one that we are not in is just closed."""
    if conversation.joined and session.phase is Phase.REGISTERED:
        session.send("PART", conversation.key.target, *([reason] if reason else []))
    else:
        joining.close(session, conversation)


def close_conversation(session: Session, conversation: Conversation) -> None:
    """Take a conversation from the list; the network's own stays."""
    if conversation is session.home:
        return
    if conversation.is_channel:
        part_channel(session, conversation)
    else:
        joining.close(session, conversation)


def change_nick(session: Session, nick: str) -> None:
    """Ask for another nick."""
    _ask(session, "NICK", nick)


def set_topic(session: Session, conversation: Conversation, topic: str) -> None:
    """Ask to change a channel's topic."""
    _ask(session, "TOPIC", conversation.key.target, topic)


def set_away(session: Session, reason: str) -> None:
    """Mark us away, or back with ""."""
    _ask(session, "AWAY", *([reason] if reason else []))


def change_mode(session: Session, conversation: Conversation, modes: str, *params: str) -> None:
    """Ask to change modes of a channel; "+b" alone asks for its bans."""
    _ask(session, "MODE", conversation.key.target, modes, *params)


def kick(session: Session, conversation: Conversation, nick: str, reason: str) -> None:
    """Ask to put somebody out."""
    _ask(session, "KICK", conversation.key.target, nick, *([reason] if reason else []))


def list_channels(session: Session) -> None:
    """Ask which channels there are."""
    session.answers.channels.clear()
    _ask(session, "LIST")


def whois(session: Session, nick: str) -> None:
    """Ask who somebody is."""
    session.answers.people[session.casefold(nick)] = []
    _ask(session, "WHOIS", nick)


def mark_read(session: Session, conversation: Conversation) -> None:
    """All of it was seen."""
    if conversation.unread or conversation.mentions:
        conversation.unread = conversation.mentions = 0
        session.publish(UnreadChanged(conversation.key))


def add_notice(session: Session, conversation: Conversation, text: str, kind: MessageKind) -> None:
    """Say something of the program's own in a conversation."""
    session.add(conversation, kind, text)


def _ask(session: Session, command: str, *params: str) -> None:
    """Send a command; what cannot be sent is said, for no answer will come."""
    if session.phase is not Phase.REGISTERED:
        problem = "There is no connection: connect first, and try again"
    elif not session.send(command, *(" ".join(param.splitlines()) for param in params)):
        problem = f"“{' '.join(params)}” cannot be sent: a name is one word"
    else:
        return
    session.add(session.home, MessageKind.ERROR, problem)
