"""The controllers between a fake model and a fake view, and short ways to speak to both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from chat.controller.chat_controller import ChatController
from chat.model.entities import ConnectionRequest, ConversationKey
from tests.fakes.fake_model import FakeModel
from tests.fakes.fake_settings import FakeSettings
from tests.fakes.fake_view import FakeView

REQUEST = ConnectionRequest("ann", "chat.example.org", 6667, channels=("#lobby",))
NETWORK = "chat.example.org:6667"  # the key that the fake model gives to REQUEST


class Chat:
    """Everything a controller test needs."""

    def __init__(
        self,
        settings: FakeSettings | None = None,
        open_link: Callable[[str], bool] = lambda _url: True,
    ) -> None:
        self.now = datetime.now(UTC)  # tests move it
        self.model = FakeModel()
        self.view = FakeView()
        self.settings = settings or FakeSettings()
        self.controller = ChatController(
            self.model, self.view, self.settings, "ann", open_link, clock=lambda: self.now
        )

    def start(self, request: ConnectionRequest | None = None) -> Chat:
        self.controller.start(request)
        return self

    def join(self, channel: str = "#lobby") -> ConversationKey:
        """Connected, in a channel that is shown, as after the connect dialog."""
        self.start(REQUEST)
        self.model.register(NETWORK, name="Example")
        key = self.model.open(NETWORK, channel)
        self.model.end_turn()
        return key

    def send(self, text: str) -> None:
        """Type a text and press Enter."""
        self.view.entry = text
        self.controller.on_send(text)

    def select(self, label: str) -> None:
        """Choose a line of the conversation list."""
        self.controller.on_select_conversation(self.view.row(label).key)
