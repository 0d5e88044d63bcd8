"""What is told again is written as it was when it happened, whichever way it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.config import Limits, ServerConfig
from server.core.capabilities import Cap
from server.core.retelling import Retelling, shown_again
from server.core.stored import StoredMessage
from tests.fakes.core_client import CoreNetwork

SAID = StoredMessage(
    1_700_000_000_250 << 20, "PRIVMSG", "alice!a@host", "alice", "#room", "", "hi", "", "=alice"
)
CAPS = [
    0,
    Cap.SERVER_TIME,
    Cap.MESSAGE_TAGS,
    Cap.MESSAGE_TAGS | Cap.SERVER_TIME | Cap.ACCOUNT_TAG | Cap.BATCH,
    Cap.MESSAGE_TAGS | Cap.DRAFT_MESSAGE_EDIT,
    Cap.MESSAGE_TAGS | Cap.BATCH | Cap.DRAFT_MULTILINE | Cap.EXTENDED_JOIN,
]


@pytest.fixture
def network() -> CoreNetwork:
    return CoreNetwork(replace(ServerConfig(), limits=Limits(line_length=512)))


@pytest.mark.parametrize("caps", CAPS)
@pytest.mark.parametrize("batch", [None, "ref"])
@pytest.mark.parametrize(
    "stored",
    [
        SAID,
        SAID._replace(verb="NOTICE", text="two words : and a colon"),
        SAID._replace(text=":"),
        SAID._replace(text=""),
        SAID._replace(account=None),
        SAID._replace(account="a;b c\\d"),
        SAID._replace(tags="bot;+draft/reply=a\\sb"),
        SAID._replace(tags="+reply=a;chat-app/edited=2026-11-23T12:00:00.000Z"),
        SAID._replace(verb="EDIT", text=None, tags="draft/target-msgid=a;draft/edit-text=b\\nc"),
        SAID._replace(text="\N{SNOWMAN}" * 100),
        SAID._replace(text="x" * (512 - len(":alice!a@host PRIVMSG #room :\r\n"))),
        SAID._replace(verb="JOIN", text="Alice A."),
        SAID._replace(verb="QUIT", target="", text="bye"),
        SAID._replace(verb="TAGMSG", text=None, tags="+draft/react=x"),
        SAID._replace(verb="MODE", middle="+ov bob", text="carol"),
    ],
)
def test_it_is_the_line_that_it_was(
    network: CoreNetwork, stored: StoredMessage, batch: str | None, caps: int
) -> None:
    context = network.core.context
    line = shown_again(context, stored).write(caps, {"batch": batch} if batch else None)
    assert Retelling(context, caps, batch).write([stored]) == line


def test_several_are_told_in_their_order(network: CoreNetwork) -> None:
    retelling = Retelling(network.core.context, 0, None)
    told = retelling.write([SAID, SAID._replace(verb="QUIT", target=""), SAID._replace(text="b")])
    assert told == (
        b":alice!a@host PRIVMSG #room :hi\r\n"
        b":alice!a@host QUIT :hi\r\n"
        b":alice!a@host PRIVMSG #room :b\r\n"
    )


@pytest.mark.parametrize("text", ["one\ntwo", "x" * 700])
def test_what_no_line_holds_is_told_in_several(network: CoreNetwork, text: str) -> None:
    context = network.core.context
    told = Retelling(context, 0, None).write([SAID._replace(text=text)])
    assert len(told.splitlines()) == 2
    assert all(len(line) <= 512 for line in told.splitlines(keepends=True))
