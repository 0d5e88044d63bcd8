"""Connecting: the dialog, attempts and how they end, reconnecting. Words failures by `failures`.

An attempt made in the dialog is told of there. One made from the command line or by the inline
bar is told of in the bar (`bar.py`); it comes to the dialog where something must be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from chat.controller.connect_form import (
    InvalidForm,
    channel_name,
    form_of,
    own_certificate,
    parse_form,
)
from chat.controller.conversations import ConversationsController
from chat.controller.failures import describe
from chat.controller.invitations import is_to_be_believed
from chat.controller.recent_servers import named, remembered
from chat.model.entities import ConnectionRequest
from chat.model.events import (
    ConnectionEstablished,
    ConnectionFailed,
    ConnectionStarted,
    Event,
    FailureReason,
    NetworkEvent,
    NetworkForgotten,
    NetworkNamed,
    Registered,
)
from chat.model.ports import ChatModel, Settings
from chat.translation import _
from chat.view.ports import ChatView, ConnectField, ConnectForm

_IN_DOUBT = (  # what the person is asked about by others than this controller
    FailureReason.UNTRUSTED,
    FailureReason.CHANGED,
    FailureReason.LOGIN_REFUSED,
    FailureReason.LOGIN_UNAVAILABLE,
    FailureReason.LOGIN_UNENCRYPTED,
    FailureReason.LOGIN_PASSWORD,
    FailureReason.ACCOUNT_REFUSED,
)
_TO_CHANGE = (
    ConnectField.NICK,
    ConnectField.PASSWORD,
    ConnectField.CERTIFICATE,
)  # the same again would fail again


@dataclass(slots=True)
class Attempt:
    """One request on its way, told of in the dialog or not; `again` if it had worked before."""

    request: ConnectionRequest
    in_dialog: bool = False
    again: bool = False
    remember: bool = True
    cancelled: bool = False


class ConnectingController:
    """Makes attempts to connect, and tells the person how they go."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        conversations: ConversationsController,
        default_nick: str = "",
    ) -> None:
        self._model = model
        self._view = view
        self._settings = settings
        self._conversations = conversations
        self._default_nick = default_nick
        self.given_nick = ""  # at the start, and not used yet
        self.is_stopped_here: Callable[[str], bool] = lambda _network: False  # who hosts knows
        self.host_again: Callable[[str], None] = lambda _network: None
        self._starting: Attempt | None = None  # while model.connect has not returned its network
        self._attempts: dict[str, Attempt] = {}
        self._requests: dict[str, ConnectionRequest] = {}  # with passwords; never leave the memory
        self._registered: set[str] = set()
        self._doubted: dict[str, Attempt] = {}  # ended by what the person is asked about
        self._uncertified: set[tuple[str, int]] = set()  # where our certificate was of no use
        self._told: set[str] = set()  # never reached, and the dialog has said why

    def on_event(self, event: Event) -> None:
        """Tell how the attempt goes that the event belongs to."""
        if not isinstance(event, NetworkEvent):
            return
        if isinstance(event, NetworkForgotten):
            self._requests.pop(event.network, None)  # and the password in it
            return
        if isinstance(event, NetworkNamed):
            self._learn_name(event)
        attempt = self._attempt(event)
        if attempt is None:
            return
        match event:
            case ConnectionStarted():
                self._progress(attempt, _("Looking for {host}…").format(host=attempt.request.host))
            case ConnectionEstablished():
                self._progress(
                    attempt, _("Signing in as {nick}…").format(nick=attempt.request.nick)
                )
            case Registered():
                self._succeed(event.network, attempt)
            case ConnectionFailed(reason=reason, detail=detail):
                self._fail(event.network, attempt, reason, detail)

    def open_dialog(self) -> None:
        """Open the connect dialog with what was used last."""
        last = self._settings.last_request
        nick = self._settings.recent[0].request.nick if self._settings.recent else ""
        form = ConnectForm(nick=nick or self._default_nick) if last is None else self._form(last)
        self._view.open_connect_dialog(replace(form, nick=self.given_nick or form.nick))

    def _form(self, request: ConnectionRequest) -> ConnectForm:
        return form_of(request, self._model.accounts.certificate(request.host, request.port))

    def connect_form(self, form: ConnectForm) -> None:
        """Connect as the dialog says, if what it says can be right."""
        try:
            request = parse_form(form)
        except InvalidForm as error:
            self._view.show_connect_error(str(error), error.field)
        else:
            if account := form.account.strip():
                where = (request.host, request.port)
                self._model.accounts.use(*where, account, form.account_password)
            own = own_certificate(form)
            if own is not None or (request.host, request.port) in self._uncertified:
                self._model.accounts.use_certificate(request.host, request.port, own)
            self._begin(Attempt(request, in_dialog=True))

    def connect(self, request: ConnectionRequest, *, remember: bool = True) -> str:
        """Connect without the dialog, which opens only if that fails; returns the network."""
        return self._begin(Attempt(request, remember=remember))

    def reconnect(self, network: str) -> None:
        """Try again now, as we were there last; what is hosted here must be started first."""
        if self.is_stopped_here(network):
            self.host_again(network)
        else:
            self._model.reconnect(network)

    def resume(self, network: str) -> None:
        """An attempt that a question had ended goes on: the model tries it again."""
        if (attempt := self._doubted.pop(network, None)) is not None:
            self._told.discard(network)
            self._attempts[network] = attempt

    def cancel(self) -> None:
        """Give up the attempt of the dialog."""
        for network, attempt in list(self._attempts.items()):
            if attempt.in_dialog:
                self.cancel_network(network)

    def cancel_network(self, network: str) -> None:
        """Give up the attempt to reach this network."""
        if (attempt := self._attempts.get(network)) is not None:
            attempt.cancelled = True
            self._model.cancel_connect(network)

    def disconnect(self, network: str) -> None:
        """End a connection, or the attempt to make it."""
        if network in self._attempts:
            self.cancel_network(network)
        else:
            self._model.disconnect(network)

    def is_in_dialog(self, network: str) -> bool:
        """Whether the dialog tells how it goes with this network, so that no other place must."""
        attempt = self._attempts.get(network)
        return network in self._told if attempt is None else attempt.in_dialog

    def request_of(self, network: str) -> ConnectionRequest:
        """What this network was last asked with."""
        return self._requests[network]

    def _begin(self, attempt: Attempt) -> str:
        request = attempt.request
        if is_to_be_believed(request, self._model.trust.pins()):
            self._model.trust.believe(request.host, request.port, request.fingerprint)
        self._progress(attempt, _("Connecting to {host}…").format(host=request.host))
        self._starting = attempt
        try:
            network = self._model.connect(request)
        finally:
            self._starting = None
        self._requests[network] = request
        self._attempts.setdefault(network, attempt)
        if not attempt.again:
            first = channel_name(request.channels[0]) if request.channels else ""
            self._conversations.want(network, first)
        return network

    def _attempt(self, event: NetworkEvent) -> Attempt | None:
        network = event.network
        if self._starting is not None:
            # The model may publish the first events before `connect` returns the network's key.
            self._attempts[network] = self._starting
            self._requests[network] = self._starting.request
        elif isinstance(event, ConnectionStarted):
            # The model tries again, by itself or because it was asked to.
            again = network in self._requests
            request = self._requests.setdefault(network, self._model.request(network))
            self._attempts.setdefault(network, Attempt(request, again=again))
        return self._attempts.get(network)

    def _progress(self, attempt: Attempt, text: str) -> None:
        if attempt.in_dialog:
            self._view.show_connecting(text)

    def _succeed(self, network: str, attempt: Attempt) -> None:
        del self._attempts[network]
        self._registered.add(network)
        self._told.discard(network)
        self._view.close_connect_dialog()
        self._view.focus_entry()
        if attempt.remember and not attempt.again:
            self._remember(attempt.request)

    def _remember(self, request: ConnectionRequest) -> None:
        self.given_nick = ""
        self._settings.last_request = replace(request, password="")
        self._settings.recent = remembered(self._settings.recent, request)
        self._settings.save()

    def _learn_name(self, event: NetworkNamed) -> None:
        recent = named(self._settings.recent, self._requests.get(event.network), event.name)
        if recent != self._settings.recent:
            self._settings.recent = recent
            self._settings.save()

    def _fail(self, network: str, attempt: Attempt, reason: FailureReason, detail: str) -> None:
        if reason is FailureReason.CANCELLED and not attempt.cancelled:
            return  # an older attempt to the same server, which this one replaced
        del self._attempts[network]
        if reason in _IN_DOUBT:
            self._doubted[network] = attempt
        if self._model.retry_in(network) is not None:
            return  # it will be tried again, which the bar tells
        failure = describe(reason, attempt.request, detail)
        if failure.field is ConnectField.CERTIFICATE:
            self._uncertified.add((attempt.request.host, attempt.request.port))
        to_dialog = failure.field in _TO_CHANGE or not (attempt.again or reason in _IN_DOUBT)
        if not attempt.in_dialog and to_dialog and not attempt.cancelled:
            self._view.open_connect_dialog(self._form(attempt.request))
            attempt.in_dialog = True
        if attempt.in_dialog:
            self._view.show_connect_error(failure.text, failure.field)
            self._told |= {network} - self._registered
