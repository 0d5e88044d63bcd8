"""What the person did, reported by the view and answered by the controllers (`Intents`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.view.ports.accounts import AccountsIntents
from chat.view.ports.avatars import AvatarsIntents
from chat.view.ports.connect import ConnectIntents
from chat.view.ports.editing import EditingIntents
from chat.view.ports.export import ExportIntents
from chat.view.ports.files import FilesIntents
from chat.view.ports.finding import FindingIntents
from chat.view.ports.hosting import HostingIntents
from chat.view.ports.ignoring import IgnoringIntents
from chat.view.ports.listing import ListingIntents
from chat.view.ports.marks import MarksIntents
from chat.view.ports.notices import NoticesIntents
from chat.view.ports.places import PlacesIntents
from chat.view.ports.profile import ProfileIntents
from chat.view.ports.reading import ReadingIntents
from chat.view.ports.rows import ConnectForm, MemberAction
from chat.view.ports.search import SearchIntents
from chat.view.ports.tour import TourIntents
from chat.view.ports.tray import TrayIntents
from chat.view.ports.trust import TrustIntents


class Intents(Protocol):
    """What the person did, reported by the view. Implemented by the controllers."""

    @property
    def notices(self) -> NoticesIntents:
        """When and how the person is told of messages."""

    @property
    def avatars(self) -> AvatarsIntents:
        """Of pictures of people."""

    @property
    def profile(self) -> ProfileIntents:
        """Of what one says of oneself."""

    @property
    def reading(self) -> ReadingIntents:
        """Of what is seen and what is unread."""

    @property
    def tray(self) -> TrayIntents:
        """Ending the program for good."""

    @property
    def files(self) -> FilesIntents:
        """Who is told of files to send, and of what is to be fetched."""

    @property
    def connect(self) -> ConnectIntents:
        """What is done in the connect dialog, beside its form."""

    @property
    def tour(self) -> TourIntents:
        """What is done with the hints of the tour."""

    @property
    def hosting(self) -> HostingIntents:
        """What is done about a chat of our own."""

    @property
    def ignoring(self) -> IgnoringIntents:
        """Of people whose words are not wanted."""

    @property
    def listing(self) -> ListingIntents:
        """Who is told of what is done with lines of the conversation list."""

    @property
    def marks(self) -> MarksIntents:
        """Of single messages: answers, reactions, deletions."""

    @property
    def editing(self) -> EditingIntents:
        """Of own messages that are to be said otherwise."""

    @property
    def export(self) -> ExportIntents:
        """Of writing a conversation to a file."""

    @property
    def finding(self) -> FindingIntents:
        """Of a text in the conversation."""

    @property
    def search(self) -> SearchIntents:
        """Of messages anywhere."""

    @property
    def places(self) -> PlacesIntents:
        """Of messages far from the newest."""

    @property
    def accounts(self) -> AccountsIntents:
        """Of accounts."""

    @property
    def trust(self) -> TrustIntents:
        """Of what is known of servers."""

    def on_connect(self, form: ConnectForm) -> None:
        """Connect was pressed in the dialog."""

    def on_cancel_connect(self) -> None:
        """The dialog's attempt was cancelled, or the dialog closed."""

    def on_open_connect_dialog(self) -> None:
        """Connect… was chosen from the menu."""

    def on_disconnect(self) -> None:
        """Disconnect was chosen."""

    def on_send(self, text: str) -> None:
        """Enter or Send: `text` is the entry's, which the controller clears when it is taken."""

    def on_typed(self, text: str) -> None:
        """What is in the entry is this now."""

    def on_complete(self, text: str, cursor: int, step: int) -> bool:
        """Tab (1) or Shift+Tab (-1) in the entry; False if there is nothing to complete."""

    def on_recall(self, step: int) -> None:
        """Up (-1) or Down (1) in the entry: what was sent before."""

    def on_scrolled_to_top(self) -> None:
        """The oldest message that is listed came into view, or nearly."""

    def on_forget_conversation(self) -> None:
        """What was said in the conversation that is shown is to be forgotten."""

    def on_forget_everything(self) -> None:
        """All that is kept on this computer is to be forgotten."""

    def on_retry(self, message_key: str) -> None:
        """A failed message is to be sent again."""

    def on_open_link(self, url: str) -> None:
        """A link in a message was activated."""

    def on_show_details(self, message_key: str) -> None:
        """All that is known of a message is to be shown."""

    def on_select_conversation(self, key: str) -> None:
        """A conversation was chosen in the list."""

    def on_next_conversation(self, step: int) -> None:
        """Alt+Down (1) or Alt+Up (-1)."""

    def on_go_to(self, number: int) -> None:
        """Ctrl+1 to Ctrl+9."""

    def on_open_switcher(self) -> None:
        """Ctrl+K: another conversation is to be chosen."""

    def on_browse_channels(self) -> None:
        """The list of channels is wanted."""

    def on_show_bans(self) -> None:
        """The bans of the channel are wanted."""

    def member_actions(self, nick: str) -> Sequence[MemberAction]:
        """A member's context menu opens: what shall it offer?"""

    def on_member_action(self, nick: str, action: MemberAction) -> None:
        """One of those was chosen."""

    def on_close_conversation(self, key: str) -> None:
        """A conversation is to be left or closed."""

    def on_join(self, channel: str) -> None:
        """A channel's name was given to the join prompt."""

    def on_open_private(self, nick: str) -> None:
        """A member was activated: open the conversation with them."""

    def on_change_topic(self, topic: str) -> None:
        """The topic line was edited."""

    def on_change_nick(self, nick: str) -> None:
        """A new nick was given."""

    def on_toggle_away(self) -> None:
        """Away was toggled in the menu."""

    def on_set_theme(self, mode: str) -> None:
        """Light, dark or system was chosen ("light", "dark", "system")."""

    def on_change_text_size(self, step: int) -> None:
        """Larger (1) or smaller (-1) text is wanted, or the normal size (0)."""

    def on_open_settings(self) -> None:
        """The settings are wanted."""

    def on_set(self, name: str, value: str) -> None:
        """A setting was changed in the settings window."""

    def on_bar_action(self) -> None:
        """The button of the inline bar was pressed."""

    def on_bar_other(self) -> None:
        """Its second button was pressed."""

    def on_closing(self) -> None:
        """The window is to close."""
