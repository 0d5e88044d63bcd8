"""Whom we believe: asks about certificates, shows the lock, and lists what is trusted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from chat.controller.connecting import ConnectingController
from chat.controller.selection import Selection
from chat.model.events import CertificateDoubted, Event
from chat.model.ports import ChatModel
from chat.model.security import Assurance, Doubt, Pin, Policy, Security, spaced
from chat.translation import N_, _
from chat.view.ports import ChatView, Table, TableRow
from chat.view.ports.trust import CertificateQuestion, Lock

_DOUBTS = {
    Doubt.SELF_SIGNED: N_("The server made its certificate itself, as small servers do."),
    Doubt.UNKNOWN_ISSUER: N_("This computer does not know who issued its certificate."),
    Doubt.EXPIRED: N_("Its certificate has expired."),
    Doubt.NOT_YET_VALID: N_("Its certificate is not valid yet: is this computer's clock right?"),
    Doubt.WRONG_NAME: N_("Its certificate is for another name."),
    Doubt.OTHER: N_("This computer cannot check its certificate."),
}
_FIRST = N_(
    "You connect to {host} for the first time. {doubt}\n\nCompare the fingerprint with the one that"
    " the server prints when it starts, or ask the person who runs it. If it is the same, nobody"
    " listens in, and you will not be asked again."
)
_CHANGED = N_(
    "{host} shows another certificate than the one you trusted. {doubt}\n\nEither the server got"
    " a new one, or somebody stands between you and it, and would read all you write. Nothing was"
    " sent. Ask the person who runs it for the new fingerprint, by another way than this chat."
)
_VERSIONS = {"TLSv1.3": "TLS 1.3", "TLSv1.2": "TLS 1.2"}


class TrustController:
    """Between the model's trust and the person's."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        connecting: ConnectingController,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._connecting = connecting
        self._shown: tuple[bool, Security | None] = (False, None)

    def on_event(self, event: Event) -> None:
        """A certificate is to be compared."""
        if isinstance(event, CertificateDoubted):
            self._view.trust.ask(question(event), lambda yes: self._answer(event.network, yes))

    def show_changes(self) -> None:
        """Show how the connection of the conversation that is shown is encrypted."""
        network = self._selection.network(self._model)
        connected = network is not None and self._model.is_connected(network)
        security = self._model.trust.security(network) if connected and network else None
        if (connected, security) == self._shown:
            return
        self._shown = (connected, security)
        if connected:
            lock = Lock.OPEN if security is None else Lock.CLOSED
            self._view.trust.show_lock(lock, describe(security))
        else:
            self._view.trust.show_lock(Lock.NONE, "")

    def say_again(self) -> None:
        """Another language is spoken: the lock says its words anew with the other changes."""
        self._shown = (False, None)

    def on_show_trusted(self) -> None:
        """Servers whose certificate was compared, and what servers asked for."""
        trust = self._model.trust
        forgetting: dict[str, Callable[[], None]] = {}
        rows = []
        for pin in trust.pins():
            row = _pin_row(pin)
            rows.append(row)
            forgetting[row.key] = partial(trust.forget_pin, pin.host, pin.port)
        for policy in trust.policies():
            row = _policy_row(policy)
            rows.append(row)
            forgetting[row.key] = partial(trust.forget_policy, policy.host)
        self._add_passwords(rows, forgetting)
        self._view.show_table(self._table(rows, forgetting))

    def _add_passwords(
        self, rows: list[TableRow], forgetting: dict[str, Callable[[], None]]
    ) -> None:
        accounts, passwords = self._model.accounts, self._model.passwords
        for where in accounts.unencrypted():
            words = _("May have passwords in clear text")
            rows.append(TableRow(f"clear {where}", (where, words, "")))
            forgetting[f"clear {where}"] = partial(accounts.forbid_unencrypted, where)
        for name in passwords.kept():
            rows.append(TableRow(f"kept {name}", (name, _("Password in the keyring"), "")))
            forgetting[f"kept {name}"] = partial(passwords.forget, name)

    def _table(self, rows: list[TableRow], forgetting: dict[str, Callable[[], None]]) -> Table:
        def forget(key: str) -> None:
            where = next(row.cells[0] for row in rows if row.key == key)
            asked = _("Forget what is known of {server}? The next connection starts from nothing.")
            asked = asked.format(server=where)
            if self._view.ask_sure(_("Trusted servers"), asked, _("Forget")):
                forgetting[key]()
                self.on_show_trusted()

        columns = (_("Server"), _("What is known"), _("In detail"))
        title, action = _("Trusted servers"), _("Forget")
        return Table(title, columns, rows, action, forget, closes=False)

    def _answer(self, network: str, yes: bool) -> None:
        if yes:
            self._connecting.resume(network)
            self._model.trust.accept(network)
        else:
            self._model.trust.refuse(network)


def question(event: CertificateDoubted) -> CertificateQuestion:
    """Word the question about a certificate."""
    changed = bool(event.pinned)
    text = _(_CHANGED if changed else _FIRST)
    return CertificateQuestion(
        title=_("The certificate has changed") if changed else _("Is this the right server?"),
        text=text.format(host=event.host, doubt=_(_DOUBTS[event.doubt])),
        fingerprint=spaced(event.certificate.fingerprint),
        details=_details(event),
        accept=_("Trust the new one") if changed else _("Trust this server"),
        before=spaced(event.pinned),
        compared=_("I have compared the new fingerprint, and it is the server's")
        if changed
        else "",
    )


def _details(event: CertificateDoubted) -> str:
    certificate = event.certificate
    parts = []
    if certificate.subject:
        parts.append(_("Issued to {subject}").format(subject=certificate.subject))
    if certificate.expires is not None:
        parts.append(_("valid until {day}").format(day=f"{certificate.expires:%Y-%m-%d}"))
    return ", ".join(parts)


def describe(security: Security | None) -> str:
    """How a connection is encrypted, in words."""
    if security is None:
        return _("Not encrypted: who is on the same network could read along")
    version = _VERSIONS.get(security.version, security.version)
    if security.assurance is Assurance.PINNED:
        words = _("{version}, you trusted the certificate")
    else:
        words = _("{version}, certificate trusted")
    shown = spaced(security.fingerprint)
    return f"{words.format(version=version)}\nSHA-256 {shown[:48]}\n{shown[48:]}"


def _pin_row(pin: Pin) -> TableRow:
    where = f"{pin.host}:{pin.port}"
    day = f"{pin.since.astimezone():%Y-%m-%d}"
    known = _("Trusted since {day}").format(day=day)
    return TableRow(f"pin {where}", (where, known, spaced(pin.fingerprint)))


def _policy_row(policy: Policy) -> TableRow:
    until = f"{policy.expires.astimezone():%Y-%m-%d}"
    words = _("Encrypted only, until {day}, on port {port}").format(day=until, port=policy.port)
    return TableRow(f"policy {policy.host}", (policy.host, _("Its own wish"), words))
