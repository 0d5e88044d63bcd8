from __future__ import annotations

import sys
from pathlib import Path

import pytest

from server.cloak import SECRET_NAME, Cloak, load_secret


def test_an_address_is_always_the_same_host_and_says_nothing_of_the_address():
    cloak = Cloak(b"secret")
    host = cloak("192.0.2.77")
    assert host == Cloak(b"secret")("192.0.2.77")
    assert host != Cloak(b"another")("192.0.2.77")
    assert "192" not in host
    assert host.endswith(".ip")


def test_ranges_share_their_ends_so_that_a_wildcard_bans_them():
    cloak = Cloak(b"secret")
    whole, narrow, wide, _ = cloak("192.0.2.77").split(".")
    assert cloak("192.0.2.78").endswith(f".{narrow}.{wide}.ip")
    assert not cloak("192.0.2.78").startswith(whole)
    assert cloak("192.0.3.77").endswith(f".{wide}.ip")
    assert narrow not in cloak("192.0.3.77")
    assert wide not in cloak("198.51.100.77")


def test_ipv6_shares_the_network_and_the_site():
    cloak = Cloak(b"secret")
    _, network, site, _ = cloak("2001:db8:1:1::1").split(".")
    assert cloak("2001:db8:1:1:ffff::9").endswith(f".{network}.{site}.ip")
    assert cloak("2001:db8:1:2::1").endswith(f".{site}.ip")
    assert network not in cloak("2001:db8:1:2::1")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_this_computer_has_no_address_to_hide(address: str):
    assert Cloak(b"secret")(address) == "localhost"


def test_the_secret_is_made_once_and_kept(tmp_path: Path):
    secret = load_secret(tmp_path)
    assert len(secret) == 32
    assert load_secret(tmp_path) == secret
    if sys.platform != "win32":
        assert (tmp_path / SECRET_NAME).stat().st_mode & 0o077 == 0


def test_a_broken_secret_is_made_anew(tmp_path: Path):
    (tmp_path / SECRET_NAME).write_bytes(b"short")
    assert len(load_secret(tmp_path)) == 32


def test_without_a_directory_each_start_has_another():
    assert load_secret(None) != load_secret(None)
