from __future__ import annotations

import pytest

from server.core.addresses import block_of, is_loopback, parse_range


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:bbbb::2", "2001:db8:0:1::/64"),
        ("localhost", "localhost"),
    ],
)
def test_one_persons_block(address: str, block: str):
    assert block_of(address) == block


@pytest.mark.parametrize(
    ("address", "here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.1", False)],
)
def test_this_computer(address: str, here: bool):
    assert is_loopback(address) is here


@pytest.mark.parametrize(
    ("text", "range_"),
    [
        ("192.0.2.1", "192.0.2.1/32"),
        ("192.0.2.77/24", "192.0.2.0/24"),
        ("2001:db8::1/32", "2001:db8::/32"),
        ("::ffff:192.0.2.1", "192.0.2.1/32"),
        ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
        ("::/0", "::/0"),
    ],
)
def test_ranges(text: str, range_: str):
    assert str(parse_range(text)) == range_


@pytest.mark.parametrize("text", ["", "alice", "192.0.2.0/33", "192.0.2", "*"])
def test_what_is_no_range(text: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_range(text)
