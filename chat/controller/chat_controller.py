"""The controllers put together: intents of the view go in here, and events of the model.

Each intent is handed to the one controller whose subject it is; each event to all of them. What
an intent or a turn of the pump changed is shown at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chat.controller.accounts import AccountsController
from chat.controller.appearance import AppearanceController
from chat.controller.bar import BarController
from chat.controller.closing import ClosingController
from chat.controller.commands import Commands
from chat.controller.completion import CompletionController
from chat.controller.connecting import ConnectingController
from chat.controller.conversations import ConversationsController
from chat.controller.export import ExportController
from chat.controller.files import FilesController, is_picture
from chat.controller.finding import FindingController
from chat.controller.header import HeaderController
from chat.controller.history_preferences import history_preferences
from chat.controller.hosting import HostingController
from chat.controller.identity import IdentityController
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
from chat.model.entities import ConnectionRequest, ConversationKey, Place
from chat.model.events import Event, TurnEnded
from chat.model.ports import ChatModel, Settings
from chat.translation import _
from chat.view.ports import ChatView, ConnectForm, MemberAction


class ChatController:
    """Mediates between a model and a view; implements `chat.view.ports.Intents`."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        default_nick: str = "",
        open_link: Callable[[str], bool] = lambda _url: False,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._open_link = open_link
        self._model = model
        self._settings = settings
        self._view = view
        self._selection = Selection()
        self.messages = MessagesController(
            model,
            view,
            self._selection,
            ReadingController(model, view, self._selection),
            clock12=settings.clock12,
        )
        self.reading = self.messages
        self.header = HeaderController(model, view, self._selection)
        self.conversations = ConversationsController(
            model,
            view,
            self._selection,
            before_leaving=self._before_leaving,
            after_showing=self._after_showing,
            order=settings.order,
        )
        self.conversations.want_row(settings.shown)
        self.messages.show_elsewhere = self.conversations.show_unread
        self.recall = RecallController(view, self._selection)
        self.completion = CompletionController(model, view, self._selection)
        self.typing_notice = TypingNoticeController(model, view, self._selection, settings)
        self.typing_hints = TypingHints(model, view, self._selection)
        self.marks = MarksController(model, view, self._selection, self._jump_to)
        self.sending = SendingController(
            model,
            view,
            self._selection,
            Commands(model, self.conversations),
            self.recall,
            self.marks,
        )
        self.connecting = ConnectingController(
            model, view, settings, self.conversations, default_nick
        )
        self.connect = ServerListController(model, view, settings)
        self.memory = MemoryController(model, view, self._selection)
        self.places = PlacesController(
            model, self._selection, self.conversations, self.messages, self.tell
        )
        self.notices = NoticesController(
            model, view, self._selection, self.conversations, settings, clock
        )
        self.export = ExportController(model, view, self._selection, self.tell)
        self.finding = FindingController(model, view, self._selection, self.places)
        self.search = SearchController(
            model, view, self.places, self.tell, clock12=lambda: settings.clock12
        )
        self.tray = TrayController(model, view, settings, self.quit)
        self.files = FilesController(model, view, self._selection, self.tell)
        self.accounts = AccountsController(model, view, self._selection, self.connecting, self.tell)
        self.trust = TrustController(model, view, self._selection, self.connecting)
        self.profile = ProfileController(model, view, self._selection)
        self.returning = ReturningController(model, settings, self.connecting)
        self.members = MembersController(model, view, self._selection, self.conversations)
        self.inquiries = InquiriesController(model, view, self._selection, self.conversations)
        self.listing = ListingController(
            model, view, self._selection, self.conversations, self.connecting, self.inquiries
        )
        self.switching = SwitchingController(model, view, self._selection, self.conversations)
        self.identity = IdentityController(model, view, self._selection)
        self.bar = BarController(model, view, self._selection, self.connecting)
        self.hosting = HostingController(
            model, view, settings, self.connecting, default_nick, self.bar.tell
        )
        self.tour = TourController(view, settings)
        self.appearance = AppearanceController(view, settings)
        self.language = LanguageController(view, settings, self._show_again)
        self.preferences = PreferencesController(
            view,
            settings,
            self.appearance,
            self.messages,
            self.conversations,
            (
                *notice_preferences(settings, self.notices),
                self.tray.preference(),
                *history_preferences(settings, model),
                self.language.preference(),
            ),
        )
        self.closing = ClosingController(
            model, view, settings, self.appearance, keep_place=self._keep_place
        )

    def start(self, request: ConnectionRequest | None = None) -> None:
        """Show the window as it was left; connect, or ask where to with the dialog."""
        self._view.bind_intents(self)
        self._model.subscribe(self.on_event)
        self.language.start()
        self.appearance.show()
        self.notices.start()
        self.tray.start()
        self._show_changes()
        if request is None:
            self.returning.begin()
        else:
            self.connecting.connect(request)
            self._show_changes()

    def _show_again(self) -> None:
        """Another language is spoken: show anew what the controllers have worded."""
        self.messages.show_again(clock12=self._settings.clock12)
        self._show_changes()

    def on_event(self, event: Event) -> None:
        """Something happened in the model."""
        if self.closing.closed:
            return
        if isinstance(event, TurnEnded):
            self._show_changes()
            self.tour.begin_if_due()
            return
        self.messages.on_event(event)
        self.marks.on_event(event)
        self.recall.on_event(event)
        self.typing_notice.on_event(event)
        self.header.on_event(event)
        self.conversations.on_event(event)
        self.connecting.on_event(event)
        self.connect.on_event(event)
        self.hosting.on_event(event)
        self.tour.on_event(event)
        self.memory.on_event(event)
        self.places.on_event(event)
        self.export.on_event(event)
        self.finding.on_event(event)
        self.search.on_event(event)
        self.files.on_event(event)
        self.notices.on_event(event)
        self.bar.on_event(event)
        self.inquiries.on_event(event)
        self.returning.on_event(event)
        self.trust.on_event(event)
        self.accounts.on_event(event)

    def tell(self, text: str) -> None:
        """Say something in the inline bar that concerns the program itself."""
        self.bar.tell(text)
        self._show_changes()

    def on_connect(self, form: ConnectForm) -> None:
        """Connect was pressed in the dialog."""
        self.connecting.connect_form(form)
        self._show_changes()

    def on_cancel_connect(self) -> None:
        """The dialog's attempt was cancelled, or the dialog closed."""
        self.connecting.cancel()
        self._show_changes()

    def on_open_connect_dialog(self) -> None:
        """Connect… was chosen from the menu."""
        self.connecting.open_dialog()

    def on_disconnect(self) -> None:
        """Disconnect was chosen: from the network that is shown."""
        if (network := self._network()) is not None:
            self.connecting.disconnect(network)
        self._show_changes()

    def on_send(self, text: str) -> None:
        """Enter or Send was pressed."""
        self.bar.forget()
        self.sending.send_message(text)
        self._show_changes()

    def on_typed(self, text: str) -> None:
        """What is in the entry is this now."""
        self.typing_hints.show(text)
        self.typing_notice.on_typed(text)
        self.sending.on_typed()

    def on_complete(self, text: str, cursor: int, step: int) -> bool:
        """Tab was pressed in the entry."""
        return self.completion.complete(text, cursor, step)

    def on_recall(self, step: int) -> None:
        """Up or Down was pressed in the entry."""
        self.recall.step(step)

    def on_retry(self, message_key: str) -> None:
        """A failed message is to be sent again."""
        self.sending.retry(message_key)
        self._show_changes()

    def on_scrolled_to_top(self) -> None:
        """The oldest message that is listed came into view."""
        if not self.places.load_older():
            self.memory.fetch_older()

    def on_forget_conversation(self) -> None:
        """What was said in the conversation that is shown is to be forgotten."""
        self.memory.forget_conversation()
        self._show_changes()

    def on_forget_everything(self) -> None:
        """All that is kept on this computer is to be forgotten."""
        self.memory.forget_everything()
        self._show_changes()

    def on_open_link(self, url: str) -> None:
        """A link in a message was activated."""
        if self.files.is_hosted(url) and is_picture(url):
            self.files.on_show(url)
        elif not self._open_link(url):
            self.tell(
                _("No web browser could be started: copy the link instead. {url}").format(url=url)
            )

    def on_show_details(self, message_key: str) -> None:
        """All that is known of a message is to be shown."""
        self.messages.show_details(message_key)

    def on_select_conversation(self, key: str) -> None:
        """A conversation was chosen in the list."""
        self.conversations.show_by_row(key)
        self._show_changes()

    def on_next_conversation(self, step: int) -> None:
        """The next conversation is to be shown (1), or the one before (-1)."""
        self.conversations.step(step)
        self._show_changes()

    def on_go_to(self, number: int) -> None:
        """The conversation of this number is to be shown."""
        self.switching.go_to(number)
        self._show_changes()

    def on_open_switcher(self) -> None:
        """Another conversation is to be chosen."""
        self.switching.open_switcher()

    def on_browse_channels(self) -> None:
        """The list of channels is wanted."""
        self.inquiries.browse_channels()

    def on_show_bans(self) -> None:
        """The bans of the channel are wanted."""
        self.inquiries.show_bans()

    def member_actions(self, nick: str) -> Sequence[MemberAction]:
        """What can be done with a member."""
        return self.members.actions(nick)

    def on_member_action(self, nick: str, action: MemberAction) -> None:
        """Something is to be done with a member."""
        self.members.act(nick, action)
        self._show_changes()

    def on_close_conversation(self, key: str) -> None:
        """A conversation is to be left or closed."""
        self.conversations.close_by_row(key)
        self._show_changes()

    def on_join(self, channel: str) -> None:
        """A channel's name was given to the join prompt."""
        self.conversations.join_from_prompt(channel.strip())
        self._show_changes()

    def on_open_private(self, nick: str) -> None:
        """A member was activated: open the conversation with them."""
        if (network := self._network()) is not None:
            self.conversations.open_private(network, nick)
        self._show_changes()

    def on_change_topic(self, topic: str) -> None:
        """The topic line was edited."""
        self.header.change_topic(topic.strip())
        self._show_changes()

    def on_change_nick(self, nick: str) -> None:
        """A new nick was given."""
        self.identity.change_nick(nick.strip())
        self._show_changes()

    def on_toggle_away(self) -> None:
        """Away was toggled in the menu."""
        self.identity.toggle_away()
        self._show_changes()

    def on_set_theme(self, mode: str) -> None:
        """Light, dark or system was chosen."""
        self.preferences.set("theme", mode)

    def on_change_text_size(self, step: int) -> None:
        """Larger or smaller text is wanted."""
        self.preferences.change_text_size(step)

    def on_open_settings(self) -> None:
        """The settings are wanted."""
        self.preferences.show_settings()

    def on_set(self, name: str, value: str) -> None:
        """A setting was changed in the settings window."""
        self.preferences.set(name, value)

    def on_bar_action(self) -> None:
        """The button of the inline bar was pressed."""
        self.bar.act()
        self._show_changes()

    def on_bar_other(self) -> None:
        """The second button of the inline bar was pressed."""
        self.bar.act_otherwise()
        self._show_changes()

    def on_closing(self) -> None:
        """The window is to close (rows C4 and C11), or to be put away if the person likes."""
        if self.closing.closed or not self.tray.stays():
            self.quit()

    def quit(self) -> None:
        """The program is to end; who hosts a chat is asked first."""
        if self.closing.closed or self.hosting.may_close():
            self.closing.on_closing()

    def _jump_to(self, key: ConversationKey, place: Place) -> None:
        self.places.jump_to(key, place)
        self._show_changes()

    def _network(self) -> str | None:
        return self._selection.network(self._model)

    def _keep_place(self) -> None:
        key = self._selection.key
        self._settings.shown = "" if key is None else row_key(key)
        self.sending.keep_draft()

    def _before_leaving(self) -> None:
        self.sending.keep_draft()
        self.places.leave()
        self.finding.leave()

    def _after_showing(self) -> None:
        self.switching.note_shown()
        self.messages.show_conversation()
        self.header.show_conversation()
        self.typing_notice.show_conversation()
        self.typing_notice.listens = False
        self.sending.show_draft()
        self.marks.show_conversation()
        self.files.show_conversation()
        self.typing_notice.listens = True
        self.bar.forget()

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
