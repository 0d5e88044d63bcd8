"""What is asked of the server and shown in a window: the channels, a channel's bans, who is who."""

from __future__ import annotations

from chat.controller.avatars import AvatarsController
from chat.controller.conversations import NOT_CONNECTED, ConversationsController
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import BansListed, ChannelsListed, Event, WhoisEnded
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView, Table, TableRow


class InquiriesController:
    """Asks, and shows what comes back."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        conversations: ConversationsController,
        avatars: AvatarsController,
    ) -> None:
        self._avatars = avatars
        self._model = model
        self._view = view
        self._selection = selection
        self._conversations = conversations

    def on_event(self, event: Event) -> None:
        """An answer is complete."""
        match event:
            case ChannelsListed():
                self._show_channels(event)
            case BansListed(key=key):
                self._show_bans(key, event)
            case WhoisEnded(network=network, nick=nick, facts=facts):
                self._avatars.show_person(network, nick, facts)

    def browse_channels(self) -> None:
        """Ask which channels there are on the network that is shown."""
        self.browse(self._selection.network(self._model))

    def browse(self, network: str | None) -> None:
        """Ask which channels there are on a network."""
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Browse channels"), _(NOT_CONNECTED))
        else:
            self._model.list_channels(network)

    def show_bans(self) -> None:
        """Ask who is banned from the channel that is shown."""
        key = self._selection.key
        if key is None or not self._model.is_channel(key.network, key.target):
            self._view.show_error(_("Bans"), _("Only a channel has bans: choose a channel first."))
        else:
            self._model.list_bans(key)

    def _show_channels(self, event: ChannelsListed) -> None:
        channels = sorted(event.channels, key=lambda one: (-one.members, one.name.casefold()))
        rows = [TableRow(one.name, (one.name, str(one.members), one.topic)) for one in channels]

        def join(name: str) -> None:
            try:
                self._conversations.join(event.network, name)
            except ValueError as error:
                self._view.show_error(_("Join a channel"), str(error))

        name = self._model.network_name(event.network)
        columns = (_("Channel"), _("Members"), _("Topic"))
        self._view.show_table(
            Table(_("Channels of {name}").format(name=name), columns, rows, _("Join"), join)
        )

    def _show_bans(self, key: ConversationKey, event: BansListed) -> None:
        rows = [
            TableRow(
                ban.mask,
                (ban.mask, ban.by, f"{ban.time.astimezone():%Y-%m-%d %H:%M}" if ban.time else ""),
            )
            for ban in event.bans
        ]

        def lift(mask: str) -> None:
            self._model.change_mode(key, "-b", mask)
            self._model.list_bans(key)

        columns = (_("Who"), _("Banned by"), _("When"))
        table = Table(
            _("Bans of {target}").format(target=key.target),
            columns,
            rows,
            _("Lift the ban"),
            lift,
            closes=False,
        )
        self._view.show_table(table)
