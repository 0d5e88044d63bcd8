"""What stands around the messages: title, topic, members, who we are, whether one can type."""

from __future__ import annotations

from dataclasses import replace

from chat.controller.avatars import AvatarsController
from chat.controller.changes import Changes
from chat.controller.lookalikes import warnings
from chat.controller.rows import member_row
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, ConversationSummary, Presence
from chat.model.events import Event, MessageChanged, MessagesAdded, TurnEnded, UnreadChanged
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView, MemberRow

PROGRAM = "CHAT APP"
CROWD = 500  # members that are listed again at every change
MEMBERS_A_MS = 5  # of a crowd: 10,000 members take some 0.2 s, and are listed every 2 s


class HeaderController:
    """Keeps everything but the messages of the conversation that is shown up to date."""

    def __init__(
        self, model: ChatModel, view: ChatView, selection: Selection, avatars: AvatarsController
    ) -> None:
        self._avatars = avatars
        self._model = model
        self._view = view
        self._selection = selection
        self._changes = Changes()
        self._stale = True
        self._rests = False  # the members of a crowd were just listed
        self._owed = False  # they changed since

    def on_event(self, event: Event) -> None:
        """Note that something may look different now."""
        if not isinstance(event, MessagesAdded | MessageChanged | UnreadChanged | TurnEnded):
            self._stale = True

    def show_conversation(self) -> None:
        """Another conversation is shown."""
        self._stale, self._rests = True, False

    def show_changes(self) -> None:
        """Show what differs from before."""
        if not self._stale:
            return
        self._stale = False
        key = self._selection.key
        if key is None:
            self._show_nothing()
        else:
            self._show(key)

    def change_topic(self, topic: str) -> None:
        """Ask for another topic; the line shows the present one until the server agrees."""
        key = self._selection.key
        summary = _summary(self._model, key) if key is not None else None
        if key and self._editable(key, summary) and topic != self._model.topic(key):
            self._model.set_topic(key, topic)
        self._changes.forget(self._view.show_topic)
        self._stale = True

    def _show(self, key: ConversationKey) -> None:
        nick, summary = self._model.nick(key.network), _summary(self._model, key)
        tell, view = self._changes.show, self._view
        tell(view.show_title, title(key, self._model.network_name(key.network)))
        tell(view.show_topic, self._topic(key), editable=self._editable(key, summary))
        tell(view.avatars.show_beside, self._avatars.picture_beside(key))
        self._show_members(key, nick)
        tell(view.show_identity, nick, away=self._model.is_away(key.network))
        tell(view.enable_entry, True, self._hint(key, summary))

    def _show_members(self, key: ConversationKey, own_nick: str) -> None:
        """List who is there; a crowd, of whom somebody always comes or goes, not all the time."""
        self._owed = self._rests
        if self._rests:
            return
        members = self._members(key, own_nick)
        self._changes.show(self._view.show_members, members)
        if len(members) > CROWD:
            self._rests = True
            self._view.schedule(len(members) // MEMBERS_A_MS, self._end_rest)

    def _end_rest(self) -> None:
        self._rests = False
        if self._owed:
            self._stale = True
            self.show_changes()

    def _members(self, key: ConversationKey, own_nick: str) -> list[MemberRow]:
        rows = []
        members = self._model.members(key)
        beware = warnings(member.nick for member in members)
        for member in members:
            profile = self._model.profiles.of(key.network, member.nick)
            picture = self._avatars.picture_of(key.network, profile)
            row = member_row(member, own_nick, profile, picture)
            if self._model.ignoring.is_ignored(key.network, member.nick, member.account):
                row = replace(row, ignored=True)
            if member.nick in beware:
                row = replace(row, beware=beware[member.nick])
            rows.append(row)
        return rows

    def _topic(self, key: ConversationKey) -> str:
        """A channel's topic; of a person what they say of themselves."""
        if not key.target or self._model.is_channel(key.network, key.target):
            return self._model.topic(key)
        profile = self._model.profiles.of(key.network, key.target)
        return " — ".join(part for part in (profile.display_name, profile.status) if part)

    def _show_nothing(self) -> None:
        tell, view = self._changes.show, self._view
        tell(view.show_title, PROGRAM)
        tell(view.show_topic, "", editable=False)
        tell(view.avatars.show_beside, "")
        tell(view.show_members, [])
        tell(view.show_identity, "", away=False)
        tell(view.enable_entry, False, _("Connect to a server to chat"))

    def _editable(self, key: ConversationKey, summary: ConversationSummary | None) -> bool:
        return (
            summary is not None
            and summary.joined
            and self._model.is_channel(key.network, key.target)
            and self._model.is_connected(key.network)
        )

    def _hint(self, key: ConversationKey, summary: ConversationSummary | None) -> str:
        # The entry stays open without a connection: who is typing when it breaks loses no letter.
        if not self._model.is_connected(key.network):
            return _("Not connected: what you send waits until you are back")
        if not key.target:
            return _("Type /join #channel to begin, or /help")
        if summary is None or not summary.joined:
            return _("You are not in {target}: type /join {target}").format(target=key.target)
        if not summary.is_channel and self._model.ignoring.is_ignored(key.network, key.target):
            return _("You ignore {nick}: their answers are not shown").format(nick=key.target)
        match summary.presence:
            case Presence.OFFLINE:
                hint = _("{nick} is not here: your message may not arrive")
            case Presence.AWAY:
                hint = _("Message {nick} (away)")
            case _:
                hint = _("Message {nick}")
        return hint.format(nick=key.target)


def title(key: ConversationKey, network_name: str) -> str:
    """The window's title for a conversation, as "CHAT APP — #lobby — Example"."""
    return " — ".join(part for part in (PROGRAM, key.target, network_name) if part)


def is_joined(model: ChatModel, key: ConversationKey) -> bool:
    """Whether one can speak there: in the channel, or connected to the person's network."""
    summary = _summary(model, key)
    return summary is not None and summary.joined


def _summary(model: ChatModel, key: ConversationKey) -> ConversationSummary | None:
    return next((one for one in model.conversations() if one.key == key), None)
