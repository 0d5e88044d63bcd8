"""The desktop's notifications and the words to look for, as the controllers get at them."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.desktop_notices import DesktopNotices, Post
from chat.model.session.keywords import Keywords


class Notices:
    """Implements `chat.model.ports.notices.NoticesModel`."""

    def __init__(self, keywords: Keywords, post: Post) -> None:
        self._keywords = keywords
        self.desktop = DesktopNotices(post)

    def watch_for(self, words: Sequence[str]) -> None:
        """See NoticesModel."""
        self._keywords.use(words)

    def close(self) -> None:
        """End what runs."""
        self.desktop.close()
