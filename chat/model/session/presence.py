"""Who is in a channel and how they are: NAMES, WHO, AWAY, SETNAME, CHGHOST."""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import Member, MessageKind, Presence
from chat.model.events import AwayChanged, MembersChanged
from chat.model.session import monitoring, pacing
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_reply
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.source import parse_source
from chat.translation import _

_WHO_LIMIT = 500  # members up to which we ask who of them is away


def handle_names(session: Session, incoming: Incoming) -> None:
    """353: some of the channel's members, with their prefixes (multi-prefix) and hosts."""
    conversation = session.find_channel(incoming.params[2])
    if conversation is None or not conversation.joined:
        show_reply(session, incoming)
        return
    if conversation.arriving is None:
        conversation.arriving = []
    ranks = session.ranks
    for word in incoming.params[3].split():
        source = parse_source(word.lstrip(ranks))
        prefixes = word[: len(word) - len(word.lstrip(ranks))]
        if source.nick:
            member = Member(source.nick, prefixes, user=source.user, host=source.host)
            conversation.arriving.append(member)


def handle_names_end(session: Session, incoming: Incoming) -> None:
    """366: that were all; what we knew else of those who stayed is kept."""
    conversation = session.find_channel(incoming.params[1])
    if conversation is None or conversation.arriving is None:
        return
    arrived = conversation.arriving
    known = conversation.members.remapped(conversation.members.mapping)
    conversation.clear_members()
    for member in arrived:
        before = known.get(member.nick, member)
        conversation.put_member(replace(before, nick=member.nick, prefixes=member.prefixes))
    session.publish(MembersChanged(conversation.key))
    if "away-notify" in session.capabilities.enabled and len(arrived) <= _WHO_LIMIT:
        # away-notify tells of changes only; WHO tells how things are now.
        session.quiet_who.add(session.casefold(conversation.key.target))
        pacing.send_between(session, "WHO", conversation.key.target)


def handle_who(session: Session, incoming: Incoming) -> None:
    """352: one person; shown only if the person asked for it."""
    nick, flags = incoming.params[5], incoming.params[6]
    away = flags.startswith("G")
    _, _, realname = incoming.params[7].partition(" ")
    user, host = incoming.params[2], incoming.params[3]
    realname = strip_formatting(realname)
    session.update_member(
        nick, lambda member: replace(member, away=away, realname=realname, user=user, host=host)
    )
    asked = {session.casefold(incoming.params[1]), session.casefold(nick)}
    monitoring.note(session, nick, Presence.AWAY if away else Presence.ONLINE)
    if not asked & session.quiet_who:
        show_reply(session, incoming)


def handle_who_end(session: Session, incoming: Incoming) -> None:
    """315: the end of a WHO."""
    channel = session.casefold(incoming.params[1])
    if channel in session.quiet_who:
        session.quiet_who.discard(channel)
    else:
        show_reply(session, incoming)


def handle_away(session: Session, incoming: Incoming) -> None:
    """AWAY (away-notify): somebody in a channel of ours went away, or came back."""
    away = bool(incoming.param(0))
    session.update_member(incoming.nick, lambda member: replace(member, away=away))
    monitoring.note(session, incoming.nick, Presence.AWAY if away else Presence.ONLINE)
    if incoming.own:
        _be_away(session, away)
    conversation = session.find(incoming.nick)
    if conversation is not None and not away:
        conversation.away_note = ""


def handle_away_reply(session: Session, incoming: Incoming) -> None:
    """301: whom we wrote to is away; said once for each reason."""
    nick, reason = incoming.params[1], strip_formatting(incoming.params[2])
    conversation = session.find(nick)
    monitoring.note(session, nick, Presence.AWAY)
    if conversation is None:
        show_reply(session, incoming)
    elif conversation.away_note != reason:
        conversation.away_note = reason
        session.tell(
            [conversation], _("{nick} is away: {reason}").format(nick=nick, reason=reason), incoming
        )


def handle_unaway(session: Session, incoming: Incoming) -> None:
    """305: we are back."""
    _be_away(session, False)
    session.tell([session.home], _("You are back"), incoming)


def handle_now_away(session: Session, incoming: Incoming) -> None:
    """306: we are away."""
    _be_away(session, True)
    session.tell([session.home], _("You are marked as away"), incoming)


def _be_away(session: Session, away: bool) -> None:
    if session.away != away:
        session.away = away
        session.publish(AwayChanged(session.network, away))
        session.update_member(session.nick, lambda member: replace(member, away=away))


def handle_account(session: Session, incoming: Incoming) -> None:
    """ACCOUNT (account-notify): somebody logged in, or out ("*")."""
    account = "" if incoming.params[0] == "*" else incoming.params[0]
    session.update_member(incoming.nick, lambda member: replace(member, account=account))


def handle_setname(session: Session, incoming: Incoming) -> None:
    """SETNAME: somebody changed their real name."""
    realname = strip_formatting(incoming.params[0])
    session.update_member(incoming.nick, lambda member: replace(member, realname=realname))


def handle_chghost(session: Session, incoming: Incoming) -> None:
    """CHGHOST: somebody's user name and host changed; our own count for splitting texts."""
    user, host = incoming.params[0], incoming.params[1]
    session.update_member(incoming.nick, lambda member: replace(member, user=user, host=host))
    if incoming.own:
        session.source = replace(session.source, user=user, host=host)


def handle_hidden_host(session: Session, incoming: Incoming) -> None:
    """396: our own host as others see it."""
    host = incoming.params[1].rpartition("@")[2]
    session.source = replace(session.source, host=host)
    session.add(
        session.home,
        MessageKind.SERVER,
        _("Others see you at {host}").format(host=host),
        time=incoming.time,
    )
