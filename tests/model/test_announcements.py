"""What servers announce becomes a list of servers."""

from __future__ import annotations

import pytest

from chat.model.announcements import IRC, IRCS, MOST, Announced, Announcements, nearness
from chat.model.entities import FoundServer


def door(
    name: str = "Lab on alpha",
    kind: str = IRC,
    port: int = 6667,
    addresses: tuple[str, ...] = ("192.168.1.20",),
) -> Announced:
    return Announced(kind, f"{name}.{kind}", addresses, port)


def test_a_server_with_two_doors_is_one_line_and_the_encrypted_door_is_taken() -> None:
    found = Announcements()
    found.add(door())
    assert found.servers() == (FoundServer("Lab on alpha", "192.168.1.20", 6667),)
    found.add(door(kind=IRCS, port=6697))
    assert found.servers() == (FoundServer("Lab on alpha", "192.168.1.20", 6697, tls=True),)
    found.remove(f"Lab on alpha.{IRCS}")
    assert [one.tls for one in found.servers()] == [False]
    found.remove(f"Lab on alpha.{IRC}")
    found.remove(f"Lab on alpha.{IRC}")
    assert found.servers() == ()


def test_the_encrypted_door_is_taken_whichever_came_first() -> None:
    found = Announcements()
    found.add(door(kind=IRCS, port=6697))
    found.add(door())
    assert [one.port for one in found.servers()] == [6697]


def test_they_are_in_the_order_of_their_names() -> None:
    found = Announcements()
    for name in ("b", "C", "a"):
        found.add(door(name))
    assert [one.name for one in found.servers()] == ["a", "b", "C"]


@pytest.mark.parametrize(
    "bad", [door(port=0), door(port=70000), door(addresses=())], ids=["no port", "port", "address"]
)
def test_what_leads_nowhere_is_left_out(bad: Announced) -> None:
    found = Announcements()
    found.add(bad)
    assert found.servers() == ()


def test_a_network_of_strangers_announcements_is_bounded() -> None:
    found = Announcements()
    for number in range(10_000):
        found.add(door(f"x{number}" + "y" * 500))
    assert len(found.servers()) == MOST
    assert all(len(one.name) <= 120 for one in found.servers())


def test_of_several_addresses_the_one_in_our_own_network_is_taken() -> None:
    found = Announcements("192.168.1.7 fd00::7")
    found.add(door(addresses=("172.17.0.1", "192.168.1.20", "169.254.3.3")))
    assert found.servers()[0].host == "192.168.1.20"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("10.0.0.1", "127.0.0.1"),
        ("10.0.0.1", "169.254.1.1"),
        ("10.0.0.1", "fe80::1%eth0"),
        ("10.0.0.1", "2001:db8::1"),
        ("192.168.1.20", "172.17.0.1"),
    ],
)
def test_which_address_is_better(better: str, worse: str) -> None:
    own = ("192.168.1.7",)
    assert nearness(better, own) > nearness(worse, own)
