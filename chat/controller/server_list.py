"""The connect dialog's list of servers: those found on the network, and those used before.

The search runs while the dialog is open. Where it finds nothing, it is said why, and what to try.
"""

from __future__ import annotations

from collections.abc import Sequence

from chat.controller.links import IRC_PORT, IRC_TLS_PORT
from chat.controller.names import nick_error
from chat.controller.recent_servers import is_same
from chat.model.entities import ConnectionRequest, FoundServer, Looking, RecentServer
from chat.model.events import Event, ServersFound
from chat.model.ports import ChatModel, Settings
from chat.translation import N_, _
from chat.view.ports import ChatView
from chat.view.ports.connect import ServerRow

START_DELAY = 300  # ms: the window shows itself first

_NOTES = {
    Looking.LOOKING: N_("Looking for servers on your network…"),
    Looking.LISTENING: N_(
        "No server answered on this network. Is the chat hosted, and open to the network? Are"
        " both computers in the same one, and not in a guest Wi-Fi or a VPN? Else ask the host"
        " for the address, and enter it below."
    ),
    Looking.NO_NETWORK: N_(
        "This computer is on no network: join the Wi-Fi or plug in the cable, and look again."
    ),
    Looking.BLOCKED: N_(
        "The system does not let this program look for servers: allow it in the firewall"
        " (multicast, UDP port 5353), or enter the server's address below."
    ),
    Looking.UNAVAILABLE: N_(
        "Servers cannot be looked for, because the Python package “zeroconf” is missing: install"
        " it, or enter the server's address below."
    ),
    Looking.OFF: N_("Looking for servers is switched off: enter the server's address below."),
}


class ServerListController:
    """Implements `chat.view.ports.connect.ConnectIntents`."""

    def __init__(self, model: ChatModel, view: ChatView, settings: Settings) -> None:
        self._model = model
        self._view = view
        self._settings = settings
        self._found: tuple[FoundServer, ...] = ()
        self._looking = Looking.LOOKING
        self._open = False

    def on_event(self, event: Event) -> None:
        """The search has news."""
        if isinstance(event, ServersFound) and self._open:
            self._found, self._looking = event.servers, event.looking
            self._show()

    def on_dialog_opened(self) -> None:
        """See ConnectIntents."""
        self._open = True
        self._found, self._looking = (), Looking.LOOKING
        self._show()
        self._view.schedule(START_DELAY, self._start)

    def on_dialog_closed(self) -> None:
        """See ConnectIntents."""
        self._open = False
        self._model.discovery.stop()

    def on_look_again(self) -> None:
        """See ConnectIntents."""
        self._model.discovery.start()

    def on_forget_server(self, key: str) -> None:
        """See ConnectIntents."""
        kept = tuple(one for one in self._settings.recent if _key(one.request) != key)
        if (last := self._settings.last_request) is not None and _key(last) == key:
            self._settings.last_request = None
        self._settings.recent = kept
        self._settings.save()
        self._show()

    def on_nick_typed(self, nick: str) -> None:
        """See ConnectIntents."""
        self._view.connect.show_nick_problem(nick_error(nick.strip()) if nick.strip() else "")

    def _start(self) -> None:
        if self._open:
            self._model.discovery.start()

    def _show(self) -> None:
        looking = self._looking is Looking.LOOKING and not self._found
        note = "" if self._found else _(_NOTES[self._looking])
        self._view.connect.show_servers(self._rows(), note, looking=looking)

    def _rows(self) -> Sequence[ServerRow]:
        recent = [_recent_row(one) for one in self._settings.recent]
        return [*(self._found_row(one) for one in self._found), *recent]

    def _found_row(self, server: FoundServer) -> ServerRow:
        """A server that we know is joined as we were there last."""
        request = ConnectionRequest("", server.host, server.port, server.tls)
        known = [one.request for one in self._settings.recent if is_same(one.request, request)]
        return ServerRow(
            key=ascii(f"found {server.name}"),  # whichever of its doors is taken
            name=server.name,
            address=_address(request),
            host=server.host,
            port=str(server.port),
            tls=server.tls,
            channel=_channels(known[0]) if known else None,
            nick=known[0].nick if known else "",
            realname=known[0].realname if known else "",
        )


def _recent_row(server: RecentServer) -> ServerRow:
    request = server.request
    return ServerRow(
        key=_key(request),
        name=server.name or request.host,
        address=_address(request),
        host=request.host,
        port=str(request.port),
        tls=request.tls,
        channel=_channels(request),
        nick=request.nick,
        realname=request.realname,
        recent=True,
    )


def _channels(request: ConnectionRequest) -> str:
    return ",".join(item.partition(" ")[0] for item in request.channels)


def _key(request: ConnectionRequest) -> str:
    """What names a server to the view: in ASCII, whatever strangers announce."""
    return ascii(f"{request.host.casefold()} {request.port}")


def _address(request: ConnectionRequest) -> str:
    if request.port == (IRC_TLS_PORT if request.tls else IRC_PORT):
        return request.host
    host = f"[{request.host}]" if ":" in request.host else request.host
    return f"{host}:{request.port}"
