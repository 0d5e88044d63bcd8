"""The controllers, each made once and told of the others that it needs.

Nothing here decides what happens: that is each controller's own. What an intent does is in
`chat_controller`, who is told of events in `listeners`, and what shows it all in `showing`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chat.controller.accounts import AccountsController
from chat.controller.appearance import AppearanceController
from chat.controller.avatars import AvatarsController
from chat.controller.bar import BarController
from chat.controller.closing import ClosingController
from chat.controller.command import Deeds
from chat.controller.commands import Commands
from chat.controller.completion import CompletionController
from chat.controller.connecting import ConnectingController
from chat.controller.conversations import ConversationsController
from chat.controller.editing import EditingController
from chat.controller.export import ExportController
from chat.controller.files import FilesController
from chat.controller.finding import FindingController
from chat.controller.header import HeaderController
from chat.controller.history_preferences import history_preferences
from chat.controller.hosting import HostingController
from chat.controller.identity import IdentityController
from chat.controller.ignoring import IgnoringController
from chat.controller.inquiries import InquiriesController
from chat.controller.language import LanguageController
from chat.controller.listing import ListingController
from chat.controller.marks import MarksController
from chat.controller.members import MembersController
from chat.controller.memory import MemoryController
from chat.controller.messages import MessagesController
from chat.controller.notice_preferences import notice_preferences
from chat.controller.notices import NoticesController
from chat.controller.places import PlacesController
from chat.controller.preferences import PreferencesController
from chat.controller.profile import ProfileController
from chat.controller.reading import ReadingController
from chat.controller.recall import RecallController
from chat.controller.returning import ReturningController
from chat.controller.search import SearchController
from chat.controller.selection import Selection
from chat.controller.sending import SendingController
from chat.controller.server_list import ServerListController
from chat.controller.showing import Showing
from chat.controller.switching import SwitchingController
from chat.controller.tour import TourController
from chat.controller.tray import TrayController
from chat.controller.trust import TrustController
from chat.controller.typing_hints import TypingHints
from chat.controller.typing_notice import TypingNoticeController
from chat.model.ports import ChatModel, Settings
from chat.view.ports import ChatView


class Parts:
    """All controllers over one model and one view; each is given those that it needs."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        default_nick: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._model = model
        self._view = view
        self._settings = settings
        self.selection = Selection()
        self._shared = (model, view, self.selection)  # what nearly all of them know
        self.showing = Showing(self, view, settings)
        self._make_conversations()
        self._make_far_messages()
        self._make_entry()
        self._make_connections(default_nick)
        self._make_channels()
        self._make_program(clock)

    def _make_conversations(self) -> None:
        """The list of conversations, and the messages of the one that is shown."""
        settings = self._settings
        self.conversations = ConversationsController(
            *self._shared,
            before_leaving=self.showing.before_leaving,
            after_showing=self.showing.after_showing,
            order=settings.order,
        )
        self.conversations.want_row(settings.shown)
        self.switching = SwitchingController(*self._shared, self.conversations)
        self.messages = MessagesController(
            *self._shared,
            ReadingController(*self._shared),
            show_elsewhere=self.conversations.show_unread,
            clock12=settings.clock12,
        )
        self.reading = self.messages
        self.avatars = AvatarsController(*self._shared, settings, self.showing.tell)
        self.header = HeaderController(*self._shared, self.avatars)

    def _make_far_messages(self) -> None:
        """What was said before: kept, found, written to a file."""
        self.memory = MemoryController(*self._shared)
        self.export = ExportController(*self._shared, self.showing.tell)
        self.places = PlacesController(
            self._model, self.selection, self.conversations, self.messages, self.showing.tell
        )
        self.finding = FindingController(*self._shared, self.places)
        self.search = SearchController(
            self._model,
            self._view,
            self.places,
            self.showing.tell,
            clock12=lambda: self._settings.clock12,
        )

    def _make_entry(self) -> None:
        """What is typed, and where it goes."""
        self.recall = RecallController(self._view, self.selection)
        self.completion = CompletionController(*self._shared)
        self.typing_notice = TypingNoticeController(*self._shared, self._settings)
        self.marks = MarksController(*self._shared, self.places.jump_to)
        self.editing = EditingController(*self._shared, self.recall, self.marks, self.showing.tell)
        self.typing_hints = TypingHints(*self._shared, self.editing.room)
        deeds = Deeds(self.search.look_for, self.messages.put_away)
        commands = Commands(self._model, self.conversations, deeds)
        self.sending = SendingController(
            *self._shared, commands, self.recall, self.marks, self.editing
        )
        self.files = FilesController(*self._shared, self.showing.tell)

    def _make_connections(self, default_nick: str) -> None:
        """Ways to servers, and who we are there."""
        model, view, settings = self._model, self._view, self._settings
        self.connecting = ConnectingController(
            model, view, settings, self.conversations, default_nick
        )
        self.connect = ServerListController(model, view, settings)
        self.bar = BarController(*self._shared, self.connecting, self.conversations)
        self.accounts = AccountsController(*self._shared, self.connecting, self.showing.tell)
        self.trust = TrustController(*self._shared, self.connecting)
        self.returning = ReturningController(model, settings, self.connecting)
        self.hosting = HostingController(
            model, view, settings, self.connecting, default_nick, self.bar.tell
        )
        self.profile = ProfileController(*self._shared)
        self.identity = IdentityController(*self._shared)

    def _make_channels(self) -> None:
        """What can be asked about channels, and done in them."""
        self.ignoring = IgnoringController(*self._shared)
        self.members = MembersController(*self._shared, self.conversations, self.ignoring)
        self.inquiries = InquiriesController(*self._shared, self.conversations, self.avatars)
        self.listing = ListingController(
            *self._shared,
            self.conversations,
            self.connecting,
            self.inquiries,
            self.ignoring,
            self.export.export_network,
        )

    def _make_program(self, clock: Callable[[], datetime]) -> None:
        """The program as a whole: how it looks, what it tells beside the window, its end."""
        model, view, settings = self._model, self._view, self._settings
        self.notices = NoticesController(
            model, view, self.selection, self.conversations, settings, clock
        )
        self.tour = TourController(view, settings)
        self.appearance = AppearanceController(view, settings)
        self.closing = ClosingController(
            model,
            view,
            settings,
            self.appearance,
            may_close=self.hosting.may_close,
            keep_place=self.showing.keep_place,
        )
        self.tray = TrayController(model, view, settings, self.closing.quit)
        self.language = LanguageController(view, settings, self.showing.show_again)
        self.preferences = PreferencesController(
            view,
            settings,
            self.appearance,
            self.messages,
            self.conversations,
            lambda: (
                *notice_preferences(settings, self.notices),
                self.tray.preference(),
                self.avatars.preference(self.showing.show_header_anew),
                *history_preferences(settings, model),
                self.language.preference(),
            ),
        )
