"""A value with a secret is written out without it."""

from __future__ import annotations

from msgspec import Struct

from chat.model.entities import ConnectionRequest
from chat.protocol.hidden_fields import repr_without
from chat.view.ports import ConnectForm
from chat.view.ports.accounts import NewAccountForm, NewPasswordForm


class _Key(Struct, frozen=True):
    name: str
    words: str


def test_the_rest_is_written_as_ever() -> None:
    key = _Key("lab", "thistle")
    assert repr(key) == "_Key(name='lab', words='thistle')"
    assert repr_without(key, "words") == "_Key(name='lab')"


def test_no_password_of_the_client_is_ever_written_out() -> None:
    values = (
        ConnectionRequest("ann", "chat.example", 6697, password="thistle"),
        ConnectForm(password="thistle", account_password="thistle"),
        NewAccountForm("ann", "", "thistle", "thistle"),
        NewPasswordForm("thistle", "thistle", "thistle"),
    )
    for value in values:
        assert "thistle" not in repr(value)
        assert "thistle" not in str(value)
