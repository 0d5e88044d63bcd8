"""What can be done with a member of a channel: write, ask, give ranks, put out, ban."""

from __future__ import annotations

from chat.controller.conversations import ConversationsController
from chat.controller.ignoring import IgnoringController
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, Member
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView, MemberAction

_PUTS_OUT = "~&@%"  # ranks that may (modern IRC, "Channel Membership Prefixes")
_GIVES_RANK = "~&@"
_RANKS = {
    MemberAction.GIVE_OPERATOR: "+o",
    MemberAction.TAKE_OPERATOR: "-o",
    MemberAction.GIVE_VOICE: "+v",
    MemberAction.TAKE_VOICE: "-v",
}


class MembersController:
    """Offers what we may do in the channel that is shown, and does it."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        conversations: ConversationsController,
        ignoring: IgnoringController,
    ) -> None:
        self._ignoring = ignoring
        self._model = model
        self._view = view
        self._selection = selection
        self._conversations = conversations

    def actions(self, nick: str) -> tuple[MemberAction, ...]:
        """What can be done with a member now; nothing if they have just gone."""
        key = self._selection.key
        member = self._member(nick)
        if key is None or member is None:
            return ()
        own = self._member(self._model.nick(key.network))
        ours = own.prefixes if own else ""
        myself = own is member
        offered = [] if myself else [MemberAction.MESSAGE, MemberAction.MENTION]
        offered.append(MemberAction.WHOIS)
        if (wanted := self._ignoring.offer_on(key.network, nick)) is not None:
            offered.append(MemberAction.IGNORE if wanted else MemberAction.STOP_IGNORING)
        if set(ours) & set(_GIVES_RANK):
            operator, voice = "@" in member.prefixes, "+" in member.prefixes
            offered.append(MemberAction.TAKE_OPERATOR if operator else MemberAction.GIVE_OPERATOR)
            offered.append(MemberAction.TAKE_VOICE if voice else MemberAction.GIVE_VOICE)
        if set(ours) & set(_PUTS_OUT) and not myself:
            offered += [MemberAction.KICK, MemberAction.BAN]
        return tuple(offered)

    def act(self, nick: str, action: MemberAction) -> None:
        """Do it, after asking where it hurts."""
        key = self._selection.key
        if key is None:
            return
        match action:
            case MemberAction.MESSAGE:
                self._conversations.open_private(key.network, nick)
            case MemberAction.MENTION:
                self._mention(nick)
            case MemberAction.WHOIS:
                self._model.whois(key.network, nick)
            case MemberAction.IGNORE | MemberAction.STOP_IGNORING:
                self._ignoring.change(key, nick, ignored=action is MemberAction.IGNORE)
            case MemberAction.KICK:
                self._ask_kick(key, nick)
            case MemberAction.BAN:
                self._ask_ban(key, nick)
            case _:
                self._change_rank(key, nick, action)

    def _mention(self, nick: str) -> None:
        text = self._view.entry_text()
        gap = " " if text and not text.endswith((" ", "\n")) else ""
        self._view.set_entry(f"{text}{gap}{nick} " if text else f"{nick}: ")
        self._view.focus_entry()

    def _change_rank(self, key: ConversationKey, nick: str, action: MemberAction) -> None:
        own = nick == self._model.nick(key.network)
        if (
            own
            and action is MemberAction.TAKE_OPERATOR
            and not self._view.ask_sure(
                _("Operator rank"),
                _(
                    "Give up your own operator rank in {channel}? Only another operator can give it"
                    " back."
                ).format(channel=key.target),
                _("Give up rank"),
            )
        ):
            return
        self._model.change_mode(key, _RANKS[action], nick)

    def _ask_kick(self, key: ConversationKey, nick: str) -> None:
        self._view.ask_line(
            _("Put out"),
            _("Put {nick} out of {channel}. Reason, if you like:").format(
                nick=nick, channel=key.target
            ),
            _("Put out"),
            lambda reason: self._model.kick(key, nick, reason),
        )

    def _ask_ban(self, key: ConversationKey, nick: str) -> None:
        member = self._member(nick)

        def ban(mask: str) -> None:
            self._model.change_mode(key, "+b", mask)
            self._model.kick(key, nick)

        if member is not None:
            question = _("Ban from {channel} and put {nick} out:").format(
                channel=key.target, nick=nick
            )
            self._view.ask_choice(_("Ban"), question, ban_masks(member), ban)

    def _member(self, nick: str) -> Member | None:
        key = self._selection.key
        members = self._model.members(key) if key else ()
        return next((member for member in members if member.nick == nick), None)


def ban_masks(member: Member) -> list[tuple[str, str]]:
    """Whom a ban can meet, in words, and its mask; the narrowest that lasts comes first."""
    choices = []
    if member.user and member.host:
        user = member.user.lstrip("~")
        choices = [
            (
                _("This person on this computer ({mask})").format(mask=f"*!*{user}@{member.host}"),
                f"*!*{user}@{member.host}",
            ),
            (
                _("Everybody on this computer ({mask})").format(mask=f"*!*@{member.host}"),
                f"*!*@{member.host}",
            ),
        ]
    return [
        *choices,
        (
            _("This name, from anywhere ({mask})").format(mask=f"{member.nick}!*@*"),
            f"{member.nick}!*@*",
        ),
    ]
