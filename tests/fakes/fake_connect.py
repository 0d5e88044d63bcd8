"""The connect dialog's lists in memory, and what it reports; a search that tests speak for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chat.model.discovery import Report
from chat.view.ports.connect import ServerRow


class FakeConnectView:
    """Implements `chat.view.ports.connect.ConnectView`."""

    def __init__(self) -> None:
        self.servers: list[ServerRow] = []
        self.note = ""
        self.looking = False
        self.nick_problem = ""

    def show_servers(self, rows: Sequence[ServerRow], note: str, *, looking: bool) -> None:
        self.servers, self.note, self.looking = list(rows), note, looking

    def show_nick_problem(self, text: str) -> None:
        self.nick_problem = text

    def names(self) -> list[str]:
        return [row.name for row in self.servers]


class FakeConnectIntents:
    """Implements `chat.view.ports.connect.ConnectIntents`."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.nicks: list[str] = []

    def on_dialog_opened(self) -> None:
        self.calls.append(("on_dialog_opened",))

    def on_dialog_closed(self) -> None:
        self.calls.append(("on_dialog_closed",))

    def on_look_again(self) -> None:
        self.calls.append(("on_look_again",))

    def on_forget_server(self, key: str) -> None:
        self.calls.append(("on_forget_server", key))

    def on_nick_typed(self, nick: str) -> None:
        self.nicks.append(nick)


class FakeDiscovery:
    """Implements `chat.model.ports.discovery.Discovery`; remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")


class FakeSearch:
    """Implements `chat.model.discovery.Search`; `report` is what it would call."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.ended = False
        self.joined = False

    def end(self) -> None:
        self.ended = True

    def join(self, timeout: float) -> None:
        self.joined = timeout >= 0


class FakeSearches:
    """Makes searches, and keeps them."""

    def __init__(self) -> None:
        self.made: list[FakeSearch] = []
        self.posted: list[Callable[[], None]] = []

    def __call__(self, report: Report) -> FakeSearch:
        self.made.append(FakeSearch(report))
        return self.made[-1]

    def post(self, deliver: Callable[[], None]) -> None:
        self.posted.append(deliver)

    def deliver(self) -> None:
        """Let the Tk thread take what was posted."""
        while self.posted:
            self.posted.pop(0)()
