"""Why a connection could not be made, in one sentence that says what to do. Words only."""

from __future__ import annotations

from chat.model.entities import ConnectionRequest
from chat.model.events import FailureReason
from chat.protocol.frozen import frozen
from chat.translation import N_, _
from chat.view.ports import ConnectField

_DETAIL_LIMIT = 160  # characters of another program's wording that a sentence can carry


@frozen
class Failure:
    """A sentence, and the field of the connect dialog that it points at."""

    text: str
    field: ConnectField | None = None


_SENTENCES: dict[FailureReason, Failure] = {
    FailureReason.NAME_NOT_FOUND: Failure(
        N_("The server “{host}” was not found: check its name, or enter its address in numbers."),
        ConnectField.HOST,
    ),
    FailureReason.REFUSED: Failure(
        N_("{host} refuses connections on port {port}: check the port, and that the server runs."),
        ConnectField.PORT,
    ),
    FailureReason.TIMED_OUT: Failure(
        N_("{host} did not answer in time: check the server and the port, or try again later."),
        ConnectField.HOST,
    ),
    FailureReason.UNREACHABLE: Failure(
        N_("{host} cannot be reached{detail}: check your network and the server's address."),
        ConnectField.HOST,
    ),
    FailureReason.TLS: Failure(
        N_("No secure connection to {host}{detail}: check that port {port} is its TLS port."),
        ConnectField.TLS,
    ),
    FailureReason.UNTRUSTED: Failure(
        N_(
            "Nobody that this computer trusts vouches for {host}{detail}: nothing was sent."
            " Compare its fingerprint, and connect again."
        ),
    ),
    FailureReason.CHANGED: Failure(
        N_(
            "{host} shows another certificate than the one you trusted: nothing was sent. Somebody"
            " may be listening in; ask the people who run it before you connect again."
        ),
    ),
    FailureReason.ONLY_ENCRYPTED: Failure(
        N_(
            "{host} has asked for encryption always, and no encrypted connection that can be"
            " trusted could be made{detail}: nothing was sent. Try later, or ask who runs it."
        ),
    ),
    FailureReason.NICK_IN_USE: Failure(
        N_("Somebody there is already called “{nick}”: choose another name."),
        ConnectField.NICK,
    ),
    FailureReason.NICK_INVALID: Failure(
        N_(
            "The server does not take the name “{nick}”{detail}: choose another, of letters"
            " and digits."
        ),
        ConnectField.NICK,
    ),
    FailureReason.WRONG_PASSWORD: Failure(
        N_("The server did not accept the password: check it and enter it again."),
        ConnectField.PASSWORD,
    ),
    FailureReason.LOGIN_REFUSED: Failure(
        N_("{host} did not let you into your account{detail}: check its name and password."),
    ),
    FailureReason.LOGIN_UNAVAILABLE: Failure(
        N_("{host} lets nobody log in{detail}: come as a guest, or try again later."),
    ),
    FailureReason.LOGIN_UNENCRYPTED: Failure(
        N_(
            "{host} wants your password in clear text, and others on the way could read it:"
            " it was not sent."
        ),
    ),
    FailureReason.LOGIN_PASSWORD: Failure(
        N_("The password of your account on {host} is not known: enter it, or come as a guest."),
    ),
    FailureReason.CLIENT_CERTIFICATE: Failure(
        N_(
            "Your certificate cannot be used{detail}: choose other files, or leave the fields"
            " empty. Nothing was sent."
        ),
        ConnectField.CERTIFICATE,
    ),
    FailureReason.CERTIFICATE_REFUSED: Failure(
        N_(
            "{host} lets nobody in by your certificate{detail}: log in with the account's password"
            " and add it there, or leave the field empty."
        ),
        ConnectField.CERTIFICATE,
    ),
    FailureReason.ACCOUNT_REFUSED: Failure(
        N_("{host} did not make the account{detail}: try another name or password."),
    ),
    FailureReason.BANNED: Failure(
        N_("The server does not let you in{detail}: ask the people who run it."),
    ),
    FailureReason.CLOSED: Failure(
        N_("The server ended the connection before you were in{detail}: try again in a moment."),
    ),
    FailureReason.CANCELLED: Failure(N_("Connecting was cancelled: connect again when you like.")),
}
_PASSWORD_WANTED = Failure(
    N_("The server asks for a password: enter it and connect again."), ConnectField.PASSWORD
)


def describe(reason: FailureReason, request: ConnectionRequest, detail: str = "") -> Failure:
    """Word a failure of this request; `detail` is the system's or the server's own wording."""
    failure = _SENTENCES[reason]
    if reason is FailureReason.WRONG_PASSWORD and not request.password:
        failure = _PASSWORD_WANTED
    text = _(failure.text).format(
        host=request.host, port=request.port, nick=request.nick, detail=in_brackets(detail)
    )
    return Failure(text, failure.field)


def in_brackets(detail: str) -> str:
    """Another program's wording as it can stand inside a sentence: " (Bad password)", or ""."""
    words = " ".join(detail.split()).rstrip(".:;")
    if not words:
        return ""
    if len(words) > _DETAIL_LIMIT:
        words = words[: _DETAIL_LIMIT - 1] + "…"
    return f" ({words})"
