"""Deferred work and the store in the running server: real threads, real commits."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from chat.protocol.message import Message
from server.config import ServerConfig
from server.core import dispatch
from server.core.context import Context
from server.core.dispatch import Command
from server.core.entities import Session
from server.core.ports import Write
from server.core.stored import StoreFailure, Window
from tests.fakes.live_server import PATIENCE, live_server
from tests.server.store.messages import ROOM, said

EVERYTHING = Window(1000)


def test_slow_work_holds_up_its_own_client_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def handle(context: Context, session: Session, request: Message) -> None:
        def done(result: bool) -> None:
            context.say(session, "NOTE", f"went on: {result}")

        context.defer(session, lambda: go_on.wait(PATIENCE), done)

    monkeypatch.setitem(dispatch.COMMANDS, "SLOW", Command(handle))
    with live_server() as server, server.client("alice") as alice, server.client("bob") as bob:
        alice.send("SLOW", "PING after")
        bob.sync()
        assert not [line for line in alice.seen if "PONG" in line]
        go_on.set()
        alice.wait_for("PONG")
        assert "went on: True" in alice.seen[-2]


def test_what_was_recorded_is_read_by_the_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        context.record(said(context.message_ids.next(context.clock()), request.params[0]))

        def texts() -> str:
            return " ".join(str(it.text) for it in context.store.history.read(ROOM, EVERYTHING))

        context.defer(session, texts, lambda it: context.say(session, "NOTE", it))

    monkeypatch.setitem(dispatch.COMMANDS, "SLOW", Command(handle))
    for count, config in enumerate([ServerConfig(), ServerConfig(data_dir=tmp_path)] * 2):
        with live_server(config) as server, server.client("alice") as alice:
            alice.send(*(f"SLOW {number}" for number in range(50)))
            texts = [alice.expect("NOTE")[0].params[0].split() for _ in range(50)]
        before = 50 if config.data_dir is not None and count > 1 else 0
        assert [len(each) for each in texts] == list(range(before + 1, before + 51))


def test_everybody_is_told_when_nothing_can_be_stored() -> None:
    with (
        live_server() as server,
        server.member("alice") as alice,
        server.member("bob") as bob,
        pytest.MonkeyPatch.context() as broken,
    ):

        def refuse(writes: Sequence[Write]) -> None:
            raise StoreFailure("no room is left on the disk")

        broken.setattr(server.server._store, "commit", refuse)
        with server.server.lock:
            server.server.core.context.record(said(1, "lost?"))
        alice.wait_for("cannot be stored")
        bob.wait_for("cannot be stored")
        broken.undo()
        alice.send("PRIVMSG #lobby :hello")
        assert bob.expect_text() == "hello"
        alice.wait_for("is stored again")
        (kept,) = server.server._store.history.read(ROOM, EVERYTHING)
        assert kept.text == "lost?"
