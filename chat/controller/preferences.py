"""Every setting there is: what it is called, what it can be, and how it takes effect at once.

A setting is one line of the table made here; the settings window and the keys come to it by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from chat.controller.appearance import NORMAL_SIZE, TEXT_SIZES, AppearanceController
from chat.controller.conversations import ConversationsController
from chat.controller.listing_order import BY_ACTIVITY, BY_NAME
from chat.controller.messages import MessagesController
from chat.controller.preference import PRIVACY, Preference
from chat.model.ports import Settings
from chat.translation import N_, _
from chat.view.ports import ChatView, Setting


class PreferencesController:
    """Changes settings, shows them, and has them remembered."""

    def __init__(
        self,
        view: ChatView,
        settings: Settings,
        appearance: AppearanceController,
        messages: MessagesController,
        conversations: ConversationsController,
        more: Callable[[], Sequence[Preference]] = tuple,
    ) -> None:
        """`more` gives the lines of other features, once."""
        self._view = view
        self._settings = settings
        self._appearance = appearance
        self._messages = messages
        self._conversations = conversations
        self._more = more

    @cached_property
    def _table(self) -> dict[str, Preference]:
        """Made when it is wanted: every language's name for itself is in a catalogue of its own."""
        lines = (*self._window_lines(), *self._privacy_lines(), *self._more())
        return {line.name: line for line in lines}

    def show_settings(self) -> None:
        """Open the settings window, or bring it up to date."""
        self._view.show_settings(self._now())

    def set(self, name: str, value: str) -> None:
        """Change a setting; what it cannot be is ignored."""
        line = self._table[name]
        if value in dict(line.choices) or not line.choices:
            line.change(value)
            self._settings.save()
            self._view.refresh_settings(self._now())

    def change_text_size(self, step: int) -> None:
        """Show larger text (1) or smaller (-1), or the normal size (0)."""
        size = NORMAL_SIZE
        if step:
            beyond = [one for one in TEXT_SIZES if (one - self._settings.text_size) * step > 0]
            size = min(beyond, key=lambda one: one * step, default=self._settings.text_size)
        self.set("text_size", str(size))

    def _now(self) -> list[Setting]:
        return [
            Setting(
                line.name,
                _(line.label),
                tuple((value, _(label)) for value, label in line.choices),
                line.read(),
                _(line.page),
            )
            for line in self._table.values()
        ]

    def _window_lines(self) -> tuple[Preference, ...]:
        settings = self._settings
        return (
            *self._appearance.preferences(),
            Preference(
                "clock",
                N_("Time of day"),
                (("24", "14:05"), ("12", N_("2:05 pm"))),
                lambda: "12" if settings.clock12 else "24",
                self._set_clock,
            ),
            Preference(
                "auto_connect",
                N_("At the start"),
                (("yes", N_("Connect as I was before")), ("no", N_("Ask me where to connect"))),
                lambda: "yes" if settings.auto_connect else "no",
                self._set_auto_connect,
            ),
            Preference(
                "order",
                N_("Conversations"),
                ((BY_NAME, N_("By name")), (BY_ACTIVITY, N_("The latest first"))),
                lambda: settings.order,
                self._set_order,
            ),
        )

    def _privacy_lines(self) -> tuple[Preference, ...]:
        settings = self._settings
        return (
            Preference(
                "typing",
                N_("While you type"),
                (("yes", N_("The others see it")), ("no", N_("Nobody is told"))),
                lambda: "yes" if settings.send_typing else "no",
                self._set_typing,
                PRIVACY,
            ),
            Preference(
                "passwords",
                N_("Passwords"),
                (("keep", N_("In the system's keyring")), ("forget", N_("Until the program ends"))),
                lambda: "keep" if settings.keep_passwords else "forget",
                self._set_keep_passwords,
                PRIVACY,
            ),
        )

    def _set_auto_connect(self, value: str) -> None:
        self._settings.auto_connect = value == "yes"

    def _set_typing(self, value: str) -> None:
        self._settings.send_typing = value == "yes"

    def _set_keep_passwords(self, value: str) -> None:
        self._settings.keep_passwords = value == "keep"

    def _set_order(self, value: str) -> None:
        self._settings.order = value
        self._conversations.set_order(value)
        self._conversations.show_changes()

    def _set_clock(self, value: str) -> None:
        self._settings.clock12 = value == "12"
        self._messages.show_again(clock12=self._settings.clock12)
