"""Every slash command, rightly and wrongly used."""

from __future__ import annotations

import pytest

from chat.controller.commands import TABLE
from chat.model.entities import ConversationKey, Member
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
    chat.model.change_members(
        LOBBY, Member("ann", "@"), Member("bob", "", user="~bo", host="home.example")
    )
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
        ("/leave #more", ("part_channel", MORE, "")),
        ("/query bob are you there?", ("send_message", BOB, "are you there?")),
        ("/back", ("set_away", NETWORK, "")),
        ("/raw PING x", ("send_line", NETWORK, "PING x")),
        ("/disconnect good night", ("disconnect", NETWORK, "good night")),
        ("/reconnect", ("disconnect", NETWORK, "")),
        ("/reconnect", ("reconnect", NETWORK)),
        ("/notice bob tea is ready", ("send_notice", BOB, "tea is ready")),
        ("/notice #more tea is ready", ("send_notice", MORE, "tea is ready")),
        ("/whois bob", ("whois", NETWORK, "bob")),
        ("/whowas bob", ("send_line", NETWORK, "WHOWAS bob")),
        ("/motd", ("send_line", NETWORK, "MOTD")),
        ("/oper root sesame", ("send_line", NETWORK, "OPER root sesame")),
        ("/list", ("list_channels", NETWORK)),
        ("/ping", ("ping_server", LOBBY)),
        ("/ping bob", ("ask_program", LOBBY, "bob", "PING", "")),
        ("/version", ("send_line", NETWORK, "VERSION")),
        ("/version bob", ("ask_program", LOBBY, "bob", "VERSION", "")),
        ("/ctcp bob time now please", ("ask_program", LOBBY, "bob", "time", "now please")),
        ("/kick bob", ("kick", LOBBY, "bob", "")),
        ("/kick #more bob too loud", ("kick", MORE, "bob", "too loud")),
        ("/ban bob", ("change_mode", LOBBY, "+b", "*!*bo@home.example")),
        ("/ban gone", ("change_mode", LOBBY, "+b", "gone!*@*")),
        ("/ban #more *!*@bad.example x!*@*", ("change_mode", MORE, "+b", "x!*@*")),
        ("/ban", ("list_bans", LOBBY)),
        ("/unban *!*@bad.example", ("change_mode", LOBBY, "-b", "*!*@bad.example")),
        ("/unban #more bob", ("change_mode", MORE, "-b", "bob!*@*")),
        ("/unban", ("list_bans", LOBBY)),
        ("/op bob", ("change_mode", LOBBY, "+o", "bob")),
        ("/deop bob carol", ("change_mode", LOBBY, "-o", "carol")),
        ("/voice #more bob", ("change_mode", MORE, "+v", "bob")),
        ("/devoice bob", ("change_mode", LOBBY, "-v", "bob")),
        ("/mode", ("send_line", NETWORK, "MODE #lobby")),
        ("/mode +m", ("send_line", NETWORK, "MODE #lobby +m")),
        ("/mode #more +o bob", ("send_line", NETWORK, "MODE #more +o bob")),
        ("/names #far", ("send_line", NETWORK, "NAMES #far")),
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
        ("/kick", "Type it as /kick [#channel] name"),
        ("/kick #more", "Enter the name"),
        ("/kick #gone bob", "You are not in #gone"),
        ("/op a,b", "A name cannot contain"),
        ("/ban a,b", "A name cannot contain"),
        ("/whois", "Enter the name"),
        ("/ctcp bob", "Type it as /ctcp name question"),
        ("/ctcp bob action dances", "That is no question"),
        ("/version a,b", "A name cannot contain"),
        ("/oper root", "Type it as /oper name password"),
        ("/rwa PING", "Did you mean /raw?"),
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
        ("Example", "/kick bob", "choose a channel first"),
        ("Example", "/names", "choose a channel first"),
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
    assert chat.model.called("invite") == [(lobby, "bob", "#lobby"), (art, "eve", "#lobby")]
    chat.send("/invite #bad:nick")
    chat.send("/invite bob #nowhere")
    chat.select("Example")
    chat.send("/invite bob")
    assert len(chat.model.called("invite")) == 2
    assert "into channels" in chat.model.texts(ConversationKey(NETWORK, ""))[-1]


def test_modes_of_ourselves_and_who_somebody_is_in_a_private_talk(joined: Chat) -> None:
    joined.send("/query bob")
    joined.send("/mode +i")
    joined.send("/whois")
    assert joined.model.called("send_line") == [(NETWORK, "MODE ann +i")]
    assert joined.model.called("whois") == [(NETWORK, "bob")]


def test_names_are_told_here_and_of_a_crowd_only_some(joined: Chat) -> None:
    joined.send("/names")
    assert joined.view.texts()[-1] == "2 are in #lobby: @ann, bob"
    joined.model.change_members(MORE, *(Member(f"n{number}") for number in range(500)))
    joined.send("/names #more")
    assert joined.view.texts()[-1].startswith("500 are in #more: n0, n1")
    assert joined.view.texts()[-1].endswith("n199 …")


def test_a_question_that_is_none_stays(joined: Chat) -> None:
    joined.model.errors["ask_program"] = ValueError()
    joined.send("/ctcp bob \x01")
    assert "is asked one word" in joined.view.texts()[-1]
    assert joined.view.entry == "/ctcp bob \x01"


def test_a_line_that_is_none_stays(joined: Chat) -> None:
    joined.model.errors["send_line"] = ValueError()
    joined.send("/mode +m")
    assert joined.view.entry == "/mode +m"


def test_reconnecting_without_a_connection_ends_none(joined: Chat) -> None:
    joined.model.connected.clear()
    joined.send("/reconnect")
    assert joined.model.called("disconnect") == []
    assert joined.model.called("reconnect") == [(NETWORK,)]


def test_a_password_is_not_recalled(joined: Chat) -> None:
    joined.send("/oper root sesame")
    joined.controller.on_recall(-1)
    assert joined.view.entry == ""
    joined.send("/OPER root")
    assert joined.view.entry == "/OPER root"


def test_search_opens_the_window_with_the_words(joined: Chat) -> None:
    joined.send("/search tea from:bob")
    assert joined.view.search.typed == "tea from:bob"
    assert joined.view.entry == ""


def test_clear_puts_away_what_stands_here_and_going_up_brings_it_back(joined: Chat) -> None:
    joined.model.receive(LOBBY, "old")
    joined.model.end_turn()
    joined.send("/clear")
    assert joined.view.texts() == ["What was here before is put away: scroll up to see it."]
    joined.model.receive(LOBBY, "new")
    joined.model.end_turn()
    assert joined.view.texts()[1:] == ["new"]
    joined.select("#more")
    joined.select("#lobby")
    assert joined.view.texts()[1:] == ["new"]
    joined.controller.on_scrolled_to_top()
    assert joined.view.texts()[::2] == ["old", "new"]
    assert joined.model.called("load_older") == []
    joined.controller.on_scrolled_to_top()
    assert joined.model.called("load_older") == [(LOBBY,)]


def test_a_message_that_is_put_away_is_found_again(joined: Chat) -> None:
    old = joined.model.receive(LOBBY, "old")
    joined.model.end_turn()
    joined.send("/clear")
    joined.controller.messages.show_around(old.id)
    assert "old" in joined.view.texts()


def test_clear_is_nothing_where_nothing_is(chat: Chat) -> None:
    chat.join()
    chat.send("/clear")
    assert chat.view.texts() == []
    assert chat.view.entry == ""


def test_clearing_ends_with_the_conversation(joined: Chat) -> None:
    joined.model.receive(LOBBY, "old")
    joined.send("/clear")
    joined.model.close_quietly(LOBBY)
    joined.model.end_turn()
    joined.model.open(NETWORK, "#lobby")
    joined.model.end_turn()
    joined.select("#lobby")
    assert joined.view.texts()[:1] == ["old"]
