"""The connect dialog's form: checked, turned into a request, and made from one again.

Everything that can be known to be wrong without asking a server is told here, before dialling.
"""

from __future__ import annotations

import re

from chat.controller.links import Address, parse_link, split_address
from chat.controller.names import channel_error, nick_error, with_prefix
from chat.model.entities import ConnectionRequest
from chat.model.security import OwnCertificate
from chat.translation import _
from chat.view.ports import ConnectField, ConnectForm

_NOT_IN_KEY = re.compile(r"[\s\x00-\x1f\x7f,]")
_NOT_IN_HOST = re.compile(r"[\s\x00-\x1f\x7f/@,;!]")


class InvalidForm(ValueError):  # noqa: N818 - named for what it is
    """A field that cannot be right; the message is one sentence for the person."""

    def __init__(self, text: str, field: ConnectField) -> None:
        super().__init__(text)
        self.field = field


def parse_form(form: ConnectForm) -> ConnectionRequest:
    """Turn what was typed into a request.

    A link or `host:port` pasted into the server's field fills the port, TLS and channel too.
    Raises InvalidForm for the first field that is wrong, from the top of the dialog down.
    """
    nick = form.nick.strip()
    if problem := nick_error(nick):
        raise InvalidForm(problem, ConnectField.NICK)
    address = _address(form.host)
    _check_certificate(form, tls=address.tls or form.tls)
    return ConnectionRequest(
        nick=nick,
        host=address.host,
        port=address.port or _port(form.port),
        tls=address.tls or form.tls,
        password=form.password,
        channels=_with_key(*_channels_and_key(form, address)),
        realname=form.realname.strip(),
        fingerprint=address.fingerprint,
    )


def own_certificate(form: ConnectForm) -> OwnCertificate | None:
    """The files of the certificate that is to be shown; None if none was given."""
    certificate, key = form.certificate.strip(), form.certificate_key.strip()
    return OwnCertificate(certificate, key) if certificate else None


def _check_certificate(form: ConnectForm, *, tls: bool) -> None:
    if form.certificate_key.strip() and not form.certificate.strip():
        words = _("A key alone says nothing: choose the certificate that it belongs to, too.")
        raise InvalidForm(words, ConnectField.CERTIFICATE)
    if form.certificate.strip() and not tls:
        words = _("A certificate can only be shown over an encrypted connection: tick that, too.")
        raise InvalidForm(words, ConnectField.TLS)


def form_of(request: ConnectionRequest, own: OwnCertificate | None = None) -> ConnectForm:
    """The form that would make this request, with a certificate of one's own."""
    return ConnectForm(
        nick=request.nick,
        host=request.host,
        port=str(request.port),
        channel=",".join(channel_name(item) for item in request.channels),
        tls=request.tls,
        password=request.password,
        key=next((item.partition(" ")[2] for item in request.channels[:1]), ""),
        realname=request.realname,
        certificate=own.certificate if own else "",
        certificate_key=own.key if own else "",
    )


def channel_name(item: str) -> str:
    """The channel of a request's item, without the key that may stand behind it."""
    return item.partition(" ")[0]


def _address(text: str) -> Address:
    host = text.strip()
    if not host:
        raise InvalidForm(
            _("Enter the server's name or address, as chat.example.org or 192.168.1.20."),
            ConnectField.HOST,
        )
    try:
        address = parse_link(host) if "://" in host else split_address(host)
    except ValueError as error:
        raise InvalidForm(str(error), ConnectField.HOST) from None
    if not address.host or _NOT_IN_HOST.search(address.host):
        raise InvalidForm(
            _("“{host}” is no server's name: write it as chat.example.org or 192.168.1.20.").format(
                host=host
            ),
            ConnectField.HOST,
        )
    return address


def _port(text: str) -> int:
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and 1 <= int(digits[:6]) <= 65535:
        return int(digits)
    raise InvalidForm(
        _("The port is a number from 1 to 65535: most servers use 6667, or 6697 with TLS."),
        ConnectField.PORT,
    )


def _channels_and_key(form: ConnectForm, address: Address) -> tuple[tuple[str, ...], str]:
    """What is to be joined: as the link says, or else as the fields do."""
    if address.channel:
        return _channels(address.channel), _key(address.key or form.key)
    return _channels(form.channel), _key(form.key)


def _key(text: str) -> str:
    key = text.strip()
    if _NOT_IN_KEY.search(key):
        raise InvalidForm(
            _("A channel's key has no spaces and no commas: check it and enter it again."),
            ConnectField.KEY,
        )
    return key


def _with_key(channels: tuple[str, ...], key: str) -> tuple[str, ...]:
    """The channels as a request has them: a key stands behind its channel, after a space."""
    return (f"{channels[0]} {key}", *channels[1:]) if channels and key else channels


def _channels(text: str) -> tuple[str, ...]:
    channels = [name.strip() for name in text.split(",") if name.strip()]
    for channel in channels:
        if problem := channel_error(channel):
            raise InvalidForm(problem, ConnectField.CHANNEL)
    return tuple(with_prefix(channel) for channel in channels)
