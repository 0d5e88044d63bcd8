"""Every slash command, rightly and wrongly used."""

from __future__ import annotations

import pytest

from chat.controller.commands import TABLE
from chat.model.entities import ConversationKey
from chat.view.ports import RowKind
from tests.controller.harness import NETWORK, Chat

LOBBY = ConversationKey(NETWORK, "#lobby")
MORE = ConversationKey(NETWORK, "#more")
BOB = ConversationKey(NETWORK, "bob")
OWN = ConversationKey(NETWORK, "")


@pytest.fixture
def joined(chat: Chat) -> Chat:
    """In #lobby, which is shown, and in #more."""
    chat.join()
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    return chat


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("/join #news", ("join_channel", NETWORK, "#news", "")),
        ("/join news", ("join_channel", NETWORK, "#news", "")),
        ("/JOIN #news  secret", ("join_channel", NETWORK, "#news", "secret")),
        ("/join #news,#b secret,key", ("join_channel", NETWORK, "#news", "secret")),
        ("/join #news,#b secret,key", ("join_channel", NETWORK, "#b", "key")),
        ("/join #news,#b secret", ("join_channel", NETWORK, "#b", "")),
        ("/part", ("part_channel", LOBBY, "")),
        ("/part see you", ("part_channel", LOBBY, "see you")),
        ("/part #More", ("part_channel", MORE, "")),
        ("/part #more see you", ("part_channel", MORE, "see you")),
        ("/msg bob how are you?", ("send_message", BOB, "how are you?")),
        ("/msg #more hello", ("send_message", MORE, "hello")),
        ("/query bob", ("open_conversation", NETWORK, "bob")),
        ("/me waves", ("send_action", LOBBY, "waves")),
        ("/nick ann2", ("change_nick", NETWORK, "ann2")),
        ("/topic All the news", ("set_topic", LOBBY, "All the news")),
        ("/away", ("set_away", NETWORK, "Away")),
        ("/away at lunch", ("set_away", NETWORK, "at lunch")),
        ("/quote WHO  #more :a b", ("send_line", NETWORK, "WHO  #more :a b")),
        ("/close", ("close_conversation", LOBBY)),
        ("/quit", ("disconnect", NETWORK, "")),
        ("/quit good night", ("disconnect", NETWORK, "good night")),
        ("/me waves\nand bows", ("send_action", LOBBY, "waves and bows")),
    ],
)
def test_a_command_does_what_it_says_and_leaves_the_entry(
    joined: Chat, line: str, call: tuple[object, ...]
) -> None:
    joined.send(line)
    assert call in joined.model.calls
    assert joined.view.entry == ""


@pytest.mark.parametrize(("line", "label"), [("/msg bob hi", "bob"), ("/msg #more hi", "#more")])
def test_what_was_written_to_is_shown(joined: Chat, line: str, label: str) -> None:
    joined.send(line)
    assert joined.view.selected_label() == label
    assert joined.view.texts() == ["hi"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/join", "Type it as /join #channel [key] (Join a channel.)"),
        ("/join #", "Enter the channel's name"),
        ("/part #gone", "You are not in #gone: type /join #gone first."),
        ("/msg", "Type it as /msg name text"),
        ("/msg bob", "Type it as /msg name text"),
        ("/msg #gone hi", "You are not in #gone"),
        ("/query", "Type it as /query name"),
        ("/query #gone", "You are not in #gone"),
        ("/me", "Type it as /me text"),
        ("/me   ", "Type it as /me text"),
        ("/nick", "Type it as /nick name"),
        ("/nick two words", "A name cannot contain a space"),
        ("/jion #news", "There is no command /jion. Did you mean /join?"),
        ("/xyzzy", "There is no command /xyzzy. Type /help to see what there is."),
        ("/", "There is no command /. Type /help"),
        ("/help xyzzy", "There is no command /xyzzy"),
    ],
)
def test_a_wrong_command_is_answered_in_the_window_and_stays(
    joined: Chat, line: str, words: str
) -> None:
    joined.model.calls.clear()
    joined.send(line)
    assert words in joined.view.messages[-1].text
    assert joined.view.messages[-1].kind is RowKind.ERROR
    assert joined.view.entry == line
    assert [call[0] for call in joined.model.calls] == ["add_notice", "mark_read"]


def test_an_unknown_command_says_how_to_send_it_as_text(joined: Chat) -> None:
    joined.send("/usr/bin is full")
    assert joined.view.messages[-1].text.endswith("To send it as text, begin with //.")


@pytest.mark.parametrize(
    ("label", "line", "words"),
    [
        ("Example", "/part", "This is no channel"),
        ("Example", "/me waves", "choose a conversation first"),
        ("Example", "/topic News", "Only a channel has a topic"),
    ],
)
def test_a_command_that_means_nothing_there_says_so(
    joined: Chat, label: str, line: str, words: str
) -> None:
    joined.select(label)
    joined.send(line)
    assert words in joined.view.texts()[-1]
    assert joined.view.entry == line


def test_topic_alone_tells_it(joined: Chat) -> None:
    joined.send("/topic")
    assert joined.view.texts()[-1] == "There is no topic."
    joined.model.change_topic(LOBBY, "News")
    joined.send("/topic")
    assert joined.view.texts()[-1] == "Topic: News"


def test_away_alone_ends_being_away(joined: Chat) -> None:
    joined.model.away.add(NETWORK)
    joined.send("/away")
    assert joined.model.called("set_away") == [(NETWORK, "")]


def test_away_with_a_reason_changes_the_reason(joined: Chat) -> None:
    joined.model.away.add(NETWORK)
    joined.send("/away at lunch")
    assert joined.model.called("set_away") == [(NETWORK, "at lunch")]


def test_close_on_the_networks_own_conversation_disconnects(joined: Chat) -> None:
    joined.select("Example")
    joined.send("/close")
    assert joined.model.called("disconnect") == [(NETWORK, "")]


def test_help_lists_every_command(joined: Chat) -> None:
    joined.send("/help")
    listed = joined.view.texts()
    assert len(listed) == len(TABLE)
    for name, line in zip(TABLE, listed, strict=True):
        assert line.startswith(f"/{name}")
        assert line.endswith((".", "waves."))


@pytest.mark.parametrize("line", ["/help join", "/help /join"])
def test_help_explains_one_command(joined: Chat, line: str) -> None:
    joined.send(line)
    assert joined.view.texts() == ["/join #channel [key]: Join a channel."]


@pytest.mark.parametrize("name", [name for name, command in TABLE.items() if not command.offline])
def test_a_command_that_needs_a_connection_says_so_and_stays(joined: Chat, name: str) -> None:
    joined.model.connected.clear()
    joined.send(f"/{name} some words")
    assert joined.view.texts()[-1] == f"/{name} needs a connection to Example: reconnect first."
    assert joined.view.entry == f"/{name} some words"


@pytest.mark.parametrize(
    "name", [name for name, one in TABLE.items() if one.offline and not one.needs]
)
def test_a_command_that_needs_none_runs_without_a_connection(joined: Chat, name: str) -> None:
    joined.model.connected.clear()
    joined.send(f"/{name}")
    assert joined.view.entry == ""


def test_somebody_is_invited_here_or_to_another_channel(chat: Chat) -> None:
    lobby = chat.join()
    art = chat.model.open(NETWORK, "#art")
    chat.send("/invite bob")
    chat.send("/invite eve #ART")
    assert chat.model.called("invite") == [(lobby, "bob"), (art, "eve")]
    chat.send("/invite #bad:nick")
    chat.send("/invite bob #nowhere")
    chat.select("Example")
    chat.send("/invite bob")
    assert len(chat.model.called("invite")) == 2
    assert "into channels" in chat.model.texts(ConversationKey(NETWORK, ""))[-1]
