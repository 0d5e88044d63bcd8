"""Variables of Tk that end with the widget that they belong to, on the Tk thread.

A `tkinter.Variable` tells Tk of its end when Python collects it, which may be on any thread, and
no thread but the main one may call Tk. These tell it when their widget is destroyed; what is
collected later has nothing left to tell. Every variable of the view is one of these.
"""

from __future__ import annotations

import tkinter


class _Ending:
    """A base before a `tkinter.Variable`: ends it with its widget, and never later."""

    def end_with(self, widget: tkinter.Misc) -> None:
        """Be there until this widget is destroyed."""

        def end(event: tkinter.Event[tkinter.Misc]) -> None:
            if event.widget is widget:  # a window hears of its children's ends too
                self._end()

        widget.bind("<Destroy>", end, add="+")

    def _end(self) -> None:
        assert isinstance(self, tkinter.Variable)
        tkinter.Variable.__del__(self)

    def __del__(self) -> None:
        """Nothing: whoever collects it may be any thread."""


class TextValue(_Ending, tkinter.StringVar):
    """A text of a widget's."""

    def __init__(self, widget: tkinter.Misc, value: str = "") -> None:
        super().__init__(widget, value=value)
        self.end_with(widget)


class TruthValue(_Ending, tkinter.BooleanVar):
    """Yes or no, of a widget's."""

    def __init__(self, widget: tkinter.Misc, value: bool = False) -> None:
        super().__init__(widget, value=value)
        self.end_with(widget)
