"""Ignoring people: what of theirs is dropped as it comes in, and how they are known again.

An account is known whatever nick it has. Somebody without one is known by the nick, and by the
nicks that we saw them take since. Who comes, goes and keeps order is told of everybody.
"""

from __future__ import annotations

from chat.model.entities import IgnoredPerson
from chat.model.events import TypingChanged
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.translation import N_

HIDDEN = frozenset({"PRIVMSG", "NOTICE", "TAGMSG", "EDIT", "INVITE"})
MOST = 500  # people on one network

NOBODY = N_("Say whom to ignore: type /ignore name.")
OURSELVES = N_("You cannot ignore yourself.")
TOO_MANY = N_("You ignore as many people here as can be: stop ignoring somebody first.")


def hides(session: Session, incoming: Incoming) -> bool:
    """Whether this is not to be shown, counted, answered or kept."""
    if not session.ignored.people or incoming.own or incoming.message.verb not in HIDDEN:
        return False
    account = _told_account(incoming)
    person = find(session, incoming.nick, account)
    if person is None:
        return False
    _know_as(session, incoming.nick, person)
    return True


def find(session: Session, nick: str, account: str = "") -> IgnoredPerson | None:
    """Who of those that are ignored this is; `account` if the server told it."""
    ignored, account = session.ignored, session.casefold(account)
    if account and (person := ignored.by_account.get(account)):
        return person
    name = session.casefold(nick)
    person = ignored.by_nick.get(name) or ignored.known_as.get(name)
    if person is not None and account and person.account:
        return None  # somebody else has this nick now
    return person


def obstacle(session: Session, nick: str) -> str:
    """Why somebody cannot be ignored, in a sentence to be translated; "" if they can."""
    if not nick:
        return NOBODY
    account = account_of(session, nick)
    if session.is_me(nick) or (account and session.same(account, session.login.logged_in)):
        return OURSELVES
    return TOO_MANY if len(session.ignored.people) >= MOST else ""


def ignore(session: Session, nick: str) -> None:
    """Ignore somebody from now on; what they said before stays."""
    account = account_of(session, nick)
    if obstacle(session, nick) or find(session, nick, account):
        return
    person = IgnoredPerson(nick, account)
    session.ignored.put((*session.ignored.people, person), session.casefold)
    for conversation in session.conversations.values():
        if conversation.typing.others.pop(session.casefold(nick), None):
            session.publish(TypingChanged(conversation.key))


def stop(session: Session, person: IgnoredPerson) -> None:
    """Ignore somebody no longer."""
    left = [one for one in session.ignored.people if one != person]
    session.ignored.put(left, session.casefold)


def person_of(session: Session, nick: str) -> IgnoredPerson | None:
    """Who is ignored of those called so: whoever has the nick now, or else had it then."""
    person = find(session, nick, account_of(session, nick))
    return person or session.ignored.by_nick.get(session.casefold(nick))


def follow(session: Session, old: str, new: str) -> None:
    """Somebody changed nick."""
    if not session.ignored.people:
        return
    person = find(session, old)
    lose_sight(session, old)
    if person is not None:
        _know_as(session, new, person)


def lose_sight(session: Session, nick: str) -> None:
    """Who is gone may leave a nick to others."""
    session.ignored.known_as.pop(session.casefold(nick), None)


def account_of(session: Session, nick: str) -> str:
    """The account of somebody who is here or wrote to us; "" for a guest, or if nobody told."""
    for conversation in session.channels_with(nick):
        if account := conversation.members[nick].account:
            return account
    latest = None
    for conversation in session.conversations.values():
        for message in reversed(conversation.messages):
            if message.sender and session.same(message.sender, nick):
                if latest is None or message.time > latest.time:
                    latest = message
                break
    return "" if latest is None else latest.account


def _told_account(incoming: Incoming) -> str:
    account = incoming.message.tags.get("account", "")
    return "" if account == "*" else account


def _know_as(session: Session, nick: str, person: IgnoredPerson) -> None:
    if not session.same(nick, person.nick) and session.channels_with(nick):
        session.ignored.known_as[session.casefold(nick)] = person
