"""The controllers, each made once and told of the others that it needs.

Nothing here decides what happens: that is each controller's own. What an intent does is in
`chat_controller`.
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
from chat.controller.rows import row_key
from chat.controller.search import SearchController
from chat.controller.selection import Selection
from chat.controller.sending import SendingController
from chat.controller.server_list import ServerListController
from chat.controller.switching import SwitchingController
from chat.controller.tour import TourController
from chat.controller.tray import TrayController
from chat.controller.trust import TrustController
from chat.controller.typing_hints import TypingHints
from chat.controller.typing_notice import TypingNoticeController
from chat.model.entities import ConversationKey, Place
from chat.model.events import Event, MessagesAdded, ReadingChanged, TurnEnded, UnreadChanged
from chat.model.ports import ChatModel, Settings
from chat.view.ports import ChatView


class Parts:
    """All controllers over one model and one view, what tells them of events, and what shows."""

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
        self._selection = Selection()
        self._left = (settings.shown, settings.shown_at)  # where the run before ended
        self._shared = (model, view, self._selection)  # what nearly all of them know
        self._make_conversations()
        self._make_entry()
        self._make_connections(default_nick)
        self._make_channels()
        self._make_far_messages()
        self._make_program(clock)
        self._list_listeners()

    def _list_listeners(self) -> None:
        """Who is told of which events."""
        self._listeners: tuple[Callable[[Event], None], ...] = (  # in the order they are told
            self.messages.on_event,
            self.marks.on_event,
            self.editing.on_event,
            self.recall.on_event,
            self.typing_notice.on_event,
            self.avatars.on_event,  # before whom its faces are shown by
            self.header.on_event,
            self.conversations.on_event,
            self.connecting.on_event,
            self.connect.on_event,
            self.hosting.on_event,
            self.tour.on_event,
            self.memory.on_event,
            self.places.on_event,
            self.export.on_event,
            self.finding.on_event,
            self.search.on_event,
            self.files.on_event,
            self.notices.on_event,
            self.bar.on_event,
            self.inquiries.on_event,
            self.returning.on_event,
            self.trust.on_event,
            self.accounts.on_event,
        )
        # What a flood is made of is told only to those who do something with it.
        self._listeners_of: dict[type[Event], tuple[Callable[[Event], None], ...]] = {
            MessagesAdded: (
                self.messages.on_event,
                self.conversations.on_event,
                self.finding.on_event,
                self.notices.on_event,
                self.bar.on_event,
            ),
            UnreadChanged: (self.conversations.on_event, self.notices.on_event),
            ReadingChanged: (),
        }

    def _make_conversations(self) -> None:
        """The list of conversations, and the messages of the one that is shown."""
        self.messages = MessagesController(
            *self._shared, ReadingController(*self._shared), clock12=self._settings.clock12
        )
        self.reading = self.messages
        self.avatars = AvatarsController(*self._shared, self._settings, self.tell)
        self.header = HeaderController(*self._shared, self.avatars)
        self.conversations = ConversationsController(
            *self._shared,
            before_leaving=self._before_leaving,
            after_showing=self._after_showing,
            order=self._settings.order,
        )
        self.conversations.want_row(self._settings.shown)
        self.messages.show_elsewhere = self.conversations.show_unread
        self.switching = SwitchingController(*self._shared, self.conversations)

    def _make_entry(self) -> None:
        """What is typed, and where it goes."""
        self.recall = RecallController(self._view, self._selection)
        self.completion = CompletionController(*self._shared)
        self.typing_notice = TypingNoticeController(*self._shared, self._settings)
        self.typing_hints = TypingHints(*self._shared)
        self.marks = MarksController(*self._shared, self._jump_to)
        deeds = Deeds(lambda words: self.search.look_for(words), self.messages.put_away)  # noqa: PLW0108
        commands = Commands(self._model, self.conversations, deeds)
        self.editing = EditingController(*self._shared, self.recall, self.marks, self.tell)
        self.typing_hints.room_of_edit = self.editing.room
        self.sending = SendingController(
            *self._shared, commands, self.recall, self.marks, self.editing
        )
        self.files = FilesController(*self._shared, self.tell)

    def _make_connections(self, default_nick: str) -> None:
        """Ways to servers, and who we are there."""
        model, view, settings = self._model, self._view, self._settings
        self.connecting = ConnectingController(
            model, view, settings, self.conversations, default_nick
        )
        self.connect = ServerListController(model, view, settings)
        self.bar = BarController(*self._shared, self.connecting, self.conversations)
        self.accounts = AccountsController(*self._shared, self.connecting, self.tell)
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
            *self._shared, self.conversations, self.connecting, self.inquiries, self.ignoring
        )

    def _make_far_messages(self) -> None:
        """What was said before: kept, found, written to a file."""
        self.memory = MemoryController(*self._shared)
        self.places = PlacesController(
            self._model, self._selection, self.conversations, self.messages, self.tell
        )
        self.export = ExportController(*self._shared, self.tell)
        self.listing.export_network = self.export.export_network
        self.finding = FindingController(*self._shared, self.places)
        self.search = SearchController(
            self._model, self._view, self.places, self.tell, clock12=lambda: self._settings.clock12
        )

    def _make_program(self, clock: Callable[[], datetime]) -> None:
        """The program as a whole: how it looks, what it tells beside the window, its end."""
        model, view, settings = self._model, self._view, self._settings
        self.notices = NoticesController(
            model, view, self._selection, self.conversations, settings, clock
        )
        self.tray = TrayController(model, view, settings, self.quit)
        self.tour = TourController(view, settings)
        self.appearance = AppearanceController(view, settings)
        self.language = LanguageController(view, settings, self._show_again)
        self.preferences = PreferencesController(
            view,
            settings,
            self.appearance,
            self.messages,
            self.conversations,
            lambda: (
                *notice_preferences(settings, self.notices),
                self.tray.preference(),
                self.avatars.preference(self._show_header_anew),
                *history_preferences(settings, model),
                self.language.preference(),
            ),
        )
        self.closing = ClosingController(
            model, view, settings, self.appearance, keep_place=self._keep_place
        )

    def on_event(self, event: Event) -> None:
        """Something happened in the model."""
        if self.closing.closed:
            return
        if isinstance(event, TurnEnded):
            self._show_changes()
            self.tour.begin_if_due()
            return
        for tell in self._listeners_of.get(type(event), self._listeners):
            tell(event)

    def tell(self, text: str) -> None:
        """Say something in the inline bar that concerns the program itself."""
        self.bar.tell(text)
        self._show_changes()

    def quit(self) -> None:
        """The program is to end; who hosts a chat is asked first."""
        if self.closing.closed or self.hosting.may_close():
            self.closing.on_closing()

    def _jump_to(self, key: ConversationKey, place: Place) -> None:
        self.places.jump_to(key, place)
        self._show_changes()

    def _keep_place(self) -> None:
        key = self._selection.key
        self._settings.shown = "" if key is None else row_key(key)
        self.sending.keep_draft()
        reading = self._view.places.reading_at()
        self._settings.shown_at = int(reading) if reading.isdecimal() else 0

    def _before_leaving(self) -> None:
        self.sending.keep_draft()
        self.places.leave()
        self.finding.leave()

    def _after_showing(self) -> None:
        self.switching.note_shown()
        self.messages.show_conversation()
        self.avatars.show_conversation()
        self.header.show_conversation()
        self.typing_notice.show_conversation()
        self.typing_notice.listens = False
        self.sending.show_draft()
        self.marks.show_conversation()
        self.editing.show_conversation()
        self.files.show_conversation()
        self.typing_notice.listens = True
        self.bar.forget()
        self._come_back()

    def _come_back(self) -> None:
        """Once, in the conversation where one was: to what was in view at the end."""
        key, (row, number) = self._selection.key, self._left
        if number and key is not None and row_key(key) == row:
            self._left = ("", 0)
            self.places.come_back(key, number)

    def _show_again(self) -> None:
        """Another language is spoken: show anew what the controllers have worded."""
        self.messages.show_again(clock12=self._settings.clock12)
        self.tray.say_again()
        self.trust.say_again()
        self._show_header_anew()

    def _show_header_anew(self) -> None:
        self.header.show_conversation()
        self._show_changes()

    def _show_changes(self) -> None:
        if self.closing.closed:
            return
        self.messages.show_changes()
        self.conversations.show_changes()
        self.header.show_changes()
        self.typing_notice.show_changes()
        self.trust.show_changes()
        self.bar.show_changes()
        self.notices.show_changes()
