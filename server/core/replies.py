"""The usual texts of error numerics (modern IRC, "Numerics"): for people, not for programs."""

from __future__ import annotations

from collections.abc import Callable

from chat.protocol.numerics import Numeric
from server.config import Limits

_TEXTS: dict[Numeric, str] = {
    Numeric.ERR_NOSUCHNICK: "No such nick/channel",
    Numeric.ERR_NOSUCHSERVER: "No such server",
    Numeric.ERR_NOSUCHCHANNEL: "No such channel",
    Numeric.ERR_CANNOTSENDTOCHAN: "Cannot send to channel",
    Numeric.ERR_TOOMANYCHANNELS: "You have joined too many channels",
    Numeric.ERR_WASNOSUCHNICK: "There was no such nickname",
    Numeric.ERR_TOOMANYTARGETS: "Too many recipients, the message was not sent",
    Numeric.ERR_NOORIGIN: "No origin specified",
    Numeric.ERR_NOTEXTTOSEND: "No text to send",
    Numeric.ERR_INPUTTOOLONG: "Input line was too long",
    Numeric.ERR_UNKNOWNCOMMAND: "Unknown command",
    Numeric.ERR_NOMOTD: "There is no message of the day",
    Numeric.ERR_NONICKNAMEGIVEN: "No nickname given",
    Numeric.ERR_ERRONEUSNICKNAME: "This nickname cannot be used",
    Numeric.ERR_NICKNAMEINUSE: "Nickname is already in use",
    Numeric.ERR_USERNOTINCHANNEL: "They are not on that channel",
    Numeric.ERR_NOTONCHANNEL: "You are not on that channel",
    Numeric.ERR_USERONCHANNEL: "is already on channel",
    Numeric.ERR_NOTREGISTERED: "You have not registered",
    Numeric.ERR_NEEDMOREPARAMS: "Not enough parameters",
    Numeric.ERR_ALREADYREGISTERED: "You may not reregister",
    Numeric.ERR_CANTKILLSERVER: "You cannot kill a server",
    Numeric.ERR_PASSWDMISMATCH: "Password incorrect",
    Numeric.ERR_CHANNELISFULL: "Cannot join channel (+l)",
    Numeric.ERR_UNKNOWNMODE: "is an unknown mode character to me",
    Numeric.ERR_INVITEONLYCHAN: "Cannot join channel (+i)",
    Numeric.ERR_BANNEDFROMCHAN: "Cannot join channel (+b)",
    Numeric.ERR_BADCHANNELKEY: "Cannot join channel (+k)",
    Numeric.ERR_BANLISTFULL: "Channel list is full",
    Numeric.ERR_NOPRIVILEGES: "Permission Denied- You're not an IRC operator",
    Numeric.ERR_CHANOPRIVSNEEDED: "You're not a channel operator",
    Numeric.ERR_UMODEUNKNOWNFLAG: "Unknown MODE flag",
    Numeric.ERR_USERSDONTMATCH: "Cannot change or view the modes of other users",
    Numeric.ERR_HELPNOTFOUND: "No help is available on this topic",
    Numeric.ERR_TOOMANYKNOCK: "You have knocked a moment ago; wait a minute",
    Numeric.ERR_CHANOPEN: "Channel is open",
    Numeric.ERR_KNOCKONCHAN: "You are on that channel already",
    Numeric.ERR_INVALIDCAPCMD: "Invalid CAP command",
    Numeric.ERR_NEEDREGGEDNICK: "You must be logged in to an account for this",
    Numeric.RPL_SASLSUCCESS: "SASL authentication successful",
    Numeric.ERR_SASLTOOLONG: "SASL message too long",
    Numeric.ERR_SASLABORTED: "SASL authentication aborted",
    Numeric.ERR_SASLALREADY: "You have already authenticated using SASL",
}


#: Of what is refused for being too much: the limit, which is told.
_LIMITS: dict[Numeric, Callable[[Limits], str]] = {
    Numeric.ERR_TOOMANYCHANNELS: lambda limits: str(limits.channels_per_user),
    Numeric.ERR_TOOMANYTARGETS: lambda limits: str(limits.targets_per_command),
    Numeric.ERR_INPUTTOOLONG: lambda limits: (
        f"{limits.line_length} bytes, and {limits.client_tags_length} of tags"
    ),
    Numeric.ERR_BANLISTFULL: lambda limits: str(limits.list_entries),
}


def text_of(numeric: Numeric, limits: Limits) -> str:
    """The usual text of an error numeric. Raises KeyError for one without."""
    limit = _LIMITS.get(numeric)
    text = _TEXTS[numeric]
    return text if limit is None else f"{text} (limit: {limit(limits)})"
