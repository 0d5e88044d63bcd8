"""The conversation list: what there is, what is unread, and which one is shown."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.changes import Changes
from chat.controller.listing_order import BY_ACTIVITY, BY_NAME, ordered
from chat.controller.names import channel_error, with_prefix
from chat.controller.rows import conversation_row, row_key
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, ConversationSummary
from chat.model.events import (
    ConversationOpened,
    ConversationRenamed,
    Event,
    MessageChanged,
    MessagesAdded,
    NetworkForgotten,
    NetworkRestored,
    Registered,
    TurnEnded,
)
from chat.model.ports import ChatModel
from chat.translation import N_, _
from chat.view.ports import ChatView, ConversationRow

NOT_CONNECTED = N_("There is no connection to a server: connect first.")


class ConversationsController:
    """Keeps the list of the view equal to the model's, and decides what is shown.

    `before_leaving` is told before another conversation is shown, `after_showing` after.
    """

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        *,
        before_leaving: Callable[[], None],
        after_showing: Callable[[], None],
        order: str = BY_NAME,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._before_leaving = before_leaving
        self._after_showing = after_showing
        self._order = order
        self._changes = Changes()
        self._stale = True
        self._keys: list[ConversationKey] = []  # as last listed, which is what steps go through
        self._wanted: set[tuple[str, str]] = set()  # shown as soon as they open
        self._listed: set[str] = set()  # networks that we got into; misspelt servers are not listed

    def on_event(self, event: Event) -> None:
        """Show what was asked for when it opens; follow a person to a new nick."""
        self._stale |= not isinstance(event, MessagesAdded | MessageChanged | TurnEnded)
        self._stale |= isinstance(event, MessagesAdded) and self._order == BY_ACTIVITY
        match event:
            case Registered(network=network) | NetworkRestored(network=network):
                self._list_network(network)
            case ConversationOpened(key=key) if key.network in self._listed:
                self._show_if_wanted(key)
            case NetworkForgotten(network=network):
                self._listed.discard(network)
            case ConversationRenamed(key=key, new=new) if self._selection.shows(key):
                self._selection.key = new

    def show_changes(self) -> None:
        """List what there is now; if what was shown is gone, show its neighbour."""
        if not self._stale:
            return
        summaries = self._summaries()
        keys = [summary.key for summary in summaries]
        if self._selection.key not in keys:
            self.show(self._neighbour(keys))
        self._stale = False
        self._keys = keys
        rows = [self._row(summary) for summary in summaries]
        selected = self._selection.key
        self._changes.show(
            self._view.show_conversations, rows, None if selected is None else row_key(selected)
        )

    def show(self, key: ConversationKey | None) -> None:
        """Show a conversation, or an empty window."""
        if key == self._selection.key:
            return
        self._before_leaving()
        self._selection.key = key
        self._stale = True
        self._after_showing()

    def show_by_row(self, row: str) -> None:
        """Show the conversation that a row of the list stands for."""
        if (key := self.key_of(row)) is not None:
            self.show(key)

    def step(self, step: int) -> None:
        """Show the next conversation of the list (1) or the one before (-1), around its ends."""
        if self._selection.key in self._keys:
            at = self._keys.index(self._selection.key)
            self.show(self._keys[(at + step) % len(self._keys)])

    def close_by_row(self, row: str) -> None:
        """Close the conversation that a row of the list stands for."""
        if (key := self.key_of(row)) is not None:
            self.close(key)

    def close(self, key: ConversationKey) -> None:
        """Close a conversation: a channel is left; a network is disconnected, and then put away."""
        if key.target:
            self._model.close_conversation(key)
        elif self._model.is_connected(key.network):
            self._model.disconnect(key.network)
        else:
            self._listed.discard(key.network)
            self._stale = True

    def let_go(self, network: str) -> None:
        """A network is about to be gone: show none of it."""
        self._listed.discard(network)
        self._stale = True
        self.show_changes()

    def want(self, network: str, target: str) -> None:
        """Show this conversation as soon as it opens, or its network is registered."""
        self._wanted.add((network, target.casefold()))

    def want_row(self, row: str) -> None:
        """Show the conversation that had this row in an earlier run, if it is there again."""
        network, _, target = row.rpartition(" ")
        if target:
            self.want(network, target)

    def join(self, network: str, channel: str, channel_key: str = "") -> None:
        """Join a channel and show it; its "#" may be left out.

        Raises ValueError with a sentence for the person if it cannot be a channel's name.
        """
        if problem := channel_error(channel):
            raise ValueError(problem)
        if not self._model.is_channel(network, channel):
            channel = with_prefix(channel)
        for summary in self._model.conversations():
            if _is(summary.key, network, channel):
                self.show(summary.key)
                if summary.joined:
                    return
        self.want(network, channel)
        self._model.join_channel(network, channel, channel_key)

    def join_from_prompt(self, channel: str) -> None:
        """Join a channel of the network that is shown; what is wrong is told in a message box."""
        network = self._selection.network(self._model)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Join a channel"), _(NOT_CONNECTED))
            return
        try:
            self.join(network, channel)
        except ValueError as error:
            self._view.show_error(_("Join a channel"), str(error))

    def open_private(self, network: str, nick: str) -> ConversationKey:
        """Open the conversation with a person and show it."""
        key = self._model.open_conversation(network, nick)
        self.show(key)
        return key

    def show_unread(self) -> None:
        """Show a conversation where something is unread: with mentions first, muted never."""
        waiting = [
            one
            for one in self._summaries()
            if one.unread and one.key.target and not self._model.preferences.of(one.key).muted
        ]
        waiting.sort(key=lambda one: not one.mentions)
        if waiting:
            self.show(waiting[0].key)

    def listed(self) -> list[ConversationKey]:
        """What is in the list, in its order."""
        return list(self._keys)

    def set_order(self, order: str) -> None:
        """List by "name" or by "activity" from now on."""
        self._order = order
        self._stale = True

    def mark_read(self, key: ConversationKey) -> None:
        """All of a conversation was seen, or of a whole network."""
        for summary in self._model.conversations():
            if summary.key == key or (not key.target and summary.key.network == key.network):
                self._model.mark_read(summary.key)

    def key_of(self, row: str) -> ConversationKey | None:
        """The open conversation that a row stands for; None if it has just gone."""
        for summary in self._model.conversations():
            if row_key(summary.key) == row:
                return summary.key
        return None

    def _list_network(self, network: str) -> None:
        self._listed.add(network)
        here = [one.key for one in self._model.conversations() if one.key.network == network]
        # What people say comes before what the network says of itself.
        for key in sorted(here, key=lambda key: not key.target):
            self._show_if_wanted(key)

    def _summaries(self) -> list[ConversationSummary]:
        everything = self._model.conversations()
        listed = [summary for summary in everything if summary.key.network in self._listed]
        return ordered(self._model, listed, self._order)

    def _row(self, summary: ConversationSummary) -> ConversationRow:
        network = summary.key.network
        return conversation_row(
            summary,
            self._model.network_name(network),
            self._model.preferences.of(summary.key),
            connected=self._model.is_connected(network),
        )

    def _show_if_wanted(self, key: ConversationKey) -> None:
        name = (key.network, key.target.casefold())
        if self._selection.key is None or name in self._wanted:
            self._wanted.discard(name)
            self.show(key)

    def _neighbour(self, keys: list[ConversationKey]) -> ConversationKey | None:
        if self._selection.key not in self._keys:
            return keys[0] if keys else None
        at = self._keys.index(self._selection.key)
        around = self._keys[at + 1 :] + self._keys[:at][::-1]
        for key in around:
            if key in keys:
                return key
        return keys[0] if keys else None


def _is(key: ConversationKey, network: str, target: str) -> bool:
    return key.network == network and key.target.casefold() == target.casefold()
