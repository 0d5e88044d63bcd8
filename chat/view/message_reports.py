"""Whom the message list tells of what is done there."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from chat.view.ports.editing import EditingIntents
from chat.view.ports.files import FilesIntents
from chat.view.ports.ignoring import IgnoringIntents
from chat.view.ports.marks import MarksIntents
from chat.view.ports.places import PlacesIntents
from chat.view.ports.reading import ReadingIntents


class MessageReports(Struct, frozen=True):
    """Messages go by their keys; `pick_emoji` lets one be picked, for whoever wants it."""

    on_retry: Callable[[str], None]
    on_top: Callable[[], None]
    on_open_link: Callable[[str], None]
    on_show_details: Callable[[str], None]
    places: Callable[[], PlacesIntents]
    reading: Callable[[], ReadingIntents]
    files: Callable[[], FilesIntents]
    marks: Callable[[], MarksIntents]
    editing: Callable[[], EditingIntents]
    ignoring: Callable[[], IgnoringIntents]
    pick_emoji: Callable[[Callable[[str], None]], None]
