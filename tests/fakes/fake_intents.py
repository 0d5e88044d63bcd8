"""`Intents` that remembers what the view reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.view.ports import ConnectForm, MemberAction
from chat.view.ports.listing import ListAction
from tests.fakes.fake_accounts import FakeAccountsIntents
from tests.fakes.fake_avatars import FakeAvatarsIntents
from tests.fakes.fake_connect import FakeConnectIntents
from tests.fakes.fake_editing import FakeEditingIntents
from tests.fakes.fake_export import FakeExportIntents
from tests.fakes.fake_files import FakeFilesIntents
from tests.fakes.fake_finding import FakeFindingIntents, FakeSearchIntents
from tests.fakes.fake_hosting import FakeHostingIntents
from tests.fakes.fake_ignoring import FakeIgnoringIntents
from tests.fakes.fake_marks_view import FakeMarksIntents
from tests.fakes.fake_notices import FakeNoticesIntents
from tests.fakes.fake_places import FakePlacesIntents
from tests.fakes.fake_profiles import FakeProfileIntents
from tests.fakes.fake_reading import FakeReadingIntents
from tests.fakes.fake_tour import FakeTourIntents
from tests.fakes.fake_tray import FakeTrayIntents
from tests.fakes.fake_trust import FakeTrustIntents


class FakeListingIntents:
    """The same for lines of the conversation list; what is done is among `calls`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self.calls = calls
        self.offered: Sequence[ListAction] = tuple(ListAction)

    def actions(self, key: str) -> Sequence[ListAction]:
        return self.offered

    def on_action(self, key: str, action: ListAction) -> None:
        self.calls.append(("listing.on_action", key, action))

    def on_action_here(self, action: ListAction) -> None:
        self.calls.append(("listing.on_action_here", action))


class FakeIntents:
    """`calls` holds (name, arguments...) of each intent, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.connect = FakeConnectIntents()
        self.marks = FakeMarksIntents(self.calls)
        self.editing = FakeEditingIntents(self.calls)
        self.ignoring = FakeIgnoringIntents(self.calls)
        self.hosting = FakeHostingIntents()
        self.tour = FakeTourIntents()
        self.places = FakePlacesIntents()
        self.export = FakeExportIntents()
        self.finding = FakeFindingIntents()
        self.search = FakeSearchIntents()
        self.accounts = FakeAccountsIntents()
        self.trust = FakeTrustIntents()
        self.typed: list[str] = []
        self.completes = False
        self.notices = FakeNoticesIntents(self.calls)
        self.avatars = FakeAvatarsIntents(self.calls)
        self.profile = FakeProfileIntents(self.calls)
        self.reading = FakeReadingIntents(self.calls)
        self.tray = FakeTrayIntents(self.calls)
        self.files = FakeFilesIntents(self.calls)
        self.listing = FakeListingIntents(self.calls)
        self.offered: Sequence[MemberAction] = tuple(MemberAction)

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of each call of one intent."""
        return [call[1:] for call in self.calls if call[0] == name]

    def on_connect(self, form: ConnectForm) -> None:
        self.calls.append(("on_connect", form))

    def on_cancel_connect(self) -> None:
        self.calls.append(("on_cancel_connect",))

    def on_open_connect_dialog(self) -> None:
        self.calls.append(("on_open_connect_dialog",))

    def on_disconnect(self) -> None:
        self.calls.append(("on_disconnect",))

    def on_send(self, text: str) -> None:
        self.calls.append(("on_send", text))

    def on_typed(self, text: str) -> None:
        self.typed.append(text)  # apart: every change of the entry is one

    def on_complete(self, text: str, cursor: int, step: int) -> bool:
        self.calls.append(("on_complete", text, cursor, step))
        return self.completes

    def on_recall(self, step: int) -> None:
        self.calls.append(("on_recall", step))

    def on_retry(self, message_key: str) -> None:
        self.calls.append(("on_retry", message_key))

    def on_open_link(self, url: str) -> None:
        self.calls.append(("on_open_link", url))

    def on_show_details(self, message_key: str) -> None:
        self.calls.append(("on_show_details", message_key))

    def on_select_conversation(self, key: str) -> None:
        self.calls.append(("on_select_conversation", key))

    def on_next_conversation(self, step: int) -> None:
        self.calls.append(("on_next_conversation", step))

    def on_go_to(self, number: int) -> None:
        self.calls.append(("on_go_to", number))

    def on_open_switcher(self) -> None:
        self.calls.append(("on_open_switcher",))

    def on_browse_channels(self) -> None:
        self.calls.append(("on_browse_channels",))

    def on_show_bans(self) -> None:
        self.calls.append(("on_show_bans",))

    def member_actions(self, nick: str) -> Sequence[MemberAction]:
        return self.offered

    def on_member_action(self, nick: str, action: MemberAction) -> None:
        self.calls.append(("on_member_action", nick, action))

    def on_close_conversation(self, key: str) -> None:
        self.calls.append(("on_close_conversation", key))

    def on_join(self, channel: str) -> None:
        self.calls.append(("on_join", channel))

    def on_open_private(self, nick: str) -> None:
        self.calls.append(("on_open_private", nick))

    def on_change_topic(self, topic: str) -> None:
        self.calls.append(("on_change_topic", topic))

    def on_change_nick(self, nick: str) -> None:
        self.calls.append(("on_change_nick", nick))

    def on_toggle_away(self) -> None:
        self.calls.append(("on_toggle_away",))

    def on_set_theme(self, mode: str) -> None:
        self.calls.append(("on_set_theme", mode))

    def on_change_text_size(self, step: int) -> None:
        self.calls.append(("on_change_text_size", step))

    def on_open_settings(self) -> None:
        self.calls.append(("on_open_settings",))

    def on_set(self, name: str, value: str) -> None:
        self.calls.append(("on_set", name, value))

    def on_bar_action(self) -> None:
        self.calls.append(("on_bar_action",))

    def on_scrolled_to_top(self) -> None:
        self.calls.append(("on_scrolled_to_top",))

    def on_forget_conversation(self) -> None:
        self.calls.append(("on_forget_conversation",))

    def on_forget_everything(self) -> None:
        self.calls.append(("on_forget_everything",))

    def on_bar_other(self) -> None:
        self.calls.append(("on_bar_other",))

    def on_closing(self) -> None:
        self.calls.append(("on_closing",))
