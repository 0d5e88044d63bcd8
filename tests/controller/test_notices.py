"""Which messages are told of, and how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chat.model.entities import ConversationKey
from chat.model.events import Invited, UnreadChanged
from chat.model.notice_settings import NoticeSettings
from tests.controller.harness import NETWORK, Chat


def say(chat: Chat, key: ConversationKey, text: str = "hello", **facts: object) -> None:
    message = replace(chat.model.message(text), **{"time": chat.now, **facts})
    chat.model.add(key, message)
    chat.model.end_turn()


def wish(chat: Chat, **wishes: object) -> None:
    chat.controller.notices.change(replace(chat.settings.notices, **wishes))


def told(chat: Chat) -> list[tuple[str, str]]:
    """What was told since the last look; the distance between two notices passes."""
    shown = list(chat.model.notices.desktop.shown)
    chat.model.notices.desktop.shown.clear()
    chat.now += timedelta(seconds=10)
    return shown


def test_a_person_is_told_of_and_a_channel_only_with_the_name(chat: Chat) -> None:
    lobby, bob = chat.join(), chat.model.open(NETWORK, "bob")
    say(chat, bob, "are you there?")
    assert told(chat) == [("bob", "are you there?")]
    say(chat, lobby, "idle talk")
    assert told(chat) == []
    say(chat, lobby, "ann: look", mention=True)
    assert told(chat) == [("bob in #lobby", "ann: look")]
    assert chat.view.notices.rung == 2


def test_what_is_before_the_eyes_is_not_told(chat: Chat) -> None:
    lobby = chat.join()
    chat.view.notices.watched = True
    say(chat, lobby, "ann", mention=True)
    assert told(chat) == []
    say(chat, chat.model.open(NETWORK, "bob"))
    assert told(chat) == [("bob", "hello")]


def test_own_messages_old_ones_and_the_servers_words_are_not_told(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob, own=True)
    say(chat, bob, time=chat.now - timedelta(minutes=5))
    say(chat, ConversationKey(NETWORK, ""), "the server's words")
    chat.model.add_history(bob, 0, chat.model.message("before"))
    chat.model.end_turn()
    assert told(chat) == []


def test_the_rule_of_a_conversation_goes_before_that_of_everywhere(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.notices.on_ask_rule()
    question, choices, answer = chat.view.choices_asked[-1]
    assert "#lobby" in question
    assert [value for _, value in choices] == ["", "everything", "mentions", "nothing"]
    assert choices[0][0].startswith("✓")
    answer("everything")
    say(chat, lobby, "idle talk")
    assert told(chat) == [("bob in #lobby", "idle talk")]
    answer("nothing")
    say(chat, lobby, "ann!", mention=True)
    assert told(chat) == []


def test_a_rule_is_of_a_conversation(chat: Chat) -> None:
    chat.start()
    chat.controller.notices.on_ask_rule()
    assert chat.view.errors[-1][1].startswith("Notices are chosen for a channel")


def test_muted_is_muted(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.model.preferences.change(bob, replace(chat.model.preferences.of(bob), muted=True))
    say(chat, bob)
    chat.model.count_unread(bob, 3)
    chat.model.end_turn()
    assert (told(chat), chat.view.notices.badge) == ([], 0)


def test_do_not_disturb(chat: Chat) -> None:
    chat.join()
    bob, saved = chat.model.open(NETWORK, "bob"), chat.settings.saved
    chat.controller.notices.on_toggle_disturb()
    assert (chat.view.notices.disturb, chat.settings.saved) == (True, saved + 1)
    say(chat, bob)
    assert told(chat) == []
    chat.controller.notices.on_toggle_disturb()
    say(chat, bob)
    assert told(chat) == [("bob", "hello")]


def test_quiet_hours(chat: Chat) -> None:
    chat.join()
    bob, hour = chat.model.open(NETWORK, "bob"), chat.now.astimezone().hour
    wish(chat, quiet_from=hour, quiet_until=(hour + 2) % 24)
    say(chat, bob)
    assert told(chat) == []
    wish(chat, quiet_from=(hour + 2) % 24, quiet_until=(hour + 4) % 24)
    say(chat, bob)
    assert told(chat) == [("bob", "hello")]


@pytest.mark.parametrize(
    ("begin", "end", "quiet"),
    [(22, 7, {22, 23, 0, 1, 2, 3, 4, 5, 6}), (1, 3, {1, 2}), (-1, 7, set()), (5, 5, set())],
)
def test_quiet_hours_go_over_midnight(begin: int, end: int, quiet: set[int]) -> None:
    settings = NoticeSettings(quiet_from=begin, quiet_until=end)
    assert {hour for hour in range(24) if settings.is_quiet_at(hour)} == quiet


def test_a_night_is_quiet_from_evening_to_morning(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.controller.on_set("notices_quiet_from", "22")
    chat.controller.on_set("notices_quiet_until", "7")
    evening = chat.now.astimezone().replace(hour=20, minute=30, second=0, microsecond=0)
    heard = []
    for hours in range(14):  # half past eight in the evening to half past nine
        chat.now = evening + timedelta(hours=hours)
        say(chat, bob)
        heard += [chat.now.hour] if told(chat) else []
    assert heard == [20, 21, 7, 8, 9]


def test_what_waited_to_be_told_is_not_told_once_it_is_quiet(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob)
    say(chat, bob, "soon after")
    chat.controller.notices.on_toggle_disturb()
    chat.now += timedelta(seconds=4)
    chat.model.end_turn()
    chat.controller.notices.on_toggle_disturb()
    chat.model.end_turn()
    assert told(chat) == [("bob", "hello")]


def test_a_flood_is_one_notice_and_the_next_keeps_its_distance(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    for number in range(50):
        chat.model.add(bob, replace(chat.model.message(f"{number}"), time=chat.now))
    chat.model.end_turn()
    assert chat.model.notices.desktop.shown == [("bob", "49\nand 49 messages more")]
    say(chat, bob, "and more")
    assert len(chat.model.notices.desktop.shown) == 1
    chat.now += timedelta(seconds=4)
    chat.model.end_turn()
    assert chat.model.notices.desktop.shown[1:] == [("bob", "and more")]


def test_a_click_shows_the_conversation(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob)
    chat.model.notices.desktop.clicks[0]()
    chat.model.end_turn()
    assert (chat.view.selected_label(), chat.view.notices.came_forward) == ("bob", 1)


def test_a_click_follows_who_has_another_nick_by_now(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob)
    chat.model.rename(chat.model.rename(bob, "robert"), "rob")
    chat.model.notices.desktop.clicks[0]()
    chat.model.end_turn()
    assert chat.view.selected_label() == "rob"


def test_a_click_for_what_is_closed_only_brings_the_window(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob)
    chat.model.close_quietly(bob)
    chat.model.notices.desktop.clicks[0]()
    chat.model.end_turn()
    assert (chat.view.selected_label(), chat.view.notices.came_forward) == ("#lobby", 1)


def test_what_waits_to_be_told_of_goes_with_its_network(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob)
    say(chat, bob, "soon after")
    chat.model.forget_network(NETWORK)
    assert told(chat) == [("bob", "hello")]
    chat.model.end_turn()
    assert told(chat) == []


def test_where_the_desktop_takes_none_the_window_shows_a_toast(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.model.notices.desktop.takes = False
    say(chat, bob)
    assert chat.view.notices.toasts == [("bob", "hello")]
    told(chat)
    wish(chat, desktop=False, sound=False)
    say(chat, bob, "again")
    assert chat.view.notices.toasts[-1] == ("bob", "again")
    assert chat.view.notices.rung == 1


def test_what_was_said_can_be_left_out_and_is_shortened(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    say(chat, bob, "x" * 500)
    assert len(told(chat)[0][1]) == 201
    wish(chat, preview=False)
    say(chat, bob, "a secret")
    assert told(chat) == [("bob", "wrote a message")]


def test_the_badge_counts_what_waits_for_this_person(chat: Chat) -> None:
    lobby, bob = chat.join(), chat.model.open(NETWORK, "bob")
    chat.model.count_unread(lobby, 20, 2)
    chat.model.count_unread(bob, 3, 1)
    chat.model.publish(UnreadChanged(bob))
    chat.model.end_turn()
    assert chat.view.notices.badge == 5


def test_words_are_looked_for_as_they_are_set(chat: Chat) -> None:
    chat.settings.notices = NoticeSettings(keywords=("pizza",))
    chat.start()
    assert chat.model.notices.words == ("pizza",)
    chat.controller.on_set("notices_keywords", " free  lunch, Pizza,pizza,, ")
    assert chat.model.notices.words == ("free lunch", "Pizza")
    chat.controller.on_open_settings()
    shown = {setting.name: setting.value for setting in chat.view.settings}
    assert shown["notices_keywords"] == "free lunch, Pizza"


def test_an_invitation_is_told_where_nobody_looks(chat: Chat) -> None:
    chat.join()

    def invite() -> list[tuple[str, str]]:
        chat.model.publish(Invited(NETWORK, "eve", "#secret"))
        chat.model.end_turn()
        return told(chat)

    assert invite() == [("eve", "invites you to #secret")]
    chat.view.notices.watched = True
    assert invite() == []
    chat.view.notices.watched = False
    wish(chat, do_not_disturb=True)
    assert invite() == []
