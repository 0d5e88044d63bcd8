"""What the person can do on a network: join, leave, rename themselves, and so on.

Each is a function of the session; what the server makes of it comes back through the handlers.
What they say is sent by `sending`.
"""

from __future__ import annotations

from chat.model.entities import MessageKind
from chat.model.session import joining
from chat.model.session.conversation import Conversation
from chat.model.session.questions import invitation_to
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.message import parse_message
from chat.translation import _


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


def send_line(session: Session, line: str) -> None:
    """Send a line of IRC as it was typed. Raises MalformedMessage if it is none."""
    said = parse_message(line)
    if said.verb == "LIST":
        session.answers.awaits_channels = True
    elif said.verb == "MODE" and len(said.params) == 2:
        _note_asked_bans(session, *said.params)
    session.send(said.command, *said.params, tags=said.tags)


def change_mode(session: Session, conversation: Conversation, modes: str, *params: str) -> None:
    """Ask to change modes of a channel; "+b" alone asks for its bans."""
    if not params:
        _note_asked_bans(session, conversation.key.target, modes)
    _ask(session, "MODE", conversation.key.target, modes, *params)


def invite(
    session: Session, conversation: Conversation, nick: str, asked_in: str | None = None
) -> None:
    """Ask somebody into a channel; the answer is told there, and in the conversation `asked_in`."""
    channel = conversation.key.target
    if asked_in is not None and not session.same(asked_in, channel):
        words = invitation_to(session.casefold(channel))
        where = session.find_or_home(asked_in)
        session.questions.put(session.casefold(nick), words, where, session.clock())
    _ask(session, "INVITE", nick, channel)


def kick(session: Session, conversation: Conversation, nick: str, reason: str) -> None:
    """Ask to put somebody out."""
    _ask(session, "KICK", conversation.key.target, nick, *([reason] if reason else []))


def list_channels(session: Session) -> None:
    """Ask which channels there are."""
    session.answers.channels.clear()
    session.answers.awaits_channels = True
    _ask(session, "LIST")


def whois(session: Session, nick: str) -> None:
    """Ask who somebody is."""
    session.answers.people[session.casefold(nick)] = []
    _ask(session, "WHOIS", nick)


def add_notice(session: Session, conversation: Conversation, text: str, kind: MessageKind) -> None:
    """Say something of the program's own in a conversation."""
    session.add(conversation, kind, text)


def _ask(session: Session, command: str, *params: str) -> None:
    """Send a command; what cannot be sent is said, for no answer will come."""
    if session.phase is not Phase.REGISTERED:
        problem = _("There is no connection: connect first, and try again")
    elif not session.send(command, *(" ".join(param.splitlines()) for param in params)):
        problem = _("“{words}” cannot be sent: a name is one word").format(words=" ".join(params))
    else:
        return
    session.add(session.home, MessageKind.ERROR, problem)


def _note_asked_bans(session: Session, channel: str, modes: str) -> None:
    if modes.lstrip("+-") == "b":  # modern IRC, MODE: a list mode without a parameter asks for it
        session.answers.awaits_bans.add(session.casefold(channel))
