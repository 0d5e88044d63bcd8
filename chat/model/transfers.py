"""Files on their way, a thread each: to a network's file host, from it, and pictures to be shown.

Threads and disk are here and in `http_files`; what is allowed on a network is the session's
(`chat.model.session.uploads`). Results come back through the pump, as events. HTTP
is imported with the first transfer, so that the program starts sooner.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from chat.model.entities import ConversationKey
from chat.model.events import (
    ConnectionLost,
    Disconnected,
    Event,
    FilePreviewed,
    PictureFetched,
    TransferChanged,
)
from chat.model.files import Broken, Picture, Pin, Transfer, TransferState
from chat.model.networks import Networks
from chat.model.pictures import NoPicture, decode
from chat.model.previews import Previews
from chat.model.publisher import Publisher
from chat.model.session import uploads
from chat.translation import _

LARGEST_PICTURE = 25 * 1024 * 1024  # bytes that are fetched to be shown
LARGEST_FILE = 4 * 1024 * 1024 * 1024  # bytes that are fetched to be saved
TELL_EVERY = 0.1  # seconds between two reports of progress
CLOSE_TIME = 1.0  # seconds for transfers in progress when the program ends

Work = Callable[["_Running"], None]


class _Cancelled(Exception):  # noqa: N818 - named for what it is
    """The person broke it off."""


class _Running:
    """One transfer as its thread sees it: it reports, and hears that it is to stop."""

    def __init__(self, transfer: Transfer, tell: Callable[[Transfer], None]) -> None:
        self.transfer = transfer
        self.stop = threading.Event()
        self._tell = tell
        self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        """Some bytes more; raises if it is to stop."""
        if self.stop.is_set():
            raise _Cancelled
        self.transfer = replace(self.transfer, done=done, total=total)
        if time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            self._tell(self.transfer)

    def end(self, state: TransferState, *, problem: str = "", url: str = "") -> None:
        """It is over."""
        url = url or self.transfer.url
        self.transfer = replace(self.transfer, state=state, problem=problem, url=url)
        self._tell(self.transfer)


class Transfers:
    """A FilesModel; `pin` tells which certificate a host is known by."""

    def __init__(self, networks: Networks, publisher: Publisher, pin: Pin) -> None:
        self._networks = networks
        self._publisher = publisher
        self._pin = pin
        self._ids = itertools.count(1)
        self._running: dict[int, _Running] = {}
        self._threads: list[threading.Thread] = []
        self._pasted: Path | None = None
        self._previews = Previews(
            lambda made: networks.post(lambda: publisher.emit(FilePreviewed(made)))
        )
        publisher.subscribe(self._on_event, ConnectionLost, Disconnected)

    def can_upload(self, network: str) -> bool:
        """See FilesModel."""
        return bool(uploads.filehost(self._networks.session(network)))

    def upload(self, key: ConversationKey, path: str) -> int:
        """See FilesModel."""
        session, name = self._networks.session(key.network), Path(path).name
        running = self._begin(Transfer(next(self._ids), name, TransferState.ASKING, key=key))
        host = uploads.filehost(session)
        if not host:
            self._fail(running, _("This server takes no files: send a link instead."))
        else:

            def go(token: str, problem: str) -> None:
                if problem:
                    self._fail(running, problem)
                elif not running.stop.is_set():
                    self._run(running, lambda one: self._post(one, host, token, path))

            uploads.ask_token(session, go)
        return running.transfer.id

    def cancel(self, transfer: int) -> None:
        """See FilesModel."""
        if (running := self._running.get(transfer)) is not None:
            running.stop.set()
            self._publish(replace(running.transfer, state=TransferState.CANCELLED))
            self._publisher.publish()

    def is_hosted(self, network: str, url: str) -> bool:
        """See FilesModel."""
        host = uploads.filehost(self._networks.session(network))
        return bool(host) and url.startswith(f"{host.rstrip('/')}/")

    def download(self, _network: str, url: str, path: str) -> int:
        """See FilesModel."""
        transfer = Transfer(next(self._ids), Path(path).name, TransferState.RUNNING, url=url)
        return self._run(self._begin(transfer), lambda one: self._save(one, Path(path)))

    def fetch_picture(self, _network: str, url: str, most: tuple[int, int]) -> int:
        """See FilesModel."""
        transfer = Transfer(next(self._ids), name_of(url), TransferState.RUNNING, url=url)
        return self._run(self._begin(transfer), lambda one: self._fetch(one, most))

    def size_of(self, path: str) -> int | None:
        """See FilesModel."""
        try:
            return Path(path).stat().st_size if Path(path).is_file() else None
        except OSError:
            return None

    def preview(self, path: str, side: int) -> None:
        """See FilesModel."""
        self._previews.make(path, side)

    def keep_pasted(self, content: bytes, name: str) -> str:
        """See FilesModel."""
        if self._pasted is None:
            self._pasted = Path(tempfile.mkdtemp(prefix="chat-pasted-"))
        folder = Path(tempfile.mkdtemp(dir=self._pasted))
        (folder / name).write_bytes(content)
        return str(folder / name)

    def close(self) -> None:
        """Break off what is on its way, and delete what was pasted."""
        for running in self._running.values():
            running.stop.set()
        deadline = time.monotonic() + CLOSE_TIME
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._previews.close(max(0.0, deadline - time.monotonic()))
        if self._pasted is not None:
            shutil.rmtree(self._pasted, ignore_errors=True)

    def _on_event(self, event: Event) -> None:
        match event:
            case ConnectionLost(network=network) | Disconnected(network=network):
                uploads.forget(self._networks.session(network))

    def _begin(self, transfer: Transfer) -> _Running:
        running = self._running[transfer.id] = _Running(transfer, self._report)
        return running

    def _report(self, transfer: Transfer) -> None:
        """From a transfer's thread: tell of it on the Tk thread."""
        self._networks.post(lambda: self._publish(transfer))

    def _publish(self, transfer: Transfer) -> None:
        """Tell of it; after its end, nothing more."""
        if transfer.id in self._running:
            if transfer.state.is_over:
                del self._running[transfer.id]
            self._publisher.emit(TransferChanged(transfer))

    def _fail(self, running: _Running, problem: str) -> None:
        state = TransferState.FAILED
        self._publish(replace(running.transfer, state=state, problem=problem))

    def _run(self, running: _Running, work: Work) -> int:
        running.transfer = replace(running.transfer, state=TransferState.RUNNING)

        def run() -> None:
            with contextlib.suppress(_Cancelled):
                try:
                    work(running)
                except (Broken, NoPicture) as error:
                    self._end(running, str(error))
                except (OSError, ValueError) as error:
                    words = getattr(error, "strerror", None) or str(error)
                    self._end(
                        running, _("The file could not be used: {words}.").format(words=words)
                    )

        thread = threading.Thread(target=run, name="transfer", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()
        return running.transfer.id

    @staticmethod
    def _end(running: _Running, problem: str) -> None:
        if not running.stop.is_set():
            running.end(TransferState.FAILED, problem=problem)

    # In the thread

    def _post(self, running: _Running, host: str, token: str, path: str) -> None:
        from chat.model import http_files

        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            running.progress(0, size)
            name = running.transfer.name
            url = http_files.post(host, file, size, name, token, self._pin, running.progress)
        running.end(TransferState.DONE, url=url)

    def _save(self, running: _Running, path: Path) -> None:
        """Beside it first, so that a file of this name is whole or as it was."""
        from chat.model import http_files

        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        try:
            with os.fdopen(handle, "wb") as sink:
                http_files.get(
                    running.transfer.url, sink, LARGEST_FILE, self._pin, running.progress
                )
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        running.end(TransferState.DONE)

    def _fetch(self, running: _Running, most: tuple[int, int]) -> None:
        from chat.model import http_files

        sink, url = io.BytesIO(), running.transfer.url
        size = http_files.get(url, sink, LARGEST_PICTURE, self._pin, running.progress)
        width, height, pixels, original, kind = decode(sink.getvalue(), most)
        running.progress(size, size)
        name = running.transfer.name
        picture = Picture(url, name, width, height, pixels, original, size, kind)
        transfer = running.transfer.id
        self._networks.post(lambda: self._publisher.emit(PictureFetched(transfer, picture)))
        running.end(TransferState.DONE)


def name_of(url: str) -> str:
    """What a file is called by its address."""
    return unquote(urlsplit(url).path.rpartition("/")[2]) or urlsplit(url).hostname or url
