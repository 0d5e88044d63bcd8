"""RPL_ISUPPORT: tokens, and a client's view of its server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.casemapping import CaseMapping
from chat.protocol.isupport import ISupport, format_isupport, parse_isupport

PROPERTIES = [name for name in dir(ISupport) if isinstance(getattr(ISupport, name), property)]


def _server(*tokens: str) -> ISupport:
    server = ISupport()
    server.apply(tokens)
    return server


def test_tokens() -> None:
    assert parse_isupport(
        [
            "SAFELIST",
            "CHANTYPES=",
            "NETWORK=My\\x20\\x5cNet\\x3D\\xC3\\xA9",
            "-EXCEPTS",
            "",
            "=x",
            "-",
        ]
    ) == {"SAFELIST": None, "CHANTYPES": "", "NETWORK": "My \\Net=é", "-EXCEPTS": None}


def test_the_text_at_the_end_is_no_token() -> None:
    assert parse_isupport(["A", "are supported by this server"]) == {"A": None}


def test_bad_escapes_are_left() -> None:
    assert parse_isupport(["A=\\x2", "B=\\xZZ", "C=\\xFF"]) == {
        "A": "\\x2",
        "B": "\\xZZ",
        "C": "\N{REPLACEMENT CHARACTER}",
    }


@given(
    st.dictionaries(
        st.text("ABCDEFGHIJ0123456789", min_size=1, max_size=20),
        st.none() | st.text(),
        max_size=30,
    ),
    st.integers(10, 450),
)
def test_tokens_come_back_as_they_were(tokens: dict[str, str | None], room: int) -> None:
    lines = format_isupport(tokens, room)
    assert all(1 <= len(line) <= 13 for line in lines)
    assert all(len(" ".join(line).encode()) <= room for line in lines if len(line) > 1)
    words = [word for line in lines for word in line]
    assert not any(" " in word for word in words)
    assert parse_isupport(words) == tokens


def test_defaults() -> None:
    server = ISupport()
    assert server.network == ""
    assert server.casemapping is CaseMapping.RFC1459
    assert server.chantypes == "#&"
    assert server.prefixes == (("o", "@"), ("v", "+"))
    assert server.chanmodes == ("b", "k", "l", "imnpst")
    assert (server.linelen, server.modes, server.statusmsg) == (512, 3, "")
    assert server.userlen is server.hostlen is None
    assert "NETWORK" not in server
    assert server.get("NETWORK") is None


def test_what_a_server_says() -> None:
    server = _server(
        "NETWORK=Example\\x20Net", "CASEMAPPING=ascii", "CHANTYPES=#", "PREFIX=(qaohv)~&@%+",
        "CHANMODES=beI,k,l,imnst,X", "USERLEN=18", "HOSTLEN=63", "LINELEN=2048", "MODES=6",
        "STATUSMSG=@+", "WHOX",
    )  # fmt: skip
    assert server.network == "Example Net"
    assert server.casemapping is CaseMapping.ASCII
    assert server.chantypes == "#"
    assert server.prefixes == (("q", "~"), ("a", "&"), ("o", "@"), ("h", "%"), ("v", "+"))
    assert server.chanmodes == ("beI", "k", "l", "imnst")
    assert (server.linelen, server.modes) == (2048, 6)
    assert (server.userlen, server.hostlen) == (18, 63)
    assert server.statusmsg == "@+"
    assert server.get("WHOX") == ""


def test_empty_values() -> None:
    server = _server("CHANTYPES=", "PREFIX=", "MODES=")
    assert (server.chantypes, server.prefixes, server.modes) == ("", (), None)
    assert not server.is_channel("#a")
    server = _server("CHANTYPES", "PREFIX", "MODES")
    assert (server.chantypes, server.prefixes, server.modes) == ("", (), None)


def test_a_token_is_taken_back() -> None:
    server = _server("WHOX", "HOSTLEN=30")
    server.apply(["-WHOX", "-NEVERSAID", "HOSTLEN=20"])
    assert "WHOX" not in server
    assert server.hostlen == 20


def test_what_is_a_channel() -> None:
    server = _server("CHANTYPES=#&")
    assert server.is_channel("#a")
    assert server.is_channel("&a")
    assert not server.is_channel("alice")
    assert not server.is_channel("")


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("HOSTLEN=-1", "hostlen"),
        ("HOSTLEN=0", "hostlen"),
        ("HOSTLEN=٣", "hostlen"),
        ("HOSTLEN=" + "9" * 5000, "hostlen"),
        ("HOSTLEN=9999999999", "hostlen"),
        ("LINELEN=1", "linelen"),
        ("MODES=x", "modes"),
        ("PREFIX=(ov)@", "prefixes"),
        ("PREFIX=ov@+", "prefixes"),
        ("CHANMODES=a,b", "chanmodes"),
        ("CASEMAPPING=klingon", "casemapping"),
    ],
)
def test_nonsense_counts_as_not_said(token: str, name: str) -> None:
    assert getattr(_server(token), name) == getattr(ISupport(), name)


@given(
    st.lists(
        st.builds(
            "{}={}".format,
            st.sampled_from(["PREFIX", "CHANMODES", "HOSTLEN", "TARGMAX", "MODES", "CASEMAPPING"]),
            st.text("()@+ov,:0123456789\\x") | st.text(),
        )
        | st.text()
    )
)
def test_no_server_can_make_it_fail(tokens: list[str]) -> None:
    server = _server(*tokens)
    for name in PROPERTIES:
        getattr(server, name)
