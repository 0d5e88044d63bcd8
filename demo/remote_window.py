"""A window in another process, as the one that drives it sees it: orders, answers, waiting."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from collections.abc import Callable
from typing import Any

from demo.errors import DemoError
from demo.waiting import wait_until

ANSWER_TIMEOUT = 30.0  # seconds
CLOSE_TIMEOUT = 10.0  # seconds
CHUNK = 65536  # bytes


class RemoteWindow:
    """Sends orders to a window's process, and reads its answers."""

    def __init__(self, name: str, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.name = name
        self.process = process
        self._orders = process.stdin
        self._answers = process.stdout
        self._pending = b""

    def ask(self, order: str, *values: object) -> Any:
        """Give one order and wait for its answer. Raises DemoError if none comes, or a bad one."""
        line = json.dumps({"order": order, "values": values}) + "\n"
        try:
            self._orders.write(line.encode())
            self._orders.flush()
        except BrokenPipeError:
            raise self._died() from None
        answer = json.loads(self._read_line())
        if "error" in answer:
            raise DemoError(f"{self.name}'s window could not {order}: {answer['error']}")
        return answer["value"]

    def wait_until(self, condition: Callable[[], bool], what: str, timeout: float = 20.0) -> None:
        """Look until `condition` holds. Raises DemoError, saying what was waited for."""
        if not wait_until(condition, timeout):
            raise DemoError(f"{self.name}'s window did not show {what} in {timeout:g} s.")

    def wait_for(self, order: str, what: str) -> None:
        """Wait until the answer to an order is yes."""
        self.wait_until(lambda: bool(self.ask(order)), what)

    def wait_for_text(self, text: str) -> None:
        """Wait until the message list shows `text`, over however many rows it is wrapped."""
        try:
            self.wait_until(lambda: text in self.shown_text(), repr(text))
        except DemoError as error:
            raise DemoError(f"{error} It shows: {self.shown_text()!r}") from None

    def shown_text(self) -> str:
        """The message list's text as one line."""
        return " ".join(" ".join(self.ask("rows")).split())

    def close(self) -> None:
        """Close the window as its close button does. Raises DemoError if it ends with an error."""
        self.ask("close")
        try:
            code = self.process.wait(CLOSE_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise DemoError(f"{self.name}'s window did not close in {CLOSE_TIMEOUT:g} s.") from None
        if code != 0:
            raise DemoError(f"{self.name}'s window ended with an error (exit code {code}).")

    def _read_line(self) -> bytes:
        """Reads past the file's own buffer: select sees only what the pipe holds."""
        deadline = time.monotonic() + ANSWER_TIMEOUT
        while b"\n" not in self._pending:
            wait = max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select([self._answers], [], [], wait)
            if not ready:
                raise DemoError(f"{self.name}'s window did not answer in {ANSWER_TIMEOUT:g} s.")
            data = os.read(self._answers.fileno(), CHUNK)
            if not data:
                raise self._died()
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _died(self) -> DemoError:
        return DemoError(f"{self.name}'s window ended unexpectedly; its last words are above.")
