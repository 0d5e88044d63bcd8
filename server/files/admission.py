"""Who may upload: by an account's password, or by a token of the chat (RFC 9110, 11)."""

from __future__ import annotations

import base64
import binascii
from http import HTTPStatus
from typing import Protocol

from server.files.request import Refused, Request
from server.shell.proxies import HEADER, Proxies

REALM = "Chat files"


class TooManyTries(Exception):  # noqa: N818 - named for what it is
    """So many wrong passwords that none is looked at for these seconds."""

    def __init__(self, seconds: int, limit: str) -> None:
        super().__init__(seconds, limit)
        self.seconds = seconds
        self.limit = limit


class Admission(Protocol):
    """Who may upload, asked of the chat."""

    def by_password(self, account: str, password: str, address: str) -> str | None:
        """The owner that this account's uploads count for. Raises TooManyTries. Slow."""

    def by_token(self, token: str) -> str | None:
        """The owner that a token was given to by the chat (IRCv3 authtoken); it is used up."""


def owner_of(request: Request, admission: Admission, proxies: Proxies) -> str:
    """The owner that an upload counts for. Raises Refused. Slow, with a password."""
    scheme, _, given = (request.header("Authorization") or "").partition(" ")
    owner = None
    if scheme.lower() == "bearer":
        owner = admission.by_token(given.strip())
    elif scheme.lower() == "basic":
        account, password = _basic_login(given)
        try:
            address = proxies.client_of(request.address, request.headers(HEADER))
            owner = admission.by_password(account, password, address)
        except TooManyTries as error:
            after = ("Retry-After", str(error.seconds))
            text = f"Too many wrong passwords: try again in {error.seconds} s ({error.limit})."
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, text, after) from None
    if owner is None:
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            "To upload, give your account and password, or a token of the chat.",
            ("WWW-Authenticate", f'Basic realm="{REALM}", charset="UTF-8"'),
            ("WWW-Authenticate", f'Bearer realm="{REALM}"'),
        )
    return owner


def _basic_login(given: str) -> tuple[str, str]:
    """Account and password of HTTP Basic (RFC 7617); empty ones if it is malformed."""
    try:
        text = base64.b64decode(given, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    account, _, password = text.partition(":")
    return account, password
