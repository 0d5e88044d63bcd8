"""`make run`: two people in two windows on a server of their own.

On a screen the windows are yours: type in one, read in the other; closing both ends it all. With
no screen the conversation of `demo/script.py` is typed, and pictures are saved.
"""

from __future__ import annotations

import sys
from pathlib import Path

from demo.display import has_display, virtual_display
from demo.errors import DemoError
from demo.play import play, take_pictures
from demo.processes import raise_on_signals
from demo.stage import open_stage
from demo.time_limit import time_limit

PICTURES = Path("build/demo")
TIMEOUT = 120  # seconds for the whole of a scripted run


def show_windows() -> int:
    """Open the windows, and wait until both are closed."""
    with open_stage() as stage:
        print("Alice and Bob are in #lobby. Close both windows to end the demo.", flush=True)
        codes = {name: window.process.wait() for name, window in stage.windows.items()}
    for name, code in codes.items():
        if code != 0:
            print(f"{name}'s window ended with an error (exit code {code}).", file=sys.stderr)
    return int(any(codes.values()))


def play_script() -> int:
    """Run the same thing on a virtual display, and save pictures of it."""
    with time_limit(TIMEOUT), virtual_display() as display, open_stage(display) as stage:
        play(stage)
        pictures = take_pictures(stage, display, PICTURES)
        for window in stage.windows.values():
            window.close()
    for picture in pictures:
        print(f"Saved {picture}")
    return 0


def main() -> int:
    """Exit code 0, or 1 with one sentence on what went wrong; 130 after Ctrl+C."""
    raise_on_signals()
    try:
        return show_windows() if has_display() else play_script()
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
