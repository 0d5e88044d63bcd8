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
from chat.model.notice_settings import from_plain, plain

APP_NAME = "chat-app"
FILE_NAME = "settings.json"
LEAST_SIZE, NORMAL_SIZE, MOST_SIZE = 50, 100, 300  # per cent
NORMAL_HISTORY, MOST_HISTORY = 512, 1 << 20  # MB
THEME_MODES = ("light", "dark", "system")
MOST_NUMBER = (1 << 63) - 1  # of a message
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
        self._stored = stored = read_object(self.path)
        self.last_request = _request(stored.get("last_request"))
        self.recent = _recent(stored.get("recent"))
        self.theme_mode = _one_of(THEME_MODES, stored.get("theme_mode"), "system")
        self.text_size = _number(stored.get("text_size"), LEAST_SIZE, MOST_SIZE, NORMAL_SIZE)
        self.language = _text(stored.get("language"))
        self.roomy = stored.get("roomy") is True
        self.keep_passwords = stored.get("keyring") is not False
        self.clock12 = stored.get("clock12") is True
        self.order = _one_of(ORDERS, stored.get("order"), "name")
        self.history_megabytes = _number(
            stored.get("history_megabytes"), 1, MOST_HISTORY, NORMAL_HISTORY
        )
        self.tour_seen = stored.get("tour_seen") is True
        self.notices = from_plain(stored.get("notices"))
        self.host_name = _text(stored.get("host_name"))
        self.host_open = stored.get("host_open") is not False
        self.send_typing = stored.get("send_typing") is not False
        self.pictures = _one_of(PICTURES, stored.get("pictures"), "hosted")
        self.auto_connect = stored.get("auto_connect") is not False
        self.shown = _text(stored.get("shown"))
        self.shown_at = _number(stored.get("shown_at"), 0, MOST_NUMBER, 0)
        self.side_widths = _widths(stored.get("side_widths"))
        self.geometry = _text(stored.get("geometry"))

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


def _text(stored: object) -> str:
    return stored if isinstance(stored, str) else ""


def _number(stored: object, least: int, most: int, normal: int) -> int:
    fits = isinstance(stored, int) and not isinstance(stored, bool) and least <= stored <= most
    return stored if isinstance(stored, int) and fits else normal


def _one_of(choices: tuple[str, ...], stored: object, normal: str) -> str:
    return stored if isinstance(stored, str) and stored in choices else normal


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
