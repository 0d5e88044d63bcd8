"""Slash commands about people and the server: who is who, questions to programs, the connection.

What the server answers to most of them stands under the network's name.
"""

from __future__ import annotations

from chat.controller.command import Call, Command, CommandError
from chat.controller.names import nick_error
from chat.translation import N_, _


def _named(call: Call) -> str:
    """The nick that was given, or the other person of a private talk."""
    nick = call.split(2)[0]
    if not nick and call.key.target and not call.is_channel(call.key.target):
        return call.key.target
    if problem := nick_error(nick):
        raise CommandError(problem)
    return nick


def _whois(call: Call) -> None:
    call.model.whois(call.network, _named(call))


def _whowas(call: Call) -> None:
    call.ask_server("WHOWAS", _named(call))


def _notice(call: Call) -> None:
    target, text = call.split(2)
    call.model.send_notice(call.show(target), text)


def _ctcp(call: Call) -> None:
    nick, command, text = call.split(3)
    _ask(call, nick, command, text)


def _ping(call: Call) -> None:
    if call.arguments:
        _ask(call, call.split(2)[0], "PING")
    else:
        call.model.ping_server(call.key)


def _version(call: Call) -> None:
    if call.arguments:
        _ask(call, call.split(2)[0], "VERSION")
    else:
        call.ask_server("VERSION")


def _ask(call: Call, nick: str, command: str, text: str = "") -> None:
    """Ask somebody's program (CTCP)."""
    if problem := nick_error(nick):
        raise CommandError(problem)
    if command.upper() == "ACTION":
        raise CommandError(_("That is no question: type /me and what you do."))
    try:
        call.model.ask_program(call.key, nick, command, text)
    except ValueError:
        raise CommandError(
            _("A program is asked one word, as in /ctcp {nick} VERSION.").format(nick=nick)
        ) from None


def _oper(call: Call) -> None:
    call.ask_server("OPER", call.arguments)


def _motd(call: Call) -> None:
    call.ask_server("MOTD", call.arguments)


def _list(call: Call) -> None:
    call.model.list_channels(call.network)


def _reconnect(call: Call) -> None:
    if call.model.is_connected(call.network):
        call.model.disconnect(call.network)
    call.model.reconnect(call.network)


def _quit(call: Call) -> None:
    call.model.disconnect(call.network, call.arguments)


def _quote(call: Call) -> None:
    call.ask_server(call.arguments)


PEOPLE_COMMANDS = (
    Command("whois", N_("[name]"), N_("Show who somebody is."), _whois),
    Command("whowas", N_("name"), N_("Ask who somebody was who has gone."), _whowas, needs=1),
    Command(
        "notice",
        N_("name text"),
        N_("Write a notice, which programs never answer, to a person or a channel."),
        _notice,
        needs=2,
    ),
    Command("ping", N_("[name]"), N_("Measure how fast somebody, or the server, answers."), _ping),
    Command(
        "version", N_("[name]"), N_("Ask which program somebody, or the server, uses."), _version
    ),
    Command(
        "ctcp",
        N_("name question"),
        N_("Ask somebody's program: VERSION, TIME, PING, CLIENTINFO."),
        _ctcp,
        needs=2,
    ),
)
SERVER_COMMANDS = (
    Command("list", "", N_("Show which channels there are."), _list),
    Command("motd", "", N_("Read the server's message of the day."), _motd),
    Command(
        "oper",
        N_("name password"),
        N_("Log in as operator of the server."),
        _oper,
        needs=2,
        secret=True,
    ),
    Command(
        "quit", N_("[reason]"), N_("Disconnect from this network."), _quit, also=("disconnect",)
    ),
    Command("reconnect", "", N_("Connect to this network again."), _reconnect, offline=True),
    Command(
        "quote",
        N_("line"),
        N_("Send a line of IRC as it is. The answer stands under the network's name."),
        _quote,
        needs=1,
        also=("raw",),
    ),
)
