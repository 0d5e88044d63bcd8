"""One person hosts from the window, another joins, and quitting stops the server."""

from __future__ import annotations

import re
import socket

import pytest

from tests.e2e.conftest import StartPerson
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def invitation(person: Person) -> re.Match[str]:
    """The address and ports that the window for hosting tells."""
    found: list[re.Match[str]] = []

    def look() -> bool:
        texts = [it["text"] for it in person.window.ask("widgets")]
        pattern = re.compile(r"127\.0\.0\.1, port (\d+) \(TLS\) or (?P<port>\d+)")
        found[:] = [match for text in texts if (match := pattern.fullmatch(text))]
        return bool(found)

    person.window.wait_until(look, "how others come in")
    return found[0]


def test_a_chat_is_hosted_joined_and_stopped(person: StartPerson) -> None:
    alice = person("Alice")
    alice.click("Host a chat on this computer…")
    alice.click("Only this computer")
    alice.click("Start")
    port = int(invitation(alice)["port"])
    alice.click("Close")
    alice.reads("You joined #lobby")
    alice.say("Good morning.")
    alice.reads("Good morning.")

    bob = person("Bob", f"irc://127.0.0.1:{port}/#lobby", "--nick", "bob")
    bob.reads("You joined #lobby")
    bob.say("Here I am.")
    alice.reads("Here I am.")
    assert bob.close_window()["threads"] == ["MainThread"]

    alice.ask_to_close()
    alice.click("Yes")
    left = alice.last_words()
    assert left["threads"] == ["MainThread"]
    with socket.socket() as sock:
        assert sock.connect_ex(("127.0.0.1", port)) != 0
