"""The hints of the tour: a small box over the window, with an arrow to what it is about.

It stands in the window itself, so it takes no focus, and what is beneath goes on as ever.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import Literal

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.ports.tour import TourHint, TourIntents, TourStop
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_text

WRAP = 280  # pixels at 96 dpi of a line
ARROW = 9  # pixels at 96 dpi, the height of its triangle
MARGIN = 8  # pixels at 96 dpi between the box and what it points at

_POINTS = {  # of the triangle, in the square of its arrow: 0, 1 or 2 halves
    TourStop.ENTRY: ((0, 0), (2, 0), (1, 1)),
    TourStop.CONVERSATIONS: ((1, 0), (1, 2), (0, 1)),
    TourStop.MENU: ((0, 1), (2, 1), (1, 0)),
}


class Callout(ttk.Frame):
    """One hint with its arrow, Next and Skip. `at` is what it points at."""

    def __init__(
        self, root: tkinter.Misc, hint: TourHint, at: tkinter.Misc, intents: TourIntents
    ) -> None:
        super().__init__(root, style="Page.TFrame")
        self.at = at
        self._draw_arrow(hint.stop)
        self._fill(hint, intents)
        for widget in (self, self.next_button, self.skip_button):
            widget.bind("<Escape>", lambda _event: intents.on_end())
        self.bind("<<ThemeChanged>>", lambda _event: self.recolour())
        self.recolour()
        margin = ttk.scale_size(self, MARGIN)
        above = hint.stop is TourStop.ENTRY
        self.place(
            in_=at,
            relx=1.0 if hint.stop is TourStop.CONVERSATIONS and at is not root else 0.0,
            anchor="sw" if above else "nw",
            x=0 if above else margin,
            y=-margin if above else margin,
        )
        self.lift()

    def recolour(self) -> None:
        """Follow the theme."""
        style = ttk.Style.get_instance()
        ground = style.lookup("Page.TFrame", "background")
        self._arrow.configure(background=ground)
        self._arrow.itemconfigure(self._triangle, fill=style.lookup("Callout.TFrame", "background"))

    def _draw_arrow(self, stop: TourStop) -> None:
        half = ttk.scale_size(self, ARROW)
        leftwards = stop is TourStop.CONVERSATIONS
        self._arrow = tkinter.Canvas(
            self,
            width=half if leftwards else 2 * half,
            height=2 * half if leftwards else half,
            highlightthickness=0,
            borderwidth=0,
        )
        points = [half * part for point in _POINTS[stop] for part in point]
        self._triangle = self._arrow.create_polygon(points)
        if leftwards:
            self._arrow.pack(side="left", anchor="n", pady=(half, 0))
        else:
            side: Literal["top", "bottom"] = "bottom" if stop is TourStop.ENTRY else "top"
            self._arrow.pack(side=side, anchor="w", padx=(half, 0))

    def _fill(self, hint: TourHint, intents: TourIntents) -> None:
        border = ttk.Frame(self, style="Callout.TFrame", padding=ttk.scale_size(self, 2))
        border.pack(side="left" if hint.stop is TourStop.CONVERSATIONS else "top")
        box = ttk.Frame(border, style="Page.TFrame", padding=12)
        box.pack()
        self.title = ttk.Label(box, text=safe_line(hint.title), style="Page.TLabel", font=BOLD_FONT)
        self.text = ttk.Label(
            box,
            text=safe_text(hint.text),
            style="Page.TLabel",
            wraplength=ttk.scale_size(self, WRAP),
        )
        foot = ttk.Frame(box, style="Page.TFrame")
        self.title.pack(anchor="w")
        self.text.pack(anchor="w", pady=(4, 10))
        foot.pack(fill="x")
        ttk.Label(foot, text=safe_line(hint.step), style="PageMuted.TLabel").pack(side="left")
        self.next_button = ttk.Button(
            foot,
            text=_("Done") if hint.last else _("Next"),
            bootstyle="primary",
            command=intents.on_next,
        )
        self.skip_button = ttk.Button(
            foot, text=_("Skip"), bootstyle="link", command=intents.on_end
        )
        self.next_button.pack(side="right")
        if not hint.last:
            self.skip_button.pack(side="right", padx=(0, 6))


class TourPart:
    """Implements `chat.view.ports.tour.TourView`; `targets` finds what a hint points at."""

    def __init__(
        self,
        root: tkinter.Misc,
        targets: Callable[[TourStop], tkinter.Misc],
        intents: Callable[[], TourIntents],
    ) -> None:
        self._root = root
        self._targets = targets
        self._intents = intents
        self.callout: Callout | None = None
        self._hint: TourHint | None = None
        root.bind("<Configure>", lambda _event: self._follow(), add="+")

    def show(self, hint: TourHint) -> None:
        """See TourView."""
        self.hide()
        self._hint = hint
        self.callout = Callout(self._root, hint, self._targets(hint.stop), self._intents())

    def hide(self) -> None:
        """See TourView."""
        if self.callout is not None and self.callout.winfo_exists():
            self.callout.destroy()
        self.callout = self._hint = None

    def _follow(self) -> None:
        """What the hint pointed at may have come or gone with the window's size."""
        callout, hint = self.callout, self._hint
        if callout is None or hint is None:
            return
        if self._targets(hint.stop) is not callout.at:
            self.show(hint)

    def focus(self) -> None:
        """Put the cursor on the hint's button."""
        if self.callout is not None:
            self.callout.next_button.focus_set()
