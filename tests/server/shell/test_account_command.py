"""`chat-server account`: accounts from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from server.config import ServerConfig
from server.core.accounts import Account, digest
from server.shell.account_command import main
from server.shell.passwords import Argon2Passwords
from server.store.accounts import AccountEditor
from server.store.store import open_store


class Terminal(io.StringIO):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run a command with this on standard input: its status and what it printed."""

    def run(*words: str, stdin: str = "sesame\n") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main([*words, "--data-dir", str(tmp_path)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def stored(tmp_path: Path, name: str) -> Account:
    store = open_store(ServerConfig(data_dir=tmp_path), lambda: 0.0)
    try:
        account = store.accounts.find(name)
    finally:
        store.close()
    assert account is not None
    return account


def test_an_account_is_made_with_the_password_from_standard_input(run, tmp_path: Path) -> None:
    assert run("add", "alice", "--email", "a@example.org") == (0, "The account alice is made.\n")
    account = stored(tmp_path, "ALICE")
    assert account.email == "a@example.org"
    assert Argon2Passwords().fits(account.credentials, "sesame")
    told = "chat-server account: there is an account alice already.\n"
    assert run("add", "Alice") == (1, told)
    assert run("add", "\N{CYRILLIC SMALL LETTER A}lice") == (1, told)  # reads the same


def test_a_name_is_as_long_as_the_configuration_lets_nicks_be(run, tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text("[limits]\nnick-length = 40\n")
    assert run("add", "a" * 33)[0] == 1
    assert run("add", "a" * 33, "--config", str(config))[0] == 0
    assert run("add", "a" * 41, "--config", str(config))[0] == 1


def test_the_data_directory_may_stand_before_the_action(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(tmp_path), "add", "bob", "--password", "sesame"]) == 0
    assert main(["--data-dir", str(tmp_path / "none" / "yet"), "list"]) == 0
    assert "There are no accounts." in capsys.readouterr().out


def test_without_a_data_directory_there_is_nothing_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list"]) == 1
    assert "--data-dir" in capsys.readouterr().err


def test_a_directory_that_cannot_be_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["list", "--data-dir", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("add", "1up"), "sesame\n"),
        (("add", "NickServ"), "sesame\n"),
        (("add", "bob"), "\n"),
        (("add", "bob"), "bell\x07bell\n"),
        (("add", "bob"), "short\n"),
        (("add", "sesame"), "sesame\n"),
    ],
)
def test_what_cannot_be_is_one_sentence(run, words: tuple[str, ...], stdin: str) -> None:
    status, said = run(*words, stdin=stdin)
    assert status == 1
    assert said.count("\n") == 1


@pytest.mark.parametrize("action", ["password", "suspend", "unsuspend", "remove"])
def test_an_account_that_is_not_there_is_told(run, action: str) -> None:
    assert run(action, "nobody") == (1, "chat-server account: there is no account nobody.\n")


def test_a_password_is_changed(run, tmp_path: Path) -> None:
    run("add", "alice")
    assert run("password", "alice", stdin="open sesame\n")[0] == 0
    assert Argon2Passwords().fits(stored(tmp_path, "alice").credentials, "open sesame")


def test_a_password_is_as_long_as_the_configuration_wants(run, tmp_path: Path) -> None:
    config = tmp_path / "server.toml"
    config.write_text("[accounts]\npassword-least = 9\n")
    options = ("--config", str(config))
    needs = "chat-server account: the password needs at least 9 characters.\n"
    assert run("add", "alice", *options, stdin="eight888\n") == (1, needs)
    assert run("add", "alice", *options, stdin="nine99999\n")[0] == 0
    assert run("password", "alice", *options, stdin="eight888\n") == (1, needs)


def test_a_terminal_is_asked_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["sesame", "sesame", "sesame", "seseme"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert main(["add", "alice", "--data-dir", str(tmp_path)]) == 0
    assert main(["add", "bob", "--data-dir", str(tmp_path)]) == 1
    assert "the two are not the same" in capsys.readouterr().err


def test_accounts_are_listed_with_what_matters(run, tmp_path: Path) -> None:
    fingerprint = ":".join(["AB"] * 32)
    for words in (
        ("add", "alice"),
        ("add", "Bob", "--email", "b@example.org"),
        ("suspend", "alice"),
        ("always-on", "bob", "on"),
        ("certificate", "bob", fingerprint),
    ):
        assert run(*words)[0] == 0
    store = open_store(ServerConfig(data_dir=tmp_path), lambda: 0.0)
    AccountEditor(store.database).save(Account("carol", 0.0, code="x", code_expires=1.0))
    store.close()
    alice, bob, carol = run("list")[1].splitlines()
    assert alice.startswith("alice  since ")
    assert alice.endswith(", suspended")
    assert bob.endswith(", b@example.org, always-on on, certificates: 1")
    assert carol.endswith("since 1970-01-01, not verified")
    assert stored(tmp_path, "bob").fingerprints == {"ab" * 32}
    run("certificate", "bob", fingerprint, "--remove")
    run("always-on", "bob", "default")
    run("unsuspend", "alice")
    assert stored(tmp_path, "bob").fingerprints == frozenset()
    assert stored(tmp_path, "bob").always_on is None
    assert not stored(tmp_path, "alice").suspended
    assert run("add", "carol")[0] == 0  # its code has expired
    assert run("certificate", "bob", "abc")[0] == 1


def test_an_account_is_removed(run) -> None:
    run("add", "alice")
    assert run("remove", "ALICE") == (0, "The account alice is removed.\n")
    assert run("list") == (0, "There are no accounts.\n")


def test_an_invitation_is_open_for_two_weeks(run, tmp_path: Path) -> None:
    import time

    code = run("invite")[1].splitlines()[0]
    now = time.time()
    store = open_store(ServerConfig(data_dir=tmp_path), lambda: 0.0)
    try:
        assert store.accounts.is_open(digest(code), now)
        assert not store.accounts.is_open(digest(code), now + 15 * 24 * 3600)
        assert not store.accounts.is_open(digest("guess"), now)
    finally:
        store.close()
