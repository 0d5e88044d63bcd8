"""The server's replies and errors in words, in the conversation they concern.

An error about a conversation that is open is shown there, everything else in the network's own.
"""

from __future__ import annotations

from chat.model.entities import DeliveryState, MessageKind
from chat.model.session import sending
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.numerics import Numeric
from chat.translation import N_, _

#: Errors in words that say what to do; {0} is what the error is about, {1} who is named before it.
_SENTENCES: dict[str, str] = {
    Numeric.ERR_NOSUCHNICK: N_(
        "There is nobody called {0} here: check the name, or try again later"
    ),
    Numeric.ERR_NOSUCHCHANNEL: N_("There is no channel {0}: check its name"),
    Numeric.ERR_CANNOTSENDTOCHAN: N_("{0} did not take your message"),
    Numeric.ERR_TOOMANYCHANNELS: N_("You cannot join {0}, you are in too many channels: leave one"),
    Numeric.ERR_WASNOSUCHNICK: N_("There was nobody called {0} here"),
    Numeric.ERR_ERRONEUSNICKNAME: N_("The server does not take the name {0}: choose another"),
    Numeric.ERR_NICKNAMEINUSE: N_("Somebody is already called {0}: choose another name"),
    Numeric.ERR_USERNOTINCHANNEL: N_("{1} is not in {0}"),
    Numeric.ERR_USERONCHANNEL: N_("{1} is in {0} already"),
    Numeric.ERR_NOTONCHANNEL: N_("You are not in {0}: join it first"),
    Numeric.ERR_CHANNELISFULL: N_("{0} is full: try again later"),
    Numeric.ERR_INVITEONLYCHAN: N_("{0} is open to the invited only: ask somebody there"),
    Numeric.ERR_BANNEDFROMCHAN: N_("You are banned from {0}: ask its operators"),
    Numeric.ERR_BADCHANNELKEY: N_("{0} needs a key: type /join {0} and the key"),
    Numeric.ERR_BADCHANMASK: N_("{0} is no name for a channel: choose another"),
    Numeric.ERR_CHANOPRIVSNEEDED: N_("Only operators of {0} can do that"),
}

#: Errors that answer a message, when they name the conversation it went to.
_MESSAGE_ERRORS: set[str] = {
    Numeric.ERR_NOSUCHNICK,
    Numeric.ERR_NOSUCHCHANNEL,
    Numeric.ERR_CANNOTSENDTOCHAN,
    Numeric.ERR_TOOMANYTARGETS,
    Numeric.ERR_NEEDREGGEDNICK,
    "531",  # ERR_CANNOTSENDTOUSER of some servers
}

_ASKED_BY_ITSELF = ("WHO", "MARKREAD", "CHATHISTORY", "METADATA", "MONITOR", "ISON", "PING")

#: Errors about a name that we wanted: whoever has it may be somebody we write to, and is not meant.
_NAME_ERRORS: set[str] = {
    Numeric.ERR_ERRONEUSNICKNAME,
    Numeric.ERR_NICKNAMEINUSE,
    Numeric.ERR_NICKCOLLISION,
}


def show_reply(session: Session, incoming: Incoming) -> None:
    """A reply with no better place: the server's own words."""
    words = _words(incoming.params[1:] or incoming.params)
    if words:
        session.add(session.home, MessageKind.SERVER, words, time=incoming.time)


def ignore(session: Session, incoming: Incoming) -> None:
    """For what says nothing to a person."""


def show_error(session: Session, incoming: Incoming) -> None:
    """An error numeric: in words, where it belongs; and the message that it refuses has failed."""
    about = incoming.params[1:-1]
    is_own_name = incoming.message.command in _NAME_ERRORS
    conversation = session.home if is_own_name else _concerned(session, about)
    words = _words(incoming.params[-1:])
    sentence = _SENTENCES.get(incoming.message.command)
    if sentence and about:
        words = _(sentence).format(about[-1], about[0])
        if incoming.message.command == Numeric.ERR_CANNOTSENDTOCHAN:
            words = f"{words}: {_words(incoming.params[-1:])}"
    elif about:
        words = f"{' '.join(about)}: {words}"
    session.add(conversation, MessageKind.ERROR, words, time=incoming.time)
    if session.rejoining.intersection(session.casefold(name) for name in about):
        session.rejoining.difference_update(session.casefold(name) for name in about)
        sending.give_up(session, conversation)
    if incoming.message.command in _MESSAGE_ERRORS:
        _fail_message(session, incoming, conversation)


def handle_try_again(session: Session, incoming: Incoming) -> None:
    """263: a command came too soon; of what this program asks by itself nobody needs to know."""
    if incoming.params[1].upper() in _ASKED_BY_ITSELF:
        show_reply(session, incoming)
    else:
        show_error(session, incoming)


def _fail_message(session: Session, incoming: Incoming, conversation: Conversation) -> None:
    """The message that an error is about; where it has a label, that tells better which it is."""
    refused = None if incoming.label else session.outgoing.take_refused(conversation)
    if refused is not None:
        session.set_state(conversation, refused.message_id, DeliveryState.FAILED)


def handle_standard_reply(session: Session, incoming: Incoming) -> None:
    """FAIL, WARN, NOTE (IRCv3 standard-replies): command, code, context, and words for people."""
    failed = incoming.message.verb == "FAIL"
    kind = MessageKind.ERROR if failed else MessageKind.SERVER
    conversation = _concerned(session, incoming.params[2:-1])
    words = _words(incoming.params[-1:])
    session.add(conversation, kind, words, time=incoming.time)
    if failed and incoming.params[0].upper() in ("PRIVMSG", "BATCH"):
        _fail_message(session, incoming, conversation)


def handle_other(session: Session, incoming: Incoming) -> None:
    """Whatever there is no handler for, or says too little for its own: shown, never fatal."""
    verb = incoming.message.verb
    if is_error(verb) and incoming.params:
        show_error(session, incoming)
    elif verb.isdigit():
        show_reply(session, incoming)
    else:
        words = _words((incoming.nick, verb, *incoming.params))
        session.add(session.home, MessageKind.SERVER, words, time=incoming.time)


def is_error(verb: str) -> bool:
    """Whether a verb says that something did not work."""
    return verb == "FAIL" or (len(verb) == 3 and verb.isdigit() and verb[0] in "45")


def _concerned(session: Session, about: tuple[str, ...]) -> Conversation:
    """A person in a channel is the channel's affair: KICK and MODE name both."""
    for name in sorted(about, key=session.is_channel, reverse=True):
        conversation = session.find(name)
        if conversation is not None:
            return conversation
    return session.home


def _words(params: tuple[str, ...]) -> str:
    return strip_formatting(" ".join(param for param in params if param)).strip()
