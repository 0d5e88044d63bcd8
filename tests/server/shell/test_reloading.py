"""REHASH and SIGHUP: what changes while the server runs, what does not, and who is told."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import Limits, ServerConfig
from server.shell.config_file import ConfigError
from tests.fakes.live_server import LiveServer, WireClient, live_server, server_process

#: Signals are the system's; Windows has no SIGHUP.
needs_sighup = pytest.mark.skipif(sys.platform == "win32", reason="no SIGHUP there")


def ask(live: LiveServer, client: WireClient) -> list[str]:
    """REHASH for this client's session; all that it hears of it, up to the last notice."""
    (session,) = live.server.core.sessions
    live.server.reloading.ask(session)
    start = len(client.seen)
    client.wait_for(" NOTICE alice :")
    return client.seen[start:]


def test_what_can_change_changes_and_the_operator_is_told() -> None:
    with live_server(ServerConfig(password="old")) as live, live.client() as client:
        client.send("PASS old")
        client.register("alice")
        client.join()
        wanted = replace(
            live.server.config,
            port=1,
            password="new",
            motd=("New",),
            limits=Limits(topic_length=100, line_length=600),
        )
        live.server.reloading.read = lambda: wanted
        told = ask(live, client)
        assert told[-1].endswith(
            " NOTICE alice :Changed from now on: password, limits.topic-length, motd."
        )
        assert client.wait_for("restarted").endswith(
            "Changed only when the server is restarted: port, limits.line-length."
        )
        assert any(" 005 alice TOPICLEN=100 :are supported by this server" in line for line in told)
        client.send(f"TOPIC #lobby :{'x' * 200}", "MOTD")
        assert len(client.expect("TOPIC")[0].params[1]) == 100
        client.wait_for("New")
        assert live.server.config.port == 0
        assert live.server.config.limits == Limits(topic_length=100)


def test_a_configuration_that_cannot_be_used_changes_nothing() -> None:
    def read() -> ServerConfig:
        raise ConfigError("chat.toml, line 3: there is no option 'prot'")

    with live_server() as live, live.client("alice") as client:
        before = live.server.config
        live.server.reloading.read = read
        assert ask(live, client)[-1].endswith(
            ":The configuration stays as it is: chat.toml, line 3: there is no option 'prot'."
        )
        assert live.server.config is before


def test_no_change_is_told_too_and_changes_nothing() -> None:
    with live_server() as live, live.client("alice") as client:
        before = live.server.config
        assert "no option has changed" in ask(live, client)[-1]
        assert live.server.config == before


def test_hooks_run_and_what_they_refuse_is_told() -> None:
    seen: list[ServerConfig] = []

    def refuse(config: ServerConfig) -> None:
        raise ConfigError("The certificate cannot be read")

    with live_server() as live, live.client("alice") as client:
        live.server.reloading.hooks += [refuse, seen.append]
        ask(live, client)
        assert client.wait_for("certificate").endswith(":The certificate cannot be read.")
        client.sync()
        assert seen == [live.server.config]


def test_a_defect_in_a_hook_does_not_end_the_server() -> None:
    def fail(config: ServerConfig) -> None:
        raise ZeroDivisionError

    with live_server() as live, live.client("alice") as client:
        live.server.reloading.hooks.append(fail)
        ask(live, client)
        client.wait_for("the log has more")
        client.sync()


def test_one_who_left_meanwhile_is_not_told() -> None:
    with live_server() as live:
        with live.client("alice") as client:
            client.sync()
            (session,) = live.server.core.sessions
        live.wait_until_empty()
        live.server.reloading.ask(session)
        with live.client("bob") as other:
            other.sync()
            assert not any("option" in line for line in other.seen)


@needs_sighup
def test_sighup_reads_the_file_again_and_flags_still_go_before_it(tmp_path: Path) -> None:
    path = tmp_path / "chat.toml"
    path.write_text('network-name = "Before"\ndescription = "from the file"\n')
    words = ("--config", str(path), "--description", "from the flag", "--log-file")
    log = tmp_path / "log"
    with server_process(*words, str(log)) as process, process.client("alice") as client:
        path.write_text(
            'network-name = "After"\ndescription = "again"\nserver-name = "b.example"\n'
        )
        process.process.send_signal(signal.SIGHUP)
        client.wait_for(" 005 alice NETWORK=After :are supported by this server")
        client.send("ADMIN", "VERSION")
        client.sync()
        path.write_text("prot = 1\n")
        process.process.send_signal(signal.SIGHUP)
        process.process.send_signal(signal.SIGINT)
        assert process.process.wait(10) == 0
    told = log.read_text()
    assert "Changed from now on: network-name." in told
    assert "Changed only when the server is restarted: server-name." in told
    assert not any("again" in line for line in client.seen)
