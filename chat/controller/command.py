"""What a slash command is, and what it may act upon. The commands themselves stand in tables
(`commands`, `channel_commands`, `server_commands`); nothing here runs one.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from chat.controller.conversations import ConversationsController
from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.translation import _


class CommandError(Exception):
    """A command that could not be run; the message is one sentence that says what to do."""


class Deeds(Struct, frozen=True):
    """What commands do in the window, beside what the model does."""

    search: Callable[[str], None] = lambda _words: None  # for these words, everywhere
    put_away: Callable[[], None] = lambda: None  # what stands in the message list


class Call(Struct, frozen=True):
    """One command as typed in the conversation `key`, and what it may act upon."""

    model: ChatModel
    conversations: ConversationsController
    deeds: Deeds
    key: ConversationKey
    arguments: str

    @property
    def network(self) -> str:
        """The network of the conversation that it was typed in."""
        return self.key.network

    def split(self, count: int) -> list[str]:
        """The first `count - 1` words and the rest; "" for what is missing."""
        parts = self.arguments.split(None, count - 1)
        return parts + [""] * (count - len(parts))

    def is_channel(self, name: str) -> bool:
        """Whether it is a channel's name on this network."""
        return self.model.is_channel(self.network, name)

    def open_channel(self, channel: str) -> ConversationKey:
        """The open conversation of a channel. Raises CommandError if there is none."""
        for summary in self.model.conversations():
            key = summary.key
            if key.network == self.network and key.target.casefold() == channel.casefold():
                return key
        raise CommandError(
            _("You are not in {channel}: type /join {channel} first.").format(channel=channel)
        )

    def show(self, target: str) -> ConversationKey:
        """Show the conversation with a person, or an open channel."""
        if not self.is_channel(target):
            return self.conversations.open_private(self.network, target)
        key = self.open_channel(target)
        self.conversations.show(key)
        return key

    def ask_server(self, *words: str) -> None:
        """Send a line of IRC. Raises CommandError if it is none."""
        try:
            self.model.send_line(self.network, " ".join(word for word in words if word))
        except ValueError:
            raise CommandError(
                _("That is no line of IRC: begin with a word, as in /quote VERSION.")
            ) from None


class Command(Struct, frozen=True):
    """One line of the table. `usage` names the arguments, those in brackets may be left out."""

    name: str
    usage: str
    help: str
    handler: Callable[[Call], None]
    needs: int = 0  # words without which it means nothing
    offline: bool = False  # whether it works without a connection
    also: tuple[str, ...] = ()  # other names that people know it by
    secret: bool = False  # what follows is not to be recalled

    @property
    def form(self) -> str:
        """How it is written, as "/join #channel [key]"."""
        usage = _(self.usage) if self.usage else ""
        return f"/{self.name} {usage}".rstrip()
