"""Numerics by name."""

from __future__ import annotations

import pytest

from chat.protocol.numerics import Numeric


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("001", "RPL_WELCOME"),
        ("005", "RPL_ISUPPORT"),
        ("354", "RPL_WHOSPCRPL"),
        ("417", "ERR_INPUTTOOLONG"),
        ("524", "ERR_HELPNOTFOUND"),
        ("525", "ERR_INVALIDKEY"),
        ("696", "ERR_INVALIDMODEPARAM"),
        ("706", "RPL_ENDOFHELP"),
        ("734", "ERR_MONLISTFULL"),
        ("908", "RPL_SASLMECHS"),
    ],
)
def test_a_code_has_its_name(code: str, name: str) -> None:
    assert Numeric[name] == code


def test_every_numeric_is_three_digits_and_a_reply_or_an_error() -> None:
    for name, numeric in Numeric.__members__.items():
        assert len(numeric) == 3
        assert numeric.isdigit()
        assert name.startswith(("RPL_", "ERR_"))
        # RFC 2812 section 5: errors from 400 on; below are replies only.
        assert numeric >= "400" or name.startswith("RPL_")
