"""The tour's hints in memory, and what is done with them."""

from __future__ import annotations

from chat.view.ports.tour import TourHint


class FakeTourView:
    """Implements `chat.view.ports.tour.TourView`."""

    def __init__(self) -> None:
        self.hint: TourHint | None = None
        self.shown: list[TourHint] = []

    def show(self, hint: TourHint) -> None:
        self.hint = hint
        self.shown.append(hint)

    def hide(self) -> None:
        self.hint = None


class FakeTourIntents:
    """Implements `chat.view.ports.tour.TourIntents`."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def on_start(self) -> None:
        self.calls.append("on_start")

    def on_next(self) -> None:
        self.calls.append("on_next")

    def on_end(self) -> None:
        self.calls.append("on_end")
