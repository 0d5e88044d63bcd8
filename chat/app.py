"""The composition root: the only file that knows model, view and controller.

`build` puts the program together without starting it, so that tests and the demonstration drive
the same program that `run` runs.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
import tkinter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_cache_path

from chat import collecting
from chat.arguments import Arguments
from chat.controller.chat_controller import ChatController
from chat.controller.history_preferences import MEGABYTE
from chat.controller.pump import Pump
from chat.model.client import Client
from chat.model.dns_sd import DnsSdSearch
from chat.model.keyring_secrets import KeyringSecrets
from chat.model.known_servers import KnownServers, beside
from chat.model.mishaps import mishap
from chat.model.settings import APP_NAME, FileSettings
from chat.model.store.keeper import Keeper
from chat.translation import _, system_language, use_language
from chat.view.window import MainWindow

log = logging.getLogger(__name__)

SETTLED_MS = 500  # after the start, when the first window is painted
GIVES_WAY = 0.001  # s; every call of Tk lets other threads run, and then waits for one so long
_ENDING = (signal.SIGINT, signal.SIGTERM)


class NoDisplay(Exception):  # noqa: N818 - named for what it is
    """No window can be opened here; the message is one sentence that says what to do."""


@dataclass(slots=True)
class App:
    """The program, put together. `start`, and then let the view's event loop run."""

    arguments: Arguments
    settings: FileSettings
    model: Client
    view: MainWindow
    controller: ChatController
    pump: Pump

    def start(self) -> None:
        """Show the window, and connect or ask where to; what follows needs the event loop."""
        self.view.root.report_callback_exception = self._on_exception
        self.controller.start(self.arguments.request, self.arguments.nick)
        self.pump.start()

    def run(self) -> None:
        """Start, and run the event loop until the window is gone (row C12)."""
        before = {number: signal.signal(number, self._on_signal) for number in _ENDING}
        interval = sys.getswitchinterval()
        sys.setswitchinterval(GIVES_WAY)
        try:
            self.start()
            self.view.schedule(SETTLED_MS, collecting.resume)
            self.view.run()
        finally:
            sys.setswitchinterval(interval)
            for number, handler in before.items():
                signal.signal(number, handler)
            self.close()

    def close(self) -> None:
        """End it, from wherever it stands; closing twice is closing once."""
        self.pump.stop()
        self.controller.closing.close()

    def _on_signal(self, *_: object) -> None:
        # Not at once: the signal may have come in the middle of anything.
        self.view.schedule(0, self.controller.closing.close)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A callback of the toolkit failed: say so, and carry on."""
        log.error("a callback failed", exc_info=(kind, error, trace))
        self.controller.tell(mishap(error))


def build(arguments: Arguments) -> App:
    """Put the program together. Raises NoDisplay if no window can be opened here."""
    settings = FileSettings(arguments.settings_path)
    if arguments.theme is not None:
        settings.theme_mode = arguments.theme
    if arguments.language is not None:
        settings.language = arguments.language
    use_language(settings.language or system_language())
    try:
        view = MainWindow(settings.theme_mode)
    except tkinter.TclError as error:
        raise NoDisplay(
            _("no window can be opened ({error}): start it on a desktop, or set DISPLAY").format(
                error=error
            )
        ) from None
    search = DnsSdSearch if arguments.discovery else None
    known = KnownServers(beside(settings.path))
    model = Client(
        store=Keeper(arguments.history_path, settings.history_megabytes * MEGABYTE),
        search=search,
        hosting_folder=arguments.hosting_folder,
        known=known,
        wake=view.waker.wake,
        pictures_folder=_pictures_folder(arguments),
        secrets=KeyringSecrets(),
        keep_passwords=lambda: settings.keep_passwords,
    )
    controller = ChatController(
        model,
        view,
        settings,
        arguments.default_nick,
        _open_link,
        clock=lambda: datetime.now(UTC),
    )
    pump = Pump(model, view, controller.tell, time.monotonic, is_woken=view.waker.works)
    view.waker.call = pump.wake
    return App(arguments, settings, model, view, controller, pump)


def _open_link(url: str) -> bool:
    import webbrowser  # not above: it looks for browsers, and is seldom needed

    return webbrowser.open(url)


def _pictures_folder(arguments: Arguments) -> Path:
    """Where pictures of people are kept: a cache, which anybody may empty."""
    if arguments.history_path is not None:
        return arguments.history_path.parent / "cache" / "pictures"
    return user_cache_path(APP_NAME, appauthor=False) / "pictures"


def run(arguments: Arguments) -> None:
    """Build the program and run it until its window is closed."""
    build(arguments).run()
