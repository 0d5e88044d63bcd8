"""BATCH from a client: a message of several lines (IRCv3 client-batch, multiline).

Its lines are gathered here until the batch is closed; then it is said as one message. What is
wrong with a batch is told once, under the label that opened it; the rest of it is passed over.
"""

from __future__ import annotations

import re

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.client_batch import ClientBatch
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.messages import say_lines
from server.core.state import fold

_REFERENCE = re.compile(r"[A-Za-z0-9-]+")  # batch, "The BATCH verb"
_TYPE = "draft/multiline"
_CONCAT = "draft/multiline-concat"
_ALLOWED_TAGS = {"batch", _CONCAT}
_VERBS = ("PRIVMSG", "NOTICE")
_HARMLESS = ("PING", "PONG", "QUIT", "ERROR")  # what a client may say by itself at any time


def handle_batch(context: Context, session: Session, request: Message) -> None:
    """Open a batch, or close the open one and say what is in it."""
    sign, reference = request.params[0][:1], request.params[0][1:]
    batch = session.batch
    if sign == "-" and batch is not None and reference == batch.reference:
        session.batch = None
        if not batch.failed:
            _close(context, session, batch)
    elif batch is not None and not batch.failed:
        _fail(
            context, session, batch, "MULTILINE_INVALID", "A batch within a batch is not possible"
        )
    elif sign != "+":
        text = "There is no such batch to close"
        context.fail(session, "BATCH", "INVALID_REFTAG", reference, text)
    elif len(request.params) == 1:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
    elif not _open(context, session, request) and session.caps & Cap.DRAFT_MULTILINE and reference:
        # its lines are on their way already, and are ignored
        session.batch = ClientBatch(request, None, context.clock(), failed=True)


def _open(context: Context, session: Session, request: Message) -> bool:
    """Whether a batch is open now; if not, it was told why (client-batch, "Errors")."""
    sign_and_reference, kind, *target = request.params
    reference = sign_and_reference[1:]
    if not _REFERENCE.fullmatch(reference):
        text = "A reference is made of letters, digits and hyphens"
        context.fail(session, "BATCH", "INVALID_REFTAG", reference, text)
    elif kind != _TYPE or not session.caps & Cap.DRAFT_MULTILINE:
        text = f"The only type is {_TYPE}, under the capability of that name"
        context.fail(session, "BATCH", "UNKNOWN_TYPE", reference, kind, text)
    elif not target:
        context.fail(session, "BATCH", "MULTILINE_INVALID", "A batch needs a target")
    else:
        session.batch = ClientBatch(request, context.hold_label(session), context.clock())
        return True
    return False


def absorb(context: Context, session: Session, request: Message) -> bool:
    """Whether a request belongs to a client's batch, or is lost by one; then all is done."""
    batch = session.batch
    reference = request.tags.get("batch")
    if request.verb == "BATCH" and reference is None:
        return False
    if batch is None:
        return reference is not None and _refuse_stray(context, session)
    if reference is None:
        return _is_refused_meanwhile(context, session, batch, request)
    if not batch.failed:
        _gather(context, session, batch, request, reference)
    return True


def _refuse_stray(context: Context, session: Session) -> bool:
    """A line of a batch that is not open; who has no multiline just sent an unknown tag."""
    if not session.caps & Cap.DRAFT_MULTILINE:
        return False
    context.fail(session, "BATCH", "MULTILINE_INVALID", "There is no such batch open")
    return True


def _is_refused_meanwhile(
    context: Context, session: Session, batch: ClientBatch, request: Message
) -> bool:
    """client-batch: nothing else may be sent while a batch is open."""
    if batch.failed or request.verb in _HARMLESS:
        return False
    text = f"{request.verb} cannot be sent while a batch is open"
    _fail(context, session, batch, "MULTILINE_INVALID", text)
    return True


def _gather(
    context: Context, session: Session, batch: ClientBatch, request: Message, reference: str
) -> None:
    """Add a line to the batch, or end it with what is wrong."""
    limits = context.limits
    problem = _problem(batch, request, reference)
    if problem is not None:
        _fail(context, session, batch, "MULTILINE_INVALID", problem)
        return
    target, text = request.params[:2]
    if fold(target) != fold(batch.target):
        words = (batch.target, target, "All lines of a batch go where the batch goes")
        _fail(context, session, batch, "MULTILINE_INVALID_TARGET", *words)
        return
    concat = _CONCAT in request.tags and bool(batch.lines)
    batch.verb = request.verb
    batch.lines.append((text, concat))
    batch.size += len(text.encode()) + (len(batch.lines) > 1 and not concat)
    if batch.size > limits.multiline_bytes:
        most = str(limits.multiline_bytes)
        text = f"A message can be {most} bytes long at most"
        _fail(context, session, batch, "MULTILINE_MAX_BYTES", most, text)
    elif len(batch.lines) > limits.multiline_lines:
        most = str(limits.multiline_lines)
        text = f"A message can have {most} lines at most"
        _fail(context, session, batch, "MULTILINE_MAX_LINES", most, text)


def _problem(batch: ClientBatch, request: Message, reference: str) -> str | None:
    """What is wrong with a line in itself (multiline, "Batch types" and "Message tags")."""
    if reference != batch.reference:
        return "There is no such batch open"
    if request.verb not in _VERBS or len(request.params) < 2:
        return "Only PRIVMSG and NOTICE with a target and a text can be in a batch"
    if batch.verb and request.verb != batch.verb:
        return "PRIVMSG and NOTICE cannot be in one batch"
    if not request.tags.keys() <= _ALLOWED_TAGS:
        return "Tags of a message belong on the BATCH that opens it"
    if _CONCAT in request.tags and not request.params[1]:
        return "A blank line cannot be joined to the line before"
    return None


def _close(context: Context, session: Session, batch: ClientBatch) -> None:
    if not any(text for text, _ in batch.lines):
        _fail(context, session, batch, "MULTILINE_INVALID", "A message of blank lines says nothing")
        return
    with context.answering(session, batch.label):
        say_lines(context, session, batch.opening, batch.verb, batch.lines)


def _fail(context: Context, session: Session, batch: ClientBatch, code: str, *words: str) -> None:
    batch.failed = True
    batch.lines.clear()
    with context.answering(session, batch.label):
        context.fail(session, "BATCH", code, *words)
    batch.label = None


def spoil_batch(session: Session) -> None:
    """A line of the open batch could not be read, and was refused: the rest is not said."""
    if session.batch is not None:
        session.batch.failed = True
        session.batch.lines.clear()


def expire_batch(context: Context, session: Session, now: float) -> None:
    """Give up a batch that was left open for too long (client-batch, TIMEOUT)."""
    batch = session.batch
    if batch is None or batch.failed or now - batch.opened < context.limits.batch_timeout:
        return
    text = "The batch was left open for too long, and was not sent"
    _fail(context, session, batch, "TIMEOUT", batch.reference, text)
