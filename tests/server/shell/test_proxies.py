"""Whom proxies are believed to hand on (X-Forwarded-For)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.config import Rates, ServerConfig
from server.shell.arguments import parse_arguments
from server.shell.proxies import Proxies
from tests.fakes.live_server import live_server
from tests.server.shell.test_websocket import Browser, browser

TRUSTED = Proxies(("127.0.0.1", "10.0.0.0/8", "2001:db8::/32"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["198.51.100.7, 203.0.113.9"], "203.0.113.9"),  # the client wrote the first
        ("127.0.0.1", ["198.51.100.7", "203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["203.0.113.9, 10.1.2.3"], "203.0.113.9"),  # two proxies in a row
        ("127.0.0.1", ["203.0.113.9, 2001:db8::5"], "203.0.113.9"),
        ("127.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("127.0.0.1", ['"[2001:4860::1]:80"'], "2001:4860::1"),
        ("127.0.0.1", ["2001:4860::1"], "2001:4860::1"),
        ("127.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.9, nonsense"], "127.0.0.1"),
        ("198.51.100.1", ["203.0.113.9"], "198.51.100.1"),  # nobody we know
        ("localhost", ["203.0.113.9"], "localhost"),
    ],
)
def test_who_is_served(peer: str, forwarded: list[str], client: str) -> None:
    assert TRUSTED.client_of(peer, forwarded) == client


def test_without_trusted_proxies_nothing_is_believed() -> None:
    assert Proxies(()).client_of("127.0.0.1", ["203.0.113.9"]) == "127.0.0.1"


def test_what_is_no_address_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--trusted-proxy", "proxy.example"])
    assert "as 10.0.0.0/8" in capsys.readouterr().err
    config = parse_arguments(["--trusted-proxy", "10.0.0.0/8"]).config
    assert config.trusted_proxies == ("10.0.0.0/8",)


BEHIND_A_PROXY = ServerConfig(ws_port=0, trusted_proxies=("127.0.0.1",), cloak_addresses=False)


def source(client: Browser) -> str:
    client.send("NICK webby", "USER webby 0 * :webby")
    return client.wait_for(" 001 ").split()[-1]


def test_a_page_behind_a_proxy_is_from_where_it_is() -> None:
    with (
        live_server(BEHIND_A_PROXY) as live,
        browser(live, forwarded="203.0.113.9") as client,
    ):
        assert source(client) == "webby!webby@203.0.113.9"


def test_what_others_say_of_themselves_is_not_believed() -> None:
    with (
        live_server(ServerConfig(ws_port=0, cloak_addresses=False)) as live,
        browser(live, forwarded="203.0.113.9") as client,
    ):
        assert source(client) == "webby!webby@127.0.0.1"


def test_limits_count_for_who_is_behind_the_proxy() -> None:
    config = replace(BEHIND_A_PROXY, rates=Rates(connections_per_address=1))
    with live_server(config, limited=True) as live:
        with browser(live, forwarded="203.0.113.9", nick="one"):
            with browser(live, forwarded="203.0.113.9") as second:
                told = second.wait_for("ERROR")
            assert told == "ERROR :Closing link: Too many connections from your address (limit 1)"
            with browser(live, forwarded="203.0.113.10", nick="other"):
                pass
        live.wait_until_empty()
        with browser(live, forwarded="203.0.113.9", nick="again"):
            pass
