"""IRCv3 draft/message-edit, case by case, over both stores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.protocol.message import Message
from chat.protocol.tags import escape_value
from server.config import HistoryOptions, Rates, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.operators import operator
from tests.server.core.said import commands, lines, only
from tests.server.history_cases import HISTORY, PLAYBACK, batch, network, say, texts

__all__ = ["network"]

EDITS = f"{PLAYBACK} draft/message-edit draft/message-redaction"


@pytest.fixture
def chief(network: CoreNetwork) -> CoreClient:
    return network.register("chief", caps=EDITS).join("#room")


@pytest.fixture
def alice(network: CoreNetwork, chief: CoreClient) -> CoreClient:
    return network.register("alice", caps=EDITS).join("#room")


@pytest.fixture
def bob(network: CoreNetwork, chief: CoreClient) -> CoreClient:
    return network.register("bob", caps=EDITS).join("#room")


def said_id(network: CoreNetwork, client: CoreClient, target: str, text: str = "x") -> str:
    *_, echo = say(network, client, target, text)
    return echo.tags["msgid"]


def edit(client: CoreClient, target: str, msgid: str, text: str, **tags: str) -> list[Message]:
    """Ask for an edit; what it brings."""
    tags = {"draft/target-msgid": msgid, "draft/edit-text": text, **tags}
    words = ";".join(f"{name}={escape_value(value)}" for name, value in tags.items())
    return client.ask(f"@{words} EDIT {target}")


def told(messages: list[Message]) -> list[tuple[str, ...]]:
    """Of each EDIT: where, of what message, and to what."""
    return [
        (each.params[0], each.tags["draft/target-msgid"], each.tags["draft/edit-text"])
        for each in messages
        if each.command == "EDIT"
    ]


def newest(client: CoreClient, target: str = "#room", count: int = 50) -> list[Message]:
    """The newest messages of history, without events."""
    answer = batch_of_batches(client.ask(f"CHATHISTORY LATEST {target} * 50"))
    return [each for each in answer if each.command in ("PRIVMSG", "NOTICE", "BATCH")][-count:]


def batch_of_batches(answer: list[Message]) -> list[Message]:
    """What is in an answer of history, with the batches of several lines that are in it."""
    opening, *inside, closing = answer
    assert (opening.command, closing.params[0][1:]) == ("BATCH", opening.params[0][1:])
    return inside


# Telling of it.


def test_all_who_know_of_editing_are_told(network, alice, bob) -> None:
    said = said_id(network, alice, "#room", "anex ample")
    bob.read()
    (echo,) = edit(alice, "#ROOM", said, "an example; with\\ all")
    assert (echo.command, echo.params) == ("EDIT", ("#room",))
    assert echo.source == "alice!user@192.0.2.1"
    assert told([echo]) == [("#room", said, "an example; with\\ all")]
    assert echo.tags["msgid"] not in ("", said)
    assert echo.tags["time"]
    assert bob.read() == [echo]


def test_the_account_is_told_with_it(network, alice) -> None:
    network.add_account("ally")
    reader = network.register("reader", caps=f"{EDITS} account-tag").join("#room")
    alice.log_in("ally")
    said = said_id(network, alice, "#room")
    reader.read()
    edit(alice, "#room", said, "y")
    assert reader.read_one("EDIT").tags["account"] == "ally"


def test_the_echo_is_for_those_who_asked_for_echoes(network, bob) -> None:
    quiet = network.register("quiet", caps="draft/message-edit message-tags").join("#room")
    quiet.send("PRIVMSG #room :x")
    (heard,) = [it for it in bob.read() if it.verb == "PRIVMSG"]
    assert edit(quiet, "#room", heard.tags["msgid"], "y") == []
    assert commands(bob.read()) == ["EDIT"]


def test_the_answer_has_the_label(network, chief) -> None:
    alice = network.register("alice", caps=f"{EDITS} labeled-response").join("#room")
    said = said_id(network, alice, "#room")
    (echo,) = edit(alice, "#room", said, "y", label="l")
    assert (echo.command, echo.tags["label"]) == ("EDIT", "l")
    (failed,) = edit(alice, "#room", "7" * 15, "y", label="m")
    assert (failed.command, failed.tags["label"]) == ("FAIL", "m")


def test_a_direct_message_is_edited_for_both(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "secert")
    bob.read()
    (echo,) = edit(alice, "BOB", said, "secret")
    assert told([echo]) == [("bob", said, "secret")]
    assert bob.read() == [echo]
    for client, other in ((alice, "bob"), (bob, "alice")):
        played = batch(client.ask(f"CHATHISTORY LATEST {other} * 10"))
        assert commands(played) == ["PRIVMSG", "EDIT"]
        assert played[0].params[-1] == "secret"
        assert told(played) == [("bob", said, "secret")]


def test_a_note_to_oneself_is_edited(network, alice) -> None:
    said = said_id(network, alice, "alice", "note")
    assert told(edit(alice, "alice", said, "better note")) == [("alice", said, "better note")]
    assert [each.params[-1] for each in newest(alice, "alice")] == ["better note"]


def test_one_s_other_clients_hear_of_it(network, alice) -> None:
    second = network.connect()
    second.send(f"CAP REQ :{EDITS}")
    second.attach_to(alice)
    said = said_id(network, alice, "chief")
    second.read()
    edit(alice, "chief", said, "y")
    assert told(second.read()) == [("chief", said, "y")]
    (echo,) = edit(second, "chief", said, "z")
    assert told([echo]) == [("chief", said, "z")]
    assert alice.read()[-1:] == [echo]


def test_what_was_said_under_nicks_before_is_edited_too(network, alice, bob) -> None:
    ids = said_id(network, alice, "bob"), said_id(network, alice, "#room")
    bob.send("NICK robert")
    alice.send("NICK alicia")
    bob.read()
    assert told(edit(alice, "robert", ids[0], "y")) == [("robert", ids[0], "y")]
    assert told(edit(alice, "#room", ids[1], "z")) == [("#room", ids[1], "z")]
    assert told(bob.read()) == [("robert", ids[0], "y"), ("#room", ids[1], "z")]
    played = batch(bob.ask("CHATHISTORY LATEST alicia * 10"))
    assert lines(played)[0] == ("PRIVMSG", "bob", "y")
    assert told(played) == [("robert", ids[0], "y")]


def test_what_was_said_in_a_channel_that_has_another_name_now(network, alice, bob) -> None:
    founder = network.register("founder", caps=EDITS).join("#old")
    alice.join("#old")
    said = said_id(network, alice, "#old")
    founder.send("RENAME #old #new")
    assert told(edit(alice, "#new", said, "y")) == [("#new", said, "y")]
    played = batch(founder.ask("CHATHISTORY LATEST #new * 50"))
    assert ("PRIVMSG", "y") in [(it.command, it.params[-1]) for it in played]
    assert told(played) == [("#new", said, "y")]


# Those who do not know of it.


def test_others_are_told_in_words(network, alice) -> None:
    plain = network.register("plain", caps="message-tags server-time").join("#room")
    said = said_id(network, alice, "#room")
    network.clock.advance(5)
    plain.read()
    edit(alice, "#room", said, "an example")
    (notice,) = plain.read()
    text = "alice edited a message from 5 seconds ago: an example"
    assert (notice.command, *notice.params) == ("NOTICE", "#room", text)
    assert notice.source == network.core.config.server_name
    assert notice.tags.keys() == {"msgid", "time"}
    assert "NOTICE" not in commands(batch(alice.ask("CHATHISTORY LATEST #room * 50")))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (61, "1 minute"), (7300, "2 hours"), (86400, "1 day")],
)
def test_the_words_say_how_long_ago(network, alice, seconds: int, words: str) -> None:
    plain = network.register("plain").join("#room")
    said = said_id(network, alice, "#room")
    network.clock.advance(seconds)
    plain.read()
    edit(alice, "#room", said, "y")
    assert only(plain.read())[-1] == f"alice edited a message from {words} ago: y"


def test_the_words_are_as_many_lines_as_they_need(network, alice) -> None:
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    plain = network.register("plain").join("#room")
    said = said_id(network, writer, "#room")
    plain.read()
    edit(writer, "#room", said, f"one\n\ntwo\n{'word ' * 150}")
    notices = plain.read()
    assert [each.params[-1] for each in notices[:2]] == [
        "writer edited a message from 0 seconds ago: one",
        "two",
    ]
    rest = "".join(each.params[-1] for each in notices[2:])
    assert rest.split() == ["word"] * 150
    assert all(len(f":{it.source} NOTICE #room :{it.params[-1]}\r\n") <= 512 for it in notices)


def test_what_somebody_does_is_told_in_words_as_it_is_read(network, alice) -> None:
    plain = network.register("plain").join("#room")
    said = said_id(network, alice, "#room", "\x01ACTION wvaes\x01")
    plain.read()
    edit(alice, "#room", said, "\x01ACTION waves\x01")
    assert only(plain.read())[-1].endswith(" ago: * alice waves")


def test_a_talk_is_told_of_in_words(network, alice) -> None:
    plain = network.register("plain")
    second = network.connect().attach_to(alice)
    said = said_id(network, alice, "plain")
    plain.read(), second.read()
    edit(alice, "plain", said, "y")
    words = "alice edited a message from 0 seconds ago: y"
    assert only(plain.read()) == ("NOTICE", "plain", words)
    own = "alice edited a message to plain from 0 seconds ago: y"
    assert only(second.read()) == ("NOTICE", "alice", own)


# History.


def test_history_has_the_newest_text_in_the_place_of_the_first(network, alice, bob) -> None:
    (first, _) = say(network, alice, "#room", "one", "two")
    said = first.tags["msgid"]
    network.clock.advance(10)
    (echo,) = edit(alice, "#room", said, "1")
    reader = network.register("reader", caps=HISTORY).join("#room")
    played = newest(reader, count=2)
    assert [each.params[-1] for each in played] == ["1", "two"]
    assert played[0].tags["msgid"] == said
    assert played[0].tags["time"] == first.tags["time"]
    assert played[0].tags["chat-app/edited"] == echo.tags["time"]
    assert "chat-app/edited" not in played[1].tags
    assert texts(reader.ask(f"CHATHISTORY AROUND #room msgid={said} 1")) == ["1"]


def test_the_other_tags_of_a_message_stay(network, alice, bob) -> None:
    (echo,) = alice.ask("@+reply=abc NOTICE #room :one")
    for text in ("two", "three"):
        network.clock.advance(1)
        (edited,) = edit(alice, "#room", echo.tags["msgid"], text)
    (again,) = newest(bob, count=1)
    assert (again.command, *again.params) == ("NOTICE", "#room", "three")
    tags = {"+reply": "abc", "chat-app/edited": edited.tags["time"]}
    assert tags.items() <= again.tags.items()


def test_the_newest_edit_of_each_message_is_played_back(network, alice, bob) -> None:
    said = said_id(network, alice, "#room", "one")
    edit(alice, "#room", said, "two")
    network.clock.advance(1)
    said_id(network, alice, "#room", "other")
    network.clock.advance(1)
    (echo,) = edit(alice, "#room", said, "three")
    played = batch(bob.ask("CHATHISTORY LATEST #room * 3"))
    assert commands(played) == ["PRIVMSG", "PRIVMSG", "EDIT"]
    assert told(played) == [("#room", said, "three")]
    assert played[-1].tags["time"] == echo.tags["time"]
    assert played[-1].tags["msgid"] == echo.tags["msgid"]
    ignorant = network.register("ignorant", caps=PLAYBACK).join("#room")
    assert "EDIT" not in commands(ignorant.ask("CHATHISTORY LATEST #room * 50"))
    without_events = HISTORY + " draft/message-edit"
    reader = network.register("reader", caps=without_events).join("#room")
    assert "EDIT" not in commands(reader.ask("CHATHISTORY LATEST #room * 50"))


def test_what_cannot_be_told_makes_no_page_that_looks_like_the_end(network, alice, chief) -> None:
    (first, second, *_, last) = say(network, alice, "#room", *map(str, range(10)))
    for each in (first, second):
        edit(alice, "#room", each.tags["msgid"], "edited")
        alice.ask(f"@+draft/react=x;+draft/reply={each.tags['msgid']} TAGMSG #room")
    chief.send("TOPIC #room :after them")
    ignorant = network.register("ignorant", caps=PLAYBACK).join("#room")
    told = batch(ignorant.ask(f"CHATHISTORY AFTER #room msgid={last.tags['msgid']} 4"))
    assert commands(told) == ["TAGMSG", "TAGMSG", "TOPIC", "JOIN"]
    assert len(batch(ignorant.ask("CHATHISTORY LATEST #room * 10"))) == 10


def test_a_deletion_takes_the_edits_too(network, alice, bob) -> None:
    said = said_id(network, alice, "#room", "one")
    edit(alice, "#room", said, "two")
    alice.ask(f"REDACT #room {said}")
    played = batch(bob.ask("CHATHISTORY LATEST #room * 50"))
    assert "EDIT" not in commands(played)
    assert "PRIVMSG" not in commands(played)
    assert only(edit(alice, "#room", said, "three"))[2] == "UNKNOWN_MSGID"


def test_an_edit_is_no_message_to_edit_or_delete(network, alice) -> None:
    said = said_id(network, alice, "#room")
    (echo,) = edit(alice, "#room", said, "y")
    number = echo.tags["msgid"]
    assert only(edit(alice, "#room", number, "z"))[2] == "EDIT_FORBIDDEN"
    assert only(alice.ask(f"REDACT #room {number}"))[2] == "REDACT_FORBIDDEN"


def test_a_search_finds_the_new_words_alone(network, alice, bob) -> None:
    searcher = network.register("searcher", caps=f"{HISTORY} soju.im/search").join("#room")

    def found(word: str) -> list[str]:
        answer = searcher.ask(f"SEARCH in=#room;text={word}")
        return [each.params[-1] for each in batch(answer, "soju.im/search")]

    said = said_id(network, alice, "#room", "mistaken words")
    edit(alice, "#room", said, "better words")  # before it is in the index
    assert (found("mistaken"), found("better")) == ([], ["better words"])
    edit(alice, "#room", said, "best words")  # and when it is there
    assert (found("better"), found("best"), found("words")) == ([], *[["best words"]] * 2)
    answer = batch(searcher.ask("SEARCH in=#room;text=best"), "soju.im/search")
    assert answer[0].tags["msgid"] == said
    assert answer[0].tags["chat-app/edited"]


def test_one_who_was_away_reads_what_was_edited_meanwhile(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", caps=EDITS)
    said = said_id(network, alice, "carol", "one")
    carol.drop()
    alice.read()
    assert told(edit(alice, "carol", said, "two")) == [("carol", said, "two")]
    again = network.member("carol", caps=EDITS)
    played = batch(again.ask("CHATHISTORY LATEST alice * 10"))
    assert lines(played)[0] == ("PRIVMSG", "carol", "two")
    assert told(played) == [("carol", said, "two")]


def test_one_who_is_always_on_is_told(network, alice) -> None:
    network.add_account("carol", always_on=True)
    carol = network.member("carol", "#room", caps=EDITS)
    carol.drop()
    said = said_id(network, alice, "carol", "one")
    edit(alice, "carol", said, "two")
    again = network.member("carol", caps=EDITS)
    assert told(batch(again.ask("CHATHISTORY LATEST alice * 10"))) == [("carol", said, "two")]


def test_an_author_who_came_back_under_another_nick_is_heard(network, alice, bob) -> None:
    network.add_account("carol")
    carol = network.member("carol", caps=EDITS)
    said = said_id(network, carol, "bob", "one")
    carol.drop()
    again = network.member("carol", nick="caro", caps=EDITS)
    bob.read()
    (echo,) = edit(again, "bob", said, "two")
    assert bob.read() == [echo]
    assert lines(batch(bob.ask("CHATHISTORY LATEST carol * 10")))[0] == ("PRIVMSG", "bob", "two")


def test_who_has_the_nick_of_who_was_told_is_not_told(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "secret")
    bob.drop()
    stranger, plain = (
        network.register("bob", caps=EDITS),
        network.register("plain", caps=EDITS),
    )
    alice.read(), stranger.read(), plain.read()
    assert told(edit(alice, "bob", said, "more secret")) == [("bob", said, "more secret")]
    assert stranger.read() == []
    assert batch(stranger.ask("CHATHISTORY LATEST alice * 10")) == []


# Several lines.


def test_who_can_send_several_lines_edits_to_several(network, chief, bob) -> None:
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    said = said_id(network, writer, "#room", "one")
    bob.read()
    assert told(edit(writer, "#room", said, "one\n\ntwo")) == [("#room", said, "one\n\ntwo")]
    assert told(bob.read()) == [("#room", said, "one\n\ntwo")]
    first, *rest = newest(writer, count=5)
    assert (first.command, first.params[1]) == ("BATCH", "draft/multiline")
    assert first.tags["msgid"] == said
    assert first.tags["chat-app/edited"]
    assert [each.params[-1] for each in rest[:3]] == ["one", "", "two"]
    assert [each.params[-1] for each in newest(bob, count=2)] == ["one", "two"]


def test_a_message_of_several_lines_is_edited_to_one(network, chief, bob) -> None:
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    sent = ["@batch=b PRIVMSG #room :one", "@batch=b;draft/multiline-concat PRIVMSG #room :two"]
    answer = writer.ask("BATCH +b draft/multiline #room", *sent, "BATCH -b")
    edit(writer, "#room", answer[0].tags["msgid"], "just one")
    (message,) = newest(writer, count=1)
    assert (message.command, message.params[-1]) == ("PRIVMSG", "just one")


def test_a_long_line_is_told_again_in_several(network, chief, bob) -> None:
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    said = said_id(network, writer, "#room", "one")
    text = "word " * 300
    assert told(edit(writer, "#room", said, text)) == [("#room", said, text)]
    opening, *inside, _ = newest(writer)
    assert opening.params[1] == "draft/multiline"
    assert "".join(each.params[-1] for each in inside) == text


# What may not be.


def test_it_needs_the_capability_and_its_parameter(network, alice) -> None:
    plain = network.register("plain")
    assert only(plain.ask("EDIT #room"))[0] == "421"
    assert only(alice.ask("EDIT"))[0] == "461"


@pytest.mark.parametrize("tags", ["draft/edit-text=y", "draft/target-msgid=;draft/edit-text=y"])
def test_it_must_say_which_message(alice, tags: str) -> None:
    answer = only(alice.ask(f"@{tags} EDIT #room"))
    assert answer[:-1] == ("FAIL", "EDIT", "INVALID_EDIT", "#room")


def test_a_line_end_is_no_message(alice) -> None:
    answer = only(edit(alice, "#room", "1f\r\nQUIT", "y"))
    assert answer[:-1] == ("FAIL", "EDIT", "INVALID_EDIT", "#room")


@pytest.mark.parametrize("text", ["", "\n", "a\r\nb", "a\rb", "one\ntwo", "x" * 480, "a\x01b"])
def test_not_everything_can_be_said(network, alice, bob, text: str) -> None:
    said = said_id(network, alice, "#room", "before")
    bob.read()
    answer = only(edit(alice, "#room", said, text))
    assert answer[:-1] == ("FAIL", "EDIT", "INVALID_EDIT", "#room", said)
    assert bob.read() == []
    assert [each.params[-1] for each in newest(bob, count=1)] == ["before"]


def test_what_fits_a_line_is_told_whole(network, alice, bob) -> None:
    said = said_id(network, alice, "#room", "before")
    text = "x" * (512 - len(":alice!user@192.0.2.1 PRIVMSG #room :\r\n"))
    assert told(edit(alice, "#room", said, text)) == [("#room", said, text)]
    assert [each.params[-1] for each in newest(bob, count=1)] == [text]
    assert only(edit(alice, "#room", said, f"{text}x"))[2] == "INVALID_EDIT"


@pytest.mark.parametrize("text", ["x" * 3000, "a\n" * 5 + "b", "\n\n"])
def test_several_lines_have_limits(network, text: str) -> None:
    limits = replace(network.core.config.limits, multiline_bytes=2000, multiline_lines=5)
    network = CoreNetwork(replace(network.core.config, limits=limits))
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    said = said_id(network, writer, "#room")
    assert only(edit(writer, "#room", said, text))[2] == "INVALID_EDIT"


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        ("text", "\x01ACTION waves\x01", False),
        ("text", "\x01VERSION\x01", False),
        ("\x01ACTION wvaes\x01", "waves", False),
        ("\x01ACTION wvaes\x01", "\x01ACTION \x01", False),
        ("\x01ACTION wvaes\x01", "\x01VERSION\x01", False),
        ("\x01ACTION wvaes\x01", "\x01ACTION waves\x01", True),
        ("\x01action wvaes", "\x01ACTION waves\x01", True),
    ],
)
def test_an_action_stays_an_action(network, alice, before, after, possible) -> None:
    said = said_id(network, alice, "#room", before)
    answer = edit(alice, "#room", said, after)
    assert commands(answer) == (["EDIT"] if possible else ["FAIL"])


@pytest.mark.parametrize("unknown", ["nonsense", "1f", "7" * 15])
def test_what_was_never_said_is_unknown(alice, unknown: str) -> None:
    answer = only(edit(alice, "#room", unknown, "y"))
    assert answer[:-1] == ("FAIL", "EDIT", "UNKNOWN_MSGID", "#room", unknown)


def test_what_was_said_elsewhere_is_unknown(network, alice, bob) -> None:
    alice.join("#other")
    said = said_id(network, alice, "#other")
    secret = said_id(network, alice, "chief")
    for client, target, number in ((alice, "#room", said), (bob, "#room", secret)):
        assert only(edit(client, target, number, "y"))[2] == "UNKNOWN_MSGID"


@pytest.mark.parametrize("target", ["#nowhere", "#elsewhere", "#room,#elsewhere"])
def test_only_members_edit_in_a_channel(network, alice, bob, target: str) -> None:
    alice.join("#elsewhere")
    said = said_id(network, alice, "#elsewhere")
    answer = only(edit(bob, target, said, "y"))
    assert answer[:-1] == ("FAIL", "EDIT", "INVALID_TARGET", target)


def test_only_the_author_may(network, alice, bob, chief) -> None:
    said = said_id(network, alice, "#room", "mine")
    root = operator(network, "root")
    root.ask(f"CAP REQ :{EDITS}", "JOIN #room")
    for client in (bob, chief, root):
        answer = only(edit(client, "#room", said, "not hers"))
        assert answer[:-1] == ("FAIL", "EDIT", "EDIT_FORBIDDEN", "#room", said)
    assert [each.params[-1] for each in newest(bob, count=1)] == ["mine"]


def test_who_got_a_direct_message_may_not_edit_it(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    assert only(edit(bob, "alice", said, "y"))[2] == "EDIT_FORBIDDEN"


def test_who_has_the_nick_of_an_author_is_not_the_author(network, alice) -> None:
    said = said_id(network, alice, "#room")
    alice.drop()
    impostor = network.register("alice", caps=EDITS).join("#room")
    assert only(edit(impostor, "#room", said, "y"))[2] == "EDIT_FORBIDDEN"


def test_an_author_with_an_account_stays_the_author(network, alice) -> None:
    network.add_account("ally")
    before = said_id(network, alice, "#room", "before")
    alice.log_in("ally")
    said = said_id(network, alice, "#room", "then")
    assert told(edit(alice, "#room", before, "one")) == [("#room", before, "one")]
    alice.drop()
    again = network.member("ally", "#room", nick="al", caps=EDITS)
    assert told(edit(again, "#room", said, "two")) == [("#room", said, "two")]
    (message,) = newest(again, count=1)
    assert (message.source, message.params[-1]) == ("alice!user@192.0.2.1", "two")


def test_only_messages_can_be_edited(network, alice, bob) -> None:
    (joined,) = bob.ask("JOIN #other")[:1]
    assert only(edit(bob, "#other", joined.tags["msgid"], "y"))[2] == "EDIT_FORBIDDEN"
    (reaction,) = alice.ask("@+draft/react=x;+draft/reply=y TAGMSG #room")
    assert only(edit(alice, "#room", reaction.tags["msgid"], "y"))[2] == "EDIT_FORBIDDEN"


def test_after_a_time_it_is_too_late(network, alice) -> None:
    said = said_id(network, alice, "#room")
    network.clock.advance(24 * 3600)
    assert commands(edit(alice, "#room", said, "y")) == ["EDIT"]
    network.clock.advance(1)
    answer = only(edit(alice, "#room", said, "z"))
    assert answer[:-1] == ("FAIL", "EDIT", "EDIT_WINDOW_EXPIRED", "#room", said, "86400")


@pytest.mark.parametrize(("hours", "possible"), [(0.0, True), (0.5, False)])
def test_the_time_is_configured(hours: float, possible: bool) -> None:
    network = CoreNetwork(ServerConfig(history=replace(HistoryOptions(), edit_hours=hours)))
    alice = network.register("alice", caps=EDITS).join("#room")
    said = said_id(network, alice, "#room")
    network.clock.advance(3600)
    assert commands(edit(alice, "#room", said, "y")) == (["EDIT"] if possible else ["FAIL"])


def test_the_time_can_be_changed_while_the_server_runs(network, alice) -> None:
    said = said_id(network, alice, "#room")
    network.clock.advance(3600)
    config = network.core.config
    network.core.reconfigure(replace(config, history=replace(config.history, edit_hours=0.5)))
    assert only(edit(alice, "#room", said, "y"))[2] == "EDIT_WINDOW_EXPIRED"


# Who may not speak cannot by editing either.


@pytest.mark.parametrize("mode", ["+m", "+M", "+b alice!*@*", "+b ~m:alice!*@*"])
def test_who_may_not_speak_may_not_edit(network, alice, bob, chief, mode: str) -> None:
    said = said_id(network, alice, "#room", "before")
    chief.send(f"MODE #room {mode}")
    bob.read()
    answer = only(edit(alice, "#room", said, "after"))
    assert answer[:-1] == ("FAIL", "EDIT", "EDIT_FORBIDDEN", "#room", said)
    assert bob.read() == []
    chief.send("MODE #room +v alice")
    assert commands(edit(alice, "#room", said, "after")) == ["EDIT"]


def test_who_was_put_out_may_not_edit(network, alice, bob, chief) -> None:
    said = said_id(network, alice, "#room")
    chief.send("KICK #room alice")
    assert only(edit(alice, "#room", said, "y"))[2] == "INVALID_TARGET"


def test_one_who_wants_no_messages_of_strangers_gets_no_edits(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    bob.send("MODE bob +R")
    bob.read()
    assert only(edit(alice, "bob", said, "y"))[2] == "EDIT_FORBIDDEN"
    assert bob.read() == []


def test_it_counts_as_speaking(network, alice, bob) -> None:
    said = said_id(network, alice, "#room")
    network.clock.advance(100)
    edit(alice, "#room", said, "y")
    idle = [each for each in bob.ask("WHOIS alice alice") if each.command == "317"]
    assert idle[0].params[2] == "0"


def test_a_long_text_counts_as_a_message_of_so_many_lines() -> None:
    rates = replace(Rates(), message_rate=1.0, message_burst=10)
    network = CoreNetwork(ServerConfig(rates=rates))
    writer = network.register("writer", caps=f"{EDITS} draft/multiline").join("#room")
    said = said_id(network, writer, "#room")
    text = "\n".join("abcdefghijklmnopqrstuvwxyz" * 3)  # 78 lines
    assert commands(edit(writer, "#room", said, text)) == ["EDIT"]
    answer = only(edit(writer, "#room", said, text))
    assert answer[:3] == ("263", "writer", "EDIT")
    assert commands(edit(writer, "#room", said, "one line")) == ["EDIT"]
    network.clock.advance(8)
    assert commands(edit(writer, "#room", said, text)) == ["EDIT"]


# What changes while the message is looked for.


def start(client: CoreClient, target: str, msgid: str, text: str):
    """Ask for an edit, and stop where it is looked up."""
    tags = f"draft/target-msgid={msgid};draft/edit-text={text}"
    client.read()
    deferred = client.core.receive(client.session, f"@{tags} EDIT {target}".encode())
    assert deferred is not None
    client.read()
    deferred.run()

    def finish() -> list[Message]:
        assert client.core.resume(client.session, deferred) is None
        return client.read()

    return finish


def test_what_is_deleted_meanwhile_is_not_edited(network, alice, bob, chief) -> None:
    said = said_id(network, alice, "#room", "before")
    finish = start(alice, "#room", said, "after")
    chief.send(f"REDACT #room {said}")
    assert lines(finish())[-1][2] == "UNKNOWN_MSGID"
    assert told(bob.read()) == []
    assert "before" not in [each.params[-1] for each in newest(bob)]


def test_one_who_left_the_channel_meanwhile_edits_nothing(network, alice, chief) -> None:
    said = said_id(network, alice, "#room")
    finish = start(alice, "#room", said, "after")
    chief.send("KICK #room alice")
    assert lines(finish())[-1][2] == "INVALID_TARGET"


def test_one_who_was_silenced_meanwhile_edits_nothing(network, alice, chief) -> None:
    said = said_id(network, alice, "#room")
    finish = start(alice, "#room", said, "after")
    chief.send("MODE #room +m")
    assert lines(finish())[-1][2] == "EDIT_FORBIDDEN"


def test_of_two_edits_at_once_the_last_one_stays(network, alice, bob) -> None:
    second = network.connect()
    second.send(f"CAP REQ :{EDITS}")
    second.attach_to(alice)
    said = said_id(network, alice, "#room", "one")
    one, two = start(alice, "#room", said, "two"), start(second, "#room", said, "three")
    two()
    one()
    assert [each.params[-1] for each in newest(bob, count=1)] == ["two"]
    assert told(batch(bob.ask("CHATHISTORY LATEST #room * 50"))) == [("#room", said, "two")]


def test_the_other_side_is_told_under_whatever_nick(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "one")
    finish = start(alice, "bob", said, "two")
    bob.send("NICK robert")
    finish()
    assert told(bob.read()) == [("robert", said, "two")]


def test_who_takes_the_nick_of_the_other_side_meanwhile_is_not_told(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "one")
    finish = start(alice, "bob", said, "two")
    bob.drop()
    stranger = network.register("bob", caps=EDITS)
    finish()
    assert stranger.read() == []


def test_it_lasts(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", "#room", caps=EDITS)
    said = said_id(network, carol, "#room", "one")
    edit(carol, "#room", said, "two")
    network.restart()
    again = network.member("carol", "#room", caps=EDITS)
    assert "two" in [each.params[-1] for each in newest(again)]
    assert told(edit(again, "#room", said, "three")) == [("#room", said, "three")]
