"""Saying something, and what becomes of it (part of `ChatModel`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class SendingModel(Protocol):
    """Messages on their way out; each is in the conversation from the moment it is said."""

    def send_message(self, key: ConversationKey, text: str) -> None:
        """Send text, split where it is too long for one line; each part is a message of its own.

        Without a connection it is added as WAITING, and sent when there is one again.
        """

    def send_action(self, key: ConversationKey, text: str) -> None:
        """Send text as an action (`/me`)."""

    def send_notice(self, key: ConversationKey, text: str) -> None:
        """Send text as a notice, which no program answers."""

    def ask_program(self, key: ConversationKey, nick: str, command: str, text: str = "") -> None:
        """Ask somebody's program something (CTCP); question and answer are told at `key`.

        Raises ValueError if that is no question.
        """

    def ping_server(self, key: ConversationKey) -> None:
        """Measure how fast the server answers: it is told at `key`."""

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        """Send a FAILED or UNCERTAIN message again."""

    def uncertain(self, network: str) -> int:
        """How many messages may have arrived or not, so that the person must say what to do."""

    def resend_uncertain(self, network: str) -> None:
        """Send them all again."""

    def leave_uncertain(self, network: str) -> None:
        """Ask no more about them; each can still be sent again by `retry_message`."""
