"""Changes of a channel's modes: who may, what each letter does, what the others are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chat.protocol.modes import ModeChange, format_mode_changes, parse_mode_changes
from chat.protocol.numerics import Numeric
from server.core import isupport
from server.core.context import Context
from server.core.entities import Channel, ListEntry, Session, User
from server.core.extbans import normalize_entry, unknown_extban
from server.core.handlers.sender import sender_of
from server.core.history import is_closed, keep_in_channels, note_closed
from server.core.moderation import audit
from server.core.permanence import keep_channel, keep_ranks, keep_user
from server.core.permissions import is_server_operator, may_act_upon, may_moderate
from server.core.state import fold

_RANK_MODES = "".join(isupport.PREFIXES)
_PIECE = 300  # bytes of changes in one MODE line, so that it never grows over a line's length
_LARGEST_DIGITS = 9

# Of each list: its entries' numeric, its end's, and the end's text.
_LISTS = {
    "b": (Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST, "End of channel ban list"),
    "e": (Numeric.RPL_EXCEPTLIST, Numeric.RPL_ENDOFEXCEPTLIST, "End of channel exception list"),
    "I": (
        Numeric.RPL_INVEXLIST,
        Numeric.RPL_ENDOFINVEXLIST,
        "End of channel invite exception list",
    ),
}


def change_channel_modes(
    context: Context, session: Session, channel: Channel, params: list[str]
) -> None:
    """Show the lists asked for; make the changes that the sender may, and tell the channel."""
    changes = parse_mode_changes(
        params[0],
        params[1:],
        list_modes=isupport.LIST_MODES,
        param_modes=isupport.ALWAYS_PARAMETER_MODES,
        set_param_modes=isupport.SET_PARAMETER_MODES,
        flag_modes=isupport.FLAG_MODES,
        prefix_modes=_RANK_MODES,
    )
    queries = [each.mode for each in changes if each.mode in _LISTS and not each.param]
    for mode in dict.fromkeys(queries):
        _send_list(context, session, channel, mode)
    wanted = [each for each in changes if each.mode not in _LISTS or each.param]
    if not wanted:
        return
    user = sender_of(session)
    allowed = [each for each in wanted if _may_change(context, session, channel, user, each)]
    if len(allowed) < len(wanted):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    made = []
    closed = is_closed(channel)
    for change in _within_limit(allowed, context.limits.modes_per_command):
        result = _apply(context, session, channel, change)
        if result is not None:
            made.append(result)
    _announce(context, session, channel, made)
    if made:
        keep_channel(context, channel)
    note_closed(context, channel, closed)


def _may_change(
    context: Context, session: Session, channel: Channel, user: User, change: ModeChange
) -> bool:
    """Modes and lists are a halfop's too; a rank needs a rank, but one may give up one's own."""
    if change.mode not in _RANK_MODES:
        return may_moderate(channel, user)
    if change.param and not change.adding and context.state.find_user(change.param) is user:
        return user in channel.members
    if may_act_upon(channel, user, change.mode):
        return True
    return _takes_charge(context, session, channel, user, change)


def _takes_charge(
    context: Context, session: Session, channel: Channel, user: User, change: ModeChange
) -> bool:
    """Who runs the server may become operator of a channel that they are in; it is written down."""
    if not (change.mode == "o" and change.adding and is_server_operator(session)):
        return False
    if user not in channel.members or context.state.find_user(change.param or "") is not user:
        return False
    audit(context, session, "MODE", channel.name, "+o of themselves")
    return True


def _within_limit(changes: list[ModeChange], limit: int) -> Iterator[ModeChange]:
    """All changes but those with a parameter after the first `limit` such (MODES in 005)."""
    for change in changes:
        if change.param is not None:
            limit -= 1
        if change.param is None or limit >= 0:
            yield change


def _send_list(context: Context, session: Session, channel: Channel, mode: str) -> None:
    entry_numeric, end_numeric, end_text = _LISTS[mode]
    for entry in channel.lists[mode].values():
        set_at = str(int(entry.time))
        context.numeric(session, entry_numeric, channel.name, entry.mask, entry.setter, set_at)
    context.numeric(session, end_numeric, channel.name, end_text)


def _announce(context: Context, session: Session, channel: Channel, made: list[ModeChange]) -> None:
    piece: list[ModeChange] = []
    size = 0
    for change in made:
        width = 3 + len((change.param or "").encode())
        if piece and size + width > _PIECE:
            _tell(context, session, channel, piece)
            piece, size = [], 0
        piece.append(change)
        size += width
    if piece:
        _tell(context, session, channel, piece)


def _tell(context: Context, session: Session, channel: Channel, piece: list[ModeChange]) -> None:
    user = sender_of(session)
    line = context.event(user, "MODE", channel.name, *format_mode_changes(piece))
    context.tell_channel(channel, line, session)
    keep_in_channels(context, user, line, (channel,))


def _apply(
    context: Context, session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    """Make one change. What it was in the end, or None if nothing changed."""
    apply = _APPLIERS.get(change.mode)
    if apply is None:
        context.error(session, Numeric.ERR_UNKNOWNMODE, change.mode)
        return None
    return apply(context, session, channel, change)


def _refuse(
    context: Context, session: Session, channel: Channel, change: ModeChange, why: str
) -> None:
    context.numeric(
        session,
        Numeric.ERR_INVALIDMODEPARAM,
        channel.name,
        change.mode,
        change.param or "*",
        why,
    )


def _apply_flag(
    _context: Context, _session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if change.adding == (change.mode in channel.modes):
        return None
    (channel.modes.add if change.adding else channel.modes.remove)(change.mode)
    return change


def _apply_rank(
    context: Context, session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if not change.param:
        _refuse(context, session, channel, change, "You must name a member")
        return None
    member = context.state.find_user(change.param)
    if member is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, change.param)
        return None
    ranks = channel.members.get(member)
    if ranks is None:
        context.error(session, Numeric.ERR_USERNOTINCHANNEL, member.nick, channel.name)
        return None
    if change.adding == (change.mode in ranks):
        return None
    (ranks.add if change.adding else ranks.remove)(change.mode)
    keep_ranks(channel, member)
    keep_user(context, member)
    return change._replace(param=member.nick)


def _apply_list(
    context: Context, session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    given = change.param or ""
    mask = normalize_entry(given)
    if given.startswith(":") or " " in given:
        _refuse(context, session, channel, change, "This is no mask of the form nick!user@host")
        return None
    if len(mask.encode()) > context.limits.mask_length:
        why = f"This mask is too long (limit: {context.limits.mask_length} bytes)"
        _refuse(context, session, channel, change, why)
        return None
    if change.adding and (unknown := unknown_extban(mask)) is not None:
        why = f"{unknown} is no extended mask that this server has (see EXTBAN in 005)"
        _refuse(context, session, channel, change, why)
        return None
    entries = channel.lists[change.mode]
    if change.adding == (fold(mask) in entries):
        return None
    if not change.adding:
        return change._replace(param=entries.pop(fold(mask)).mask)
    if len(entries) >= context.limits.list_entries:
        context.error(session, Numeric.ERR_BANLISTFULL, channel.name, change.mode)
        return None
    entries[fold(mask)] = ListEntry(mask, sender_of(session).source, context.clock())
    return change._replace(param=mask)


def _apply_key(
    context: Context, session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if not change.adding:
        if channel.key is None:
            return None
        channel.key = None
        return change._replace(param="*")
    if change.param is None:
        _refuse(context, session, channel, change, "You must give a key")
        return None
    if not _is_valid_key(change.param, context.limits.key_length):
        why = f"A key is one word without a comma (limit: {context.limits.key_length} bytes)"
        _refuse(context, session, channel, change, why)
        return None
    if channel.key == change.param:
        return None
    channel.key = change.param
    return change


def _is_valid_key(key: str, limit: int) -> bool:
    """Whether JOIN can carry it: one word without a comma (modern IRC, JOIN)."""
    printable = key.isprintable() and not any(char in key for char in " ,")
    return 0 < len(key.encode()) <= limit and printable and key[0] != ":"


def _apply_limit(
    context: Context, session: Session, channel: Channel, change: ModeChange
) -> ModeChange | None:
    if not change.adding:
        if channel.limit is None:
            return None
        channel.limit = None
        return change
    digits = change.param or ""
    usable = digits.isascii() and digits.isdigit() and len(digits) <= _LARGEST_DIGITS
    if not usable or int(digits) == 0:
        _refuse(context, session, channel, change, "The limit must be a positive number")
        return None
    if channel.limit == int(digits):
        return None
    channel.limit = int(digits)
    return change._replace(param=str(channel.limit))


_Applier = Callable[[Context, Session, Channel, ModeChange], ModeChange | None]
_APPLIERS: dict[str, _Applier] = {
    **dict.fromkeys(isupport.FLAG_MODES, _apply_flag),
    **dict.fromkeys(_RANK_MODES, _apply_rank),
    **dict.fromkeys(isupport.LIST_MODES, _apply_list),
    **dict.fromkeys(isupport.ALWAYS_PARAMETER_MODES, _apply_key),
    **dict.fromkeys(isupport.SET_PARAMETER_MODES, _apply_limit),
}
