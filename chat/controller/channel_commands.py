"""Slash commands for keeping order in a channel: ranks, modes, putting out, bans, who is there.

Each acts in the channel that is shown, or in one that is named first.
"""

from __future__ import annotations

from functools import partial

from chat.controller.command import Call, Command, CommandError
from chat.controller.members import ban_masks
from chat.controller.names import nick_error
from chat.model.entities import ConversationKey, Member
from chat.translation import N_, _

MOST_NAMED = 200  # members that /names lists
_IN_MASKS = frozenset("!@*?$~:")  # in no nick: what has one of these is a mask


def _here(call: Call) -> tuple[ConversationKey, list[str]]:
    """The channel that a command is about, and its other words."""
    words = call.arguments.split()
    if words and call.is_channel(words[0]):
        return call.open_channel(words[0]), words[1:]
    if not call.is_channel(call.key.target):
        raise CommandError(_("That is done in a channel: choose a channel first."))
    return call.key, words


def _somebody(call: Call) -> tuple[ConversationKey, list[str]]:
    """The same, with a nick as the first of the other words at least."""
    key, words = _here(call)
    if problem := nick_error(words[0] if words else ""):
        raise CommandError(problem)
    return key, words


def _change_rank(modes: str, call: Call) -> None:
    key, nicks = _somebody(call)
    for nick in nicks:
        call.model.change_mode(key, modes, nick)


def _kick(call: Call) -> None:
    key, (nick, *reason) = _somebody(call)
    call.model.kick(key, nick, " ".join(reason))


def _ban(call: Call) -> None:
    key, words = _here(call)
    if not words:
        call.model.list_bans(key)
    for word in words:
        call.model.change_mode(key, "+b", _mask(call, key, word))


def _unban(call: Call) -> None:
    key, words = _here(call)
    if not words:
        call.model.list_bans(key)
    for word in words:
        call.model.change_mode(key, "-b", word if _IN_MASKS & set(word) else f"{word}!*@*")


def _mask(call: Call, key: ConversationKey, word: str) -> str:
    """Whom a ban is to meet: a mask as it is, or the narrowest that lasts for a person."""
    if _IN_MASKS & set(word):
        return word
    if problem := nick_error(word):
        raise CommandError(problem)
    member = find_member(call, key, word)
    return ban_masks(member or Member(word))[0][1]


def find_member(call: Call, key: ConversationKey, nick: str) -> Member | None:
    """Somebody in a channel, if they are there."""
    members = call.model.members(key)
    return next((one for one in members if one.nick.casefold() == nick.casefold()), None)


def _mode(call: Call) -> None:
    words = call.arguments.split()
    if words and words[0][0] not in "+-":
        target, words = words[0], words[1:]
    elif call.is_channel(call.key.target):
        target = call.key.target
    else:
        target = call.model.nick(call.network)
    call.ask_server("MODE", target, *words)


def _names(call: Call) -> None:
    words = call.arguments.split()
    if words and call.is_channel(words[0]) and not _is_open(call, words[0]):
        call.ask_server("NAMES", words[0])
        return
    key, _words = _here(call)
    members = call.model.members(key)
    named = [f"{one.prefixes[:1]}{one.nick}" for one in members[:MOST_NAMED]]
    more = " …" if len(members) > MOST_NAMED else ""
    text = _("{count} are in {channel}: {names}").format(
        count=len(members), channel=key.target, names=", ".join(named) + more
    )
    call.model.add_notice(call.key, text)


def _is_open(call: Call, channel: str) -> bool:
    keys = [one.key for one in call.model.conversations() if one.joined]
    name = channel.casefold()
    return any(key.network == call.network and key.target.casefold() == name for key in keys)


CHANNEL_COMMANDS = (
    Command("names", N_("[#channel]"), N_("Name who is in the channel."), _names),
    Command(
        "kick",
        N_("[#channel] name [reason]"),
        N_("Put somebody out of the channel."),
        _kick,
        needs=1,
    ),
    Command(
        "ban",
        N_("[#channel] [name or mask]"),
        N_("Keep somebody out of the channel; alone, show who is."),
        _ban,
    ),
    Command(
        "unban",
        N_("[#channel] [mask]"),
        N_("Lift a ban, as it stands in the list; alone, show the list."),
        _unban,
    ),
    Command(
        "op",
        N_("[#channel] name"),
        N_("Give operator rank."),
        partial(_change_rank, "+o"),
        needs=1,
    ),
    Command(
        "deop",
        N_("[#channel] name"),
        N_("Take operator rank."),
        partial(_change_rank, "-o"),
        needs=1,
    ),
    Command(
        "voice", N_("[#channel] name"), N_("Give voice."), partial(_change_rank, "+v"), needs=1
    ),
    Command(
        "devoice", N_("[#channel] name"), N_("Take voice."), partial(_change_rank, "-v"), needs=1
    ),
    Command(
        "mode",
        N_("[name] [modes]"),
        N_("Change modes of the channel or of yourself, as +m; alone, ask for them."),
        _mode,
    ),
)
