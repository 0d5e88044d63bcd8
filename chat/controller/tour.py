"""The tour of the window: three hints once, after the first connection; never again by itself."""

from __future__ import annotations

from chat.model.events import ConnectionLost, Event, Registered
from chat.model.ports import Settings
from chat.translation import N_, _
from chat.view.ports import ChatView
from chat.view.ports.tour import TourHint, TourStop

HINTS = (
    (
        TourStop.ENTRY,
        N_("Write here"),
        N_("Type, and press Enter. “/” shows what else you can do; ☺ has emoji."),
    ),
    (
        TourStop.CONVERSATIONS,
        N_("Your conversations"),
        N_(
            "Channels and people, with what you have not read. Ctrl+K goes to any of them; a"
            " double click on a person writes to them alone."
        ),
    ),
    (
        TourStop.MENU,
        N_("Everything else"),
        N_("All there is stands in the menus, with its keys. F1 lists them; F6 moves around."),
    ),
)


class TourController:
    """Implements `chat.view.ports.tour.TourIntents`."""

    def __init__(self, view: ChatView, settings: Settings) -> None:
        self._view = view
        self._settings = settings
        self._due = False
        self._step: int | None = None  # the hint that is shown

    def on_event(self, event: Event) -> None:
        """At the first connection there is something to point at."""
        match event:
            case Registered() if self._step is None:
                self._due = not self._settings.tour_seen
            case ConnectionLost() if self._step is not None:
                self._step = None  # out of the way of what the bar says; it comes back later
                self._view.tour.hide()

    def begin_if_due(self) -> None:
        """What there is to point at is shown now, and no window is over it."""
        if self._due and not self._view.hosting.is_open():
            self.on_start()

    def on_start(self) -> None:
        """See TourIntents."""
        self._due = False
        self._show(0)

    def on_sent(self) -> None:
        """Something was sent: where one writes need not be pointed at any more."""
        if self._step == 0:
            self.on_next()

    def on_next(self) -> None:
        """See TourIntents."""
        step = 0 if self._step is None else self._step + 1
        if step < len(HINTS):
            self._show(step)
        else:
            self.on_end()

    def on_end(self) -> None:
        """See TourIntents."""
        self._step = None
        self._view.tour.hide()
        if not self._settings.tour_seen:
            self._settings.tour_seen = True
            self._settings.save()

    def say_again(self) -> None:
        """Another language is spoken: the hint that is shown speaks it, too."""
        if self._step is not None:
            self._show(self._step)

    def _show(self, step: int) -> None:
        self._step = step
        stop, title, text = HINTS[step]
        place = _("{step} of {count}").format(step=step + 1, count=len(HINTS))
        self._view.tour.show(TourHint(stop, _(title), _(text), place, last=step == len(HINTS) - 1))
