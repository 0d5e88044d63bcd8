"""What answers to each verb and numeric: the table of handlers, and the way through it.

Nothing that a server sends raises: a message with fewer parameters than its handler needs, or
without a handler, is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chat.model.entities import DeliveryState
from chat.model.session import (
    account_registration,
    editing,
    history,
    ignoring,
    inquiries,
    joining,
    login,
    messages,
    metadata,
    modes,
    monitoring,
    multiline,
    numerics,
    own_edits,
    password_change,
    presence,
    reactions,
    reading,
    redaction,
    regaining,
    registration,
    searching,
    sending,
    topics,
    typing_notice,
    uploads,
)
from chat.model.session.batches import HISTORY, MULTILINE, SEARCH
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric


class Handler(NamedTuple):
    """A function for a verb, and how many parameters it needs at least."""

    params: int
    function: Callable[[Session, Incoming], None]


def receive(session: Session, message: Message) -> None:
    """Take in one message from the server."""
    if session.phase is Phase.OFFLINE:
        return
    incoming = session.incoming(message)
    verb = message.verb
    if verb != "BATCH" and session.batches.gather(incoming):
        return
    if session.login.change is not None and password_change.take(session, incoming):
        return
    handler = HANDLERS.get(verb)
    if handler is None or len(incoming.params) < handler.params:
        numerics.handle_other(session, incoming)
    elif not ignoring.hides(session, incoming):
        handler.function(session, incoming)
    if incoming.label:
        _settle_label(session, incoming)


def _settle_label(session: Session, incoming: Incoming) -> None:
    """What answers one of our messages says whether it arrived (IRCv3 labeled-response)."""
    if numerics.is_error(incoming.message.verb):
        pending = session.outgoing.take_labelled(incoming.label)
        messages.settle(session, pending, DeliveryState.FAILED)
        own_edits.fail_labelled(session, incoming.label)
    elif "label" in incoming.message.tags and incoming.message.verb != "BATCH":
        pending = session.outgoing.take_labelled(incoming.label)
        messages.settle(session, pending, DeliveryState.SENT)


def handle_batch(session: Session, incoming: Incoming) -> None:
    """BATCH: one begins or ends; at its end nothing refused what it answers."""
    reference = incoming.params[0]
    if reference.startswith("+"):
        session.batches.begin(reference[1:], incoming.param(1).lower(), incoming)
        return
    batch = session.batches.end(reference[1:])
    if batch is None:
        return
    if batch.kind == HISTORY:
        history.handle_answer(session, batch.label, batch.gathered)
    elif batch.kind == SEARCH:
        searching.handle_answer(session, batch.label, batch.gathered)
    elif batch.kind == MULTILINE:
        _take_whole(session, multiline.combined(batch))
    if not session.batches.answers(batch.label):
        pending = session.outgoing.take_labelled(batch.label)
        messages.settle(session, pending, DeliveryState.SENT)


def _take_whole(session: Session, said: Incoming | None) -> None:
    """A message of several lines has come; it may be of a history that is not whole yet."""
    if said is None or session.batches.gather(said):
        return
    if not ignoring.hides(session, said):
        HANDLERS[said.message.verb].function(session, said)


def handle_fail(session: Session, incoming: Incoming) -> None:
    """FAIL: of what we asked by ourselves nobody need be told; all else is."""
    command = incoming.params[0].upper()
    if command == "MARKREAD":
        return
    if command == "CHATHISTORY" and session.history.current is not None:
        history.handle_refusal(session, incoming)
    elif command == "SEARCH" and session.search is not None:
        searching.handle_refusal(session, incoming)
    elif command == "TOKEN" and uploads.handle_refusal(session, incoming):
        return
    elif command == "REDACT":
        redaction.handle_refusal(session, incoming)
    elif command == "EDIT":
        own_edits.handle_refusal(session, incoming)
    elif command in ("REGISTER", "VERIFY"):
        account_registration.handle_refusal(session, incoming)
    else:
        numerics.handle_standard_reply(session, incoming)


def handle_tagmsg(session: Session, incoming: Incoming) -> None:
    """TAGMSG: what it says stands in its tags."""
    reactions.handle_tagmsg(session, incoming)
    typing_notice.handle_typing(session, incoming)


def handle_try_again(session: Session, incoming: Incoming) -> None:
    """263: a command came too soon."""
    if incoming.params[1].upper() == "EDIT":
        own_edits.handle_try_again(session, incoming)
    else:
        numerics.handle_try_again(session, incoming)


def handle_no_motd(session: Session, incoming: Incoming) -> None:
    """422: the welcome ends without a message of the day."""
    numerics.handle_other(session, incoming)
    history.handle_motd_end(session, incoming)


def handle_ping(session: Session, incoming: Incoming) -> None:
    """PING: answered with the same words."""
    session.send("PONG", *incoming.params[:2])


HANDLERS: dict[str, Handler] = {
    "BATCH": Handler(1, handle_batch),
    "PING": Handler(1, handle_ping),
    "PONG": Handler(0, sending.handle_pong),
    "ACK": Handler(0, numerics.ignore),
    "TAGMSG": Handler(1, handle_tagmsg),
    "TOKEN": Handler(4, uploads.handle_token),
    "EDIT": Handler(1, editing.handle_edit),
    "REDACT": Handler(2, redaction.handle_redact),
    "ACCOUNT": Handler(1, presence.handle_account),
    "FAIL": Handler(1, handle_fail),
    "WARN": Handler(1, numerics.handle_standard_reply),
    "NOTE": Handler(1, numerics.handle_standard_reply),
    "CAP": Handler(2, registration.handle_cap),
    "KILL": Handler(1, registration.handle_kill),
    "ERROR": Handler(0, registration.handle_error),
    Numeric.RPL_WELCOME: Handler(1, registration.handle_welcome),
    Numeric.RPL_MYINFO: Handler(0, numerics.ignore),
    Numeric.RPL_ENDOFMOTD: Handler(0, history.handle_motd_end),
    Numeric.ERR_NOMOTD: Handler(0, handle_no_motd),
    "REGISTER": Handler(2, account_registration.handle_register),
    "VERIFY": Handler(2, account_registration.handle_register),
    "AUTHENTICATE": Handler(1, login.handle_authenticate),
    Numeric.RPL_LOGGEDIN: Handler(3, login.handle_logged_in),
    Numeric.RPL_LOGGEDOUT: Handler(0, login.handle_logged_out),
    Numeric.RPL_SASLSUCCESS: Handler(0, login.handle_success),
    Numeric.ERR_SASLALREADY: Handler(0, login.handle_success),
    Numeric.ERR_NICKLOCKED: Handler(1, login.handle_failure),
    Numeric.ERR_SASLFAIL: Handler(1, login.handle_failure),
    Numeric.ERR_SASLTOOLONG: Handler(1, login.handle_failure),
    Numeric.ERR_SASLABORTED: Handler(1, login.handle_failure),
    Numeric.RPL_SASLMECHS: Handler(2, login.handle_mechanisms),
    Numeric.RPL_ISUPPORT: Handler(2, registration.handle_isupport),
    Numeric.ERR_NONICKNAMEGIVEN: Handler(1, registration.handle_refusal),
    Numeric.ERR_ERRONEUSNICKNAME: Handler(1, registration.handle_refusal),
    Numeric.RPL_TRYAGAIN: Handler(2, handle_try_again),
    Numeric.ERR_NICKNAMEINUSE: Handler(1, registration.handle_refusal),
    Numeric.ERR_NICKCOLLISION: Handler(1, registration.handle_refusal),
    Numeric.ERR_UNAVAILRESOURCE: Handler(1, registration.handle_refusal),
    Numeric.ERR_PASSWDMISMATCH: Handler(1, registration.handle_refusal),
    Numeric.ERR_YOUREBANNEDCREEP: Handler(1, registration.handle_refusal),
    Numeric.ERR_INVALIDCAPCMD: Handler(1, registration.handle_unknown_command),
    Numeric.ERR_UNKNOWNCOMMAND: Handler(1, registration.handle_unknown_command),
    Numeric.ERR_NOTREGISTERED: Handler(1, registration.handle_unknown_command),
    "JOIN": Handler(1, joining.handle_join),
    "PART": Handler(1, joining.handle_part),
    "KICK": Handler(2, joining.handle_kick),
    "QUIT": Handler(0, joining.handle_quit),
    "NICK": Handler(1, joining.handle_nick),
    "INVITE": Handler(2, joining.handle_invite),
    Numeric.RPL_INVITING: Handler(3, joining.handle_inviting),
    Numeric.RPL_NAMREPLY: Handler(4, presence.handle_names),
    Numeric.RPL_ENDOFNAMES: Handler(2, presence.handle_names_end),
    Numeric.RPL_WHOREPLY: Handler(8, presence.handle_who),
    Numeric.RPL_ENDOFWHO: Handler(2, presence.handle_who_end),
    "AWAY": Handler(0, presence.handle_away),
    Numeric.RPL_AWAY: Handler(3, presence.handle_away_reply),
    Numeric.RPL_UNAWAY: Handler(0, presence.handle_unaway),
    Numeric.RPL_NOWAWAY: Handler(0, presence.handle_now_away),
    "SETNAME": Handler(1, presence.handle_setname),
    "CHGHOST": Handler(2, presence.handle_chghost),
    Numeric.RPL_VISIBLEHOST: Handler(2, presence.handle_hidden_host),
    "METADATA": Handler(3, metadata.handle_metadata),
    Numeric.RPL_KEYVALUE: Handler(5, metadata.handle_value),
    Numeric.RPL_KEYNOTSET: Handler(3, metadata.handle_not_set),
    Numeric.RPL_METADATASYNCLATER: Handler(2, metadata.handle_later),
    Numeric.RPL_METADATASUBOK: Handler(0, numerics.ignore),
    Numeric.RPL_METADATAEND: Handler(0, numerics.ignore),
    Numeric.RPL_MONONLINE: Handler(2, monitoring.handle_online),
    Numeric.RPL_MONOFFLINE: Handler(2, monitoring.handle_offline),
    Numeric.ERR_MONLISTFULL: Handler(0, numerics.ignore),
    Numeric.ERR_NOSUCHNICK: Handler(2, monitoring.handle_nobody),
    Numeric.RPL_ISON: Handler(2, regaining.handle_ison),
    "MARKREAD": Handler(2, reading.handle_markread),
    "TOPIC": Handler(2, topics.handle_topic),
    Numeric.RPL_TOPIC: Handler(3, topics.handle_topic_reply),
    Numeric.RPL_NOTOPIC: Handler(2, topics.handle_no_topic),
    Numeric.RPL_TOPICWHOTIME: Handler(0, numerics.ignore),
    Numeric.RPL_CREATIONTIME: Handler(0, numerics.ignore),
    Numeric.RPL_LISTSTART: Handler(0, inquiries.handle_list_start),
    Numeric.RPL_LIST: Handler(3, inquiries.handle_list),
    Numeric.RPL_LISTEND: Handler(0, inquiries.handle_list_end),
    Numeric.RPL_BANLIST: Handler(3, inquiries.handle_ban),
    Numeric.RPL_ENDOFBANLIST: Handler(2, inquiries.handle_ban_end),
    **dict.fromkeys(inquiries.WHOIS_REPLIES, Handler(2, inquiries.handle_whois)),
    Numeric.RPL_ENDOFWHOIS: Handler(2, inquiries.handle_whois_end),
    "MODE": Handler(2, modes.handle_mode),
    "PRIVMSG": Handler(2, messages.handle_privmsg),
    "NOTICE": Handler(2, messages.handle_notice),
}
