"""The conversation list: what there is, what is unread, which one is shown."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey
from chat.model.events import Disconnected
from tests.controller.harness import NETWORK, REQUEST, Chat


def test_conversations_stand_under_their_networks(chat: Chat) -> None:
    chat.join()
    chat.model.register("other:1", name="Other")
    chat.model.open("other:1", "#chess")
    chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    shown = [(row.indent, row.label) for row in chat.view.conversations]
    assert shown == [(0, "Example"), (1, "#lobby"), (1, "bob"), (0, "Other"), (1, "#chess")]


def test_the_channel_asked_for_is_shown_when_it_opens(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.register(NETWORK, name="Example")
    chat.model.end_turn()
    assert chat.view.selected_label() == "Example"
    chat.model.open(NETWORK, "#Lobby")  # the server's own spelling
    chat.model.end_turn()
    assert chat.view.selected_label() == "#Lobby"


def test_what_others_open_does_not_take_the_window_away(chat: Chat) -> None:
    chat.join()
    chat.model.receive(chat.model.open(NETWORK, "eve"), "hello?", sender="eve")
    chat.model.end_turn()
    assert chat.view.selected_label() == "#lobby"
    assert chat.view.row("eve").unread == 1


def test_unread_counts_and_mentions_are_listed(chat: Chat) -> None:
    chat.join()
    other = chat.model.open(NETWORK, "#more")
    chat.model.count_unread(other, 7, mentions=2)
    chat.model.end_turn()
    row = chat.view.row("#more")
    assert (row.unread, row.mentions) == (7, 2)


def test_what_is_shown_is_read(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "one")
    chat.model.receive(lobby, "two")
    chat.model.end_turn()
    assert chat.view.row("#lobby").unread == 0
    assert chat.model.calls.count(("mark_read", lobby)) == 2  # when shown, and once a turn


def test_choosing_a_conversation_shows_and_reads_it(chat: Chat) -> None:
    chat.join()
    more = chat.model.open(NETWORK, "#more")
    chat.model.receive(more, "hello")
    chat.model.end_turn()
    chat.select("#more")
    assert chat.view.texts() == ["hello"]
    assert chat.view.selected_label() == "#more"
    assert chat.view.row("#more").unread == 0


def test_choosing_what_is_shown_or_gone_changes_nothing(chat: Chat) -> None:
    chat.join()
    chat.view.calls.clear()
    chat.select("#lobby")
    chat.controller.on_select_conversation("gone #gone")
    chat.controller.on_close_conversation("gone #gone")
    assert chat.view.calls == []


@pytest.mark.parametrize(
    ("steps", "label"),
    [
        ([1], "#more"),
        ([1, 1], "Example"),
        ([-1], "Example"),
        ([-1, -1], "#more"),
        ([1, -1], "#lobby"),
    ],
)
def test_alt_down_and_up_go_round_the_list(chat: Chat, steps: list[int], label: str) -> None:
    chat.join()
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    for step in steps:
        chat.controller.on_next_conversation(step)
    assert chat.view.selected_label() == label


def test_stepping_through_an_empty_list_does_nothing(chat: Chat) -> None:
    chat.start().controller.on_next_conversation(1)
    assert chat.view.selected is None


def test_an_unjoined_channel_is_listed_as_inactive(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "#lobby", joined=False)
    chat.model.count_unread(ConversationKey(NETWORK, "#lobby"), 0)
    chat.model.end_turn()
    assert not chat.view.row("#lobby").active


def test_closing_asks_the_model(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.on_close_conversation(chat.view.row("#lobby").key)
    assert chat.model.called("close_conversation") == [(lobby,)]


def test_closing_a_connected_network_disconnects_and_a_dead_one_is_put_away(chat: Chat) -> None:
    chat.join()
    network = chat.view.row("Example").key
    chat.controller.on_close_conversation(network)
    assert chat.model.called("disconnect") == [(NETWORK, "")]
    chat.model.drop_connection(NETWORK, Disconnected(NETWORK))
    chat.model.end_turn()
    assert [row.active for row in chat.view.conversations] == [False, False]
    chat.controller.on_close_conversation(network)
    assert chat.view.conversations == []
    assert chat.view.title == "CHAT APP"
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert chat.view.labels() == ["Example", "#lobby"]


@pytest.mark.parametrize(
    ("shown", "gone", "then"),
    [
        ("#m", ["#m"], "#n"),
        ("#n", ["#n"], "#m"),
        ("#m", ["#m", "#n"], "#lobby"),
        ("#m", ["", "#lobby", "#m", "#n"], None),
    ],
)
def test_when_what_is_shown_closes_its_neighbour_is_shown(
    chat: Chat, shown: str, gone: list[str], then: str | None
) -> None:
    chat.join()
    for channel in ("#m", "#n"):
        chat.model.open(NETWORK, channel)
    chat.model.end_turn()
    chat.select(shown)
    for target in gone:
        chat.model.close_quietly(ConversationKey(NETWORK, target))
    chat.model.end_turn()
    if then is None:
        assert chat.view.selected is None
        assert chat.view.messages == []
        assert chat.view.title == "CHAT APP"
    else:
        assert chat.view.selected_label() == then


def test_a_list_that_was_replaced_whole_is_shown_from_its_top(chat: Chat) -> None:
    chat.join()
    for target in ("", "#lobby"):
        chat.model.close_quietly(ConversationKey(NETWORK, target))
    chat.model.summaries.clear()
    chat.model.open(NETWORK, "#new")
    chat.model.end_turn()
    assert chat.view.selected_label() == "#new"


def test_a_conversation_is_shown_though_it_opened_unannounced(chat: Chat) -> None:
    chat.start()
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert chat.view.selected == f"{NETWORK} "


def test_a_renamed_person_stays_shown(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.model.receive(bob, "hi")
    chat.model.end_turn()
    chat.select("bob")
    chat.model.rename(bob, "robert")
    chat.model.end_turn()
    assert chat.view.selected_label() == "robert"
    assert chat.view.title == "CHAT APP — robert — Example"
    assert chat.view.texts() == ["hi"]


def test_a_renamed_person_in_the_background_stays_there(chat: Chat) -> None:
    chat.join()
    chat.model.rename(chat.model.open(NETWORK, "bob"), "robert")
    chat.model.end_turn()
    assert chat.view.selected_label() == "#lobby"
    assert "robert" in chat.view.labels()


def test_a_channel_of_the_prompt_is_joined_and_shown(chat: Chat) -> None:
    chat.join()
    chat.controller.on_join(" news ")
    assert chat.model.called("join_channel") == [(NETWORK, "#news", "")]
    chat.model.open(NETWORK, "#news")
    chat.model.end_turn()
    assert chat.view.selected_label() == "#news"


def test_a_joined_channel_is_only_shown(chat: Chat) -> None:
    chat.join()
    chat.select("Example")
    chat.controller.on_join("#LOBBY")
    assert chat.view.selected_label() == "#lobby"
    assert not chat.model.called("join_channel")


def test_a_channel_that_we_were_put_out_of_is_shown_and_joined_again(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "#lobby", joined=False)
    chat.controller.on_join("#lobby")
    assert chat.model.called("join_channel") == [(NETWORK, "#lobby", "")]


def test_a_wrong_channel_name_is_told_in_a_message_box(chat: Chat) -> None:
    chat.join()
    chat.controller.on_join("two words")
    assert chat.view.errors == [
        ("Join a channel", "A channel's name cannot contain a space: leave it out, as in #lobby.")
    ]


def test_without_a_connection_there_is_nothing_to_join(chat: Chat) -> None:
    chat.start().controller.on_join("#lobby")
    assert chat.view.errors == [
        ("Join a channel", "There is no connection to a server: connect first.")
    ]


def test_a_member_who_is_activated_is_written_to(chat: Chat) -> None:
    chat.join()
    chat.controller.on_open_private("bob")
    assert chat.model.called("open_conversation") == [(NETWORK, "bob")]
    assert chat.view.selected_label() == "bob"


def test_without_a_network_there_is_nobody_to_write_to(chat: Chat) -> None:
    chat.start().controller.on_open_private("bob")
    assert chat.model.calls == []


def test_an_unchanged_list_is_not_shown_again(chat: Chat) -> None:
    lobby = chat.join()
    chat.view.calls.clear()
    chat.model.receive(lobby, "hello")  # counted, shown and read within one turn
    chat.model.end_turn()
    assert chat.view.calls == ["append_messages"]
