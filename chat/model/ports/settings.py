"""What is remembered of the program as a whole (`Settings`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConnectionRequest, RecentServer
from chat.model.notice_settings import NoticeSettings


class Settings(Protocol):
    """What is remembered from one start to the next. Reading never fails; writing may be lost."""

    last_request: ConnectionRequest | None
    recent: tuple[RecentServer, ...]  # servers that we were on, the last first
    theme_mode: str  # "light", "dark" or "system"
    language: str  # "en", "de"; "" for the system's
    text_size: int  # per cent of the system's
    roomy: bool  # more room around rows
    keep_passwords: bool  # in the system's keyring
    clock12: bool  # "2:05 pm" instead of "14:05"
    order: str  # of conversations in the list: "name" or "activity"
    history_megabytes: int  # kept on this machine at most
    tour_seen: bool  # whether the hints of the first start are done with
    notices: NoticeSettings  # when the person wants to be told of messages
    host_name: str  # of the chat that was hosted last, or ""
    host_open: bool  # whether it was open to the network
    send_typing: bool  # whether the others are told that one types
    auto_connect: bool  # come back at the start to where one was at the end
    pictures: str  # of people: "initials" for none, from "hosted" files only, or "anywhere"
    shown: str  # the row of the conversation that was shown, or ""
    shown_at: int  # the number of a message that was in view there; 0: the newest
    side_widths: tuple[int, int]  # of the lists, left and right, in pixels at 96 dpi; 0: normal
    geometry: str  # of the main window, as Tk writes it, or ""

    def save(self) -> None:
        """Write it down; a password is never written."""
