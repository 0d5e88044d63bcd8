"""HTTP for files: one POST, one GET, with progress, bounds and a way to break off. Blocks.

Called on a transfer's own thread only (`chat.model.transfers`). What goes wrong is a `Broken`
with a sentence for the person.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, cast
from urllib.parse import quote, urljoin, urlsplit

from chat.model.files import Broken, Pin
from chat.model.http_trust import PATIENCE, Plain, Redirects, TrustedHttps
from chat.translation import _

PIECE = 64 * 1024  # bytes read or written at once

Progress = Callable[[int, int], None]  # bytes done, and in all (0: not known); raises Broken


def post(
    url: str, file: BinaryIO, size: int, name: str, token: str, pin: Pin, progress: Progress
) -> str:
    """Bring a file to a file host; returns its address. Raises Broken."""
    headers = {
        "Content-Type": "application/octet-stream",  # the server finds the type by the content
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = _pieces(file, size, progress)
    with _open(url, pin, headers, body) as response:
        location = response.headers.get("Location")
        if response.status != http.client.CREATED or not location:
            raise Broken(_("The server took the file and did not say where it is."))
        return urljoin(url, location)


def get(url: str, sink: BinaryIO, limit: int, pin: Pin, progress: Progress) -> int:
    """Fetch what is at an address, at most `limit` bytes; returns how many. Raises Broken."""
    with _open(url, pin, {}) as response:
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() and len(length) < 15 else 0
        done = 0
        progress(0, total)
        while piece := _read(response):
            done += len(piece)
            if max(done, total) > limit:
                size = limit // (1024 * 1024)
                raise Broken(
                    _("It is larger than {size} MB: open it in a browser.").format(size=size)
                )
            sink.write(piece)
            progress(done, total)
    if done < total:
        raise Broken(_("The connection ended in the middle of the file: try again."))
    return done


def _pieces(file: BinaryIO, size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    while done < size and (piece := file.read(min(PIECE, size - done))):
        yield piece
        done += len(piece)
        progress(done, size)
    if done < size:
        raise Broken(_("The file changed while it was read: send it again."))


def _read(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(PIECE)
    except (OSError, http.client.HTTPException) as error:
        raise _broken(error) from None


def _open(
    url: str, pin: Pin, headers: Mapping[str, str], body: Iterator[bytes] | None = None
) -> http.client.HTTPResponse:
    """Send a request; the answer, if it is one of success. Raises Broken."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise Broken(_("“{url}” is no web address.").format(url=url[:100]))
    request = urllib.request.Request(
        url, data=body, headers=dict(headers), method="GET" if body is None else "POST"
    )
    opener = urllib.request.build_opener(Plain(), TrustedHttps(pin), Redirects())
    try:
        return cast("http.client.HTTPResponse", opener.open(request, timeout=PATIENCE))
    except urllib.error.HTTPError as error:
        with error:
            raise Broken(_refusal(error)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _broken(error) from None


def _broken(error: Exception) -> Broken:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, Broken):
        return reason
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Broken(
            _(
                "Nobody that this computer trusts vouches for the file host: nothing was sent."
                " Connect to the chat with encryption (TLS), and compare its fingerprint."
            )
        )
    if isinstance(reason, TimeoutError):
        return Broken(_("The server does not answer: try again later."))
    words = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return Broken(_("The connection failed ({words}): try again.").format(words=words))


def _refusal(error: urllib.error.HTTPError) -> str:
    """The server's own sentence if it gave a short one, in words of ours around it."""
    said = ""
    if error.headers.get_content_type() == "text/plain":
        said = " ".join(error.read(300).decode("utf-8", "replace").split())
    match error.code:
        case 401 | 403:
            return _("The server does not let you: {words}").format(
                words=said or _("log in first.")
            )
        case 404 | 410:
            return _("The file is not there, or no more.")
        case 413:
            return _("The file is larger than the server takes: send a smaller one.")
        case 507:
            return _("There is no room for it: {words}").format(words=said or _("ask who hosts."))
    return _("The server refused ({code}): {words}").format(
        code=error.code, words=said or error.reason
    )
