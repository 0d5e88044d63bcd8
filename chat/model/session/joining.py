"""Coming and going: JOIN, PART, KICK, QUIT, NICK, INVITE, and being in our channels again."""

from __future__ import annotations

import re

from msgspec.structs import replace

from chat.model.entities import ConversationKey, Member, Movement, MovementKind, Presence
from chat.model.events import (
    ConversationClosed,
    ConversationRenamed,
    Invited,
    MembersChanged,
    NickChanged,
)
from chat.model.session import history, ignoring, metadata, monitoring
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.questions import invitation_to
from chat.model.session.session import MAX_CONVERSATIONS, Session
from chat.protocol.capabilities import pack_words
from chat.protocol.formatting import strip_formatting
from chat.translation import _

_JOIN_ROOM = 400  # bytes of channels in one JOIN
_SAID_BY_SERVERS = re.compile(r"^Quit(:\s*|$)")  # put before a reason, or there instead of one


def rejoin_channels(session: Session) -> None:
    """Join what was asked for, and what we were in when the last connection ended."""
    wanted = {session.casefold(name): (name, key) for name, key in session.rejoin.items()}
    for item in session.request.channels:
        name, _, key = item.partition(" ")
        wanted.setdefault(session.casefold(name), (name, key))
    session.rejoin.clear()
    session.rejoining = {folded for folded in wanted if folded}
    keyless = [name for name, key in wanted.values() if name and not key]
    for names in pack_words(keyless, _JOIN_ROOM):
        session.send("JOIN", names.replace(" ", ","))
    for name, key in wanted.values():
        if key:
            session.keys[session.casefold(name)] = key
            session.send("JOIN", name, key)


def handle_join(session: Session, incoming: Incoming) -> None:
    """Somebody, or we, came into a channel; extended-join also tells the real name."""
    channel = incoming.params[0]
    if incoming.own and session.is_channel(channel):
        _join_ourselves(session, incoming, channel)
        return
    conversation = session.find_channel(channel)
    if conversation is None or not incoming.nick:
        return
    known = incoming.nick in conversation.members
    if not session.channels_with(incoming.nick):
        metadata.doubt(session, incoming.nick)
    monitoring.hear(session, incoming.nick)
    conversation.put_member(
        Member(
            incoming.nick,
            realname=strip_formatting(incoming.param(2)),
            user=incoming.source.user,
            host=incoming.source.host,
            account=_account(incoming),
        )
    )
    session.publish(MembersChanged(conversation.key))
    if not known:
        movement = Movement(MovementKind.JOINED, incoming.nick)
        session.tell(
            [conversation], _("{nick} joined").format(nick=incoming.nick), incoming, movement
        )


def _join_ourselves(session: Session, incoming: Incoming, channel: str) -> None:
    if incoming.source.host:
        session.source = incoming.source
    if session.find(channel) is None and len(session.conversations) >= MAX_CONVERSATIONS:
        session.send("PART", channel)  # a server can put us into any number of channels
        return
    conversation = session.open(channel)
    conversation.is_channel = conversation.joined = True
    conversation.clear_members()
    conversation.put_member(Member(session.nick, realname=strip_formatting(incoming.param(2))))
    session.publish(MembersChanged(conversation.key))
    session.rejoining.discard(session.casefold(channel))
    session.tell([conversation], _("You joined {channel}").format(channel=channel), incoming)
    history.resume(session, conversation)


def handle_part(session: Session, incoming: Incoming) -> None:
    """Somebody, or we, left a channel."""
    conversation = session.find_channel(incoming.params[0])
    if conversation is None:
        return
    if incoming.own:
        close(session, conversation)
    elif conversation.drop_member(incoming.nick):
        session.publish(MembersChanged(conversation.key))
        words = _with(_("{nick} left").format(nick=incoming.nick), incoming.param(1))
        movement = Movement(MovementKind.LEFT, incoming.nick)
        session.tell([conversation], words, incoming, movement)


def close(session: Session, conversation: Conversation) -> None:
    """The conversation is gone from the list."""
    target = conversation.key.target
    session.conversations.pop(target, None)
    session.outgoing.forget(conversation)
    session.edits_sent.forget(conversation)
    _stay_out(session, target)
    session.publish(ConversationClosed(conversation.key))


def _stay_out(session: Session, channel: str) -> None:
    """The next connection does not go there by itself."""
    channels = session.request.channels
    staying = tuple(name for name in channels if not session.same(name.partition(" ")[0], channel))
    session.request = replace(session.request, channels=staying)
    session.rejoin.pop(channel, None)
    session.keys.pop(session.casefold(channel), None)


def handle_kick(session: Session, incoming: Incoming) -> None:
    """Somebody, or we, were put out of a channel."""
    conversation = session.find_channel(incoming.params[0])
    if conversation is None:
        return
    victim, reason = incoming.params[1], incoming.param(2)
    if session.is_me(victim):
        name = conversation.key.target
        words = _("{nick} put you out of {channel}").format(nick=incoming.nick, channel=name)
        session.leave(conversation)
        _stay_out(session, name)  # whoever was put out does not come back unasked
    elif conversation.drop_member(victim):
        words = _("You put {victim} out") if incoming.own else _("{who} put {victim} out")
        words = words.format(who=incoming.nick, victim=victim)
        session.publish(MembersChanged(conversation.key))
    else:
        return
    # Many servers give the one who kicks as the reason, where none was given.
    session.tell([conversation], _with(words, "" if reason == incoming.nick else reason), incoming)


def handle_quit(session: Session, incoming: Incoming) -> None:
    """Somebody left the network; our own QUIT, sent back, says nothing."""
    if incoming.own:
        return
    seen = session.channels_with(incoming.nick)
    ignoring.lose_sight(session, incoming.nick)
    monitoring.note(session, incoming.nick, Presence.OFFLINE)
    for conversation in seen:
        conversation.drop_member(incoming.nick)
        session.publish(MembersChanged(conversation.key))
    reason = _SAID_BY_SERVERS.sub("", incoming.param(0))
    words = _with(_("{nick} went offline").format(nick=incoming.nick), reason)
    movement = Movement(MovementKind.QUIT, incoming.nick)
    session.tell(seen + _private(session, incoming.nick), words, incoming, movement)


def handle_nick(session: Session, incoming: Incoming) -> None:
    """Somebody, or we, changed nick; a private conversation goes along."""
    old, new = incoming.nick, incoming.params[0]
    if not new:
        return
    channels = session.channels_with(old)
    for conversation in channels:
        member = conversation.drop_member(old)
        if member is not None:
            conversation.put_member(replace(member, nick=new))
        session.publish(MembersChanged(conversation.key))
    if incoming.own:
        session.nick, session.wanted_nick = new, ""
        metadata.rename(session, old, new)
        session.source = replace(session.source, nick=new)
        session.publish(NickChanged(session.network, old, new))
        session.tell(
            channels or [session.home], _("You are now known as {new}").format(new=new), incoming
        )
        return
    monitoring.hear(session, new)
    ignoring.follow(session, old, new)
    metadata.rename(session, old, new)
    private = _private(session, old)
    for conversation in private:
        _rename(session, conversation, new)
    movement = Movement(MovementKind.RENAMED, old, new)
    session.tell(
        channels + private,
        _("{old} is now known as {new}").format(old=old, new=new),
        incoming,
        movement,
    )


def _rename(session: Session, conversation: Conversation, new: str) -> None:
    """Follow a person, unless there is already a conversation with that name."""
    old = conversation.key
    there = session.find(new)
    if there is not None and there is not conversation:
        return
    del session.conversations[old.target]
    conversation.key = ConversationKey(session.network, new)
    session.conversations[new] = conversation
    session.publish(ConversationRenamed(old, conversation.key))


def handle_invite(session: Session, incoming: Incoming) -> None:
    """We, or with invite-notify somebody else, were invited into a channel."""
    invited, channel = incoming.params[0], incoming.params[1]
    conversation = session.find_or_home(channel)
    if session.is_me(invited):
        words = _("{nick} invites you to {channel}: type /join {channel} to go there").format(
            nick=incoming.nick, channel=channel
        )
        conversation = session.find_or_home(incoming.nick)
        session.publish(Invited(session.network, incoming.nick, channel))
    else:
        words = _("{nick} invited {invited} to {channel}").format(
            nick=incoming.nick, invited=invited, channel=channel
        )
    session.tell([conversation], words, incoming)


def handle_inviting(session: Session, incoming: Incoming) -> None:
    """341: our invitation is on its way."""
    nick, channel = incoming.params[1], incoming.params[2]
    words = _("You invited {nick} to {channel}").format(nick=nick, channel=channel)
    asked = session.questions.take(session.casefold(nick), invitation_to(session.casefold(channel)))
    there = [session.find(channel), asked[0] if asked else None]
    session.tell([one for one in there if one is not None] or [session.home], words, incoming)


def _account(incoming: Incoming) -> str:
    """Of who joins: with extended-join the second parameter, "*" for a guest."""
    account = incoming.param(1)
    return "" if account == "*" else account


def _private(session: Session, nick: str) -> list[Conversation]:
    conversation = session.find(nick) if nick else None
    return [] if conversation is None or conversation.is_channel else [conversation]


def _with(words: str, reason: str) -> str:
    reason = strip_formatting(reason).strip()
    return f"{words}: {reason}" if reason else words
