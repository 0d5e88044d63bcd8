"""MODE: ranks of members, bans, and what a channel allows, told in sentences."""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.events import MembersChanged
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.modes import ModeChange, parse_mode_changes
from chat.translation import N_, _

_RANKS = {
    "q": N_("owner rank"),
    "a": N_("protected rank"),
    "o": N_("operator rank"),
    "h": N_("half-operator rank"),
    "v": N_("voice"),
}

#: What a mode means, set and taken back by somebody, and by us; {0} is its parameter. Whole
#: sentences, for a language may have another verb for "you" than for "Ann".
_MEANINGS = {
    "b": (
        N_("{who} banned {0}"),
        N_("{who} lifted the ban on {0}"),
        N_("You banned {0}"),
        N_("You lifted the ban on {0}"),
    ),
    "e": (
        N_("{who} excepted {0} from bans"),
        N_("{who} no longer excepts {0} from bans"),
        N_("You excepted {0} from bans"),
        N_("You no longer except {0} from bans"),
    ),
    "I": (
        N_("{who} lets {0} in without an invitation"),
        N_("{who} no longer lets {0} in without an invitation"),
        N_("You let {0} in without an invitation"),
        N_("You no longer let {0} in without an invitation"),
    ),
    "i": (
        N_("{who} opened the channel to the invited only"),
        N_("{who} opened the channel to everybody"),
        N_("You opened the channel to the invited only"),
        N_("You opened the channel to everybody"),
    ),
    "k": (
        N_("{who} set a key for the channel"),
        N_("{who} removed the channel's key"),
        N_("You set a key for the channel"),
        N_("You removed the channel's key"),
    ),
    "l": (
        N_("{who} limited the channel to {0} members"),
        N_("{who} removed the limit of members"),
        N_("You limited the channel to {0} members"),
        N_("You removed the limit of members"),
    ),
    "m": (
        N_("{who} let only those with voice speak"),
        N_("{who} let everybody speak"),
        N_("You let only those with voice speak"),
        N_("You let everybody speak"),
    ),
    "n": (
        N_("{who} let only members write here"),
        N_("{who} let everybody write here, members or not"),
        N_("You let only members write here"),
        N_("You let everybody write here, members or not"),
    ),
    "s": (
        N_("{who} made the channel secret"),
        N_("{who} made the channel visible to all"),
        N_("You made the channel secret"),
        N_("You made the channel visible to all"),
    ),
    "t": (
        N_("{who} let only operators change the topic"),
        N_("{who} let everybody change the topic"),
        N_("You let only operators change the topic"),
        N_("You let everybody change the topic"),
    ),
}

#: A rank given and taken: by us or by another, to us or to another.
_RANK_CHANGES = {
    (True, True, True): N_("You gave {rank} to yourself"),
    (True, True, False): N_("You gave {rank} to {whom}"),
    (True, False, True): N_("{who} gave {rank} to you"),
    (True, False, False): N_("{who} gave {rank} to {whom}"),
    (False, True, True): N_("You took {rank} from yourself"),
    (False, True, False): N_("You took {rank} from {whom}"),
    (False, False, True): N_("{who} took {rank} from you"),
    (False, False, False): N_("{who} took {rank} from {whom}"),
}


def handle_mode(session: Session, incoming: Incoming) -> None:
    """Modes of a channel, or our own, changed."""
    conversation = session.find_channel(incoming.params[0])
    if conversation is None:
        modes = strip_formatting(" ".join(incoming.params))
        session.tell([session.home], _("Modes changed: {modes}").format(modes=modes), incoming)
        return
    for change in _parse(session, incoming):
        if change.mode in dict(session.isupport.prefixes):
            _change_rank(session, conversation, change)
        session.tell([conversation], _in_words(session, change, incoming), incoming)


def _parse(session: Session, incoming: Incoming) -> list[ModeChange]:
    lists, always, when_set, flags = session.isupport.chanmodes
    return parse_mode_changes(
        incoming.params[1],
        incoming.params[2:],
        list_modes=lists,
        param_modes=always,
        set_param_modes=when_set,
        flag_modes=flags,
        prefix_modes="".join(mode for mode, _symbol in session.isupport.prefixes),
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


def _in_words(session: Session, change: ModeChange, incoming: Incoming) -> str:
    who, subject = incoming.nick, strip_formatting(change.param or "")
    if change.mode in dict(session.isupport.prefixes) and subject:
        words = _RANK_CHANGES[change.adding, incoming.own, session.is_me(subject)]
        return _(words).format(who=who, whom=subject, rank=_rank(change.mode))
    meaning = _MEANINGS.get(change.mode)
    if meaning is not None:
        return _(meaning[2 * incoming.own + (not change.adding)]).format(subject, who=who)
    words = _("You set mode {mode}") if incoming.own else _("{who} set mode {mode}")
    sign = "+" if change.adding else "-"
    return words.format(who=who, mode=f"{sign}{change.mode} {subject}".rstrip())


def _rank(mode: str) -> str:
    name = _RANKS.get(mode)
    return _(name) if name else _("rank {mode}").format(mode=mode)
