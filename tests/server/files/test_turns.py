"""Whose turn it is at the files' port."""

from __future__ import annotations

from server.files.turns import Turns

HERE, THERE = "192.0.2.1", "192.0.2.2"


def test_each_address_has_so_many_turns_at_once_and_the_others_wait_in_order() -> None:
    turns: Turns[str] = Turns(at_once=2, waiting=2)
    assert [turns.begin(HERE, each) for each in "abcd"] == [True, True, False, False]
    assert turns.begin(THERE, "e") is True
    assert turns.begin(HERE, "f") is None
    assert [turns.end(HERE) for _ in range(4)] == ["c", "d", None, None]
    assert turns.begin(HERE, "g") is True


def test_one_persons_ipv6_addresses_are_one() -> None:
    turns: Turns[str] = Turns(at_once=1, waiting=1)
    assert turns.begin("2001:db8::1", "a") is True
    assert turns.begin("2001:db8::2", "b") is False
    assert turns.end("2001:db8::1") == "b"


def test_who_is_on_this_computer_never_waits() -> None:
    turns: Turns[int] = Turns(at_once=1, waiting=1)
    assert all(turns.begin("127.0.0.1", number) for number in range(9))
    assert [turns.end("127.0.0.1") for _ in range(9)] == [None] * 9


def test_who_waits_when_the_server_ends_is_given_up() -> None:
    turns: Turns[str] = Turns(at_once=1, waiting=2)
    for each in "abc":
        turns.begin(HERE, each)
    assert turns.give_up() == ["b", "c"]
    assert turns.end(HERE) is None
