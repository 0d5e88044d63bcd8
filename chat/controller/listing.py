"""What can be done with a line of the conversation list, and in which order the lines stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chat.controller.connecting import ConnectingController
from chat.controller.conversations import NOT_CONNECTED, ConversationsController
from chat.controller.ignoring import IgnoringController
from chat.controller.inquiries import InquiriesController
from chat.controller.names import nick_error
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView
from chat.view.ports.listing import ListAction


class ListingController:
    """Implements `chat.view.ports.listing.ListingIntents`."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        conversations: ConversationsController,
        connecting: ConnectingController,
        inquiries: InquiriesController,
        ignoring: IgnoringController,
        export_network: Callable[[str], None],
    ) -> None:
        self._ignoring = ignoring
        self._export_network = export_network
        self._model = model
        self._view = view
        self._selection = selection
        self._conversations = conversations
        self._connecting = connecting
        self._inquiries = inquiries

    def actions(self, key: str) -> Sequence[ListAction]:
        """What can be done with a line now; nothing if it has just gone."""
        found = self._conversations.key_of(key)
        if found is None:
            return ()
        return self._of_conversation(found) if found.target else self._of_network(found.network)

    def on_action(self, key: str, action: ListAction) -> None:
        """Do it."""
        found = self._conversations.key_of(key)
        if found is not None:
            self._act(found, action)

    def on_action_here(self, action: ListAction) -> None:
        """Do it, or its opposite, with the conversation that is shown."""
        key = self._selection.key
        if key is None:
            return
        wanted = self._model.preferences.of(key)
        if action is ListAction.PIN and wanted.pinned:
            action = ListAction.UNPIN
        elif action is ListAction.MUTE and wanted.muted:
            action = ListAction.UNMUTE
        self._act(key, action)

    def _of_conversation(self, key: ConversationKey) -> Sequence[ListAction]:
        wanted = self._model.preferences.of(key)
        summary = next(one for one in self._model.conversations() if one.key == key)
        offered = [
            ListAction.MARK_READ,
            ListAction.UNPIN if wanted.pinned else ListAction.PIN,
            ListAction.UNMUTE if wanted.muted else ListAction.MUTE,
        ]
        here = summary.is_channel and summary.joined
        if here:
            offered.append(ListAction.INVITE)
        elif not summary.is_channel:
            offered += self._about(key)
        offered.append(ListAction.LEAVE if here else ListAction.CLOSE)
        return offered

    def _about(self, key: ConversationKey) -> list[ListAction]:
        """What can be done about the person of a private talk."""
        wanted = self._ignoring.offer_on(key.network, key.target)
        if wanted is None:
            return []
        return [ListAction.IGNORE if wanted else ListAction.STOP_IGNORING]

    def _of_network(self, network: str) -> Sequence[ListAction]:
        if self._model.is_connected(network):
            there = [ListAction.JOIN, ListAction.BROWSE, ListAction.DISCONNECT]
        else:
            there = [ListAction.RECONNECT, ListAction.CLOSE]
        return (ListAction.MARK_READ, *there, ListAction.EXPORT, ListAction.FORGET)

    def _act(self, key: ConversationKey, action: ListAction) -> None:
        match action:
            case ListAction.MARK_READ:
                self._conversations.mark_read(key)
            case ListAction.PIN | ListAction.UNPIN if key.target:
                wanted = replace(self._model.preferences.of(key), pinned=action is ListAction.PIN)
                self._model.preferences.change(key, wanted)
            case ListAction.MUTE | ListAction.UNMUTE if key.target:
                wanted = replace(self._model.preferences.of(key), muted=action is ListAction.MUTE)
                self._model.preferences.change(key, wanted)
            case ListAction.IGNORE | ListAction.STOP_IGNORING:
                self._ignoring.change(key, key.target, ignored=action is ListAction.IGNORE)
            case ListAction.INVITE:
                self._ask_invite(key)
            case ListAction.LEAVE | ListAction.CLOSE:
                self._conversations.close(key)
            case _:
                self._act_on_network(key.network, action)

    def _act_on_network(self, network: str, action: ListAction) -> None:
        match action:
            case ListAction.JOIN:
                self._ask_channel(network)
            case ListAction.BROWSE:
                self._inquiries.browse(network)
            case ListAction.RECONNECT:
                self._connecting.reconnect(network)
            case ListAction.DISCONNECT:
                self._connecting.disconnect(network)
            case ListAction.EXPORT:
                self._export_network(network)
            case ListAction.FORGET:
                self._ask_forget(network)

    def _ask_invite(self, key: ConversationKey) -> None:
        if not self._model.is_channel(key.network, key.target):
            text = _("People are invited into channels: choose a channel first.")
            self._view.show_error(_("Invite"), text)
        elif not self._model.is_connected(key.network):
            self._view.show_error(_("Invite"), _(NOT_CONNECTED))
        else:
            question = _("Whom to invite to {channel}?").format(channel=key.target)
            self._view.ask_line(
                _("Invite"), question, _("Invite"), lambda nick: self._invite(key, nick.strip())
            )

    def _invite(self, key: ConversationKey, nick: str) -> None:
        if problem := nick_error(nick):
            self._view.show_error(_("Invite"), problem)
        else:
            self._model.invite(key, nick)

    def _ask_channel(self, network: str) -> None:
        name = self._model.network_name(network)

        def join(channel: str) -> None:
            try:
                self._conversations.join(network, channel.strip())
            except ValueError as error:
                self._view.show_error(_("Join a channel"), str(error))

        question = _("Which channel of {network}? One that is not there is made.")
        self._view.ask_line(_("Join a channel"), question.format(network=name), _("Join"), join)

    def _ask_forget(self, network: str) -> None:
        question = _(
            "Disconnect from {network} and delete it from this computer, with everything that was"
            " said there? It cannot be undone. What the server keeps stays there."
        ).format(network=self._model.network_name(network))
        if self._view.ask_sure(_("Forget a network"), question, _("Forget the network")):
            self._conversations.let_go(network)
            self._model.forget_network(network)
