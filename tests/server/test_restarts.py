"""What lasts: real processes that end, also by kill -9, and start again on the same data."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.protocol.message import parse_message
from server.store.database import FILE_NAME
from tests.fakes.live_server import PATIENCE, ServerProcess, WireClient, server_process

CAPS = "batch message-tags server-time echo-message draft/chathistory"
ROUNDS = 8


@contextlib.contextmanager
def running(directory: Path) -> Iterator[ServerProcess]:
    with server_process("--data-dir", str(directory), "--no-limits") as server:
        yield server


def client(server: ServerProcess, nick: str, channel: str = "#lobby") -> WireClient:
    connected = WireClient(server.address)
    connected.send(f"CAP REQ :{CAPS}", f"NICK {nick}", f"USER {nick} 0 * :{nick}", "CAP END")
    connected.wait_for(" 001 ")
    connected.join(channel)
    return connected


def history(reader: WireClient, channel: str = "#lobby") -> dict[str, str]:
    """All of a channel's history, page by page: text by msgid, the oldest first."""
    found: dict[str, str] = {}
    reference = "*"
    while True:
        subcommand = "BEFORE" if found else "LATEST"
        reader.send(f"CHATHISTORY {subcommand} {channel} {reference} 100")
        start = len(reader.seen)
        reader.wait_for(lambda line: " BATCH +" in line)
        reader.wait_for(lambda line: " BATCH -" in line)
        page = [parse_message(line) for line in reader.seen[start:] if " PRIVMSG " in line]
        if not page:
            return found
        said = {message.tags["msgid"]: message.params[-1] for message in page}
        assert len(said) == len(page)
        assert not said.keys() & found.keys()
        found = {**said, **found}
        reference = f"msgid={page[0].tags['msgid']}"


def echoes(speaker: WireClient) -> dict[str, str]:
    """What the client read of its own messages, by msgid."""
    messages = [parse_message(line) for line in speaker.seen if " PRIVMSG " in line]
    return {message.tags["msgid"]: message.params[-1] for message in messages}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_restarted_server_goes_on_with_its_history(tmp_path: Path, number: int) -> None:
    with running(tmp_path) as server, client(server, "alice") as alice:
        alice.send("PRIVMSG #lobby :before")
        alice.wait_for(":before")
        said = echoes(alice)
        server.stop(number)
    with running(tmp_path) as server, client(server, "bob") as bob:
        assert history(bob) == said
        bob.send("PRIVMSG #lobby :after")
        bob.wait_for(":after")
        assert list(history(bob).values()) == ["before", "after"]


EDITING = f"CAP REQ :{CAPS} draft/message-edit draft/event-playback soju.im/search"


def test_kill_9_loses_no_edit_that_was_echoed(tmp_path: Path) -> None:
    """Nor leaves half of one: the text, its words and the event are stored together."""
    possible: dict[str, list[str]] = {}  # texts of each message: the last echoed, and all after it
    for round_ in range(3):
        with running(tmp_path) as server, client(server, "alice") as alice:
            alice.send(EDITING, *(f"PRIVMSG #lobby :first {round_} {each}" for each in range(20)))
            alice.wait_for(f":first {round_} 19")
            texts = {msgid: [text] for msgid, text in echoes(alice).items()}
            for number in range(50):
                for msgid in texts:
                    texts[msgid].append(f"edited {round_} {number} {msgid}")
                    text = texts[msgid][-1].replace(" ", "\\s")
                    alice.send(f"@draft/target-msgid={msgid};draft/edit-text={text} EDIT #lobby")
            alice.wait_for(f"edited\\s{round_}\\s{7 + 11 * round_}\\s")  # in the midst of it
            server.process.send_signal(signal.SIGKILL)
            alice.read_to_end()
            server.process.wait(PATIENCE)
            for msgid, text in edits_in(alice.seen):
                del texts[msgid][: texts[msgid].index(text)]
            possible |= texts
        with running(tmp_path) as server, client(server, "reader") as reader:
            possible = {msgid: [text] for msgid, text in whole(reader, possible).items()}


def edits_in(lines: list[str]) -> list[tuple[str, str]]:
    """Of each EDIT: the message, and its new text."""
    told = [parse_message(line) for line in lines if " EDIT " in line]
    return [(each.tags["draft/target-msgid"], each.tags["draft/edit-text"]) for each in told]


def whole(reader: WireClient, possible: dict[str, list[str]]) -> dict[str, str]:
    """The history, if each message has one of its possible texts wherever it is told of it."""
    stored = history(reader)
    assert stored.keys() == possible.keys()
    assert all(text in possible[msgid] for msgid, text in stored.items())
    reader.send(EDITING, "CHATHISTORY LATEST #lobby * 100")
    edits = edits_in(reader.sync())
    assert edits
    assert dict(edits).items() <= stored.items()
    start = len(reader.seen)
    reader.send("SEARCH in=#lobby;text=edited;limit=100", "SEARCH in=#lobby;text=first")
    reader.sync()
    found = [parse_message(line) for line in reader.seen[start:] if " PRIVMSG " in line]
    assert {each.tags["msgid"]: each.params[-1] for each in found} == stored
    return stored


@pytest.mark.timeout(180)
def test_kill_9_at_any_moment_loses_nothing_that_was_echoed(tmp_path: Path) -> None:
    echoed: dict[str, str] = {}
    for round_ in range(ROUNDS):
        with running(tmp_path) as server:
            with client(server, "reader") as reader:
                stored = history(reader)
            assert echoed.items() <= stored.items()
            # Nothing is there twice, nothing that nobody said, and all of it in order.
            texts = list(stored.values())
            assert len(set(texts)) == len(texts)
            assert texts == sorted(texts)
            with client(server, "alice") as alice, client(server, "bob", "#other"):
                for number in range(2000):
                    alice.send(f"PRIVMSG #lobby :{round_:02} {number:05}")
                alice.wait_for(f":{round_:02} {100 + 211 * round_:05}")  # in the midst of it
                server.process.send_signal(signal.SIGKILL)
                alice.read_to_end()
                server.process.wait(PATIENCE)
                said = echoes(alice)
                assert not said.keys() & echoed.keys()
                echoed |= said
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_without_a_data_directory_nothing_lasts_and_all_works() -> None:
    with server_process() as server, client(server, "alice") as alice:
        alice.send("PRIVMSG #lobby :hello")
        alice.wait_for(":hello")
        assert list(history(alice).values()) == ["hello"]


def test_a_damaged_database_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    with running(tmp_path) as server, client(server, "alice") as alice:
        alice.send(*(f"PRIVMSG #lobby :{number} {'x' * 300}" for number in range(100)))
        alice.wait_for(":99 ")
        server.stop()
    damaged = tmp_path / FILE_NAME
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        for place in range(0, size, 4096):
            file.seek(place)
            file.write(os.urandom(4096))
    before = damaged.read_bytes()
    command = [sys.executable, "-m", "server", "--port", "0", "--data-dir", str(tmp_path)]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ended.returncode == 1
    assert f"the database {damaged} is damaged" in ended.stderr
    assert "restore it from a backup" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert damaged.read_bytes() == before
