"""Play the tour in light, dark and German, and put its pictures into docs/: `make gallery`.

Writes docs/gallery.md, and the pictures it shows into docs/pictures/, small ones.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from demo.processes import raise_on_signals  # noqa: E402 - the program is beside us
from tests.e2e.tour import play  # noqa: E402

PAPER = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 256  # of a picture: what a window needs
MOST_BYTES = 150_000
WIDEST = 1350  # pixels; the whole screen is made smaller
LOOKS = {"light": ("en", ["light"]), "dark": ("en", ["dark"]), "german": ("de", ["light"])}


@dataclass(frozen=True)
class Shown:
    """A picture of the tour: its step, whose window, and what is to be seen."""

    step: str
    who: str
    words: str


GALLERY = (
    Shown("welcome", "alice", "The first start: a name, and the servers that are there."),
    Shown("hosting", "alice", "Alice hosts a chat of her own: an invitation to hand on."),
    Shown("joined", "bob", "The others are there. The members stand by their rank."),
    Shown("reply", "carol", "Carol answers a message (Ctrl+R)."),
    Shown("reacted", "carol", "An answer with its quotation, and reactions."),
    Shown("share", "dave", "Dave sends a picture: it waits over the entry until he says so."),
    Shown("shared", "carol", "A click shows it."),
    Shown("kick", "alice", "Alice is operator: what can be done with a member."),
    Shown("cut", "bob", "The server is gone. What Bob writes waits, and arrives once."),
    Shown("find", "carol", "Carol finds a word in the conversation (Ctrl+F)."),
    Shown("search", "dave", "Dave finds one anywhere (Ctrl+Shift+F)."),
    Shown("the-end", "all", "All five windows at the end of the morning."),
)


def shrink(picture: Path, to: Path) -> None:
    """Save it as small as it can be with the colours of a window. Raises ValueError if large."""
    with Image.open(picture) as image:
        shown = image.convert("RGB")
    if shown.width > WIDEST:
        shown = shown.resize((WIDEST, shown.height * WIDEST // shown.width), Image.Resampling.BOX)
    shown.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        to, optimize=True
    )
    if to.stat().st_size > MOST_BYTES:
        raise ValueError(f"{to} takes more than {MOST_BYTES} bytes")


def paper() -> str:
    """The Markdown around the pictures."""
    parts = [
        "# A morning of a class, in pictures\n",
        "Five windows and the server that the first of them hosts, used with keyboard and mouse"
        " alone, by `make tour`.\nThe pictures are made anew by `make gallery`.\n",
        "In the [light](#light) theme, in the [dark](#dark) one, and in [German](#german).\n",
    ]
    for look in LOOKS:
        parts.append(f"## {look.capitalize()}\n")
        parts += [f"{it.words}\n\n![{it.words}](pictures/{name_of(look, it)})\n" for it in GALLERY]
    return "\n".join(parts)


def name_of(look: str, shown: Shown) -> str:
    """A picture's file."""
    return f"{look}-{shown.step}.png"


def main() -> None:
    """Play, pick and write."""
    raise_on_signals()
    with tempfile.TemporaryDirectory(prefix="chat-gallery-") as name:
        for look, (language, themes) in LOOKS.items():
            folder = Path(name) / look
            play(folder, language, themes)
            for shown in GALLERY:
                [picture] = folder.glob(f"*-{shown.step}-{shown.who}.png")
                shrink(picture, PICTURES / name_of(look, shown))
    PAPER.write_text(paper(), "utf-8")


if __name__ == "__main__":
    main()
