"""What people say of themselves in the window, and saying it of oneself."""

from __future__ import annotations

from chat.model.entities import Member, Profile
from chat.model.events import ProfileChanged
from tests.controller.harness import NETWORK, Chat


def test_members_are_shown_with_what_they_say(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.change_members(lobby, Member("bob"))
    chat.model.profiles.known["bob"] = Profile("Bob B.", "busy", "https://example.org/b.png")
    chat.model.publish(ProfileChanged(NETWORK, "bob"))
    chat.model.end_turn()
    [bob] = chat.view.members
    assert (bob.nick, bob.display_name, bob.status) == ("bob", "Bob B.", "busy")


def test_over_a_talk_stands_what_the_other_says(chat: Chat) -> None:
    chat.join()
    chat.model.profiles.known["bob"] = Profile("Bob B.", "busy")
    chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    chat.select("bob")
    assert chat.view.topic == "Bob B. — busy"
    assert not chat.view.topic_editable


def test_saying_something_of_oneself(chat: Chat) -> None:
    chat.join()
    chat.model.profiles.known["ann"] = Profile(status="at work")
    for ask, said in (
        (chat.controller.profile.on_display_name, ("display name", "Ann A.")),
        (chat.controller.profile.on_status, ("status", "Ann A.")),
    ):
        ask()
        question, answer = chat.view.lines_asked[-1]
        answer(" Ann A. ")
        assert chat.model.profiles.said[-1] == said
    assert "at work" in question
    assert chat.view.errors == []


def test_where_the_server_keeps_nothing_it_says_so(chat: Chat) -> None:
    chat.join()
    chat.model.profiles.kept = False
    chat.controller.profile.on_status()
    chat.view.lines_asked[-1][1]("busy")
    assert "keeps no profiles" in chat.view.errors[-1][1]


def test_without_a_connection_nothing_is_asked(chat: Chat) -> None:
    chat.start()
    chat.controller.profile.on_status()
    chat.controller.profile.on_display_name()
    assert chat.view.lines_asked == []
    assert len(chat.view.errors) == 2
