"""A new account: REGISTER, and VERIFY by a code (IRCv3 draft/account-registration).

Where the server takes it, before the welcome (`before-connect`), else just after it.
"""

from __future__ import annotations

from chat.model.events import AccountRefused, AccountRegistered, FailureReason, VerificationWanted
from chat.model.session import ending
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.formatting import strip_formatting

CAPABILITY = "draft/account-registration"
BEFORE_CONNECT = "before-connect"
EMAIL_REQUIRED = "email-required"
CUSTOM_NAME = "custom-account-name"


def keys(session: Session) -> frozenset[str] | None:
    """What the server says of registering; None: it takes no registrations."""
    if CAPABILITY not in session.capabilities.offered:
        return None
    value = session.capabilities.offered[CAPABILITY] or ""
    return frozenset(token.partition("=")[0] for token in value.split(","))


def begin(session: Session) -> bool:
    """Before the welcome: ask for the new account, if there is one to ask for; True if so."""
    new, offered = session.login.new, keys(session)
    if new is None or offered is None or BEFORE_CONNECT not in offered or new.asked:
        return False
    _ask(session)
    return True


def continue_after_welcome(session: Session) -> None:
    """After the welcome: ask for it now."""
    new = session.login.new
    if new is None or new.asked:
        return
    if keys(session) is None:
        session.login.new = None
        session.publish(AccountRefused(session.network, "UNAVAILABLE", ""))
    else:
        _ask(session)


def is_waiting(session: Session) -> bool:
    """Whether the connection waits for what the server says to a REGISTER."""
    return session.login.new is not None and session.login.new.asked


def verify(session: Session, account: str, code: str) -> None:
    """Complete a registration by its code."""
    if not session.send("VERIFY", account, code):
        session.publish(AccountRefused(session.network, "INVALID_CODE", ""))


def _ask(session: Session) -> None:
    new = session.login.new
    assert new is not None
    new.asked = True
    if not session.send("REGISTER", new.account or "*", new.email or "*", new.password):
        _refuse(session, "UNACCEPTABLE", "")


def handle_register(session: Session, incoming: Incoming) -> None:
    """REGISTER, VERIFY: an account is made, or needs its code."""
    what, account = incoming.params[0].upper(), incoming.params[1]
    words = strip_formatting(incoming.params[-1])
    new, session.login.new = session.login.new, None
    if what == "VERIFICATION_REQUIRED":
        session.publish(VerificationWanted(session.network, account, words))
    elif what == "SUCCESS":
        if new is not None:
            session.login.account, session.login.password = account, new.password
        session.publish(AccountRegistered(session.network, account))
    _go_on(session)


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """FAIL REGISTER, FAIL VERIFY."""
    code = incoming.param(1).upper()
    new = session.login.new
    if code == "COMPLETE_CONNECTION_REQUIRED" and new is not None:
        new.asked = False  # it said otherwise in its capabilities; again after the welcome
        _go_on(session)
    else:
        _refuse(session, code, strip_formatting(incoming.params[-1]))


def _refuse(session: Session, code: str, words: str) -> None:
    session.login.new = None
    if session.phase is Phase.REGISTERED:
        session.publish(AccountRefused(session.network, code, words))
    else:
        ending.fail(session, FailureReason.ACCOUNT_REFUSED, words)


def _go_on(session: Session) -> None:
    if session.phase is Phase.REGISTERING and session.capabilities.negotiating:
        session.capabilities.negotiating = False
        session.send("CAP", "END")
