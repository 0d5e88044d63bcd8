"""What is remembered from one start to the next: a JSON file in the user's configuration folder.

A password is never written. What a newer version wrote and this one does not know is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import asdict
from platformdirs import user_config_path

from chat.model.entities import ConnectionRequest, RecentServer
from chat.model.json_file import read_object, write_object
from chat.model.notice_settings import NoticeSettings, from_plain, plain

APP_NAME = "chat-app"
FILE_NAME = "settings.json"
LEAST_SIZE, NORMAL_SIZE, MOST_SIZE = 50, 100, 300  # per cent
NORMAL_HISTORY, MOST_HISTORY = 512, 1 << 20  # MB
THEME_MODES = ("light", "dark", "system")
MOST_WIDTH = 2_000  # pixels of a list beside the messages
PICTURES = ("initials", "hosted", "anywhere")  # of people: where they may be fetched from
ORDERS = ("name", "activity")  # of conversations in the list


def default_path() -> Path:
    """Where the settings are, as the system has it for configuration."""
    return user_config_path(APP_NAME, appauthor=False) / FILE_NAME


class FileSettings:
    """Settings in a file. A damaged file is set aside, and the defaults are used."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self._stored = read_object(self.path)
        self.last_request = _request(self._stored.get("last_request"))
        self.recent: tuple[RecentServer, ...] = _recent(self._stored.get("recent"))
        mode = self._stored.get("theme_mode")
        self.theme_mode: str = mode if mode in THEME_MODES else "system"
        size = self._stored.get("text_size")
        fits = isinstance(size, int) and LEAST_SIZE <= size <= MOST_SIZE
        self.text_size: int = size if isinstance(size, int) and fits else NORMAL_SIZE
        code = self._stored.get("language")
        self.language: str = code if isinstance(code, str) else ""
        self.roomy: bool = self._stored.get("roomy") is True
        self.keep_passwords: bool = self._stored.get("keyring") is not False
        self.clock12: bool = self._stored.get("clock12") is True
        order = self._stored.get("order")
        self.order: str = order if order in ORDERS else ORDERS[0]
        size = self._stored.get("history_megabytes")
        kept = isinstance(size, int) and 0 < size <= MOST_HISTORY
        self.history_megabytes: int = size if isinstance(size, int) and kept else NORMAL_HISTORY
        self.tour_seen: bool = self._stored.get("tour_seen") is True
        self.notices: NoticeSettings = from_plain(self._stored.get("notices"))
        name = self._stored.get("host_name")
        self.host_name: str = name if isinstance(name, str) else ""
        self.host_open: bool = self._stored.get("host_open") is not False
        self.send_typing: bool = self._stored.get("send_typing") is not False
        pictures = self._stored.get("pictures")
        self.pictures: str = pictures if pictures in PICTURES else PICTURES[1]
        self.auto_connect: bool = self._stored.get("auto_connect") is not False
        shown = self._stored.get("shown")
        self.shown: str = shown if isinstance(shown, str) else ""
        at = self._stored.get("shown_at")
        self.shown_at: int = at if isinstance(at, int) and 0 <= at < 1 << 63 else 0
        self.side_widths: tuple[int, int] = _widths(self._stored.get("side_widths"))
        geometry = self._stored.get("geometry")
        self.geometry: str = geometry if isinstance(geometry, str) else ""

    def save(self) -> None:
        """Write it all, whole or not at all; where that cannot be, only the log says so."""
        stored = dict(
            self._stored,
            theme_mode=self.theme_mode,
            text_size=self.text_size,
            language=self.language,
            roomy=self.roomy,
            keyring=self.keep_passwords,
            clock12=self.clock12,
            order=self.order,
            send_typing=self.send_typing,
            auto_connect=self.auto_connect,
            pictures=self.pictures,
            shown=self.shown,
            shown_at=self.shown_at,
            side_widths=list(self.side_widths),
            geometry=self.geometry,
            history_megabytes=self.history_megabytes,
            tour_seen=self.tour_seen,
            notices=plain(self.notices),
            host_name=self.host_name,
            host_open=self.host_open,
            recent=[dict(_plain(one.request), name=one.name) for one in self.recent],
        )
        if self.last_request is not None:
            stored["last_request"] = _plain(self.last_request, stored.get("last_request"))
        else:
            stored.pop("last_request", None)
        if write_object(self.path, stored):
            self._stored = stored


def _widths(stored: object) -> tuple[int, int]:
    match stored:
        case [int(left), int(right)] if 0 <= left <= MOST_WIDTH and 0 <= right <= MOST_WIDTH:
            return left, right
    return 0, 0


def _plain(request: ConnectionRequest, known: object = None) -> dict[str, Any]:
    """A request as it can be kept: without the password, and without keys of channels."""
    kept = dict(known) if isinstance(known, dict) else {}
    channels = [item.partition(" ")[0] for item in request.channels]
    kept.update(asdict(request), channels=channels)
    kept.pop("password", None)
    kept.pop("fingerprint", None)
    return kept


def _recent(stored: object) -> tuple[RecentServer, ...]:
    """The servers of a stored list; what is not as it should be is left out."""
    found = []
    for item in stored if isinstance(stored, list) else []:
        if (request := _request(item)) is not None:
            name = item.get("name")
            found.append(RecentServer(request, name if isinstance(name, str) else ""))
    return tuple(found)


def _request(stored: object) -> ConnectionRequest | None:
    """A request from what was stored; None unless all that a dialog shows is as it should be."""
    if not isinstance(stored, dict):
        return None
    nick, host, port = stored.get("nick"), stored.get("host"), stored.get("port")
    tls, realname = stored.get("tls", False), stored.get("realname", "")
    channels = stored.get("channels", [])
    if not (isinstance(nick, str) and isinstance(host, str) and isinstance(realname, str)):
        return None
    if not isinstance(port, int) or isinstance(port, bool) or not isinstance(tls, bool):
        return None
    if not (isinstance(channels, list) and all(isinstance(name, str) for name in channels)):
        return None
    return ConnectionRequest(nick, host, port, tls, "", tuple(channels), realname)
