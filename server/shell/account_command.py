"""`chat-server account ...`: accounts from the command line, also while the server runs.

A running server takes the changes within a second.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import re
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from chat.protocol.names import is_valid_nick
from server.config import ServerConfig
from server.core.accounts import Account, AccountRegistry, Credentials, digest
from server.core.naming import is_nobodys
from server.core.password_rules import refused_password
from server.core.stored import StoreFailure
from server.shell.arguments import parse_arguments
from server.shell.passwords import Argon2Passwords
from server.store.accounts import AccountEditor
from server.store.store import SqliteStore, open_store

_DESCRIPTION = """\
Make, list and change accounts. A password is asked for, or read from the first line of standard
input if that is no terminal. A running server takes the changes within a second.
"""
_INVITATION_LASTS = 14 * 24 * 3600.0  # seconds
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_CHOICES = {"on": True, "off": False, "default": None}


def main(argv: list[str]) -> int:
    """Do what the words ask for; the exit status."""
    arguments = parse_arguments(
        argv,
        prog="chat-server account",
        description=_DESCRIPTION,
        extend=_add_arguments,
        only=("data-dir",),
    )
    directory = arguments.config.data_dir
    if directory is None:
        return _fail("--data-dir must name the data directory of the server")
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.closing(open_store(arguments.config, time.time)) as store:
            print(_Editing(store, arguments.namespace, arguments.config).run())
    except (StoreFailure, _Refused) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"cannot use the data directory {directory}: {error.strerror}")
    return 0


class _Refused(Exception):  # noqa: N818 - named for what it is
    """What was asked for cannot be done; a sentence without its full stop."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, text: str, *, named: bool = True) -> argparse.ArgumentParser:
        added = actions.add_parser(name, help=text, allow_abbrev=False)
        for option in ("data-dir", "config"):  # also behind the action's name
            added.add_argument(
                f"--{option}",
                dest=option,
                type=Path,
                default=argparse.SUPPRESS,
                help=argparse.SUPPRESS,
            )
        if named:
            added.add_argument("name", metavar="NAME", help="the account")
        return added

    for name, text in (("add", "make an account"), ("password", "change its password")):
        added = action(name, text)
        added.add_argument(
            "--password", metavar="TEXT", help="not safe: others on this computer may see it"
        )
        if name == "add":
            added.add_argument("--email", default="", metavar="ADDRESS")
    action("list", "show all accounts", named=False)
    action("suspend", "close its connections, and let it in no more")
    action("unsuspend", "let it in again")
    action("remove", "forget an account; channels that it founded end with their last member")
    action("invite", "make a code with which somebody may register", named=False)
    always_on = action("always-on", "whether it stays in channels while its clients are away")
    always_on.add_argument("choice", choices=_CHOICES)
    certificate = action("certificate", "let it log in with a TLS certificate (SASL EXTERNAL)")
    certificate.add_argument("fingerprint", metavar="SHA256", help="of the certificate")
    certificate.add_argument("--remove", action="store_true", help="no longer")


class _Editing:
    """One action on the accounts of a store."""

    def __init__(
        self, store: SqliteStore, arguments: argparse.Namespace, config: ServerConfig
    ) -> None:
        self._store = store
        self._arguments = arguments
        self._config = config
        self._editor = AccountEditor(store.database)

    def run(self) -> str:
        """What is to be printed. Raises _Refused, StoreFailure."""
        actions: dict[str, Callable[[], str]] = {
            "add": self._add,
            "password": self._password,
            "list": self._list,
            "suspend": lambda: self._suspend(suspended=True),
            "unsuspend": lambda: self._suspend(suspended=False),
            "remove": self._remove,
            "invite": self._invite,
            "always-on": self._always_on,
            "certificate": self._certificate,
        }
        return actions[self._arguments.action]()

    def _add(self) -> str:
        name = self._arguments.name
        if not is_valid_nick(name, self._config.limits.nick_length):
            raise _Refused(f"{name} cannot be an account's name: it must be one a nick could be")
        if is_nobodys(name):
            raise _Refused(f"{name} cannot be an account's name: the service for accounts has it")
        now = time.time()
        existing = self._holder_of(name, now)
        if existing is not None:
            raise _Refused(f"there is an account {existing.name} already")
        self._editor.save(Account(name, now, self._ask(name), self._arguments.email))
        return f"The account {name} is made."

    def _holder_of(self, name: str, now: float) -> Account | None:
        """The account that stands in the way, also one whose name only reads the same."""
        registry = AccountRegistry()
        for account in self._store.accounts.load().accounts:
            registry.put(account)
        return registry.holder_of(name, now)

    def _password(self) -> str:
        account = self._found()
        self._editor.save(replace(account, credentials=self._ask(account.name)))
        return f"The password of {account.name} is changed."

    def _list(self) -> str:
        accounts = sorted(self._store.accounts.load().accounts, key=lambda each: each.name.lower())
        return "\n".join(map(_describe, accounts)) or "There are no accounts."

    def _suspend(self, *, suspended: bool) -> str:
        account = self._found()
        self._editor.save(replace(account, suspended=suspended))
        return f"The account {account.name} is {'suspended' if suspended else 'let in again'}."

    def _remove(self) -> str:
        account = self._found()
        self._editor.remove(account.name)
        return f"The account {account.name} is removed."

    def _invite(self) -> str:
        code = secrets.token_hex(8)
        now = time.time()
        self._editor.invite(digest(code), now, now + _INVITATION_LASTS)
        return (
            f"{code}\nGood for one account within two weeks: "
            f"REGISTER * * PASSWORD, then VERIFY NICK {code}"
        )

    def _always_on(self) -> str:
        account = self._found()
        choice = self._arguments.choice
        self._editor.save(replace(account, always_on=_CHOICES[choice]))
        return f"Always-on of {account.name}: {choice}."

    def _certificate(self) -> str:
        account = self._found()
        given = self._arguments.fingerprint.replace(":", "").lower()
        if not _FINGERPRINT.fullmatch(given):
            raise _Refused("a fingerprint is the certificate's SHA-256, 64 hexadecimal digits")
        if self._arguments.remove:
            fingerprints = account.fingerprints - {given}
        else:
            fingerprints = account.fingerprints | {given}
        self._editor.save(replace(account, fingerprints=fingerprints))
        return f"Certificates of {account.name}: {len(fingerprints)}."

    def _found(self) -> Account:
        account = self._store.accounts.find(self._arguments.name)
        if account is None:
            raise _Refused(f"there is no account {self._arguments.name}")
        return account

    def _ask(self, name: str) -> Credentials:
        password = self._arguments.password or _read_password()
        if not password:
            raise _Refused("no password was given")
        refusal = refused_password(name, password, self._config.accounts.password_least)
        if refusal is not None:
            _, text = refusal
            raise _Refused(text[0].lower() + text[1:])
        return Argon2Passwords().make(password)


def _read_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise _Refused("the two are not the same")
    return password


def _describe(account: Account) -> str:
    made = datetime.fromtimestamp(account.created, UTC)
    facts = [f"since {made:%Y-%m-%d}"]
    if account.email:
        facts.append(account.email)
    if account.suspended:
        facts.append("suspended")
    if not account.verified:
        facts.append("not verified")
    if account.always_on is not None:
        facts.append(f"always-on {'on' if account.always_on else 'off'}")
    if account.fingerprints:
        facts.append(f"certificates: {len(account.fingerprints)}")
    return f"{account.name}  {', '.join(facts)}"


def _fail(reason: str) -> int:
    print(f"chat-server account: {reason}.", file=sys.stderr)
    return 1
