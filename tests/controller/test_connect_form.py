"""The connect dialog's form is checked before anything is dialled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.controller.connect_form import InvalidForm, form_of, own_certificate, parse_form
from chat.model.entities import ConnectionRequest
from chat.model.security import OwnCertificate
from chat.view.ports import ConnectField, ConnectForm

GOOD = ConnectForm(nick=" ann ", host=" chat.example.org ", password="secret")


def test_a_form_becomes_a_request() -> None:
    assert parse_form(GOOD) == ConnectionRequest(
        "ann", "chat.example.org", 6667, password="secret", channels=("#lobby",)
    )


def test_a_request_becomes_the_form_that_makes_it() -> None:
    request = ConnectionRequest("ann", "host", 7000, True, "secret", ("#a", "#b"))
    assert form_of(request) == ConnectForm("ann", "host", "7000", "#a,#b", True, "secret")
    assert parse_form(form_of(request)) == request


def test_a_certificate_is_shown_over_tls_only_and_has_its_key_with_it() -> None:
    form = replace(GOOD, tls=True, certificate=" own.crt ", certificate_key="own.key ")
    assert parse_form(form).tls
    assert own_certificate(form) == OwnCertificate("own.crt", "own.key")
    assert own_certificate(GOOD) is None
    assert form_of(parse_form(form), OwnCertificate("own.pem")).certificate == "own.pem"
    for wrong, field in (
        (replace(form, tls=False), ConnectField.TLS),
        (replace(form, certificate=""), ConnectField.CERTIFICATE),
    ):
        with pytest.raises(InvalidForm) as caught:
            parse_form(wrong)
        assert caught.value.field is field


@pytest.mark.parametrize(
    ("channel", "channels"),
    [("", ()), ("lobby", ("#lobby",)), ("#a, b ,", ("#a", "#b"))],
)
def test_channels_may_be_none_or_many(channel: str, channels: tuple[str, ...]) -> None:
    assert parse_form(replace(GOOD, channel=channel)).channels == channels


def test_a_pasted_link_fills_the_other_fields() -> None:
    request = parse_form(replace(GOOD, host="ircs://irc.example.org/#help"))
    assert (request.host, request.port, request.tls) == ("irc.example.org", 6697, True)
    assert request.channels == ("#help",)


def test_a_pasted_port_counts_more_than_the_field() -> None:
    request = parse_form(replace(GOOD, host="192.168.1.20:7000", port="6667"))
    assert (request.host, request.port) == ("192.168.1.20", 7000)


def test_a_channels_key_stands_behind_it_in_the_request() -> None:
    request = parse_form(replace(GOOD, channel="#a,#b", key=" k ", realname=" Ann "))
    assert (request.channels, request.realname) == (("#a k", "#b"), "Ann")
    form = form_of(request)
    assert (form.channel, form.key, form.realname) == ("#a,#b", "k", "Ann")


def test_the_key_of_a_link_counts_more_than_the_field() -> None:
    request = parse_form(replace(GOOD, host="irc://host/#a?key=k", key="other"))
    assert request.channels == ("#a k",)
    assert parse_form(replace(GOOD, channel="", key="k")).channels == ()


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (replace(GOOD, nick=""), ConnectField.NICK, "Enter the name"),
        (replace(GOOD, nick="two words"), ConnectField.NICK, "a space"),
        (replace(GOOD, host="  "), ConnectField.HOST, "Enter the server's name"),
        (replace(GOOD, host="two words"), ConnectField.HOST, "is no server's name"),
        (replace(GOOD, host="http://host"), ConnectField.HOST, "is no link"),
        (replace(GOOD, host="host:x"), ConnectField.HOST, "is no address"),
        (replace(GOOD, host=":6667"), ConnectField.HOST, "is no server's name"),
        (replace(GOOD, port=""), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="0"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="65536"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="6667000000"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="-1"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="²"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, port="irc"), ConnectField.PORT, "from 1 to 65535"),
        (replace(GOOD, channel="#two words"), ConnectField.CHANNEL, "a space"),
        (replace(GOOD, key="a b"), ConnectField.KEY, "no spaces"),
        (replace(GOOD, channel="#ok, #"), ConnectField.CHANNEL, "Enter the channel's name"),
    ],
)
def test_a_field_that_cannot_be_right_is_pointed_at(
    form: ConnectForm, field: ConnectField, words: str
) -> None:
    with pytest.raises(InvalidForm, match=words) as caught:
        parse_form(form)
    assert caught.value.field is field
