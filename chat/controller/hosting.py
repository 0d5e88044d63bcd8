"""Hosting a chat on this computer: what is asked before, how it goes, and that we are in it too."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.connecting import ConnectingController
from chat.controller.hosting_words import panel
from chat.controller.invitations import LOBBY, plain_fingerprint
from chat.controller.names import nick_error
from chat.model.entities import ConnectionRequest, ConversationKey
from chat.model.events import Event, HostingChanged, MembersChanged, Registered
from chat.model.hosted import HostedServer, HostingOptions, HostingState
from chat.model.ports import ChatModel, Settings
from chat.translation import _, ngettext
from chat.view.ports import ChatView
from chat.view.ports.hosting import HostingForm

_LOOPBACK = "127.0.0.1"
_LONGEST_NAME = 50  # characters, as the server takes them


class HostingController:
    """Implements `chat.view.ports.hosting.HostingIntents`."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        connecting: ConnectingController,
        default_nick: str,
        tell: Callable[[str], None],
    ) -> None:
        """`tell` says something in the main window."""
        self._model = model
        self._view = view
        self._settings = settings
        self._connecting = connecting
        self._nick = self._default_nick = default_nick
        self._tell = tell
        self._network: str | None = None  # our own connection to it
        self._join = False  # as soon as it runs
        self._asking = False
        self._takes_charge = False  # of the lobby, once for each connection
        connecting.is_stopped_here, connecting.host_again = self.is_stopped, self.host_again

    def on_event(self, event: Event) -> None:
        """The server has news, or our connection to it."""
        match event:
            case HostingChanged(server=server):
                self._follow(server)
            case Registered(network=network) if network == self._network:
                self._model.hosting.become_operator(network)
                self._takes_charge = True
                self._show()
            case MembersChanged(key=key) if key.network == self._network:
                self._take_charge(key)
                self._show()

    def _take_charge(self, key: ConversationKey) -> None:
        """Who hosts keeps order, also where others were first after the server came back."""
        nick = self._model.nick(key.network)
        ours = next((one for one in self._model.members(key) if one.nick == nick), None)
        if key.target != LOBBY or not self._takes_charge or ours is None:
            return
        self._takes_charge = False
        if not ours.prefixes:
            self._model.change_mode(key, "+o", nick)

    def on_open(self, nick: str = "") -> None:
        """See HostingIntents."""
        self._nick = nick.strip() or self._last_nick()
        server = self._model.hosting.server
        if server.is_on:
            self._view.hosting.open_panel(panel(server, self._members()))
            return
        name = self._settings.host_name or _("{nick}-chat").format(nick=self._nick)
        self._view.hosting.open_form(HostingForm(name, self._settings.host_open))

    def is_stopped(self, network: str) -> bool:
        """Whether a network is the chat that was hosted here, and is hosted no longer."""
        ours = _one_word(self._settings.host_name)
        on_loopback = self._model.request(network).host == _LOOPBACK
        named_so = bool(ours) and self._model.network_name(network) == ours
        return on_loopback and named_so and not self._model.hosting.server.is_on

    def host_again(self, network: str) -> None:
        """Ask how it is to be hosted, as it was but for the password, which nobody kept."""
        self.on_open(self._model.nick(network))

    def on_start(self, form: HostingForm) -> None:
        """See HostingIntents."""
        name = _one_word(form.name)
        if problem := nick_error(self._nick):
            self._view.hosting.show_problem(problem)
        elif not name or not name.isprintable() or len(name) > _LONGEST_NAME:
            self._view.hosting.show_problem(
                _("Give the chat a name of at most {count} letters.").format(count=_LONGEST_NAME)
            )
        else:
            self._settings.host_name, self._settings.host_open = name, form.open
            self._settings.save()
            self._join = True
            self._model.hosting.start(HostingOptions(name, form.open, form.password))

    def on_stop(self) -> None:
        """See HostingIntents."""
        if self._others() and not self._view.ask_sure(
            _("Stop hosting"), self._question(_("Stop hosting?")), _("Stop hosting")
        ):
            return
        self._leave()
        self._model.hosting.stop()

    def may_close(self) -> bool:
        """Whether the program may end: hosting ends with it, which the person must want."""
        if not self._model.hosting.server.is_on:
            return True
        if self._asking:  # the question is on the screen
            return False
        self._asking = True
        try:
            question = self._question(_("Stop hosting, and quit?"))
            sure = self._view.ask_sure(_("Quit"), question, _("Stop hosting and quit"))
        finally:
            self._asking = False
        if sure:
            self._leave()  # so that it is not come back to at the next start
        return sure

    def _follow(self, server: HostedServer) -> None:
        if server.state is HostingState.RUNNING and self._join:
            self._join = False
            fingerprint = plain_fingerprint(server.fingerprint)
            self._model.trust.believe(_LOOPBACK, server.tls_port, fingerprint)
            self._network = self._connecting.connect(self._request(server), remember=False)
        elif server.state is HostingState.FAILED:
            self._tell(panel(server, self._members()).headline)
            self._leave()
        self._show()

    def _request(self, server: HostedServer) -> ConnectionRequest:
        """We come by the way that no other computer has."""
        password = server.options.password
        return ConnectionRequest(
            self._nick, _LOOPBACK, server.tls_port, True, password, channels=(LOBBY,)
        )

    def _leave(self) -> None:
        """End our own connection, so that it is not tried again."""
        if self._network is not None:
            self._connecting.disconnect(self._network)
            self._network = None

    def _show(self) -> None:
        server = self._model.hosting.server
        if server.state is HostingState.STARTING:
            self._view.hosting.open_panel(panel(server, self._members()))
        else:
            self._view.hosting.show_panel(panel(server, self._members()))

    def _last_nick(self) -> str:
        last = self._settings.last_request
        return self._connecting.given_nick or (self._default_nick if last is None else last.nick)

    def _members(self) -> int:
        if self._network is None or not self._model.is_connected(self._network):
            return 0
        return len(self._model.members(ConversationKey(self._network, LOBBY)))

    def _others(self) -> bool:
        return self._members() > 1

    def _question(self, question: str) -> str:
        name = self._model.hosting.server.options.name
        told = _("You are hosting “{name}”.").format(name=name)
        if self._others():
            count = self._members() - 1
            told = ngettext(
                "You are hosting “{name}”, and {count} other person is in {lobby}.",
                "You are hosting “{name}”, and {count} other people are in {lobby}.",
                count,
            ).format(name=name, count=count, lobby=LOBBY)
        return f"{told} {question}"


def _one_word(name: str) -> str:
    """A chat's name as it stands in the token NETWORK."""
    return "-".join(name.split())
