from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.view.palette import HUES, READABLE, contrast, hue_of, ink_on, make_palette, mix, readable

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == pytest.approx(ratio, abs=0.005)


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert mix("#ff0000", "#0000ff", 1.0) == "#ff0000"
    assert mix("#ff0000", "#0000ff", 0.0) == "#0000ff"
    assert mix("#ffffff", "#000000", 0.5) == "#808080"


@given(COLOURS, COLOURS)
def test_any_colour_becomes_readable_on_any_background(colour: str, background: str) -> None:
    assert contrast(readable(colour, background), background) >= READABLE


def test_a_readable_colour_is_left_alone() -> None:
    assert readable("#0a58ca", "#ffffff") == "#0a58ca"


@given(COLOURS)
def test_black_or_white_reads_on_everything(background: str) -> None:
    assert contrast(ink_on(background), background) >= READABLE


@given(st.text(st.characters()))
def test_every_nick_has_one_hue(nick: str) -> None:
    assert 0 <= hue_of(nick) < HUES


def test_hues_do_not_change_from_run_to_run() -> None:
    assert [hue_of(nick) for nick in ("alice", "bob", "carol")] == [5, 2, 5]


@pytest.mark.parametrize("dark", [True, False])
def test_senders_differ(dark: bool) -> None:
    back, text = ("#212529", "#f8f9fa") if dark else ("#ffffff", "#212529")
    palette = make_palette(
        background=back, text=text, accent="#0a58ca", danger="#b02a37", dark=dark
    )
    assert len(set(palette.senders)) == HUES
    assert palette.sender("Alice") == palette.sender("aLICE")
