"""Options of the accounts (`[accounts]`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.config import checks
from server.options import option

Registration = Literal["open", "invitation", "closed"]


@dataclass(frozen=True, slots=True)
class AccountOptions:
    """Accounts: who may have one, and what it brings."""

    registration: Registration = option(
        "open",
        help="who may register an account: everybody (open), who has a code of 'chat-server "
        "account invite' (invitation), or nobody but by 'chat-server account add' (closed)",
        reload=True,
    )
    register_before_connect: bool = option(
        False, help="let people register an account before they are connected", reload=True
    )
    register_requires_email: bool = option(
        False,
        help="an account needs an e-mail address; it is verified if there is a mail command",
        reload=True,
    )
    email_domains: tuple[str, ...] = option(
        (),
        help="e-mail addresses must be of one of these domains; none given: of any",
        metavar="DOMAIN",
        reload=True,
    )
    mail_command: str = option(
        "",
        help="program that sends the mail on its standard input, as 'sendmail -t': new accounts "
        "with an address are then verified by a code; 'log': the code is written to the log",
        metavar="COMMAND",
        check=checks.check_mail_command,
        reload=True,
    )
    mail_sender: str = option(
        "", help="sender's address of such mails", metavar="ADDRESS", reload=True
    )
    custom_account_names: bool = option(
        True, help="an account may have another name than its owner's nick", reload=True
    )
    accounts_per_address: int = option(
        60, help="accounts that one address may register in an hour; 0: any number",
        least=0, reload=True,
    )  # fmt: skip
    password_least: int = option(
        6, help="characters that a password needs", least=1, most=64, reload=True
    )
    always_on: bool = option(
        False,
        help="accounts stay in their channels while their clients are away, unless they choose "
        "otherwise by 'MODE nick -A'",
        reload=True,
    )
    channels_per_account: int = option(
        50, help="channels that one account may have founded", least=0, reload=True
    )
