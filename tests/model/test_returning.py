"""What an earlier run left: the networks to come back to, drafts; and that it is all there."""

from __future__ import annotations

from chat.model.entities import ConversationKey
from chat.model.events import MemoryRestored
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import HistoryServer
from tests.model.test_memory import LOBBY, NETWORK, Run, next_run


def wanted(run: Run) -> list[tuple[str, ...]]:
    return [event.wanted for event in run.events if isinstance(event, MemoryRestored)]


def test_where_we_were_at_the_end_is_where_we_come_back_to() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    assert wanted(run) == [()]
    run.client.close()
    server.drop()
    again = next_run(server, store)
    assert wanted(again) == [(NETWORK,)]
    assert not again.client.is_restoring()
    again.connect()
    again.client.disconnect(NETWORK)
    again.client.close()
    third = next_run(server, store)
    assert wanted(third) == [()]
    assert list(third.client.networks()) == [NETWORK]


def test_who_stops_trying_wants_it_no_more() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    run.client.cancel_connect(NETWORK)
    run.client.close()
    assert wanted(next_run(server, store)) == [()]


def test_without_a_store_nothing_is_to_come() -> None:
    run = Run(HistoryServer(), None)
    assert not run.client.is_restoring()
    run.connect()
    run.client.disconnect(NETWORK)
    run.client.cancel_connect(NETWORK)


def test_drafts_are_kept_follow_a_person_and_end_with_the_conversation() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    bob = run.client.open_conversation(NETWORK, "bob")
    drafts = run.client.drafts
    drafts.keep(LOBBY, "half a sentence")
    drafts.keep(LOBBY, "half a sentence")
    drafts.keep(bob, "psst")
    server.write(":bob!b@h NICK robert")
    run.settle()
    robert = ConversationKey(NETWORK, "robert")
    assert (drafts.of(bob), drafts.of(robert)) == ("", "psst")
    run.client.close()
    again = next_run(server, store)
    assert again.client.drafts.of(LOBBY) == "half a sentence"
    assert again.client.drafts.of(robert) == "psst"
    again.client.drafts.keep(LOBBY, " ")
    again.client.close_conversation(robert)
    again.client.close()
    third = next_run(server, store)
    assert third.client.drafts.of(LOBBY) == ""
    third.client.open_conversation(NETWORK, "robert")
    assert third.client.drafts.of(robert) == ""
