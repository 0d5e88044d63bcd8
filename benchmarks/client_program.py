"""A client in a process of its own, watched from inside: `python -m benchmarks.client_program`.

It is the whole program, as `chat` runs it. What it measures it writes as a line of JSON for each
line that it is asked with on its standard input, read on a thread that touches no widget.
"""

from __future__ import annotations

import argparse
import json
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chat import collecting

collecting.pause()  # as `chat` does before it takes in the rest of itself

from chat.app import App, build  # noqa: E402
from chat.arguments import Arguments  # noqa: E402
from chat.model.entities import ConnectionRequest, ConversationKey  # noqa: E402
from chat.model.events import Event, MessagesAdded  # noqa: E402

PROBE = 10  # ms between two looks at the loop
KEY_EVERY = 100  # ms between two keys typed


class Watch:
    """How late the loop is, how soon a key shows, and how many messages came."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.late: list[float] = []  # s
        self.keys: list[float] = []  # s
        self.messages = 0
        self.last_text = ""
        app.model.subscribe(self._on_event)
        self._resting = False
        self._begin()

    def rest(self, resting: bool) -> None:
        """Look and type no more, so that it costs nothing; or do again."""
        was_resting, self._resting = self._resting, resting
        if was_resting and not resting:
            self._begin()

    def _begin(self) -> None:
        self._probe(time.perf_counter() + PROBE / 1000)
        self._type(time.perf_counter() + KEY_EVERY / 1000)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, MessagesAdded) and (said := [m for m in event.messages if m.sender]):
            self.messages += len(said)
            self.last_text = said[-1].text

    def _probe(self, due: float) -> None:
        def look() -> None:
            if self._resting:
                return
            now = time.perf_counter()
            self.late.append(max(0.0, now - due))
            self._probe(now + PROBE / 1000)

        self._app.view.root.after(PROBE, look)

    def _type(self, due: float) -> None:
        """A key is pressed at a moment that the loop does not know: what counts is from then on."""
        view = self._app.view

        def press() -> None:
            if self._resting:
                return
            view.entry_field.focus_force()
            before = view.entry_text()
            view.entry_field.event_generate("<KeyPress-a>")
            view.root.update_idletasks()
            now = time.perf_counter()
            if view.entry_text() != before:
                self.keys.append(now - due)
            if len(before) > 40:
                view.set_entry("")
            self._type(now + KEY_EVERY / 1000)

        view.root.after(KEY_EVERY, press)

    def report(self) -> dict[str, Any]:
        """All of it since the last report."""
        told = {
            "messages": self.messages,
            "last_text": self.last_text,
            "late": self.late,
            "keys": self.keys,
        }
        self.late, self.keys = [], []
        return told


def main() -> int:
    """Run the client until its input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int)
    parser.add_argument("--watch", action="store_true")
    options = parser.parse_args()
    request = None
    if options.port:
        request = ConnectionRequest("ann", "127.0.0.1", options.port, channels=("#bench",))
    app = build(
        Arguments(
            request,
            settings_path=options.data / "settings.json",
            history_path=options.data / "history.db",
            hosting_folder=options.data / "hosting",
            discovery=False,
        )
    )
    watch = Watch(app) if options.watch else None
    asked: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(asked,), daemon=True).start()
    _when_usable(app, lambda: _say({"usable": time.time()}))
    app.view.root.after(200, lambda: _answer(app, watch, asked))
    app.run()
    return 0


def _when_usable(app: App, say: Callable[[], None]) -> None:
    """Once the window is on the screen and painted, with whatever it shows first."""
    root = app.view.root

    def mapped(event: Any) -> None:
        if event.widget is root:
            root.unbind("<Map>")
            root.after_idle(lambda: root.after(0, say))

    root.bind("<Map>", mapped)


def _read(asked: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        asked.put(line.strip())
    asked.put("quit")


def _answer(app: App, watch: Watch | None, asked: queue.SimpleQueue[str]) -> None:
    """Look for questions now and then; seldom, so that idleness is not of our making."""
    while not asked.empty():
        question, *words = asked.get().split(" ")
        if question == "quit":
            app.close()
            return
        if question == "report" and watch is not None:
            _say(watch.report())
        elif question == "rest" and watch is not None:
            watch.rest(words[0] == "on")
            _say({})
        elif question == "switch":
            _say({"seconds": _switches(app, int(words[0]))})
    app.view.root.after(200, lambda: _answer(app, watch, asked))


def _switches(app: App, rounds: int) -> list[float]:
    """How long it takes until another conversation is painted, and back."""
    root, conversations = app.view.root, app.controller.conversations
    keys = [one.key for one in app.model.conversations() if one.key.target][:2]
    taken = []
    for number in range(2 * rounds):
        key: ConversationKey = keys[number % len(keys)]
        began = time.perf_counter()
        conversations.show(key)
        conversations.show_changes()
        root.update_idletasks()
        taken.append(time.perf_counter() - began)
        root.update()
    return taken


def _say(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    sys.exit(main())
