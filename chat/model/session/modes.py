"""MODE: ranks of members, bans, and what a channel allows, told in sentences."""

from __future__ import annotations

from dataclasses import replace

from chat.model.events import MembersChanged
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.modes import ModeChange, parse_mode_changes

_RANKS = {
    "q": "owner rank",
    "a": "protected rank",
    "o": "operator rank",
    "h": "half-operator rank",
    "v": "voice",
}

#: What a mode means, set and taken back; {0} is its parameter.
_MEANINGS = {
    "b": ("banned {0}", "lifted the ban on {0}"),
    "e": ("excepted {0} from bans", "no longer excepts {0} from bans"),
    "I": ("lets {0} in without an invitation", "no longer lets {0} in without an invitation"),
    "i": ("opened the channel to the invited only", "opened the channel to everybody"),
    "k": ("set a key for the channel", "removed the channel's key"),
    "l": ("limited the channel to {0} members", "removed the limit of members"),
    "m": ("let only those with voice speak", "let everybody speak"),
    "n": ("let only members write here", "let everybody write here, members or not"),
    "s": ("made the channel secret", "made the channel visible to all"),
    "t": ("let only operators change the topic", "let everybody change the topic"),
}


def handle_mode(session: Session, incoming: Incoming) -> None:
    """Modes of a channel, or our own, changed."""
    conversation = session.find_channel(incoming.params[0])
    if conversation is None:
        modes = strip_formatting(" ".join(incoming.params))
        session.tell([session.home], f"Modes changed: {modes}", incoming)
        return
    who = "You" if incoming.own else incoming.nick
    for change in _parse(session, incoming):
        if change.mode in dict(session.isupport.prefixes):
            _change_rank(session, conversation, change)
        words = _in_words(session, change, "yourself" if incoming.own else "you")
        session.tell([conversation], f"{who} {words}", incoming)


def _parse(session: Session, incoming: Incoming) -> list[ModeChange]:
    lists, always, when_set, flags = session.isupport.chanmodes
    return parse_mode_changes(
        incoming.params[1],
        incoming.params[2:],
        list_modes=lists,
        param_modes=always,
        set_param_modes=when_set,
        flag_modes=flags,
        prefix_modes="".join(mode for mode, _ in session.isupport.prefixes),
    )


def _change_rank(session: Session, conversation: Conversation, change: ModeChange) -> None:
    member = conversation.members.get(change.param or "")
    if member is None:
        return
    symbol = dict(session.isupport.prefixes)[change.mode]
    held = set(member.prefixes) - {symbol}
    if change.adding:
        held.add(symbol)
    prefixes = "".join(rank for rank in session.ranks if rank in held)
    conversation.put_member(replace(member, prefixes=prefixes))
    session.publish(MembersChanged(conversation.key))


def _in_words(session: Session, change: ModeChange, ourselves: str) -> str:
    subject = strip_formatting(change.param or "")
    if change.mode in dict(session.isupport.prefixes) and subject:
        whom = ourselves if session.is_me(subject) else subject
        rank = _RANKS.get(change.mode, f"rank {change.mode}")
        return f"gave {rank} to {whom}" if change.adding else f"took {rank} from {whom}"
    meaning = _MEANINGS.get(change.mode)
    if meaning is not None:
        return meaning[0 if change.adding else 1].format(subject)
    sign = "+" if change.adding else "-"
    return f"set mode {sign}{change.mode} {subject}".rstrip()
