from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.view.links import find_links, linked_lines


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://example.org/a?b=c#d.", ["https://example.org/a?b=c#d"]),
        ("(http://example.org/x)", ["http://example.org/x"]),
        ("https://en.example.org/wiki/Tk_(toolkit)", ["https://en.example.org/wiki/Tk_(toolkit)"]),
        ("www.example.org, please", ["https://www.example.org"]),
        ("“https://example.org”", ["https://example.org"]),
        (
            "one https://a.example two https://b.example!",
            ["https://a.example", "https://b.example"],
        ),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        ("javascript://alert file:///etc/passwd ftp://x", []),
        ("a www.x.org@y", ["https://www.x.org@y"]),
        ("https:// www. nothing", []),
        ("mywww.example.org", []),
    ],
)
def test_links_are_found(text: str, urls: list[str]) -> None:
    links = find_links(text)
    assert [link.url for link in links] == urls
    assert all(text[link.start : link.end] in link.url for link in links)


@given(st.text(st.sampled_from("htps:/w.w ()x,"), max_size=60))
def test_links_lie_in_their_text_in_order(text: str) -> None:
    place = 0
    for link in find_links(text):
        assert place <= link.start < link.end <= len(text)
        place = link.end


def test_each_line_that_shows_a_part_of_a_link_is_known() -> None:
    text = "look at https://example.org/a/long/path and more"
    lines = ["look at", "https://example.org/", "a/long/path and", "more", "Not sent."]
    found = linked_lines(text, lines, find_links(text))
    assert found == dict.fromkeys((1, 2), "https://example.org/a/long/path")
