"""Where a server takes files, and its leave to bring one (IRCv3 filehost and authtoken).

https://github.com/ircv3/ircv3-specifications/blob/master/extensions/filehost.md. Opens nothing:
the transfer itself is `chat.model.transfers`.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.translation import _

SERVICE = "FILEHOST"
TOKENS = ("draft/FILEHOST", "soju.im/FILEHOST")  # in 005

Deliver = Callable[[str, str], None]  # a token or "", and the sentence that says why there is none


def filehost(session: Session) -> str:
    """The address that files are brought to; "" where the server has none that may be used."""
    if session.phase is not Phase.REGISTERED:
        return ""
    url = next(filter(None, map(session.isupport.get, TOKENS)), "")
    secure = url.startswith("https://")
    # The text: over TLS, a place without is not to be used.
    return url if secure or (url.startswith("http://") and not session.request.tls) else ""


def ask_token(session: Session, deliver: Deliver) -> None:
    """Ask for a token; where the server gives none out, the file is brought without."""
    if "draft/AUTHTOKEN" not in session.isupport:
        deliver("", "")
        return
    session.answers.tokens.append(deliver)
    if not session.send("TOKEN", "GENERATE", SERVICE):
        forget(session)


def handle_token(session: Session, incoming: Incoming) -> None:
    """TOKEN GENERATE: what was asked for; anything else nobody asked for."""
    subcommand, service, _url, token = incoming.params[:4]
    if subcommand.upper() == "GENERATE" and service.upper() == SERVICE and session.answers.tokens:
        session.answers.tokens.popleft()(token, "")


def handle_refusal(session: Session, incoming: Incoming) -> bool:
    """FAIL TOKEN: the server gives none; False if none was asked for."""
    if not session.answers.tokens:
        return False
    deliver, code = session.answers.tokens.popleft(), incoming.param(1).upper()
    if code == "ACCOUNT_REQUIRED":
        deliver("", _("This server takes files only from people with an account: log in first."))
    else:
        words = incoming.params[-1]
        deliver("", _("The server does not take the file: {words}").format(words=words))
    return True


def forget(session: Session) -> None:
    """The connection is over: nobody will answer."""
    waiting = list(session.answers.tokens)
    session.answers.tokens.clear()
    for deliver in waiting:
        deliver("", _("The connection ended: send the file again when it is back."))
