"""Accounts without commands: log in, make one, change its password, be a guest again."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.account_standing import AccountStanding
from chat.controller.account_words import (
    CHANGE_LOST,
    CHANGED,
    CLEAR_TEXT,
    DONE,
    HOW_TO_CHANGE,
    not_kept,
    refusal,
)
from chat.controller.connecting import ConnectingController
from chat.controller.conversations import NOT_CONNECTED
from chat.controller.failures import describe
from chat.controller.selection import Selection
from chat.model.events import (
    AccountRefused,
    AccountRegistered,
    ConnectionFailed,
    ConnectionLost,
    Disconnected,
    Event,
    FailureReason,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    PasswordChanged,
    PasswordNotKept,
    PasswordRefused,
    Registered,
    VerificationWanted,
)
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView
from chat.view.ports.accounts import NewAccountForm, NewPasswordForm

REASONS = (
    FailureReason.LOGIN_REFUSED,
    FailureReason.LOGIN_UNAVAILABLE,
    FailureReason.LOGIN_UNENCRYPTED,
    FailureReason.LOGIN_PASSWORD,
    FailureReason.ACCOUNT_REFUSED,
)


class AccountsController:
    """Between the model's accounts and the account window."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        connecting: ConnectingController,
        tell: Callable[[str], None],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._connecting = connecting
        self._tell = tell
        self._network = ""  # that the window is about
        self._standing = AccountStanding(model)
        self._waits = False  # the window does, for what the server says

    def on_event(self, event: Event) -> None:
        """Note how the accounts stand, and show it where it was asked for."""
        match event:
            case ConnectionFailed(network=network):
                if self._model.retry_in(network) is None:
                    self._fail(event)
            case Registered(network=network):
                if (
                    self._standing.failed.pop(network, None) is not None
                    and network == self._network
                ):
                    self._view.accounts.close()
            case LoggedIn(network=network) | LoggedOut(network=network):
                self._refresh(network)
            case LoginFailed(network=network, reason=reason, detail=detail):
                request = self._model.request(network)
                self._refresh(network, describe(reason, request, detail).text)
            case AccountRegistered(network=network, account=account):
                self._standing.codes.pop(network, None)
                self._refresh(network)
                self._tell(_(DONE).format(account=account))
            case VerificationWanted(network=network, account=account, words=words):
                self._standing.codes[network] = account
                self._network, self._waits = network, False
                self._view.accounts.show(self._standing.state(network, words, danger=False))
            case AccountRefused(network=network, code=code, words=words):
                self._refresh(network, refusal(code, words))
            case PasswordChanged(network=network, account=account):
                self._changed(network, account)
            case PasswordRefused(network=network, code=code, words=words):
                self._keep_password(network, code, words)
            case ConnectionLost(network=network) | Disconnected(network=network):
                self._lose(network)
            case PasswordNotKept(words=words, name=name):
                self._tell(not_kept(words, name))

    # What the person did

    def on_open_account(self) -> None:
        """Show the account of the network that is shown."""
        network = self._selection.network(self._model)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Account"), _(NOT_CONNECTED))
            return
        self._network, self._standing.changing = network, ""
        self._view.accounts.show(self._standing.state(network))

    def on_log_in(self, account: str, password: str) -> None:
        """Log in to an account, now or by connecting again."""
        account = account.strip()
        if not account or not password:
            self._say(_("Enter the account's name and its password."))
            return
        self._begin()
        self._model.accounts.log_in(self._network, account, password)

    def on_register(self, form: NewAccountForm) -> None:
        """Make an account, if what was typed can be right."""
        problem = self._problem(form)
        if problem:
            self._say(problem)
        elif self._may_send():
            self._begin()
            network, account = self._network, form.account.strip()
            self._model.accounts.register(network, account, form.email.strip(), form.password)

    def on_verify(self, code: str) -> None:
        """Send the code of a new account."""
        if code.strip():
            self._model.accounts.verify(
                self._network, self._standing.codes[self._network], code.strip()
            )

    def on_guest(self) -> None:
        """Go on without an account: after a failure at once, else after asking."""
        network = self._network
        question = _("You leave for a moment, and come back as a guest. Log out?")
        title, deed = _("Account"), _("Log out")
        if network not in self._standing.failed and not self._view.ask_sure(title, question, deed):
            return
        self._connecting.resume(network)
        self._view.accounts.close()
        self._model.accounts.as_guest(network)

    def on_send_unencrypted(self) -> None:
        """The password may go in clear text to this server."""
        self._model.accounts.allow_unencrypted(self._network)
        self._begin()
        account = self._model.accounts.wanted(self._network)
        self._model.accounts.log_in(self._network, account)

    def on_change_password(self) -> None:
        """Ask for another password."""
        self._standing.changing = self._network
        self._view.accounts.show(self._standing.state(self._network))

    def on_new_password(self, form: NewPasswordForm) -> None:
        """Change the password, if what was typed can be right."""
        if not form.current or not form.new:
            self._say(_("Enter the current password, and the new one twice."))
        elif form.new != form.again:
            self._say(_("The two passwords are not the same: enter them again."))
        elif self._may_send():
            self._begin()
            self._model.accounts.change_password(self._network, form.current, form.new)

    def on_forget_password(self) -> None:
        """The keyring is to forget the password."""
        self._model.accounts.forget_password(self._network)
        self._refresh(self._network)

    # How it stands

    def _changed(self, network: str, account: str) -> None:
        words = _(CHANGED).format(account=account)
        self._standing.changing = ""
        self._refresh(network, words, danger=False)
        self._tell(words)

    def _keep_password(self, network: str, code: str, words: str) -> None:
        if code != "UNKNOWN_COMMAND":
            self._refresh(network, refusal(code, words, _("The password was not changed.")))
            return
        self._standing.changing = ""
        self._refresh(network)
        account = self._model.accounts.account(network)
        self._view.show_text(_("Change the password"), _(HOW_TO_CHANGE).format(account=account))

    def _lose(self, network: str) -> None:
        """The connection is gone; whoever waits for an answer in the window waits in vain."""
        changing = network == self._standing.changing
        waits = self._waits and network == self._network
        if changing:
            self._standing.changing = ""
        if changing or waits:
            words = _(CHANGE_LOST) if changing else _("The connection is gone.")
            self._refresh(network, words if waits else "")

    def _begin(self) -> None:
        """The server is asked; an attempt that had failed goes on."""
        if self._network in self._standing.failed:
            self._connecting.resume(self._network)
        self._waits = True
        text = _("Asking the server…")
        self._view.accounts.refresh(
            self._standing.state(self._network, text, danger=False, busy=True)
        )

    def _fail(self, event: ConnectionFailed) -> None:
        """An attempt has ended: by a login that is to be asked for, or while one was waited for."""
        network, reason = event.network, event.reason
        if reason in REASONS:
            self._standing.failed[network] = reason
            self._network, self._waits = network, False
            self._view.accounts.show(self._standing.state(network, self._words(event)))
        elif self._waits:
            self._refresh(network, self._words(event))

    def _words(self, event: ConnectionFailed) -> str:
        return describe(event.reason, self._model.request(event.network), event.detail).text

    def _say(self, text: str) -> None:
        self._refresh(self._network, text)

    def _refresh(self, network: str, text: str = "", *, danger: bool = True) -> None:
        """Show how it stands, or what happened, if the window is about this network."""
        if network == self._network:
            self._waits = False
            self._view.accounts.refresh(self._standing.state(network, text, danger=danger))

    def _problem(self, form: NewAccountForm) -> str:
        rules = self._model.accounts.registration(self._network)
        if not form.password:
            return _("Choose a password.")
        if form.password != form.again:
            return _("The two passwords are not the same: enter them again.")
        if rules is not None and rules.email_required and "@" not in form.email:
            return _("This server needs your e-mail address.")
        return ""

    def _may_send(self) -> bool:
        if self._model.accounts.may_send_password(self._network):
            return True
        question = _(CLEAR_TEXT).format(network=self._model.network_name(self._network))
        return self._view.ask_sure(_("Not encrypted"), question, _("Send password"))
