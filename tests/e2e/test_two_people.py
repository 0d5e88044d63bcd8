"""Two client processes and a server process, used with keyboard and mouse alone."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest

from demo.server_process import ServerProcess
from tests.e2e.conftest import StartPerson

pytestmark = pytest.mark.e2e

NOTHING_LEFT = {"threads": ["MainThread"], "sockets": 0}


def address(server: ServerProcess) -> tuple[str, ...]:
    return "--server", server.host, "--port", str(server.port)


def test_two_people_read_what_the_other_typed(
    server: ServerProcess, person: StartPerson, folder: Path
) -> None:
    alice = person("Alice", *address(server), "--nick", "Alice")
    alice.reads("You joined #lobby")
    bob = person("Bob", *address(server), "--nick", "Bob")
    alice.reads("Bob joined")

    alice.say("Hello Bob, can you read this?")
    for reader in (alice, bob):
        reader.reads("Hello Bob, can you read this?")

    bob.click_named("entry_field")
    bob.type("Loud and clear: 100% (really)!")
    bob.click_named("send_button")
    for reader in (alice, bob):
        reader.reads("Loud and clear: 100% (really)!")

    alice.say("/topic All about #lobby")
    bob.reads("All about #lobby")
    assert alice.window.ask("title").startswith("CHAT APP")

    assert bob.close_window() == NOTHING_LEFT
    alice.reads("Bob went offline")
    assert alice.close_window() == NOTHING_LEFT
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(5) == 0
    assert list(folder.iterdir()) == []


def test_an_answer_a_reaction_and_a_deletion_by_keys_alone(
    server: ServerProcess, person: StartPerson
) -> None:
    alice = person("Alice", *address(server), "--nick", "Alice")
    alice.reads("You joined #lobby")
    bob = person("Bob", *address(server), "--nick", "Bob")
    bob.reads("You joined #lobby")
    alice.say("shall we have tea?")
    bob.reads("shall we have tea?")

    bob.click_named("message_listbox")
    bob.press("End")
    bob.press("Up")
    bob.press("Down")
    bob.press("r")
    bob.type("yes please")
    bob.press("Return")
    for reader in (alice, bob):
        reader.reads("↱ Alice: shall we have tea?")
        reader.reads("yes please")

    alice.click_named("message_listbox")
    alice.press("End")
    alice.press("Up")
    alice.press("Down")
    alice.press("plus")
    alice.turn_to("A part of its name")
    alice.type("thumbsup")
    alice.press("Return")
    bob.reads("👍 1")

    bob.click_named("message_listbox")
    bob.press("End")
    bob.press("Up")
    bob.press("Down")
    bob.press("Delete")
    bob.click("Delete")
    alice.reads("Message deleted")


def test_an_edit_by_keys_alone_and_what_was_said_before_by_a_click(
    server: ServerProcess, person: StartPerson
) -> None:
    alice = person("Alice", *address(server), "--nick", "Alice")
    alice.reads("You joined #lobby")
    bob = person("Bob", *address(server), "--nick", "Bob")
    bob.reads("You joined #lobby")
    alice.say("shall we have")
    bob.reads("shall we have")

    alice.click_named("entry_field")
    alice.type("a draft")
    alice.press("Control_L", "Up")
    alice.sees("Editing your message: shall we have")
    alice.type(" tea?")
    alice.press("Return")
    for reader in (alice, bob):
        reader.reads("shall we have tea?")
        reader.reads("✎ edited")
    alice.press("Return")
    bob.reads("a draft")
    bob.click_row("✎ edited")
    bob.turn_to_window("Message")  # which has what it said before


def test_c9_the_user_enters_address_and_port_in_the_dialog(
    server: ServerProcess, person: StartPerson
) -> None:
    alice = person("Alice")

    for label, value in (
        ("Your name", "Alice"),
        ("Address", server.host),
        ("Port", str(server.port)),
    ):
        alice.click_beside(label)
        alice.type(value)
    alice.click("Connect")

    alice.reads("You joined #lobby")
    assert alice.close_window() == NOTHING_LEFT


def test_c11_closing_the_window_ends_an_attempt_to_connect(person: StartPerson) -> None:
    """The server takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        alice = person("Alice", "--server", "127.0.0.1", "--port", str(port), "--nick", "Alice")
        connection, _ = silent.accept()
        with connection:
            assert alice.close_window() == NOTHING_LEFT
