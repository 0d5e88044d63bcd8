"""One person hosts from the window, another joins by the invitation, and quitting stops it."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import StartPerson
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def invitation(person: Person) -> str:
    """The link that the window for hosting shows, once the chat runs."""
    found: list[str] = []

    def look() -> bool:
        texts = [it["text"] for it in person.window.ask("widgets")]
        found[:] = [text for text in texts if text.startswith("ircs://")]
        return bool(found)

    person.window.wait_until(look, "the invitation")
    return found[0]


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = file.read_text().rpartition(")")[2].split()[1]
        except OSError:  # it has just ended
            continue
        if int(parent) == pid:
            found.append(int(file.parent.name))
    return found


def test_a_chat_is_hosted_joined_broken_and_stopped(person: StartPerson) -> None:
    alice = person("Alice")
    alice.click("Host a chat on this computer…")
    alice.click("Only this computer")
    alice.click("Start")
    link = invitation(alice)
    alice.click("Close")
    alice.reads("You joined #lobby")
    alice.say("Good morning.")
    alice.reads("Good morning.")

    bob = person("Bob", link, "--nick", "bob")  # no question about the certificate
    bob.reads("You joined #lobby")
    bob.say("Here I am.")
    alice.reads("Here I am.")

    [server] = children(alice.window.process.pid)
    os.kill(server, signal.SIGKILL)
    bob.say("Still there?")  # waits for the server that is started again
    alice.reads("Still there?")
    assert children(alice.window.process.pid) not in ([], [server])
    assert bob.close_window()["threads"] == ["MainThread"]

    alice.ask_to_close()
    alice.click("Stop hosting and quit")
    assert alice.last_words()["threads"] == ["MainThread"]
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", urlsplit(link).port or 6697)) != 0

    again = person("Alice")  # is asked where to, and not sent to what has ended
    again.click("Host a chat on this computer…")
    again.click("Start")
    again.reads("Good morning.")
