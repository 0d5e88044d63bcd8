"""What the person asks the server for, and gets in many lines: LIST, a channel's bans, WHOIS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from chat.model.entities import Ban, ListedChannel
from chat.model.events import BansListed, ChannelsListed, WhoisEnded
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_reply
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.numerics import Numeric
from chat.translation import _

MOST_LISTED = 20_000  # channels; the greatest networks have some more than anybody reads


def handle_list_start(session: Session, _incoming: Incoming) -> None:
    """321: a list of channels begins; not every server sends it."""
    session.answers.channels.clear()


def handle_list(session: Session, incoming: Incoming) -> None:
    """322: one channel, how many are there, and its topic."""
    if not session.answers.awaits_channels:
        show_reply(session, incoming)
    elif len(session.answers.channels) < MOST_LISTED:
        name, members = incoming.params[1], incoming.params[2]
        count = int(members) if members.isdecimal() and len(members) < 10 else 0
        topic = strip_formatting(incoming.param(3))
        session.answers.channels.append(ListedChannel(name, count, topic))


def handle_list_end(session: Session, _incoming: Incoming) -> None:
    """323: those were all."""
    channels = tuple(session.answers.channels)
    session.answers.channels.clear()
    if not session.answers.awaits_channels:
        return
    session.answers.awaits_channels = False
    session.publish(ChannelsListed(session.network, channels))


def handle_ban(session: Session, incoming: Incoming) -> None:
    """367: one ban of a channel, and by whom and when, where the server tells."""
    channel, mask = session.casefold(incoming.params[1]), incoming.params[2]
    if channel not in session.answers.awaits_bans:
        show_reply(session, incoming)
        return
    by = incoming.param(3).partition("!")[0]
    bans = session.answers.bans.setdefault(channel, [])
    if len(bans) < MOST_LISTED:
        bans.append(Ban(mask, by, _time(incoming.param(4))))


def handle_ban_end(session: Session, incoming: Incoming) -> None:
    """368: those were all."""
    channel = session.casefold(incoming.params[1])
    bans = session.answers.bans.pop(channel, [])
    conversation = session.find_channel(incoming.params[1])
    if conversation is not None and channel in session.answers.awaits_bans:
        session.answers.awaits_bans.discard(channel)
        session.publish(BansListed(conversation.key, tuple(bans)))


def handle_whois(session: Session, incoming: Incoming) -> None:
    """311 and the like: one thing about a person; shown as it is if nobody asked."""
    facts = session.answers.people.get(session.casefold(incoming.params[1]))
    if facts is None:
        show_reply(session, incoming)
        return
    words = _FACTS[incoming.message.command](incoming)
    facts.append(strip_formatting(words))


def handle_whois_end(session: Session, incoming: Incoming) -> None:
    """318: that was all about them; nothing is known of who is not there."""
    facts = session.answers.people.pop(session.casefold(incoming.params[1]), [])
    if facts:
        session.publish(WhoisEnded(session.network, incoming.params[1], tuple(facts)))


def _time(text: str) -> datetime | None:
    if not (text.isdecimal() and len(text) < 12):
        return None
    return datetime.fromtimestamp(int(text), UTC)


def _idle(incoming: Incoming) -> str:
    seconds = incoming.param(2)
    if not (seconds.isdecimal() and len(seconds) < 10):
        return _("Idle")
    minutes = int(seconds) // 60
    return (
        _("Idle for {hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
        if minutes
        else _("Wrote just now")
    )


#: What each reply says, in words for people.
_FACTS: dict[str, Callable[[Incoming], str]] = {
    Numeric.RPL_WHOISUSER: lambda i: _("Real name: {name}\nAddress: {address}").format(
        name=i.param(5), address=f"{i.params[1]}!{i.param(2)}@{i.param(3)}"
    ),
    Numeric.RPL_WHOISSERVER: lambda i: _("Server: {server}").format(
        server=f"{i.param(2)} ({i.param(3)})"
    ),
    Numeric.RPL_WHOISOPERATOR: lambda _i: _("Runs this network"),
    Numeric.RPL_WHOISIDLE: _idle,
    Numeric.RPL_WHOISCHANNELS: lambda i: _("Channels: {channels}").format(
        channels=i.param(2).strip()
    ),
    Numeric.RPL_WHOISACCOUNT: lambda i: _("Account: {account}").format(account=i.param(2)),
    Numeric.RPL_WHOISKEYVALUE: lambda i: f"{i.param(2)}: {i.param(4)}",
    Numeric.RPL_WHOISSECURE: lambda _i: _("Connected with encryption (TLS)"),
}
WHOIS_REPLIES = tuple(_FACTS)
