"""Tells the person of messages: which are worth it, and how, as the person said.

What comes in one turn is told in one notice, and notices keep a distance in time: a flood makes
no more of them than a talk. Nothing is told of what the person has before the eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from chat.controller.conversations import ConversationsController
from chat.controller.selection import Selection
from chat.model.entities import BY_PEOPLE, ChatMessage, ConversationKey
from chat.model.events import (
    ConversationClosed,
    ConversationRenamed,
    Event,
    Invited,
    MentionAdded,
    MessagesAdded,
    NetworkForgotten,
    PreferencesChanged,
    UnreadChanged,
)
from chat.model.notice_settings import EVERYTHING, MENTIONS, NOTHING, NoticeSettings
from chat.model.ports import ChatModel, Settings
from chat.protocol.spoilers import covered
from chat.translation import N_, _, ngettext
from chat.view.ports import ChatView

BETWEEN = timedelta(seconds=3)  # notices
LATE = timedelta(minutes=2)  # a message this old was played back, and is no news
LONGEST = 200  # characters of what was said
RULE_NAMES = {
    "": N_("As everywhere"),
    EVERYTHING: N_("Every message"),
    MENTIONS: N_("When somebody names me"),
    NOTHING: N_("Nothing"),
}


class NoticesController:
    """Decides what is told, and tells it."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        conversations: ConversationsController,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._conversations = conversations
        self._settings = settings
        self._clock = clock
        self._waiting: list[tuple[ConversationKey, ChatMessage]] = []
        self._told: datetime | None = None
        self._rules: dict[ConversationKey, str] = {}  # as they are in this turn
        self._moved: dict[ConversationKey, ConversationKey] = {}  # people by their new nicks
        self._counts_changed = True

    def start(self) -> None:
        """Look for the words that were chosen in an earlier run."""
        self._model.notices.watch_for(self._wanted.keywords)
        self._view.notices.show_disturb(self._wanted.do_not_disturb)

    @property
    def _wanted(self) -> NoticeSettings:
        return self._settings.notices

    def change(self, wanted: NoticeSettings) -> None:
        """The person wants this from now on."""
        self._settings.notices = wanted
        self._rules.clear()
        self._model.notices.watch_for(wanted.keywords)
        self._view.notices.show_disturb(wanted.do_not_disturb)

    def on_event(self, event: Event) -> None:
        """Something came, or was read."""
        match event:
            case MessagesAdded(key=key, messages=messages):
                self._waiting += [(key, one) for one in self._worth_telling(key, messages)]
            case MentionAdded(key=key, message=message, time=time):
                named = replace(message, time=time)  # what is told is not that it was said
                self._waiting += [(key, one) for one in self._worth_telling(key, [named])]
            case Invited(network=network, nick=nick, channel=channel):
                self._tell_invitation(ConversationKey(network, ""), nick, channel)
            case ConversationRenamed(key=key, new=new):
                self._moved[key] = new
                self._moved.pop(new, None)
            case NetworkForgotten(network=network):
                self._waiting = [one for one in self._waiting if one[0].network != network]
            case UnreadChanged() | ConversationClosed() | PreferencesChanged():
                self._counts_changed = True
                if not isinstance(event, UnreadChanged):
                    self._rules.clear()

    def show_changes(self) -> None:
        """At the end of a turn: tell of what waits, and how much of it there is."""
        self._rules.clear()
        if self._counts_changed:
            self._counts_changed = False
            self._view.notices.show_badge(self._count())
        if not self._waiting:
            return
        now = self._clock()
        if self._is_quiet():  # since they came
            self._waiting.clear()
        elif self._told is None or now - self._told >= BETWEEN:
            self._told = now
            waiting, self._waiting = self._waiting, []
            self._tell(waiting)

    # What the person does

    def on_toggle_disturb(self) -> None:
        """Do not disturb, or do again."""
        wanted = replace(self._wanted, do_not_disturb=not self._wanted.do_not_disturb)
        self.change(wanted)
        self._settings.save()

    def on_ask_rule(self) -> None:
        """When to tell of messages in the conversation that is shown is to be chosen."""
        key = self._selection.key
        if key is None or not key.target:
            text = _("Notices are chosen for a channel or a person: choose one first.")
            self._view.show_error(_("Notifications"), text)
            return
        now = self._model.preferences.of(key).notify
        mark = "✓ "
        choices = [
            (f"{mark if rule == now else ''}{_(name)}", rule) for rule, name in RULE_NAMES.items()
        ]

        def take(rule: str) -> None:
            wanted = replace(self._model.preferences.of(key), notify=rule)
            self._model.preferences.change(key, wanted)

        question = _("Tell me of messages in {name}:").format(name=key.target)
        self._view.ask_choice(_("Notifications"), question, choices, take)

    # What is worth it

    def _worth_telling(
        self, key: ConversationKey, messages: Sequence[ChatMessage]
    ) -> list[ChatMessage]:
        """Those of messages in a conversation that the person wants to be told of now."""
        fitting = [one for one in messages if not one.own and one.kind in BY_PEOPLE]
        rule = self._rule_now(key) if fitting and key.target else NOTHING
        if rule != EVERYTHING:
            fitting = [one for one in fitting if one.mention] if rule == MENTIONS else []
        if not fitting or self._is_quiet_for(key):
            return []
        now = self._clock()
        return [one for one in fitting if now - one.time <= LATE]

    def _is_quiet_for(self, key: ConversationKey) -> bool:
        """Whether the person wants to be told of nothing now, or has it before the eyes."""
        return self._is_quiet() or (self._selection.shows(key) and self._view.notices.is_watched())

    def _is_quiet(self) -> bool:
        """Whether the person wants to be told of nothing at this time."""
        wanted = self._wanted
        return wanted.do_not_disturb or wanted.is_quiet_at(self._clock().astimezone().hour)

    def _rule_now(self, key: ConversationKey) -> str:
        """The same as `_rule`, asked for once in a turn."""
        rule = self._rules.get(key)
        if rule is None:
            rule = self._rules[key] = self._rule(key)
        return rule

    def _rule(self, key: ConversationKey) -> str:
        """When to tell of messages there."""
        of_here = self._model.preferences.of(key)
        if of_here.muted:
            return NOTHING
        channel = self._model.is_channel(key.network, key.target)
        return of_here.notify or (self._wanted.channels if channel else self._wanted.people)

    def _count(self) -> int:
        """Messages that wait for this person: to them alone, or with their name."""
        return sum(
            one.mentions if one.is_channel else one.unread
            for one in self._model.conversations()
            if one.key.target and not self._model.preferences.of(one.key).muted
        )

    # How it is told

    def _tell_invitation(self, home: ConversationKey, nick: str, channel: str) -> None:
        """Somebody asks us to come; before the eyes the bar says so."""
        now = self._clock()
        soon = self._told is not None and now - self._told < BETWEEN
        if soon or self._wanted.people == NOTHING or self._is_quiet_for(home):
            return
        if not self._view.notices.is_watched():
            self._told = now
            self._say(home, nick, _("invites you to {channel}").format(channel=channel))

    def _tell(self, waiting: list[tuple[ConversationKey, ChatMessage]]) -> None:
        key, _message = waiting[-1]
        self._say(key, *self._words(waiting))

    def _say(self, key: ConversationKey, title: str, text: str) -> None:
        def show() -> None:
            self._view.notices.come_forward()
            self._show(key)

        if self._wanted.sound:
            self._view.notices.ring()
        if self._wanted.desktop:
            self._model.notices.desktop.notify(
                title, text, show, lambda: self._view.notices.show_toast(title, text, show)
            )
        elif not self._view.notices.is_watched():
            self._view.notices.show_toast(title, text, show)

    def _show(self, key: ConversationKey) -> None:
        """Show what a notice was about, whatever it is called by now; nothing if it is gone."""
        while key in self._moved:
            key = self._moved[key]
        if key in [one.key for one in self._model.conversations()]:
            self._conversations.show(key)

    def _words(self, waiting: list[tuple[ConversationKey, ChatMessage]]) -> tuple[str, str]:
        key, message = waiting[-1]
        channel = self._model.is_channel(key.network, key.target)
        title = message.sender
        if channel:
            title = _("{sender} in {channel}").format(sender=message.sender, channel=key.target)
        said = covered(message.as_said)
        text = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
        if not self._wanted.preview:
            text = _("wrote a message")
        if (more := len(waiting) - 1) > 0:
            words = ngettext("and {count} message more", "and {count} messages more", more)
            text = f"{text}\n{words.format(count=more)}"
        return title, text
