"""A hosted chat in words: what the window for hosting shows of it. Pure."""

from __future__ import annotations

from chat.controller.invitations import LOBBY, invitation
from chat.model.hosted import HostedServer, HostingState
from chat.translation import _, ngettext
from chat.view.ports.hosting import HostingPanel


def panel(server: HostedServer, members: int) -> HostingPanel:
    """How a hosted chat stands; `members`: people in its lobby."""
    name = server.options.name
    match server.state:
        case HostingState.STARTING:
            return HostingPanel(_("Starting “{name}”…").format(name=name), busy=True)
        case HostingState.RUNNING:
            return _running(server, members)
        case HostingState.RESTARTING:
            text = _("“{name}” ended unexpectedly, and is started again…")
            return HostingPanel(text.format(name=name), server.problem, busy=True)
        case HostingState.STOPPING:
            text = _("Stopping “{name}”…").format(name=name)
            return HostingPanel(text, busy=True, can_stop=False)
        case HostingState.FAILED:
            text = _("The chat could not be kept running: {problem}.")
            log = _("Its log: {path}").format(path=server.log) if server.log else ""
            headline = text.format(problem=server.problem or _("it ended without a word"))
            return HostingPanel(headline, log, failed=True, can_stop=False)
        case HostingState.STOPPED:
            return HostingPanel(_("The chat is stopped."), can_stop=False)


def _running(server: HostedServer, count: int) -> HostingPanel:
    headline = ngettext(
        "You host “{name}”: {count} person is in {lobby}.",
        "You host “{name}”: {count} people are in {lobby}.",
        count,
    ).format(name=server.options.name, count=count, lobby=LOBBY)
    if not server.options.open:
        detail = _("Only this computer can join.")
    elif not server.addresses:
        detail = _("This computer is on no network yet: nobody else can join.")
    else:
        detail = _(
            "Others on your network see it in their list of servers, or use the invitation. If"
            " they cannot connect or send files, allow ports {tls}, {port} and {files} in this"
            " computer's firewall."
        ).format(tls=server.tls_port, port=server.port, files=server.files_port)
    return HostingPanel(
        headline,
        detail,
        link=invitation(server),
        address=_address(server),
        fingerprint=server.fingerprint,
    )


def _address(server: HostedServer) -> str:
    return (
        _("{hosts}, port {tls} (TLS) or {port}").format(
            hosts=", ".join(server.addresses), tls=server.tls_port, port=server.port
        )
        if server.addresses
        else ""
    )
