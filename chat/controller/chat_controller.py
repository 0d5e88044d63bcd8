"""What the person did (`Intents`), handed to the controller whose subject it is.

What an intent changed is shown at its end. How the controllers are put together is in `parts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chat.controller.file_rows import is_picture
from chat.controller.listeners import Listeners
from chat.controller.parts import Parts
from chat.model.entities import ConnectionRequest
from chat.model.events import Event, TurnEnded
from chat.model.ports import ChatModel, Settings
from chat.translation import _
from chat.view.ports import ChatView, ConnectForm, MemberAction


class ChatController(Parts):
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
        super().__init__(model, view, settings, default_nick, clock)
        self._open_link = open_link
        self._listeners = Listeners(self)

    def start(self, request: ConnectionRequest | None = None, nick: str = "") -> None:
        """Show the window as it was left; connect, or ask where to with the dialog, as `nick`."""
        self._view.bind_intents(self)
        self._model.subscribe(self.on_event)
        self.language.start()
        self.appearance.show()
        self.notices.start()
        self.tray.start()
        self._show_changes()
        if request is None:
            self.connecting.given_nick = nick
            self.returning.begin()
        else:
            self.connecting.connect(request)
            self._show_changes()

    def on_event(self, event: Event) -> None:
        """Something happened in the model."""
        if self.closing.closed:
            return
        if isinstance(event, TurnEnded):
            self._show_changes()
            self.tour.begin_if_due()
        else:
            self._listeners.tell(event)

    def tell(self, text: str) -> None:
        """Say something in the inline bar that concerns the program itself."""
        self.showing.tell(text)

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
        self.tour.on_sent()
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
        if not (self.places.load_older() or self.messages.bring_back()):
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
            self.closing.quit()

    def _network(self) -> str | None:
        return self.selection.network(self._model)

    def _show_changes(self) -> None:
        self.showing.show_changes()
