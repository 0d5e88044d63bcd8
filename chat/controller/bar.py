"""The inline bar: how the connection of what is shown stands, and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from msgspec import Struct

from chat.controller.changes import Changes
from chat.controller.connecting import ConnectingController
from chat.controller.conversations import ConversationsController
from chat.controller.failures import describe, in_brackets
from chat.controller.header import is_joined
from chat.controller.selection import Selection
from chat.model.entities import ConnectionRequest, ConversationKey, MessageKind
from chat.model.events import (
    AwayChanged,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    Disconnected,
    Event,
    Invited,
    MessagesAdded,
    NetworkForgotten,
    NetworkRestored,
    Registered,
    StoreFailed,
)
from chat.model.ports import ChatModel
from chat.translation import N_, _, ngettext
from chat.view.ports import BarTone, ChatView


class Bar(Struct, frozen=True):
    """What the bar says, how urgently, and what its buttons do."""

    text: str
    tone: BarTone
    label: str = ""
    action: Callable[[], None] | None = None
    other_label: str = ""
    other: Callable[[], None] | None = None


class BarController:
    """Keeps a state for each network, and shows that of the conversation that is shown."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        connecting: ConnectingController,
        conversations: ConversationsController,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._connecting = connecting
        self._conversations = conversations
        self._bars: dict[str, Callable[[], Bar]] = {}  # worded when shown, in the language of then
        self._notice: Bar | None = None
        self._stays = False  # the notice does, until it is read
        self._invited: Invited | None = None
        self._shown: Bar | None = None
        self._changes = Changes()

    def on_event(self, event: Event) -> None:
        """Note how the connection stands now."""
        match event:
            case ConnectionStarted(network=network, host=host):
                self._bars[network] = partial(self._connecting_bar, network, host)
            case NetworkRestored(network=network) if network not in self._bars:
                if not self._model.is_connected(network):
                    words = N_("You are not connected to {network}.")
                    self._bars[network] = partial(
                        self._reconnect_bar, network, words, BarTone.INFO, N_("Connect")
                    )
            case StoreFailed(words=words):
                self.tell(words, stays=True)  # it comes while the window still builds itself up
            case Registered(network=network):
                self._bars.pop(network, None)
            case ConnectionFailed():
                request = self._connecting.request_of(event.network)
                self._bars[event.network] = partial(self._failed_bar, event, request)
            case ConnectionLost(network=network, detail=detail, by=by) if by:
                self._bars[network] = partial(self._killed_bar, network, by, detail)
            case ConnectionLost(network=network, detail=detail):
                words = N_("The connection to {network} was lost{detail}.")
                self._bars[network] = partial(
                    self._reconnect_bar, network, words, BarTone.DANGER, detail=in_brackets(detail)
                )
            case Disconnected(network=network):
                words = N_("You are disconnected from {network}.")
                self._bars[network] = partial(self._reconnect_bar, network, words, BarTone.WARNING)
            case AwayChanged(network=network, away=away):
                self._change_away(network, away)
            case NetworkForgotten(network=network):
                self._bars.pop(network, None)
            case Invited():
                self._invited = event
            case MessagesAdded(key=key, messages=messages) if not key.target:
                for message in messages:
                    if message.kind is MessageKind.ERROR:
                        self._tell_error(key, message.text)

    def tell(self, text: str, *, stays: bool = False) -> None:
        """Say what is about no connection, until it is read or something else is done.

        `stays`: until it is read.
        """
        self._notice, self._stays = Bar(text, BarTone.WARNING, _("OK"), self._note_read), stays

    def forget(self) -> None:
        """Something else is done: what was told has no meaning any more."""
        if not self._stays:
            self._notice = None

    def _note_read(self) -> None:
        self._notice, self._stays = None, False

    def show_changes(self) -> None:
        """Show what holds for the conversation that is shown."""
        bar = self._bar()
        self._shown = bar
        if bar is None:
            self._changes.show(self._view.hide_bar)
            self._changes.forget(self._view.show_bar)
        else:
            self._changes.show(self._view.show_bar, bar.text, bar.tone, bar.label, bar.other_label)
            self._changes.forget(self._view.hide_bar)

    def act(self) -> None:
        """The bar's button was pressed."""
        if self._shown is not None and self._shown.action is not None:
            self._shown.action()

    def act_otherwise(self) -> None:
        """The bar's second button was pressed."""
        if self._shown is not None and self._shown.other is not None:
            self._shown.other()

    def _bar(self) -> Bar | None:
        if self._notice is not None:
            return self._notice
        network = self._selection.network(self._model)
        if network is None or self._connecting.is_in_dialog(network):
            return None
        question = self._question_bar(network)
        if question is not None and self._model.is_connected(network):
            return question
        make = self._bars.get(network)
        bar = make() if make is not None else None
        if bar is not None and self._connecting.is_stopped_here(network):
            return self._stopped_bar(network)
        seconds = self._model.retry_in(network)
        if bar is not None and seconds is not None:
            return self._countdown_bar(network, bar, seconds)
        return bar or question or self._invited_bar()

    def _countdown_bar(self, network: str, bar: Bar, seconds: float) -> Bar:
        return Bar(
            _("{what} Trying again in {seconds} s.").format(
                what=bar.text, seconds=max(1, math.ceil(seconds))
            ),
            bar.tone,
            _("Try now"),
            lambda: self._connecting.reconnect(network),
            _("Stop trying"),
            lambda: self._model.cancel_connect(network),
        )

    def _question_bar(self, network: str) -> Bar | None:
        """Where the server cannot tell whether something arrived, the person must say."""
        count = self._model.uncertain(network)
        if not count:
            return None
        return Bar(
            ngettext(
                "One message may not have arrived before the connection was lost: send again?",
                "{count} messages may not have arrived before the connection was lost: send again?",
                count,
            ).format(count=count),
            BarTone.WARNING,
            _("Send again"),
            lambda: self._model.resend_uncertain(network),
            _("Leave it"),
            lambda: self._model.leave_uncertain(network),
        )

    def _invited_bar(self) -> Bar | None:
        """Somebody asks us to come; the last one who did."""
        invited = self._invited
        if invited is None or not self._model.is_connected(invited.network):
            return None
        if is_joined(self._model, ConversationKey(invited.network, invited.channel)):
            return None
        text = _("{nick} invites you to {channel} on {network}.").format(
            nick=invited.nick, channel=invited.channel, network=self._name(invited.network)
        )
        return Bar(
            text, BarTone.INFO, _("Join"), partial(self._accept, invited), _("No"), self._decline
        )

    def _accept(self, invited: Invited) -> None:
        self._decline()
        try:
            self._conversations.join(invited.network, invited.channel)
        except ValueError as error:  # it is a stranger who says how the channel is called
            self.tell(str(error))

    def _decline(self) -> None:
        self._invited = None

    def _connecting_bar(self, network: str, host: str) -> Bar:
        return Bar(
            _("Connecting to {host}…").format(host=host),
            BarTone.INFO,
            _("Cancel"),
            lambda: self._connecting.cancel_network(network),
        )

    def _failed_bar(self, event: ConnectionFailed, request: ConnectionRequest) -> Bar:
        text = describe(event.reason, request, event.detail).text
        reconnect = partial(self._connecting.reconnect, event.network)
        return Bar(text, BarTone.DANGER, _("Try again"), reconnect)

    def _stopped_bar(self, network: str) -> Bar:
        """There is nothing to connect to: the chat was hosted here."""
        return Bar(
            _("You host {network} yourself, and it is stopped.").format(
                network=self._name(network)
            ),
            BarTone.WARNING,
            _("Host it again…"),
            partial(self._connecting.reconnect, network),
        )

    def _reconnect_bar(
        self,
        network: str,
        words: str,
        tone: BarTone,
        label: str = N_("Reconnect"),
        *,
        detail: str = "",
    ) -> Bar:
        text = _(words).format(network=self._name(network), detail=detail)
        return Bar(text, tone, _(label), partial(self._connecting.reconnect, network))

    def _killed_bar(self, network: str, by: str, reason: str) -> Bar:
        """Who was put out by a person comes back when they want to, and not before."""
        text = _(
            "{nick} ended your connection to {network}{detail}: it is not tried again."
        ).format(nick=by, network=self._name(network), detail=in_brackets(reason))
        reconnect = partial(self._connecting.reconnect, network)
        return Bar(text, BarTone.DANGER, _("Connect again"), reconnect)

    def _away_bar(self, network: str) -> Bar:
        text = _("You are away: the others on {network} see it.")
        return Bar(
            text.format(network=self._name(network)),
            BarTone.INFO,
            _("I am back"),
            lambda: self._model.set_away(network, ""),
        )

    def _change_away(self, network: str, away: bool) -> None:
        if away:
            self._bars[network] = partial(self._away_bar, network)
        elif self._model.is_connected(network):
            self._bars.pop(network, None)

    def _name(self, network: str) -> str:
        return self._model.network_name(network)

    def _tell_error(self, key: ConversationKey, text: str) -> None:
        """What did not work and has no better place than the network's own conversation."""
        shown = self._selection.key
        if shown is not None and shown.network == key.network and shown.target:
            self.tell(text)
