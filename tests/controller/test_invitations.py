"""Whether the fingerprint of a link is believed: of local servers, and only at first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from chat.controller.connect_form import parse_form
from chat.controller.invitations import invitation, is_to_be_believed
from chat.model.entities import ConnectionRequest
from chat.model.hosted import HostedServer, HostingState
from chat.model.security import Pin
from chat.view.ports import ConnectForm
from tests.controller.harness import Chat

FINGERPRINT = "ab" * 32
REQUEST = ConnectionRequest("ann", "192.168.1.7", 6697, True, fingerprint=FINGERPRINT)
SERVER = HostedServer(
    HostingState.RUNNING,
    addresses=("192.168.1.7",),
    tls_port=6697,
    fingerprint=":".join(["AB"] * 32),
)


def test_an_invitation_leads_back_to_the_server_and_its_certificate() -> None:
    request = parse_form(ConnectForm("ann", invitation(SERVER)))
    assert request == replace(REQUEST, channels=("#lobby",))


@pytest.mark.parametrize(
    ("request_", "believed"),
    [
        (REQUEST, True),
        (replace(REQUEST, host="10.1.2.3"), True),
        (replace(REQUEST, host="fd00::1"), True),
        (replace(REQUEST, host="fe80::1%eth0"), True),
        (replace(REQUEST, host="127.0.0.1"), True),
        (replace(REQUEST, host="8.8.8.8"), False),
        (replace(REQUEST, host="0.0.0.0"), False),
        (replace(REQUEST, host="irc.example.org"), False),
        (replace(REQUEST, tls=False), False),
        (replace(REQUEST, fingerprint=""), False),
        (replace(REQUEST, fingerprint="xy" * 32), False),
        (replace(REQUEST, fingerprint=FINGERPRINT + "a"), False),
    ],
)
def test_only_of_local_servers_over_tls(request_: ConnectionRequest, believed: bool) -> None:
    assert is_to_be_believed(request_, ()) == believed


def test_never_in_the_place_of_one_that_is_trusted() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert not is_to_be_believed(REQUEST, [Pin("192.168.1.7", 6697, "cd" * 32, now)])
    assert is_to_be_believed(REQUEST, [Pin("192.168.1.7", 6698, "cd" * 32, now)])


def test_a_pasted_invitation_needs_no_question(chat: Chat) -> None:
    chat.start().controller.on_connect(ConnectForm("ann", invitation(SERVER)))
    assert chat.model.trust.believed == [("192.168.1.7", 6697, FINGERPRINT)]


def test_a_strangers_link_to_elsewhere_changes_nothing(chat: Chat) -> None:
    link = f"ircs://irc.example.org/#a?fingerprint={FINGERPRINT}"
    chat.start().controller.on_connect(ConnectForm("ann", link))
    assert chat.model.trust.believed == []
    assert chat.model.called("connect")
