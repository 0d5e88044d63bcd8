"""What 005 tells, and the mode letters that it and 004 speak of. Only what is really so."""

from __future__ import annotations

from server.config import Limits, ServerConfig
from server.core import extbans
from server.core.naming import CASEMAPPING

PREFIXES = {"q": "~", "a": "&", "o": "@", "h": "%", "v": "+"}  # ranks, the highest first
_RANK_MODES = "".join(PREFIXES)
LIST_MODES = "beI"  # type A of CHANMODES
ALWAYS_PARAMETER_MODES = "k"  # type B
SET_PARAMETER_MODES = "l"  # type C
FLAG_MODES = "CHMRimnst"  # type D
USER_MODES = "ABRiow"

CHANNEL_MODES = "".join(
    sorted(LIST_MODES + ALWAYS_PARAMETER_MODES + SET_PARAMETER_MODES + FLAG_MODES + _RANK_MODES)
)
PARAMETER_MODES = "".join(
    sorted(LIST_MODES + ALWAYS_PARAMETER_MODES + SET_PARAMETER_MODES + _RANK_MODES)
)


def isupport_tokens(config: ServerConfig) -> dict[str, str | None]:
    """The tokens of 005; None where a token has no value."""
    limits = config.limits
    letters, signs = "".join(PREFIXES), "".join(PREFIXES.values())
    kinds = (LIST_MODES, ALWAYS_PARAMETER_MODES, SET_PARAMETER_MODES, FLAG_MODES)
    return {
        "ACCOUNTEXTBAN": f"{extbans.ACCOUNT},account",
        "AWAYLEN": str(limits.away_length),
        "BOT": "B",
        "CASEMAPPING": CASEMAPPING.value,
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": ",".join(kinds),
        "CHANNELLEN": str(limits.channel_length),
        "CHANTYPES": "#",
        "CHATHISTORY": str(config.history.messages_per_request),
        **({"CLIENTTAGDENY": config.client_tag_deny} if config.client_tag_deny else {}),
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "EXTBAN": f"{extbans.PREFIX},{extbans.TYPES}",
        "INVEX": "I",
        "KEYLEN": str(limits.key_length),
        "KICKLEN": str(limits.kick_length),
        "KNOCK": None,
        "LINELEN": str(limits.line_length),
        "MAXLIST": ",".join(f"{letter}:{limits.list_entries}" for letter in LIST_MODES),
        "MONITOR": str(limits.monitor_entries),
        "MODES": str(limits.modes_per_command),
        "MSGREFTYPES": "msgid,timestamp",
        "NAMELEN": str(limits.realname_length),
        "NETWORK": config.network_name,
        "NICKLEN": str(limits.nick_length),
        "PREFIX": f"({letters}){signs}",
        "SAFELIST": None,
        "STATUSMSG": signs,
        "TARGMAX": _target_limits(limits),
        "TOPICLEN": str(limits.topic_length),
        "USERLEN": str(limits.username_length),
        "UTF8ONLY": None,
        "WHOX": None,
    }


def _target_limits(limits: Limits) -> str:
    """How many targets a command takes; no number where there is no limit of its own."""
    most = limits.targets_per_command
    numbers = {"JOIN": "", "KICK": most, "LIST": "", "NAMES": most, "NOTICE": most, "PART": ""}
    numbers |= {"PRIVMSG": most, "TAGMSG": most, "WHOIS": 1, "WHOWAS": most}
    return ",".join([f"{verb}:{number}" for verb, number in numbers.items()])
