"""irssi and our model in one channel: on our server, and on ngircd."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chat.model.entities import MessageKind
from tests.interop.irssi import NICK, Irssi
from tests.interop.person import Person

pytestmark = pytest.mark.interop

StartIrssi = Callable[[int], Irssi]
LOBBY = "#lobby"


def meet_in_lobby(alice: Person, irssi: Irssi, port: int) -> None:
    """Both join, and each sees the other there."""
    irssi.join(LOBBY)
    alice.connect("Alice", port, LOBBY)
    irssi.wait_for(
        lambda: alice.members(LOBBY) == {"Alice", NICK}, "both as members", meanwhile=alice.pump
    )
    irssi.wait_for_text("Alice [", meanwhile=alice.pump)


def talk(alice: Person, irssi: Irssi) -> None:
    """Each says something in the channel and reads the other; an action and a private word too."""

    def wait(condition: Callable[[], bool], what: str) -> None:
        irssi.wait_for(condition, what, meanwhile=alice.pump)

    alice.say(LOBBY, "Grüße aus dem Fenster")
    irssi.wait_for_text("Grüße aus dem Fenster", meanwhile=alice.pump)
    wait(lambda: alice.all_sent(LOBBY), "Alice's message as sent")

    irssi.type_line("hello from the terminal: ünïcode")
    wait(
        lambda: alice.has_read(
            LOBBY, NICK, "hello from the terminal: ünïcode", MessageKind.MESSAGE
        ),
        "irssi's message in the model",
    )
    irssi.type_line("/me waves")
    wait(lambda: alice.has_read(LOBBY, NICK, "waves", MessageKind.ACTION), "irssi's action")

    irssi.type_line("/query Alice just for you")
    wait(
        lambda: alice.has_read(NICK, NICK, "just for you", MessageKind.MESSAGE),
        "irssi's private message",
    )
    alice.say(NICK, "and for you alone")
    irssi.wait_for_text("and for you alone", meanwhile=alice.pump)


def part(alice: Person, irssi: Irssi) -> None:
    """Alice leaves, and irssi sees her go; then irssi ends as its user ends it."""
    alice.model.disconnect(alice.network, "good night")
    irssi.type_line("/window goto #lobby")
    irssi.wait_for_text("has quit", meanwhile=alice.pump)
    irssi.quit()


def test_irssi_chats_with_our_model_on_our_server(
    our_server: int, irssi: StartIrssi, alice: Person
) -> None:
    terminal = irssi(our_server)
    meet_in_lobby(alice, terminal, our_server)
    talk(alice, terminal)
    part(alice, terminal)


def test_our_model_chats_with_irssi_on_ngircd(
    ngircd: int, irssi: StartIrssi, alice: Person
) -> None:
    terminal = irssi(ngircd)
    meet_in_lobby(alice, terminal, ngircd)
    talk(alice, terminal)
    part(alice, terminal)
