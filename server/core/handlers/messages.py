"""PRIVMSG NOTICE TAGMSG: what people say, to channels and to each other."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.client_tags import relayed_tags
from server.core.context import Context
from server.core.delivery import Line
from server.core.entities import Channel, Session, User
from server.core.handlers.nickserv import answer_message
from server.core.handlers.sender import sender_of
from server.core.history import keep_in_channels, keep_in_talk
from server.core.isupport import PREFIXES
from server.core.multiline import with_lines
from server.core.naming import distinct, is_service
from server.core.permissions import WHY_SILENCED, accepts, can_see, silenced_by

_RANKS = list(PREFIXES)
_SIGNS = "".join(PREFIXES.values())


def handle_privmsg(context: Context, session: Session, request: Message) -> None:
    """Say something; what cannot be said is answered (modern IRC, PRIVMSG)."""
    targets = _targets(request)
    if not targets:
        _refuse_without_recipient(context, session, request)
    elif len(request.params) == 1 or not request.params[1]:
        context.error(session, Numeric.ERR_NOTEXTTOSEND)
    else:
        _Sending(context, session, request, targets).send_all()


def handle_notice(context: Context, session: Session, request: Message) -> None:
    """Say something that nothing answers, also not errors (modern IRC, NOTICE)."""
    if len(request.params) > 1 and all(request.params[:2]):
        _Sending(context, session, request, _targets(request), silent=True).send_all()


def handle_tagmsg(context: Context, session: Session, request: Message) -> None:
    """Say something in tags alone, among those who negotiated them (IRCv3 message-tags)."""
    if not session.caps & Cap.MESSAGE_TAGS:
        context.error(session, Numeric.ERR_UNKNOWNCOMMAND, request.command)
    elif targets := _targets(request):
        _Sending(context, session, request, targets).send_all()
    else:
        _refuse_without_recipient(context, session, request)


def say_lines(
    context: Context,
    session: Session,
    opening: Message,
    verb: str,
    lines: list[tuple[str, bool]],
) -> None:
    """Say a message of several lines, whose tags and target its opening has (IRCv3 multiline)."""
    target = opening.params[2]
    request = Message(opening.tags, None, verb, (target, lines[0][0]))
    sending = _Sending(context, session, request, [target], silent=verb == "NOTICE")
    sending.lines = lines
    sending.send_all()


def _targets(request: Message) -> list[str]:
    """The targets, each once."""
    words = request.params[0] if request.params else ""
    if "," not in words:
        return [words] if words else []
    return distinct(words.split(","))


def _refuse_without_recipient(context: Context, session: Session, request: Message) -> None:
    text = f"No recipient given ({request.verb})"
    context.numeric(session, Numeric.ERR_NORECIPIENT, text)


class _Sending:
    """One message on its way to each of its targets."""

    def __init__(
        self,
        context: Context,
        session: Session,
        request: Message,
        targets: list[str],
        *,
        silent: bool = False,
    ) -> None:
        self.context = context
        self.session = session
        self.user = sender_of(session)
        self.verb = verb = request.verb
        self.targets = targets
        self.content = () if verb == "TAGMSG" else (request.params[1],)
        self.lines: list[tuple[str, bool]] = []  # of a message that has several
        self.needs = Cap.MESSAGE_TAGS if verb == "TAGMSG" else 0
        self.tags = _client_tags(context, session, request) if request.tags else None
        self.silent = silent

    def send_all(self) -> None:
        """Send to every target, or to none if they are too many."""
        limit = self.context.limits.targets_per_command
        if len(self.targets) > limit:
            self._error(Numeric.ERR_TOOMANYTARGETS, self.targets[limit])
            return
        self.user.last_spoke = self.context.clock()
        for target in self.targets:
            self._send(target)

    def _send(self, target: str) -> None:
        name = target.lstrip(_SIGNS)
        if name.startswith("#"):
            self._send_to_channel(name, target[: len(target) - len(name)])
            return
        if is_service(target):
            self._send_to_service()
            return
        person = self.context.state.find_user(target)
        if person is None:
            self._error(Numeric.ERR_NOSUCHNICK, target)
        elif not accepts(person, self.user):
            self._error(Numeric.ERR_NEEDREGGEDNICK, person.nick)
        else:
            self._send_to_user(person)

    def _send_to_channel(self, name: str, signs: str) -> None:
        channel = self.context.state.find_channel(name)
        if channel is None:
            self._error(Numeric.ERR_NOSUCHCHANNEL, name)
        elif mode := self._refused_by(channel):
            if can_see(channel, self.user):
                self._refuse(channel, mode)
            else:  # a secret channel does not even exist for those outside
                self._error(Numeric.ERR_NOSUCHCHANNEL, name)
        elif signs:
            self._send_to_ranks(channel, signs)
        else:
            line = self._line(channel.name)
            self.context.delivery.broadcast(channel.log, line, self.session)
            keep_in_channels(self.context, self.user, line, (channel,), self.lines)
            if self.user not in channel.members:
                self._hand_over(self.user, line)
            self._echo(line)

    def _send_to_ranks(self, channel: Channel, signs: str) -> None:
        """STATUSMSG: those with the lowest of the ranks given, or a higher one."""
        lowest = max(_SIGNS.index(sign) for sign in signs)
        wanted = set(_RANKS[: lowest + 1])
        line = self._line(_SIGNS[lowest] + channel.name)
        readers = [member for member, ranks in channel.members.items() if ranks & wanted]
        for reader in dict.fromkeys([*readers, self.user]):
            self._hand_over(reader, line)
        self._echo(line)

    def _send_to_user(self, person: User) -> None:
        line = self._line(person.nick)
        keep_in_talk(self.context, self.user, person, line, self.lines)
        for session in person.sessions:
            self.context.delivery.reply(session, line)  # never labelled: only the echo is
        if person is not self.user:
            self._hand_over(self.user, line)
        self._echo(line)
        if person.away is not None and self.verb == "PRIVMSG":
            self.context.numeric(self.session, Numeric.RPL_AWAY, person.nick, person.away)

    def _send_to_service(self) -> None:
        """Kept nowhere, and no other client is told: there may be a password in it."""
        self._echo(self._line(self.context.service.nick))
        if self.verb == "PRIVMSG":
            alone = len(self.targets) == 1 and not self.lines
            answer_message(self.context, self.session, "".join(self.content), alone=alone)

    def _hand_over(self, user: User, line: Line) -> None:
        """To all sessions of the user but the one that speaks."""
        for session in user.sessions:
            if session is not self.session:
                self.context.delivery.reply(session, line)

    def _line(self, target: str) -> Line:
        line = self.context.event(
            self.user, self.verb, target, *self.content, needs=self.needs, client_tags=self.tags
        )
        return with_lines(self.context, line, self.lines) if self.lines else line

    def _has_ctcp(self) -> bool:
        return any(map(_is_ctcp, (*self.content, *(text for text, _ in self.lines))))

    def _echo(self, line: Line) -> None:
        if self.session.caps & Cap.ECHO_MESSAGE:
            self.context.reply(self.session, line)

    def _refused_by(self, channel: Channel) -> str:
        mode = silenced_by(channel, self.user)
        return mode or ("C" if "C" in channel.modes and self._has_ctcp() else "")

    def _refuse(self, channel: Channel, mode: str) -> None:
        if not self.silent:
            text = f"Cannot send to channel (+{mode}: {WHY_SILENCED[mode]})"
            numeric = Numeric.ERR_CANNOTSENDTOCHAN
            self.context.numeric(self.session, numeric, channel.name, text)

    def _error(self, numeric: Numeric, target: str) -> None:
        if not self.silent:
            self.context.error(self.session, numeric, target)


def _is_ctcp(text: str) -> bool:
    """Whether a text is a CTCP that channel mode C keeps out: all but ACTION, which is speech."""
    return text.startswith("\x01") and text.strip("\x01").partition(" ")[0].upper() != "ACTION"


def _client_tags(context: Context, session: Session, request: Message) -> dict[str, str]:
    """The tags that are relayed, from a client that negotiated them."""
    if not session.caps & Cap.MESSAGE_TAGS:
        return {}
    return relayed_tags(request.tags, context.config.client_tag_deny)
