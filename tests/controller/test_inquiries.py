"""The channel browser, the bans, who is who; the switcher, numbers and marking as read."""

from __future__ import annotations

from datetime import UTC, datetime

from chat.model.entities import Ban, ConversationKey, ListedChannel
from chat.model.events import BansListed, ChannelsListed, WhoisEnded
from chat.view.ports.listing import ListAction
from tests.controller.harness import NETWORK, Chat


def test_the_channels_are_browsed_the_fullest_first(chat: Chat) -> None:
    chat.join()
    chat.controller.on_browse_channels()
    assert chat.model.called("list_channels") == [(NETWORK,)]
    channels = (ListedChannel("#b", 2, ""), ListedChannel("#a", 2, "A"), ListedChannel("#c", 9, ""))
    chat.model.publish(ChannelsListed(NETWORK, channels))
    [table] = chat.view.tables
    assert table.title == "Channels of Example"
    assert [row.cells for row in table.rows] == [("#c", "9", ""), ("#a", "2", "A"), ("#b", "2", "")]
    table.on_action("#c")
    assert chat.model.called("join_channel") == [(NETWORK, "#c", "")]
    table.on_action("#")
    assert chat.view.errors[0][0] == "Join a channel"


def test_browsing_needs_a_connection(chat: Chat) -> None:
    chat.start()
    chat.controller.on_browse_channels()
    assert chat.view.errors[0][0] == "Browse channels"


def test_the_bans_are_shown_and_lifted(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.on_show_bans()
    assert chat.model.called("list_bans") == [(lobby,)]
    time = datetime(2026, 3, 1, 12, tzinfo=UTC)
    chat.model.publish(BansListed(lobby, (Ban("*!*@x", "bob", time), Ban("y!*@*"))))
    [table] = chat.view.tables
    assert [row.key for row in table.rows] == ["*!*@x", "y!*@*"]
    assert table.rows[0].cells[1:] == ("bob", f"{time.astimezone():%Y-%m-%d %H:%M}")
    assert table.rows[1].cells == ("y!*@*", "", "")
    assert not table.closes
    table.on_action("*!*@x")
    assert chat.model.called("change_mode") == [(lobby, "-b", "*!*@x")]
    assert chat.model.called("list_bans") == [(lobby,), (lobby,)]


def test_only_a_channel_has_bans(chat: Chat) -> None:
    chat.join()
    chat.controller.conversations.show(chat.model.open(NETWORK, "bob"))
    chat.controller.on_show_bans()
    assert chat.view.errors == [("Bans", "Only a channel has bans: choose a channel first.")]


def test_who_somebody_is_is_shown(chat: Chat) -> None:
    chat.join()
    chat.model.publish(WhoisEnded(NETWORK, "bob", ("Real name: Bob", "Server: s")))
    card = chat.view.avatars.person
    assert card is not None
    assert (card.title, card.text) == ("Who is bob?", "Real name: Bob\nServer: s")


def several(chat: Chat) -> dict[str, ConversationKey]:
    keys = {"#lobby": chat.join()}
    for name in ("#b", "#c", "dave"):
        keys[name] = chat.model.open(NETWORK, name)
    chat.model.end_turn()
    return keys


def test_the_switcher_lists_mentions_and_then_what_was_shown_last(chat: Chat) -> None:
    keys = several(chat)
    chat.select("#b")
    chat.select("#lobby")
    chat.model.count_unread(keys["dave"], 3, 1)
    chat.model.count_unread(keys["#c"], 7)
    chat.controller.on_open_switcher()
    [(_, choices, answer)] = chat.view.choices_asked
    assert [label for label, _ in choices] == [
        "dave — Example  @1",
        "#b — Example",
        "Example",
        "#c — Example  (7)",
    ]
    answer(choices[1][1])
    chat.view.run_due()  # it is not left to the pump's next turn, which may come much later
    assert chat.view.selected_label() == "#b"


def test_conversations_by_number(chat: Chat) -> None:
    several(chat)
    for number, label in ((2, "#c"), (1, "#b"), (9, "#b"), (4, "dave")):
        chat.controller.on_go_to(number)
        assert chat.view.selected_label() == label


def mark_read(chat: Chat, key: str) -> None:
    chat.controller.listing.on_action(key, ListAction.MARK_READ)
    chat.model.end_turn()


def test_marking_as_read(chat: Chat) -> None:
    keys = several(chat)
    for name in ("#b", "#c"):
        chat.model.count_unread(keys[name], 2)
    chat.model.end_turn()
    mark_read(chat, chat.view.row("#b").key)
    assert [chat.view.row(name).unread for name in ("#b", "#c")] == [0, 2]
    mark_read(chat, chat.view.row("Example").key)
    assert chat.view.row("#c").unread == 0
    mark_read(chat, "gone")
