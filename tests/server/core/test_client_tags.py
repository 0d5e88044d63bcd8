"""Client-only tags (IRCv3 message-tags, "Client-only tags", CLIENTTAGDENY)."""

from __future__ import annotations

import pytest

from server.config import ServerConfig
from tests.fakes.core_client import CoreNetwork

KNOWN = {
    "+typing": "active",
    "+draft/react": "👍",
    "+draft/unreact": "👍",
    "+draft/reply": "id1",
    "+reply": "id1",
    "+draft/channel-context": "#a",
    "+channel-context": "#a",
    "+example.org/x": "",
}


def relayed(network: CoreNetwork, verb: str, tags: dict[str, str]) -> dict[str, str]:
    alice = network.register("alice", caps="message-tags")
    bob = network.register("bob", caps="message-tags")
    written = ";".join(f"{name}={value}" if value else name for name, value in tags.items())
    alice.send(f"@{written} {verb}")
    (message,) = bob.read()
    return {name: value for name, value in message.tags.items() if name.startswith("+")}


@pytest.mark.parametrize("verb", ["TAGMSG bob", "PRIVMSG bob :hi", "NOTICE bob :hi"])
def test_client_tags_are_relayed_as_they_are(network: CoreNetwork, verb: str):
    assert relayed(network, verb, KNOWN) == KNOWN


def test_denied_tags_are_dropped_and_told_in_005():
    network = CoreNetwork(ServerConfig(client_tag_deny="typing,example.org/x"))
    kept = relayed(network, "PRIVMSG bob :hi", KNOWN)
    assert kept == {k: v for k, v in KNOWN.items() if k not in ("+typing", "+example.org/x")}
    answer = network.register("carol").ask("VERSION")
    assert any("CLIENTTAGDENY=typing,example.org/x" in message.params for message in answer)


def test_all_may_be_denied_but_some():
    network = CoreNetwork(ServerConfig(client_tag_deny="*,-typing,-draft/reply"))
    kept = relayed(network, "TAGMSG bob", KNOWN)
    assert kept == {"+typing": "active", "+draft/reply": "id1"}


def test_the_token_is_left_out_when_nothing_is_denied(network: CoreNetwork):
    answer = network.register("alice").ask("VERSION")
    assert not any(p.startswith("CLIENTTAGDENY") for message in answer for p in message.params)


def test_what_is_no_client_tag_is_never_relayed(network: CoreNetwork):
    assert relayed(network, "PRIVMSG bob :hi", {"msgid": "x", "+bad_name": "1", "+ok": "1"}) == {
        "+ok": "1"
    }
