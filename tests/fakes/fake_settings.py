"""Settings that live in memory and count how often they were saved."""

from __future__ import annotations

from chat.model.entities import ConnectionRequest, RecentServer
from chat.model.notice_settings import NoticeSettings


class FakeSettings:
    """Implements `chat.model.ports.Settings`."""

    def __init__(self, last_request: ConnectionRequest | None = None) -> None:
        self.last_request = last_request
        self.recent: tuple[RecentServer, ...] = ()
        self.theme_mode = "system"
        self.geometry = ""
        self.text_size = 100
        self.roomy = False
        self.keep_passwords = True
        self.clock12 = False
        self.language = ""
        self.order = "name"
        self.history_megabytes = 512
        self.tour_seen = False
        self.notices = NoticeSettings()
        self.host_name = ""
        self.host_open = True
        self.send_typing = True
        self.auto_connect = True
        self.pictures = "hosted"
        self.shown = ""
        self.shown_at = 0
        self.side_widths = (0, 0)
        self.saved = 0
        self.save_error: Exception | None = None

    def save(self) -> None:
        if self.save_error is not None:
            raise self.save_error
        self.saved += 1
