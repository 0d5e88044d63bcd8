"""What may be a nick or a channel, and what is said where something may not."""

from __future__ import annotations

import pytest

from chat.controller.names import channel_error, nick_error, nick_from, with_prefix


@pytest.mark.parametrize("nick", ["ann", "Ann_B", "[bot]", "`x`", "Zoë", "李雷", "a-1"])
def test_a_good_nick_is_not_refused(nick: str) -> None:
    assert nick_error(nick) == ""


@pytest.mark.parametrize(
    ("nick", "words"),
    [
        ("", "Enter the name"),
        ("two words", "cannot contain a space"),
        ("a,b", "cannot contain “,”"),
        ("a!b", "cannot contain “!”"),
        ("a@b", "cannot contain “@”"),
        ("a\x07b", "cannot contain an invisible character"),
        ("#ann", "cannot begin with “#”"),
        ("7up", "cannot begin with “7”"),
        ("-ann", "cannot begin with “-”"),
    ],
)
def test_a_bad_nick_is_refused_with_what_to_do(nick: str, words: str) -> None:
    assert words in nick_error(nick)


@pytest.mark.parametrize("channel", ["#lobby", "lobby", "&local", "##c", "#café"])
def test_a_good_channel_is_not_refused(channel: str) -> None:
    assert channel_error(channel) == ""


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("", "Enter the channel's name"),
        ("#", "Enter the channel's name"),
        ("#two words", "cannot contain a space"),
        ("#a,#b", "cannot contain “,”"),
        ("#a\x00", "cannot contain an invisible character"),
    ],
)
def test_a_bad_channel_is_refused_with_what_to_do(channel: str, words: str) -> None:
    assert words in channel_error(channel)


@pytest.mark.parametrize(
    ("typed", "channel"), [("lobby", "#lobby"), ("#lobby", "#lobby"), ("&here", "&here")]
)
def test_the_prefix_may_be_left_out(typed: str, channel: str) -> None:
    assert with_prefix(typed) == channel


@pytest.mark.parametrize(
    ("account", "nick"),
    [
        ("ann", "ann"),
        ("Ann Smith", "Ann_Smith"),
        ("ann@example.org", "ann_example_org"),
        ("42nd", "nd"),
        ("--", "guest"),
        ("", "guest"),
        ("a" * 40, "a" * 16),
    ],
)
def test_a_nick_is_made_of_any_account_name(account: str, nick: str) -> None:
    assert nick_from(account) == nick
    assert nick_error(nick_from(account)) == ""
