"""What Alice and Bob say when nobody is there to type. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing typed: by whom, what, and what both windows show of it afterwards."""

    speaker: str
    typed: str
    shown: str
    by_button: bool = False  # sent with the Send button, not with Enter


SCRIPT = (
    Line("Alice", "Hi Bob, you found it!", "you found it!"),
    Line("Bob", "Hi! I opened the window and there you were. No account?", "No account?", True),
    Line(
        "Alice",
        "None. The server runs on my laptop, and everybody on this network can join: "
        "one command to host it, one window to talk.",
        "one window to talk.",
    ),
    Line("Bob", "/me is impressed", "is impressed"),
    Line("Bob", "What do we show on Friday?", "on Friday?", True),
    Line("Alice", "/topic Friday: show and tell at three, room 12", "at three, room 12"),
    Line("Alice", "Show and tell, at three. I put it in the topic, so nobody forgets.", "forgets."),
    Line("Bob", "Then I bring the projector, and you bring the biscuits :)", "biscuits :)", True),
    Line("Alice", "/me adds biscuits to the list", "adds biscuits to the list"),
    Line("Bob", "See you there!", "See you there!"),
)
