"""Questions that the person asks another's program (CTCP), or the server (PING), and the answers.

An answer is told where it was asked; what nobody asked for is told under the network's name.
"""

from __future__ import annotations

from datetime import datetime

from chat.model.entities import MessageKind
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.protocol.ctcp import Ctcp, format_ctcp
from chat.protocol.formatting import strip_formatting
from chat.translation import _, number_text

PING = "PING"
_TO_SERVER = "lag-"  # begins the words of a PING to the server


def ask(
    session: Session, conversation: Conversation, nick: str, command: str, text: str = ""
) -> None:
    """Ask somebody's program. Raises MalformedMessage if that is no question."""
    command = command.upper()
    if command == PING and not text:
        text = str(int(session.clock().timestamp() * 1000))
    if not session.send("PRIVMSG", nick, format_ctcp(command, text)):
        return
    name = session.casefold(nick)
    session.questions.put(name, command, conversation, session.clock())
    words = _("You ask {nick}'s program for {what}").format(nick=nick, what=command)
    session.add(conversation, MessageKind.EVENT, words)


def handle_answer(session: Session, incoming: Incoming, ctcp: Ctcp) -> None:
    """A NOTICE with a CTCP in it: an answer, whether we asked or not."""
    asked = session.questions.take(session.casefold(incoming.nick), ctcp.command)
    where, when = asked or (session.home, None)
    if ctcp.command == PING and when is not None:
        words = _within(session, incoming.nick, when)
    else:
        words = _("{nick} answers {command}: {answer}").format(
            nick=incoming.nick, command=ctcp.command, answer=strip_formatting(ctcp.params)
        )
    session.tell([_open(session, where)], words, incoming)


def ping_server(session: Session, conversation: Conversation) -> None:
    """Ask the server for a sign of life."""
    token = f"{_TO_SERVER}{session.lines_sent}"
    if session.send("PING", token):
        session.questions.put("", token, conversation, session.clock())


def handle_pong(session: Session, incoming: Incoming) -> bool:
    """Whether a PONG answers what the person asked; then it is told."""
    token = "".join(incoming.params[-1:])
    asked = session.questions.take("", token)
    if asked is not None:
        where, when = asked
        server = session.name or session.request.host
        session.tell([_open(session, where)], _within(session, server, when), incoming)
    return asked is not None


def _within(session: Session, who: str, asked: datetime) -> str:
    seconds = max(0.0, (session.clock() - asked).total_seconds())
    text = number_text(seconds, 3 if seconds < 1 else 1)
    return _("{who} answered after {seconds} s").format(who=who, seconds=text)


def _open(session: Session, where: Conversation) -> Conversation:
    """Where it was asked, if that is still open."""
    return session.find_or_home(where.key.target)
