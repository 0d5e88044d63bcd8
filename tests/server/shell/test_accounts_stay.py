"""Accounts and channels with the real server: restarts, and the command line beside it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chat.protocol.sasl import encode_chunks, format_plain
from tests.fakes.live_server import ServerProcess, WireClient, server_process

ROOT = Path(__file__).parents[3]


def account(directory: Path, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "server", "account", *words, "--data-dir", str(directory)],
        cwd=ROOT,
        input="sesame\n",
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=30,
    )


@contextmanager
def serving(directory: Path, *flags: str) -> Iterator[ServerProcess]:
    with server_process("--no-limits", "--data-dir", str(directory), *flags) as process:
        yield process


def log_in(client: WireClient, name: str, nick: str = "") -> WireClient:
    client.send("CAP LS 302", "CAP REQ :sasl", f"NICK {nick or name}", f"USER {name} 0 * :{name}")
    client.send("AUTHENTICATE PLAIN")
    client.wait_for("AUTHENTICATE +")
    client.send(*(f"AUTHENTICATE {each}" for each in encode_chunks(format_plain(name, "sesame"))))
    client.wait_for(" 903 ")
    client.send("CAP END")
    client.wait_for(" 376 ")
    client.sync()
    return client


def test_an_account_made_beside_the_server_logs_in_and_is_suspended(tmp_path: Path) -> None:
    with serving(tmp_path) as process, process.client() as client, process.client("bob") as bob:
        account(tmp_path, "add", "alice")
        client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :alice")
        said: list[str] = []
        while not any(" 903 " in line for line in said):  # until the server has seen it
            client.send("AUTHENTICATE PLAIN")
            client.wait_for("AUTHENTICATE +")
            client.send(f"AUTHENTICATE {encode_chunks(format_plain('alice', 'sesame'))[0]}")
            said = client.sync()
        client.send("CAP END")
        client.wait_for(" 376 ")
        client.join("#a")
        bob.join("#a")
        account(tmp_path, "suspend", "alice")
        client.wait_for("ERROR :Closing link: Your account was suspended")
        bob.wait_for("QUIT :Your account was suspended")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_channels_and_those_who_stay_survive_the_end_of_the_process(
    tmp_path: Path, how: signal.Signals
) -> None:
    account(tmp_path, "add", "alice")
    account(tmp_path, "add", "carol")
    with serving(tmp_path) as process, process.client() as alice, process.client() as carol:
        log_in(alice, "alice").join("#a")
        log_in(carol, "carol").join("#a")
        alice.send("MODE alice +A", "TOPIC #a :tea", "MODE #a +is", "MODE #a +o carol")
        alice.send("MODE #a +b ~a:eve", "REGISTER x y z")
        alice.sync()
        process.stop(how)
    with serving(tmp_path) as process, process.client() as carol, process.client("bob") as bob:
        bob.send("JOIN #a")
        bob.wait_for(" 473 ")
        log_in(carol, "carol").join("#a")
        assert any(line.endswith(":tea") for line in carol.seen)
        names = next(line for line in carol.seen if " 353 " in line)
        assert {"~alice", "@carol"} <= set(names.rpartition(":")[2].split())
        carol.send("PRIVMSG alice :welcome back", "MODE #a b")
        carol.wait_for(" 301 ")
        carol.wait_for("~a:eve")
        with process.client() as alice:
            log_in(alice, "alice")
            assert any(" JOIN " in line and "#a" in line for line in alice.seen)


def test_who_registers_is_known_after_a_crash(tmp_path: Path) -> None:
    with serving(tmp_path) as process, process.client("alice") as alice:
        alice.send("REGISTER * * sesame")
        alice.wait_for("REGISTER SUCCESS alice")
        process.stop(signal.SIGKILL)
    with serving(tmp_path) as process, process.client() as alice:
        log_in(alice, "alice")
        with process.client() as thief:
            thief.send("NICK alice", "USER x 0 * :x")
            thief.wait_for(" 433 ")


def test_two_clients_share_a_nick_over_the_wire(tmp_path: Path) -> None:
    account(tmp_path, "add", "alice")
    with serving(tmp_path, "--always-on") as process, process.client() as desk:
        log_in(desk, "alice").join("#a")
        with process.client() as phone:
            log_in(phone, "alice")
            phone.send("PRIVMSG #a :from the phone")
            assert desk.wait_for("PRIVMSG #a :from the phone").startswith(":alice!")


def test_a_removed_account_is_logged_out(tmp_path: Path) -> None:
    account(tmp_path, "add", "alice")
    with serving(tmp_path) as process, process.client() as alice:
        log_in(alice, "alice")
        account(tmp_path, "remove", "alice")
        alice.wait_for(" 901 ")


def test_what_is_said_to_one_who_is_absent_waits_also_over_a_restart(tmp_path: Path) -> None:
    account(tmp_path, "add", "alice")
    with serving(tmp_path, "--always-on") as process:
        with process.client() as alice:
            log_in(alice, "alice").join("#a")
            alice.send("QUIT")
            alice.read_to_end()
        with process.client("bob") as bob:
            bob.send("PRIVMSG alice :are you there?")
            bob.wait_for(" 301 ")
        process.stop(signal.SIGKILL)
    with serving(tmp_path, "--always-on") as process, process.client() as alice:
        log_in(alice, "alice")
        assert any(" JOIN " in line and "#a" in line for line in alice.seen)
        alice.send("CAP REQ :batch server-time message-tags draft/chathistory")
        begin, end = "2000-01-01T00:00:00.000Z", "2100-01-01T00:00:00.000Z"
        alice.send(f"CHATHISTORY TARGETS timestamp={begin} timestamp={end} 10")
        alice.wait_for("CHATHISTORY TARGETS bob ")
        alice.send("CHATHISTORY LATEST bob * 10")
        alice.wait_for("PRIVMSG alice :are you there?")


def test_who_takes_a_removed_name_finds_nothing_of_the_one_before(tmp_path: Path) -> None:
    account(tmp_path, "add", "alice")
    with serving(tmp_path) as process, process.client() as alice, process.client("bob") as bob:
        log_in(alice, "alice")
        bob.send("PRIVMSG alice :the secret")
        alice.wait_for("the secret")
        process.stop()
    account(tmp_path, "remove", "alice")
    account(tmp_path, "add", "alice")
    with serving(tmp_path) as process, process.client() as other:
        log_in(other, "alice")
        other.send("CAP REQ :batch server-time message-tags draft/chathistory soju.im/search")
        begin, end = "2000-01-01T00:00:00.000Z", "2100-01-01T00:00:00.000Z"
        other.send("CHATHISTORY LATEST bob * 10", "SEARCH text=secret", "SEARCH in=bob")
        other.send(f"CHATHISTORY TARGETS timestamp={begin} timestamp={end} 10")
        said = other.sync()
        assert sum(" BATCH +" in line for line in said) == 4
        assert not any("the secret" in line or " TARGETS bob " in line for line in said)
