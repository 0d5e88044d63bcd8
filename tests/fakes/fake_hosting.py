"""Hosting in memory: the window, what it reports, the model, and a server's process."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

from chat.model.hosted import HostedServer, HostingOptions
from chat.model.server_process import Launch
from chat.view.ports.hosting import HostingForm, HostingPanel


class FakeHostingView:
    """Implements `chat.view.ports.hosting.HostingView`."""

    def __init__(self) -> None:
        self.form: HostingForm | None = None
        self.panel: HostingPanel | None = None
        self.opened = 0  # times that it was opened with the panel
        self.problem = ""
        self.on_screen = False

    def is_open(self) -> bool:
        return self.on_screen

    def open_form(self, form: HostingForm) -> None:
        self.form = form

    def open_panel(self, panel: HostingPanel) -> None:
        self.panel = panel
        self.opened += 1

    def show_panel(self, panel: HostingPanel) -> None:
        self.panel = panel

    def show_problem(self, text: str) -> None:
        self.problem = text


class FakeHostingIntents:
    """Implements `chat.view.ports.hosting.HostingIntents`."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def on_open(self, nick: str = "") -> None:
        self.calls.append(("on_open", nick))

    def on_start(self, form: HostingForm) -> None:
        self.calls.append(("on_start", form))

    def on_stop(self) -> None:
        self.calls.append(("on_stop",))


class FakeHosting:
    """Implements `chat.model.ports.hosting.HostingModel`."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.server = HostedServer()

    def start(self, options: HostingOptions) -> None:
        self.calls.append(("start", options))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def become_operator(self, network: str) -> None:
        self.calls.append(("become_operator", network))

    def close(self) -> None:
        self.calls.append(("close",))


class FakeChild:
    """Implements `chat.model.server_process.Child`: says what it is told to say."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch
        self.ended = False
        self.killed = False
        self.ends_when_asked = True
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def say(self, *lines: str) -> None:
        for line in lines:
            self._lines.put(line)

    def come_up(self, port: int = 6667, tls_port: int = 6697) -> None:
        self.say(
            f"Listening on 0.0.0.0:{port}",
            f"Listening with TLS on 0.0.0.0:{tls_port}",
            "Listening for files on https://0.0.0.0:8067/files",
            "Certificate's SHA-256 fingerprint: AB:CD",
        )

    def die(self, *last_words: str) -> None:
        self.say(*last_words)
        self._lines.put(None)

    def lines(self) -> Iterator[str]:
        while (line := self._lines.get()) is not None:
            yield line

    def end(self) -> None:
        self.ended = True
        if self.ends_when_asked:
            self._lines.put(None)

    def kill(self) -> None:
        self.killed = True
        self._lines.put(None)

    def wait(self, timeout: float) -> bool:
        return self.ends_when_asked or self.killed
