"""Formatting codes, mostly the documents' own examples."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.formatting import Span, Style, spans, strip_formatting

_coded = st.text("\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f019,aF x") | st.text()


@given(_coded)
def test_spans_hold_the_stripped_text(text: str) -> None:
    assert "".join(span.text for span in spans(text)) == strip_formatting(text)


@given(_coded)
def test_spans_are_neither_empty_nor_alike(text: str) -> None:
    found = spans(text)
    assert all(span.text for span in found)
    assert all(one.style != two.style for one, two in itertools.pairwise(found))


@given(st.text())
def test_text_without_codes_is_left(text: str) -> None:
    plain = strip_formatting(text)
    if plain == text:
        assert spans(text) == ([Span(text)] if text else [])


@pytest.mark.parametrize(
    ("code", "attribute"),
    [
        ("\x02", "bold"),
        ("\x1d", "italic"),
        ("\x1f", "underline"),
        ("\x1e", "strikethrough"),
        ("\x11", "monospace"),
        ("\x16", "reverse"),
    ],
)
def test_a_toggle_sets_and_unsets(code: str, attribute: str) -> None:
    assert spans(f"a{code}b{code}c") == [
        Span("a"),
        Span("b", Style(**{attribute: True})),
        Span("c"),
    ]


def test_colours_of_the_documents_examples() -> None:
    assert spans("I love \x033IRC! \x03It is the \x037best protocol ever!") == [
        Span("I love "),
        Span("IRC! ", Style(foreground=3)),
        Span("It is the "),
        Span("best protocol ever!", Style(foreground=7)),
    ]
    assert spans("This is a \x1d\x0313,9cool \x03message") == [
        Span("This is a "),
        Span("cool ", Style(italic=True, foreground=13, background=9)),
        Span("message", Style(italic=True)),
    ]
    assert spans("IRC \x02is \x034,12so \x16great\x0f!") == [
        Span("IRC "),
        Span("is ", Style(bold=True)),
        Span("so ", Style(bold=True, foreground=4, background=12)),
        Span("great", Style(bold=True, reverse=True, foreground=4, background=12)),
        Span("!"),
    ]
    assert spans("Rules: Don't spam 5\x0313,8,6\x03,7,8, and especially not \x029\x02\x1d!") == [
        Span("Rules: Don't spam 5"),
        Span(",6", Style(foreground=13, background=8)),
        Span(",7,8, and especially not "),
        Span("9", Style(bold=True)),
        Span("!", Style(italic=True)),
    ]


def test_a_colour_code_reads_two_digits_at_most() -> None:
    assert spans("\x03123")[0] == Span("3", Style(foreground=12))
    assert spans("\x034,")[0] == Span(",", Style(foreground=4))
    assert spans("\x03٣")[0] == Span("٣")  # digits are ASCII


def test_a_foreground_alone_leaves_the_background() -> None:
    assert spans("\x034,5a\x036b")[1] == Span("b", Style(foreground=6, background=5))


def test_ninety_nine_is_the_default_colour() -> None:
    assert spans("\x034,5a\x0399,99b")[1] == Span("b")


def test_hex_colours() -> None:
    assert spans("\x04FF8800,000000a\x0400ff00b\x04c\x04ff") == [
        Span("a", Style(foreground="#ff8800", background="#000000")),
        Span("b", Style(foreground="#00ff00", background="#000000")),
        Span("cff"),
    ]
