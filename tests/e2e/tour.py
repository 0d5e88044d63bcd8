"""A morning of a class, in five windows: `python -m tests.e2e.tour`, or `make tour`.

Five client processes, and the server that the first of them hosts, used with keyboard and mouse
alone. After each step the windows must show what happened; pictures go to build/tour/.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from chat.translation import _, ngettext, use_language
from demo.errors import DemoError
from demo.processes import raise_on_signals
from demo.time_limit import time_limit
from tests.e2e.cast import THEMES, Cast, open_cast
from tests.e2e.lesson import LESSONS, Lesson
from tests.e2e.person import Person
from tests.e2e.test_hosting import children, invitation

PICTURES = Path("build/tour")
TIME_LIMIT = 170  # seconds for all of it
NICKS = ("alice", "bob", "carol", "dave", "mallory")
NOTHING_LEFT = {"threads": ["MainThread"], "sockets": 0}


class Morning:
    """The steps, in their order. Each leaves the windows as the next needs them."""

    def __init__(self, cast: Cast, folder: Path, lesson: Lesson) -> None:
        self._cast = cast
        self._lesson = lesson
        self._folder = folder
        self._link = ""

    def steps(self) -> list[Callable[[], None]]:
        """All of them."""
        return [
            self.host,
            self.join,
            self.talk,
            self.reply,
            self.edit,
            self.react,
            self.share_a_picture,
            self.kick_a_troublemaker,
            self.reconnect,
            self.search,
            self.leave,
        ]

    def host(self) -> None:
        """Alice hosts a chat from the window, open to this computer alone."""
        alice = self._cast.start("alice")
        alice.sees(_("Host a chat on this computer…"))
        self._cast.take("welcome", "alice")
        alice.click_beside(_("Your name"))
        alice.type("alice")
        alice.click(_("Host a chat on this computer…"))
        alice.click(_("Only this computer"))
        self._cast.take("host", "alice")
        alice.click(_("Start"))
        self._link = invitation(alice)
        self._cast.take("hosting", "alice")
        alice.click(_("Close"))
        alice.reads(_("You joined {channel}").format(channel="#lobby"))
        alice.sees(_("Write here"))
        self._cast.take("tour", "alice")
        alice.click(_("Skip"))
        alice.say(f"/topic {self._lesson.topic}")
        alice.sees(self._lesson.topic)

    def join(self) -> None:
        """Bob pastes the invitation into the dialog; the others opened it as a link."""
        bob = self._cast.start("bob")
        bob.click_beside(_("Your name"))
        bob.type("bob")
        bob.click_beside(_("Address"))
        bob.type(self._link)
        self._cast.take("join", "bob")
        bob.press("Return")
        joined = _("You joined {channel}").format(channel="#lobby")
        bob.reads(joined)
        for name in NICKS[2:]:
            self._cast.start(name, self._link, "--nick", name).reads(
                _("You joined {channel}").format(channel="#lobby")
            )
        self._person("alice").sees(members(5))
        self._cast.take("joined", "alice", "bob")

    def talk(self) -> None:
        """Everybody reads what each says."""
        for name, text in self._lesson.talk:
            self._person(name).say(text)
            self._all_read(text)
        self._person("alice").press("Tab")
        self._cast.take("talk", "alice", "dave")
        self._cast.take("talk")

    def reply(self) -> None:
        """Carol answers a message: found and answered by keys alone."""
        who, text = self._lesson.talk[-1]
        answered = _("Replying to {nick}: {text}").format(nick=who, text=text)[:20]
        carol = self._person("carol")
        carol.click_named("entry_field")
        carol.press("Control_L", "r")
        carol.sees(answered)
        carol.type(self._lesson.answer)
        self._cast.take("reply", "carol")
        carol.press("Return")
        self._all_read(f"{who}: {text}")
        self._all_read(self._lesson.answer)
        self._cast.take("replied", "bob")

    def edit(self) -> None:
        """Carol adds to what she said: into the entry by Ctrl+Up, and marked for everybody."""
        carol = self._person("carol")
        carol.press("Control_L", "Up")
        carol.sees(_("Editing your message: {text}").format(text=self._lesson.answer)[:20])
        carol.type(self._lesson.more)
        self._cast.take("edit", "carol")
        carol.press("Return")
        self._all_read("✎")
        self._cast.take("edited", "dave")

    def react(self) -> None:
        """Bob reacts to it, and Dave joins in."""
        for name, count in (("bob", "👍 1"), ("dave", "👍 2")):
            person = self._person(name)
            person.click_named("message_listbox")
            person.press("End")
            person.press("Up")
            person.press("Down")
            person.press("plus")
            person.turn_to(_("A part of its name"))
            person.type("thumbsup")
            self._cast.take("react", name)
            person.press("Return")
            self._all_read(count)
        self._cast.take("reacted", "carol")

    def share_a_picture(self) -> None:
        """Dave sends a picture by the host's server; Carol opens it by a click."""
        photo = self._folder / "crystal.png"
        draw_crystal(photo)
        dave = self._person("dave")
        dave.click_named("entry_field")
        dave.press("Control_L", "o")
        dave.turn_to_window(_("Send a file"))
        dave.type(str(photo))
        dave.press("Return")
        dave.sees("crystal.png")
        self._cast.take("share", "dave")
        dave.click(_("Send file"))
        self._all_read("crystal.png")
        carol = self._person("carol")
        carol.click_row("crystal.png (")
        carol.sees("320 × 240")
        self._cast.take("shared", "carol")
        carol.click(_("Close"))

    def kick_a_troublemaker(self) -> None:
        """Mallory floods; Alice, who hosts and so is operator, puts her out by the menu."""
        mallory = self._person("mallory")
        for number in range(1, 4):
            mallory.say(f"{self._lesson.flood} {number}!!!")
        alice = self._person("alice")
        alice.reads(f"{self._lesson.flood} 3!!!")
        alice.click(_("Find a member"))
        alice.type("mall")
        alice.press("Return")
        alice.press("Menu")
        alice.wait_for_menu()
        self._cast.take("kick", "alice")
        alice.press("Down")
        alice.press("Up")  # round to the last entry, which bans
        alice.press("Up")
        alice.press("Return")
        alice.turn_to_dialog()
        alice.type(self._lesson.reason)
        self._cast.take("kick-why", "alice")
        alice.press("Return")
        mallory.reads(self._lesson.reason)
        for name in NICKS[:4]:
            self._person(name).reads(self._lesson.reason)
        self._cast.take("kicked", "alice", "mallory")
        alice.click_named("entry_field")

    def reconnect(self) -> None:
        """The server dies; what Bob types meanwhile arrives once, when it is back."""
        [server] = children(self._person("alice").window.process.pid)
        os.kill(server, signal.SIGSTOP)
        os.kill(server, signal.SIGKILL)
        bob = self._person("bob")
        bob.say(self._lesson.lost)
        self._cast.take("cut", "bob")
        for name in NICKS[:4]:
            self._person(name).reads(self._lesson.lost)
            shown = self._person(name).window.shown_text()
            assert shown.count(self._lesson.lost) == 1, shown
        self._person("alice").sees(members(4))  # who was put out stays out
        self._cast.take("reconnected", "alice", "bob")
        [restarted] = children(self._person("alice").window.process.pid)
        assert restarted != server

    def search(self) -> None:
        """Carol looks for a word here, and Dave everywhere."""
        carol = self._person("carol")
        carol.click_named("entry_field")
        carol.press("Control_L", "f")
        carol.type(self._lesson.here)
        carol.sees(_("{number} of {count}").format(number=1, count=1))
        self._cast.take("find", "carol")
        carol.press("Escape")
        dave = self._person("dave")
        dave.click_named("entry_field")
        dave.press("Control_L", "Shift_L", "f")
        dave.turn_to(_("What was said"))
        dave.type(self._lesson.anywhere)
        dave.sees(ngettext("{count} message found.", "{count} messages found.", 1).format(count=1))
        self._cast.take("search", "dave")
        dave.press("Return")
        dave.reads(self._lesson.talk[0][1])
        self._cast.take("found", "dave")
        dave.click(_("Close"))
        self._cast.take("the-end")

    def leave(self) -> None:
        """Everybody closes the window; the host is asked, and the server ends with her."""
        for name in NICKS[:0:-1]:
            assert self._cast.people.pop(name).close_window() == NOTHING_LEFT, name
        alice = self._person("alice")
        alice.ask_to_close()
        alice.sees(_("Stop hosting and quit"))
        self._cast.take("leave", "alice")
        pid = alice.window.process.pid
        [server] = children(pid)
        alice.click(_("Stop hosting and quit"))
        assert alice.last_words() == NOTHING_LEFT
        assert not Path(f"/proc/{server}").exists()

    def _person(self, name: str) -> Person:
        return self._cast.people[name]

    def _all_read(self, text: str) -> None:
        for person in self._cast.people.values():
            person.reads(text)


def draw_crystal(path: Path) -> None:
    """A picture to share: nobody's, made here."""
    picture = Image.new("RGB", (320, 240), "#12263a")
    draw = ImageDraw.Draw(picture)
    top, left, right, foot = (160, 20), (80, 90), (240, 90), (160, 220)
    draw.polygon([top, left, (160, 110)], fill="#8ecae6")
    draw.polygon([top, right, (160, 110)], fill="#bde0fe")
    draw.polygon([left, foot, (160, 110)], fill="#219ebc")
    draw.polygon([right, foot, (160, 110)], fill="#56b6d6")
    picture.save(path)


def members(count: int) -> str:
    """The heading over the members."""
    return ngettext("{count} member", "{count} members", count).format(count=count)


def play(pictures: Path, language: str = "en", themes: Sequence[str] = THEMES) -> None:
    """Play all of it. Raises DemoError or AssertionError where a window shows something else.

    `themes` are those of the windows, in turn.
    """
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    use_language(language)
    with tempfile.TemporaryDirectory(prefix="chat-tour-") as name:
        folder = Path(name)
        with open_cast(folder, pictures, language, themes) as cast:
            for step in Morning(cast, folder, LESSONS[language]).steps():
                begun = time.monotonic()
                try:
                    step()
                except BaseException:
                    cast.take(f"failed-{step.__name__}")
                    raise
                print(f"{time.monotonic() - begun:5.1f} s  {step.__doc__}", flush=True)


def main() -> int:
    """Exit code 0, or 1 with what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.tour")
    parser.add_argument("--language", choices=LESSONS, default="en")
    parser.add_argument("--theme", choices=THEMES, help="of all windows (default: of each another)")
    parser.add_argument("--pictures", type=Path, default=PICTURES, metavar="FOLDER")
    chosen = parser.parse_args()
    raise_on_signals()
    try:
        with time_limit(TIME_LIMIT):
            play(chosen.pictures, chosen.language, [chosen.theme] if chosen.theme else THEMES)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Pictures are in {chosen.pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
