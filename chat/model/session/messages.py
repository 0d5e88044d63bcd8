"""What people and servers say: PRIVMSG, NOTICE, CTCP; our own words coming back."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from msgspec.structs import replace

from chat.model.entities import ChatMessage, DeliveryState, Edited, MessageKind
from chat.model.session import ctcp_questions, monitoring
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming, time_of
from chat.model.session.outgoing import Pending
from chat.model.session.session import Session
from chat.model.session.settling import settle_as_told
from chat.model.session.wording import worded
from chat.protocol.client_tags import reply_target
from chat.protocol.ctcp import Ctcp, format_ctcp, parse_ctcp
from chat.protocol.formatting import strip_formatting
from chat.translation import _

#: Our server's tag on what it tells again: when the message got the text that it has (server-time).
EDITED = "chat-app/edited"
_CTCP_PAUSE = timedelta(seconds=10)  # in which only so many queries are answered as fit the deque
_CTCP_ECHO = 100  # characters of a PING that we send back


def handle_privmsg(session: Session, incoming: Incoming) -> None:
    """A message, an action, or a question of one program to another (CTCP)."""
    ctcp = parse_ctcp(incoming.params[1])
    if ctcp is None:
        _deliver(session, incoming, MessageKind.MESSAGE, incoming.params[1])
    elif ctcp.command == "ACTION":
        _deliver(session, incoming, MessageKind.ACTION, ctcp.params)
    elif not incoming.own and session.is_me(incoming.params[0]):
        _answer(session, incoming, ctcp)


def handle_notice(session: Session, incoming: Incoming) -> None:
    """A notice: never answered, and from a server just its words."""
    ctcp = parse_ctcp(incoming.params[1])
    if ctcp is None:
        _deliver(session, incoming, MessageKind.NOTICE, incoming.params[1])
    elif not incoming.own:
        ctcp_questions.handle_answer(session, incoming, ctcp)


def _deliver(session: Session, incoming: Incoming, kind: MessageKind, text: str) -> None:
    conversation = _conversation_of(session, incoming, kind)
    if incoming.own:
        if not _settle_echo(session, incoming, conversation, kind, text):
            _add(session, incoming, conversation, kind, text)
    elif _is_from_server(incoming):
        session.add(conversation, MessageKind.SERVER, **worded(text), time=incoming.time)
    else:
        _add(session, incoming, conversation, kind, text)


def _add(
    session: Session, incoming: Incoming, conversation: Conversation, kind: MessageKind, text: str
) -> None:
    msgid = incoming.message.tags.get("msgid", "")
    if msgid and conversation.has_msgid(msgid):
        return  # played back by a bouncer, or in the history that we asked for
    said = message_of(session, incoming, conversation, kind, text)
    session.put(conversation, said)
    session.lines.keep(said.id, incoming.lines)


def message_of(
    session: Session, incoming: Incoming, conversation: Conversation, kind: MessageKind, text: str
) -> ChatMessage:
    """A message as the conversation will have it, with all that its tags tell."""
    tags, said = incoming.message.tags, worded(text)
    reply_to, edited = reply_target(tags), tags.get(EDITED, "")
    answered = conversation.by_msgid(reply_to) if reply_to else None
    to_us = is_to_us(session, said["text"]) or (answered is not None and answered.own)
    return ChatMessage(
        session.next_id(),
        incoming.time,
        kind,
        session.nick if incoming.own else incoming.nick,
        said["text"],
        formatted=said["formatted"],
        own=incoming.own,
        mention=to_us and not incoming.own,
        msgid=tags.get("msgid", ""),
        reply_to=reply_to,
        account=tags.get("account", ""),
        edited=Edited(time_of({"time": edited}, session.clock)) if edited else None,
    )


def is_to_us(session: Session, text: str) -> bool:
    """Whether a text names us, or one of the words that the person looks for."""
    return mentions(session.nick, text) or session.keywords.found_in(text)


def _conversation_of(session: Session, incoming: Incoming, kind: MessageKind) -> Conversation:
    target = incoming.params[0]
    found = session.find_channel(target)
    if found is not None:
        return found
    bare = target.lstrip(session.isupport.statusmsg)
    if session.is_channel(bare) and not session.is_channel(target):
        target = bare  # "@#channel" is said to its operators only
    if session.is_channel(target):
        return session.find_or_home(target)
    if incoming.own:
        return session.open_from_outside(target) if target else session.home
    if _is_from_server(incoming):
        return session.home
    if kind is MessageKind.NOTICE:
        return session.find_or_home(incoming.nick)
    monitoring.hear(session, incoming.nick)
    return session.open_from_outside(incoming.nick)


def _is_from_server(incoming: Incoming) -> bool:
    return not incoming.nick or incoming.source.is_server


def _settle_echo(
    session: Session, incoming: Incoming, conversation: Conversation, kind: MessageKind, text: str
) -> bool:
    """Our own message came back, as others see it: it is sent. False if it is not one of ours."""
    outgoing = session.outgoing
    pending = outgoing.take_labelled(incoming.label)
    pending = pending or outgoing.take_echoed(conversation, kind, text)
    if pending is None:
        return False
    message = pending.conversation.message(pending.message_id)
    if message is not None:
        tags = incoming.message.tags
        sent = replace(
            message,
            **worded(text),
            msgid=tags.get("msgid", ""),
            account=tags.get("account", ""),
            state=DeliveryState.SENT,
        )
        session.lines.keep(message.id, incoming.lines)
        settle_as_told(session, pending.conversation, sent, incoming)
    return True


def settle(session: Session, pending: Pending | None, state: DeliveryState) -> None:
    """A message is no longer pending: show how it went."""
    if pending is not None:
        session.set_state(pending.conversation, pending.message_id, state)


def _answer(session: Session, incoming: Incoming, ctcp: Ctcp) -> None:
    """Answer a program's question, but never so many that a server takes us for a flood."""
    answer = _answer_to(session, ctcp)
    what = strip_formatting(ctcp.command)
    session.tell(
        [session.home],
        _("{nick} asks this program for {what}").format(nick=incoming.nick, what=what),
        incoming,
    )
    answered = session.ctcp_answered
    now = session.clock()
    if answer is None or _is_from_server(incoming):
        return
    if len(answered) == answered.maxlen and now - answered[0] < _CTCP_PAUSE:
        return
    answered.append(now)
    session.send("NOTICE", incoming.nick, format_ctcp(ctcp.command, answer))


def _answer_to(session: Session, ctcp: Ctcp) -> str | None:
    match ctcp.command:
        case "VERSION":
            return "CHAT APP"
        case "PING":
            return ctcp.params[:_CTCP_ECHO]
        case "TIME":
            return session.clock().isoformat(timespec="seconds")
        case "CLIENTINFO":
            return "ACTION CLIENTINFO PING TIME VERSION"
    return None


def mentions(nick: str, text: str) -> bool:
    """Whether a text names somebody: the nick as a word of its own, in any case."""
    if text.isascii() and nick.isascii() and nick.lower() not in text.lower():
        return False  # as mostly, and much quicker found out
    return _mention_pattern(nick).search(text) is not None


@lru_cache(maxsize=64)
def _mention_pattern(nick: str) -> re.Pattern[str]:
    # What can be part of a nick (RFC 2812) is no end of a word; "-" at its end mostly is one.
    return re.compile(
        rf"(?<![\w\[\]\\`^{{|}}-]){re.escape(nick)}(?![\w\[\]\\`^{{|}}]|-\w)", re.IGNORECASE
    )
