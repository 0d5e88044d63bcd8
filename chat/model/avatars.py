"""Pictures of people: fetched when asked for, made small, held in memory and on disk, bounded.

Nothing is fetched here unasked: whom the person lets us ask is decided by the controller. A thread
a picture, few at once; what fails is told once, and tried again an hour later. HTTP is imported
with the first.
"""

from __future__ import annotations

import io
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from chat.model.avatar_cache import AvatarCache
from chat.model.events import AvatarFailed, AvatarFetched, OwnPictureEnded
from chat.model.files import Avatar, Broken, Pin
from chat.model.networks import Networks
from chat.model.pictures import NoPicture, decode, own_picture, square_png
from chat.model.publisher import Publisher
from chat.model.session import metadata, uploads
from chat.model.session.session import Session
from chat.translation import _

if TYPE_CHECKING:
    from chat.model.http_files import Progress

SIDE = 64  # pixels of a picture, wide and high
SIZE = "{size}"  # in an address: how large it is wanted (IRCv3 metadata, "avatar")
LARGEST = 2 * 1024 * 1024  # bytes that are fetched
LARGEST_OWN = 50 * 1024 * 1024  # bytes of a file that our own is made of
MOST_TIME = 30.0  # seconds for one; a host that trickles holds up the others
MOST_HELD = 500  # in memory, of 16 KB each
MOST_WAITING = 1_000
AT_ONCE = 3
AGAIN = 3_600.0  # seconds after which what failed may be tried again


class Avatars:
    """Implements `chat.model.ports.avatars.AvatarsModel`; `folder` keeps them over restarts."""

    def __init__(
        self, networks: Networks, publisher: Publisher, pin: Pin, folder: Path | None
    ) -> None:
        self._networks = networks
        self._publisher = publisher
        self._pin = pin
        self._cache = AvatarCache(folder)
        self._held: OrderedDict[str, Avatar] = OrderedDict()
        self._failed: OrderedDict[str, float] = OrderedDict()
        self._waiting: deque[str] = deque()
        self._running: set[str] = set()
        self._closed = threading.Event()

    def of(self, url: str) -> Avatar | None:
        """See AvatarsModel."""
        if url in self._held:
            self._held.move_to_end(url)
        return self._held.get(url)

    def fetch(self, url: str, *, again: bool = False) -> None:
        """See AvatarsModel."""
        if url in self._running or url in self._waiting or len(self._waiting) >= MOST_WAITING:
            return
        if not again and self._networks.steady() - self._failed.get(url, -AGAIN) < AGAIN:
            return
        if again:
            self._waiting.appendleft(url)
        else:
            self._waiting.append(url)
        self._start_more()

    def set_own(self, network: str, path: str) -> None:
        """See AvatarsModel."""
        session = self._networks.session(network)
        host = uploads.filehost(session)
        if not metadata.is_offered(session):
            self._tell_own(network, _("This server keeps no profiles: nothing was changed."))
        elif not host:
            self._tell_own(network, _("This server takes no files, so it can show no picture."))
        else:

            def go(token: str, problem: str) -> None:
                if problem:
                    self._tell_own(network, problem)
                else:
                    self._run(lambda: self._bring(session, host, token, path))

            uploads.ask_token(session, go)

    def remove_own(self, network: str) -> bool:
        """See AvatarsModel."""
        return metadata.set_own(self._networks.session(network), metadata.AVATAR, "")

    def forget(self) -> None:
        """Everything is to be forgotten: what is on disk is deleted."""
        self._held.clear()
        self._waiting.clear()
        self._cache.forget()

    def close(self) -> None:
        """Break off what is on its way; nobody waits for a picture."""
        self._closed.set()
        self._waiting.clear()

    def _start_more(self) -> None:
        while self._waiting and len(self._running) < AT_ONCE and not self._closed.is_set():
            url = self._waiting.popleft()
            self._running.add(url)
            self._run(lambda url=url: self._get(url))  # type: ignore[misc]

    def _run(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="avatar", daemon=True).start()

    def _done(self, url: str, avatar: Avatar | None) -> None:
        self._running.discard(url)
        if avatar is None:
            self._failed[url] = self._networks.steady()
            if len(self._failed) > MOST_WAITING:
                self._failed.popitem(last=False)
            self._publisher.emit(AvatarFailed(url))
        else:
            self._failed.pop(url, None)
            self._held[url] = avatar
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
            self._publisher.emit(AvatarFetched(url, avatar))
        self._start_more()

    def _tell_own(self, network: str, problem: str) -> None:
        self._publisher.emit(OwnPictureEnded(network, problem))
        self._publisher.publish()

    def _set(self, session: Session, url: str) -> None:
        said = len(url) <= metadata.LONGEST and metadata.set_own(session, metadata.AVATAR, url)
        problem = "" if said else _("The server did not take the picture: try again later.")
        self._publisher.emit(OwnPictureEnded(session.network, problem))

    # In a thread

    def _get(self, url: str) -> None:
        from chat.model import http_files

        avatar = None
        try:
            content = self._cache.get(url)
            if content is None:
                sink = io.BytesIO()
                address = url.replace(SIZE, str(SIDE))
                http_files.get(address, sink, LARGEST, self._pin, self._patience())
                content = square_png(sink.getvalue(), SIDE)
                self._cache.put(url, content)
            width, height, pixels, *_facts = decode(content, (SIDE, SIDE))
            avatar = Avatar(width, height, pixels)
        except (Broken, NoPicture, OSError):
            pass  # nobody asked for the reason: initials stand there
        finally:
            self._networks.post(lambda: self._done(url, avatar))

    def _bring(self, session: Session, host: str, token: str, path: str) -> None:
        from chat.model import http_files

        url, problem = "", ""
        try:
            with Path(path).open("rb") as file:
                content, name = own_picture(file.read(LARGEST_OWN))
            size, source = len(content), io.BytesIO(content)
            url = http_files.post(host, source, size, name, token, self._pin, self._patience())
        except (Broken, NoPicture) as error:
            problem = str(error)
        except OSError as error:
            words = error.strerror or str(error)
            problem = _("The file could not be used: {words}.").format(words=words)
        if problem:
            ended = OwnPictureEnded(session.network, problem)
            self._networks.post(lambda: self._publisher.emit(ended))
        else:
            self._networks.post(lambda: self._set(session, url))

    def _patience(self) -> Progress:
        """What breaks a transfer off when it lasts too long, or the program ends."""
        end = time.monotonic() + MOST_TIME

        def progress(_done: int, _total: int) -> None:
            if self._closed.is_set() or time.monotonic() > end:
                raise Broken(_("The server does not answer: try again later."))

        return progress
