"""How rows become what stands in the list: groups, days, folded comings and goings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chat.view.composition import (
    GROUP_GAP,
    MOST_FOLDED,
    Item,
    compose,
    moved_at_end,
    rows_of,
)
from chat.view.ports import MessageRow, Moved, Movement, RowKind


def said(
    key: str, sender: str = "bob", moment: int = 0, *, day: str = "Monday", time: str = "14:05"
) -> MessageRow:
    return MessageRow(key, time, sender, f"text {key}", day=day, moment=moment)


def joined(key: str, nick: str, *, day: str = "Monday") -> MessageRow:
    movement = Movement(Moved.JOINED, nick)
    return MessageRow(key, "14:05", "", f"{nick} joined", RowKind.EVENT, day=day, movement=movement)


def texts(items: list[Item]) -> list[str]:
    return [item.row.text for item in items]


def test_the_sender_stands_once_over_what_follows_within_a_few_minutes() -> None:
    rows = [said("a"), said("b", moment=GROUP_GAP), said("c", moment=2 * GROUP_GAP + 1)]
    assert [item.head for item in compose(rows, said("x", "ann"))] == [True, False, True]


def test_another_sender_another_kind_and_another_day_begin_a_group() -> None:
    action = MessageRow("c", "14:05", "bob", "waves", RowKind.ACTION, day="Monday")
    rows = [said("a"), said("b", "ann"), action, said("d"), said("e", day="Tuesday")]
    items = [item for item in compose(rows) if item.stands_for]
    assert all(item.head for item in items)


def test_the_time_is_written_once_a_minute_and_again_on_another_day() -> None:
    rows = [
        said("a"),
        said("b", "ann"),
        said("c", time="14:06"),
        said("d", day="Tuesday", time="14:06"),
    ]
    timed = [item.timed for item in compose(rows) if item.stands_for]
    assert timed == [True, False, True, True]


def test_each_day_is_named_before_its_first_message() -> None:
    items = compose([said("a"), said("b"), said("c", day="Tuesday")])
    assert texts(items) == ["Monday", "text a", "text b", "Tuesday", "text c"]
    assert [item.row.kind for item in items if not item.stands_for] == [RowKind.DAY] * 2
    assert texts(compose([said("d")], said("a"))) == ["text d"]


def test_a_row_without_a_day_is_not_divided() -> None:
    assert texts(compose([said("a", day=""), said("b", day="")])) == ["text a", "text b"]


def test_one_coming_is_told_as_it_is_and_several_in_one_line() -> None:
    assert texts(compose([joined("a", "ann")])) == ["Monday", "ann joined"]
    rows = [joined("a", "ann"), joined("b", "bob"), said("c")]
    items = compose(rows)
    assert texts(items) == ["Monday", "▸ ann and bob joined", "text c"]
    assert items[1].is_summary
    assert items[1].stands_for == tuple(rows[:2])


def test_an_unfolded_summary_shows_each_under_it() -> None:
    rows = [joined("a", "ann"), joined("b", "bob")]
    items = compose(rows, said("x"), {"fold a"})
    assert texts(items) == ["▾ ann and bob joined", "ann joined", "bob joined"]
    assert [item.is_under_summary for item in items] == [False, True, True]
    assert rows_of(items) == rows


def test_a_fold_ends_with_the_day_and_has_a_greatest_size() -> None:
    over_midnight = compose([joined("a", "ann"), joined("b", "bob", day="Tuesday")])
    assert texts(over_midnight) == ["Monday", "ann joined", "Tuesday", "bob joined"]
    many = compose([joined(f"k{n}", f"nick{n}") for n in range(MOST_FOLDED + 1)])
    assert [len(item.stands_for) for item in many] == [0, MOST_FOLDED, 1]


def test_what_a_further_coming_would_be_folded_with() -> None:
    ann, bob = joined("a", "ann"), joined("b", "bob")
    assert moved_at_end([]) == 0
    assert moved_at_end(compose([said("x")])) == 0
    assert moved_at_end(compose([said("x"), ann])) == 1
    assert moved_at_end(compose([said("x"), ann, bob])) == 1
    assert moved_at_end(compose([said("x"), ann, bob], None, {"fold a"})) == 3


ROWS = st.lists(
    st.tuples(st.sampled_from("amj"), st.sampled_from(["Monday", "Tuesday"]), st.integers(0, 400)),
    max_size=30,
).map(
    lambda drawn: [
        joined(f"k{n}", f"nick{moment % 3}", day=day)
        if kind == "j"
        else said(f"k{n}", kind, moment, day=day, time=f"14:{moment % 4:02}")
        for n, (kind, day, moment) in enumerate(drawn)
    ]
)


@given(ROWS)
def test_every_message_is_in_exactly_one_item_in_order(rows: list[MessageRow]) -> None:
    assert rows_of(compose(rows)) == rows


@given(ROWS, st.integers(0, 30), st.booleans())
def test_adding_at_the_end_makes_what_showing_it_all_at_once_makes(
    rows: list[MessageRow], at: int, unfolded: bool
) -> None:
    keys = {f"fold {row.key}" for row in rows} if unfolded else set()
    items, more = compose(rows[:at], None, keys), rows[at:]
    folded = moved_at_end(items) if more and more[0].movement else 0
    kept, again = items[: len(items) - folded], rows_of(items[len(items) - folded :])
    before = next((item.stands_for[-1] for item in reversed(kept) if item.stands_for), None)
    if kept and not kept[-1].stands_for:
        before = kept[-1].row
    assert kept + compose([*again, *more], before, keys) == compose(rows, None, keys)
