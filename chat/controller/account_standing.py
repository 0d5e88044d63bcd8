"""How we stand with the account of each network, as the account window shows it. No flow here."""

from __future__ import annotations

from chat.controller.account_words import GUEST, GUEST_ONLY, MEMBER, NEW_PASSWORD
from chat.model.events import FailureReason
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports.accounts import AccountMode, AccountRules, AccountState


class AccountStanding:
    """What the controller notes beside what the model knows."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.failed: dict[str, FailureReason] = {}  # why a login ended the last attempt there
        self.codes: dict[str, str] = {}  # accounts that wait for their code
        self.changing = ""  # the network where the window asks for another password

    def state(
        self, network: str, text: str = "", *, danger: bool = True, busy: bool = False
    ) -> AccountState:
        """What the window shows; `text` is what happened, else it says how things are."""
        accounts = self._model.accounts
        mode = self._mode(network)
        offered = accounts.registration(network)
        rules = None
        if offered is not None:
            rules = AccountRules(offered.email_required, offered.custom_name)
        account = accounts.account(network) or accounts.wanted(network)
        return AccountState(
            title=_("Account on {network}").format(network=self._model.network_name(network)),
            text=text or self._words(network, mode, account),
            mode=mode,
            danger=danger and bool(text),
            account=self.codes.get(network, "") or account or self._model.nick(network),
            new=rules,
            kept=accounts.is_password_kept(network),
            busy=busy,
        )

    def _mode(self, network: str) -> AccountMode:
        accounts = self._model.accounts
        if accounts.account(network):
            changing = network == self.changing
            return AccountMode.PASSWORD if changing else AccountMode.MEMBER
        if network in self.codes:
            return AccountMode.CODE
        if (reason := self.failed.get(network)) is not None:
            unencrypted = reason is FailureReason.LOGIN_UNENCRYPTED
            return AccountMode.UNENCRYPTED if unencrypted else AccountMode.REFUSED
        offered = accounts.can_log_in(network) or accounts.registration(network) is not None
        return AccountMode.GUEST if offered else AccountMode.NONE

    def _words(self, network: str, mode: AccountMode, account: str) -> str:
        words = {
            AccountMode.MEMBER: MEMBER,
            AccountMode.PASSWORD: NEW_PASSWORD,
            AccountMode.NONE: GUEST_ONLY,
        }.get(mode, GUEST)
        return _(words).format(network=self._model.network_name(network), account=account)
