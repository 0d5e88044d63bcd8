"""Whom files are fetched from and brought to: TLS, pinned certificates, redirections.

Plugs into urllib's openers; blocks, as they do.
"""

from __future__ import annotations

import hashlib
import http.client
import ssl
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from chat.model.files import Broken, Pin
from chat.translation import _

MOST_REDIRECTED = 5
PATIENCE = 20.0  # seconds without a byte


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few, and never from an encrypted place to an open one."""

    max_redirections = MOST_REDIRECTED

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """As urllib has it (RFC 9110, 15.4)."""
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise Broken(_("The address leads to a place without encryption: it was not followed."))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Hearing(http.client.HTTPConnection):
    """Hears what a server says that hangs up before it has heard all.

    One that takes no file of this size answers so and reads no further; our writing fails then,
    and its answer is there to be read.
    """

    _is_met = False

    def connect(self) -> None:
        """As http.client has it."""
        super().connect()
        self._is_met = True

    def request(self, *args: Any, **kwargs: Any) -> None:
        """As http.client has it. Raises OSError only where nobody is met."""
        try:
            super().request(*args, **kwargs)
        except OSError:
            if not self._is_met:
                raise


class _HearingTls(_Hearing, http.client.HTTPSConnection):
    pass


class Plain(urllib.request.HTTPHandler):
    """Without encryption."""

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Connect and send."""
        return self.do_open(_Hearing, req)


class TrustedHttps(urllib.request.HTTPSHandler):
    """TLS to hosts whose certificate is pinned by that, to all others as the system trusts."""

    def __init__(self, pin: Pin) -> None:
        super().__init__()
        self._pin = pin

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Connect, see who is there, and only then send."""
        pin = self._pin(urlsplit(req.full_url).hostname or "")
        if pin is None:
            return self.do_open(_HearingTls, req)

        def pinned(
            host: str, /, *, timeout: float = PATIENCE, **_: object
        ) -> http.client.HTTPSConnection:
            return _Pinned(pin, host, timeout)

        return self.do_open(pinned, req)


class _Pinned(_HearingTls):
    """A connection to the one certificate that is known, whoever signed it."""

    def __init__(self, pin: str, host: str, timeout: float) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        super().__init__(host, timeout=timeout, context=context)
        self._pin = pin

    def connect(self) -> None:
        """Refuse another certificate before anything is sent."""
        super().connect()
        assert isinstance(self.sock, ssl.SSLSocket)
        shown = self.sock.getpeercert(binary_form=True) or b""
        if hashlib.sha256(shown).hexdigest() != self._pin:
            self.close()
            raise Broken(
                _("The file host shows another certificate than the chat: nothing was sent.")
            )
