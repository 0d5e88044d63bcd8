"""The desktop's own notifications, through the library that knows each system's; on a thread.

The thread and its event loop begin with the first notice; so that the program starts sooner, what
they need is imported by then only. A desktop that takes none is asked
once in a while only, and the caller is told, so that it can show the notice in the window.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from desktop_notifier import DesktopNotifier

APP_NAME = "CHAT APP"
AGAIN_AFTER = 300.0  # seconds before a desktop that takes no notices is tried again
PATIENCE = 5.0  # seconds that a desktop has to take one
CLOSE_TIME = 1.0  # seconds for the thread to end

_log = logging.getLogger(__name__)

Post = Callable[[Callable[[], None]], None]


class DesktopNotices:
    """Implements `chat.model.ports.notices.Desktop`."""

    def __init__(self, post: Post, *, make: Callable[[], DesktopNotifier] | None = None) -> None:
        """`post` has something called on the Tk thread; `make` is the library's, or a test's."""
        self._post = post
        self._make = make or _notifier
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._notifier: DesktopNotifier | None = None
        self._refused_at: float | None = None

    def notify(
        self, title: str, text: str, on_click: Callable[[], None], on_refused: Callable[[], None]
    ) -> None:
        """See Desktop."""
        if self._refused_at is not None and time.monotonic() - self._refused_at < AGAIN_AFTER:
            on_refused()
            return
        import asyncio

        asyncio.run_coroutine_threadsafe(
            self._send(title, text, on_click, on_refused), self._started()
        )

    def close(self) -> None:
        """End the thread."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSE_TIME)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            import asyncio

            self._loop = asyncio.new_event_loop()
            run = self._run
            self._thread = threading.Thread(target=run, name="notices", daemon=True)
            self._thread.start()
        return self._loop

    # In the thread

    def _run(self) -> None:
        import asyncio

        assert self._loop is not None
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.close()

    async def _send(
        self, title: str, text: str, on_click: Callable[[], None], on_refused: Callable[[], None]
    ) -> None:
        import asyncio

        taken = False

        def note() -> None:
            nonlocal taken
            taken = True

        try:
            if self._notifier is None:
                self._notifier = self._make()
            sending = self._notifier.send(
                title, text, on_dispatched=note, on_clicked=lambda: self._post(on_click)
            )
            await asyncio.wait_for(sending, PATIENCE)
        except Exception as error:
            _log.info("The desktop takes no notices: %s", error)
        self._refused_at = None if taken else time.monotonic()
        if not taken:
            self._post(on_refused)


def _notifier() -> DesktopNotifier:
    from desktop_notifier import DesktopNotifier

    # The library logs a whole trace where there is no desktop to tell; one line of ours will do.
    logging.getLogger("desktop_notifier").setLevel(logging.ERROR)
    return DesktopNotifier(app_name=APP_NAME, app_icon=None)
