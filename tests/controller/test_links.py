"""Addresses as people paste them."""

from __future__ import annotations

import pytest

from chat.controller.links import Address, parse_link, split_address


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("irc://chat.example.org", Address("chat.example.org", 6667)),
        ("ircs://chat.example.org/", Address("chat.example.org", 6697, True)),
        ("irc://host:6668/#lobby", Address("host", 6668, False, "#lobby")),
        ("irc://host/lobby", Address("host", 6667, False, "#lobby")),
        ("irc://host/%23caf%C3%A9?pass", Address("host", 6667, False, "#café", "pass")),
        ("irc://host/a?key=p%26q", Address("host", 6667, False, "#a", "p&q")),
        ("irc://host/a?fingerprint=AB", Address("host", 6667, False, "#a", "", "ab")),
        ("irc://host/a?other=x", Address("host", 6667, False, "#a")),
        ("irc://host/?key=x", Address("host", 6667)),
        ("irc://host/a,needkey,isserver", Address("host", 6667, False, "#a")),
        ("irc://host/#a,#b", Address("host", 6667, False, "#a,#b")),
        ("irc://host/ann,isnick", Address("host", 6667)),
        ("IRCS://host:7000/#a", Address("host", 7000, True, "#a")),
        ("irc://[::1]:6667/#a", Address("::1", 6667, False, "#a")),
    ],
)
def test_a_link_is_read(link: str, address: Address) -> None:
    assert parse_link(link) == address


@pytest.mark.parametrize(
    "link", ["http://host/", "host:6667", "irc:///#a", "irc://", "irc://host:99999", "irc://[::1"]
)
def test_what_is_no_link_says_how_to_write_one(link: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        parse_link(link)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("host", Address("host")),
        (" host:6667 ", Address("host", 6667)),
        ("192.168.1.20:7000", Address("192.168.1.20", 7000)),
        ("::1", Address("::1")),
        ("[::1]:6667", Address("::1", 6667)),
    ],
)
def test_a_host_may_carry_its_port(text: str, address: Address) -> None:
    assert split_address(text) == address


@pytest.mark.parametrize("text", ["host:0", "host:65536", "host:abc", "[::1"])
def test_an_impossible_port_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        split_address(text)
