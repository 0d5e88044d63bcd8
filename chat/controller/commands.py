"""Slash commands: a table of names, usages, help and handlers, and what runs a line by it.

To add a command, write its handler here and give it a line in the table; `/help` and the hints
for mistyped names come from the table. A handler raises CommandError to refuse. Those for keeping
order stand in `channel_commands`, those about people and servers in `server_commands`.
"""

from __future__ import annotations

import difflib
import itertools

from chat.controller import ignoring
from chat.controller.channel_commands import CHANNEL_COMMANDS
from chat.controller.command import Call, Command, CommandError, Deeds
from chat.controller.conversations import ConversationsController
from chat.controller.names import nick_error
from chat.controller.server_commands import PEOPLE_COMMANDS, SERVER_COMMANDS
from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.translation import N_, _

AWAY = N_("Away")  # the reason given where a person gives none


class Commands:
    """Runs command lines by the table."""

    def __init__(
        self,
        model: ChatModel,
        conversations: ConversationsController,
        deeds: Deeds = Deeds(),  # noqa: B008 - a value
    ) -> None:
        self._model = model
        self._conversations = conversations
        self._deeds = deeds

    def run(self, key: ConversationKey, line: str) -> None:
        """Run a line that begins with "/", typed in the conversation `key`.

        Raises CommandError if there is no such command, it is used wrongly, or it is refused.
        """
        name, _space, arguments = line[1:].partition(" ")
        command = find(name)
        arguments = " ".join(arguments.splitlines()).strip()
        if len(arguments.split(None, command.needs)) < command.needs:
            raise CommandError(
                _("Type it as {form} ({help})").format(form=command.form, help=_(command.help))
            )
        if not command.offline and not self._model.is_connected(key.network):
            network = self._model.network_name(key.network)
            raise CommandError(
                _("/{name} needs a connection to {network}: reconnect first.").format(
                    name=command.name, network=network
                )
            )
        command.handler(Call(self._model, self._conversations, self._deeds, key, arguments))


def is_secret(line: str) -> bool:
    """Whether a command line says what is to be remembered nowhere."""
    command = TABLE.get(line[1:].partition(" ")[0].lower())
    return command is not None and command.secret


def find(name: str) -> Command:
    """The command of this name. Raises CommandError with the closest one if there is none."""
    command = TABLE.get(name.lower()) or ALSO.get(name.lower())
    if command is not None:
        return command
    close = difflib.get_close_matches(name.lower(), [*TABLE, *ALSO], n=1)
    hint = (
        _("Did you mean /{name}?").format(name=close[0])
        if close
        else _("Type /help to see what there is.")
    )
    raise CommandError(
        _("There is no command /{name}. {hint} To send it as text, begin with //.").format(
            name=name, hint=hint
        )
    )


def _join(call: Call) -> None:
    channels, keys = (part.split(",") for part in call.split(2))
    try:
        for channel, key in itertools.zip_longest(channels, keys[: len(channels)], fillvalue=""):
            call.conversations.join(call.network, channel, key)
    except ValueError as error:
        raise CommandError(str(error)) from None


def _part(call: Call) -> None:
    channel, reason = call.split(2)
    if call.is_channel(channel):
        key = call.open_channel(channel)
    else:
        key, reason = call.key, call.arguments
    if not call.model.is_channel(key.network, key.target):
        raise CommandError(_("This is no channel: type /part #channel, or /close to close this."))
    call.model.part_channel(key, reason)


def _nick(call: Call) -> None:
    if problem := nick_error(call.arguments):
        raise CommandError(problem)
    call.model.change_nick(call.network, call.arguments)


def _msg(call: Call) -> None:
    target, text = call.split(2)
    call.model.send_message(call.show(target), text)


def _query(call: Call) -> None:
    key = call.show(call.split(2)[0])
    if text := call.split(2)[1]:
        call.model.send_message(key, text)


def _me(call: Call) -> None:
    if not call.key.target:
        raise CommandError(_("Nobody reads what is written here: choose a conversation first."))
    call.model.send_action(call.key, call.arguments)


def _topic(call: Call) -> None:
    if not call.is_channel(call.key.target):
        raise CommandError(_("Only a channel has a topic: choose a channel first."))
    if call.arguments:
        call.model.set_topic(call.key, call.arguments)
    else:
        topic = call.model.topic(call.key)
        call.model.add_notice(
            call.key, _("Topic: {topic}").format(topic=topic) if topic else _("There is no topic.")
        )


def _invite(call: Call) -> None:
    nick, channel = call.split(2)
    if problem := nick_error(nick):
        raise CommandError(problem)
    key = call.open_channel(channel) if channel else call.key
    if not call.model.is_channel(key.network, key.target):
        raise CommandError(
            _("People are invited into channels: type /invite {nick} #channel.").format(nick=nick)
        )
    call.model.invite(key, nick, call.key.target)


def _ignore(call: Call) -> None:
    nick = call.split(2)[0]
    if not nick:
        call.model.add_notice(call.key, ignoring.names(call.model, call.key))
        return
    if problem := nick_error(nick):
        raise CommandError(problem)
    ignoring.ignore(call.model, call.key, nick)


def _unignore(call: Call) -> None:
    ignoring.stop(call.model, call.key, call.split(2)[0])


def _away(call: Call) -> None:
    back = not call.arguments and call.model.is_away(call.network)
    call.model.set_away(call.network, "" if back else call.arguments or _(AWAY))


def _close(call: Call) -> None:
    call.conversations.close(call.key)


def _back(call: Call) -> None:
    call.model.set_away(call.network, "")


def _clear(call: Call) -> None:
    call.deeds.put_away()


def _search(call: Call) -> None:
    call.deeds.search(call.arguments)


def _help(call: Call) -> None:
    wanted = [find(call.arguments.lstrip("/"))] if call.arguments else TABLE.values()
    for command in wanted:
        call.model.add_notice(call.key, f"{command.form}: {_(command.help)}")


_COMMANDS = (
    Command("join", N_("#channel [key]"), N_("Join a channel."), _join, needs=1),
    Command(
        "part",
        N_("[#channel] [reason]"),
        N_("Leave this channel, or another one."),
        _part,
        also=("leave",),
    ),
    Command("msg", N_("name text"), N_("Write to a person alone."), _msg, needs=2),
    Command("query", N_("name [text]"), N_("Open a private conversation."), _query, needs=1),
    Command("me", N_("text"), N_("Say what you do: /me waves."), _me, needs=1),
    Command("nick", N_("name"), N_("Change your name."), _nick, needs=1),
    Command("topic", N_("[text]"), N_("Change the channel's topic, or show it."), _topic),
    Command(
        "invite",
        N_("name [#channel]"),
        N_("Invite somebody to this channel."),
        _invite,
        needs=1,
    ),
    Command(
        "ignore",
        N_("[name]"),
        N_("Show no more of what somebody writes; alone, list whom you ignore."),
        _ignore,
        offline=True,
    ),
    Command(
        "unignore",
        N_("name"),
        N_("Show again what somebody writes."),
        _unignore,
        needs=1,
        offline=True,
    ),
    Command("away", N_("[reason]"), N_("Say that you are away; alone, that you are back."), _away),
    Command("back", "", N_("Say that you are back."), _back),
    *PEOPLE_COMMANDS,
    *CHANNEL_COMMANDS,
    Command(
        "search",
        N_("[words]"),
        N_("Look for messages everywhere."),
        _search,
        offline=True,
    ),
    Command(
        "clear",
        "",
        N_("Put away what stands here, until you scroll up. Nothing is deleted."),
        _clear,
        offline=True,
    ),
    Command("close", "", N_("Close this conversation."), _close, offline=True),
    *SERVER_COMMANDS,
    Command("help", N_("[command]"), N_("List the commands, or explain one."), _help, offline=True),
)
TABLE = {command.name: command for command in _COMMANDS}
ALSO = {name: command for command in _COMMANDS for name in command.also}
