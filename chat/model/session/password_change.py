"""Another password for our account: the request to NickServ, and what answers it.

IRCv3 has no text for it; `NS PASSWD` is Ergo's form, and our own server's. The verb goes to the
server, which knows who its services are: nobody who took a nick can read it. What answers is
told by an event and stands in no conversation.
"""

from __future__ import annotations

from chat.model.events import PasswordChanged, PasswordRefused
from chat.model.session.incoming import Incoming
from chat.model.session.login_state import PasswordChange
from chat.model.session.numerics import is_error
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.protocol.numerics import Numeric
from chat.protocol.services import join_words

VERB, SERVICE = "NS", "NickServ"
_LONGEST = 480  # bytes of the request; a line has 510, and our own prefix is not in it
_CHANGED = "PASSWORD_CHANGED"
_CHANGED_WORDS = "password changed"  # of Ergo, in a notice


def begin(session: Session, current: str, new: str) -> None:
    """Ask for it; PasswordChanged or PasswordRefused follow."""
    params = _request(current, new)
    label = _label(session)
    session.login.change = PasswordChange(new, label)
    if len(" ".join(params).encode()) > _LONGEST:
        _refuse(session, "TOO_LONG", "")
    elif not session.send(VERB, *params, tags={"label": label} if label else None):
        _refuse(session, "UNSENDABLE", "")


def _request(current: str, new: str) -> tuple[str, ...]:
    words = (current, new, new)
    if all(word and " " not in word and word[0] != ":" for word in words):
        return ("PASSWD", *words)
    return (f"PASSWD {join_words(words)}",)


def _label(session: Session) -> str:
    if not session.capabilities.labels:
        return ""
    session.labels_given += 1
    return f"p{session.labels_given}"


def take(session: Session, incoming: Incoming) -> bool:
    """Whether a message answers the request; then it is told, and nothing else is to be done."""
    change = session.login.change
    if change is None or incoming.label != change.label:
        return False
    verb, words = incoming.message.verb, strip_formatting(" ".join(incoming.params[-1:]))
    if verb == "ACK":  # the services are another server's: their answer has no label
        change.label = ""
    elif verb in ("FAIL", "NOTE", "WARN") and incoming.param(0).upper() == VERB:
        code = incoming.param(1).upper()
        _conclude(session, code, words, changed=code == _CHANGED)
    elif verb == "NOTICE" and _is_service(session, incoming):
        changed = words.strip(" .").casefold() == _CHANGED_WORDS
        _conclude(session, "", words, changed=changed)
    elif is_error(verb) and (change.label or _is_about_it(incoming)):
        code = "UNKNOWN_COMMAND" if verb == Numeric.ERR_UNKNOWNCOMMAND else ""
        _refuse(session, code, words)
    else:
        return False
    return True


def _is_service(session: Session, incoming: Incoming) -> bool:
    return session.same(incoming.nick, SERVICE) and session.is_me(incoming.param(0))


def _is_about_it(incoming: Incoming) -> bool:
    names = {name.casefold() for name in incoming.params[1:-1]}
    return not names.isdisjoint((VERB.casefold(), SERVICE.casefold()))


def _conclude(session: Session, code: str, words: str, *, changed: bool) -> None:
    login, change = session.login, session.login.change
    if not changed or change is None:
        _refuse(session, code, words)
        return
    login.change = None
    login.password = change.new
    session.publish(PasswordChanged(session.network, login.logged_in))


def _refuse(session: Session, code: str, words: str) -> None:
    session.login.change = None
    session.publish(PasswordRefused(session.network, code, words))
