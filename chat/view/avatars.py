"""Pictures of people in the window (`view.avatars`): kept, beside a name, in who-is, our own."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import filedialog
from typing import TYPE_CHECKING

import ttkbootstrap as ttk
from PIL import ImageTk

from chat.translation import _
from chat.view.faces import Faces
from chat.view.ports.avatars import AvatarsIntents, Face, PersonCard

if TYPE_CHECKING:
    from chat.view.person_window import PersonWindow

BESIDE = 22  # pixels at 96 dpi of the face before a conversation's name
KINDS = ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.PNG", "*.JPG", "*.JPEG")


class AvatarsPart:
    """An AvatarsView; `beside` goes before `name`, the label with the conversation's."""

    def __init__(
        self,
        root: ttk.App,
        faces: Faces,
        beside: ttk.Label,
        name: tkinter.Widget,
        intents: Callable[[], AvatarsIntents],
        colour: Callable[[str], str],
        *,
        emoji: bool,
    ) -> None:
        """`colour` tells that of a nick."""
        self._colour = colour
        self._root = root
        self._faces = faces
        self._beside = beside
        self._name = name
        self._intents = intents
        self._emoji = emoji
        self._shown: ImageTk.PhotoImage | None = None  # Tk shows none that Python has let go of
        self.window: PersonWindow | None = None

    def keep(self, key: str, face: Face) -> None:
        """See AvatarsView."""
        self._faces.keep(key, face)

    def forget(self) -> None:
        """See AvatarsView."""
        self._faces.forget()

    def show_beside(self, key: str) -> None:
        """See AvatarsView."""
        size = ttk.scale_size(self._root, BESIDE)
        self._shown = self._faces.of(key, size) if key else None
        if self._shown is None:
            self._beside.pack_forget()
            self._beside.configure(image="")
        else:
            self._beside.configure(image=self._shown)
            self._beside.pack(side="left", padx=(0, 8), before=self._name)

    def show_person(self, card: PersonCard) -> None:
        """See AvatarsView."""
        from chat.view.person_window import PersonWindow  # not above: seldom wanted

        if self._is_open():
            assert self.window is not None
            self.window.destroy()
        self.window = PersonWindow(
            self._root,
            card,
            self._faces,
            emoji=self._emoji,
            colour=self._colour(card.nick),
            on_show_picture=lambda: self._intents().on_show_picture(),
        )

    def refresh_person(self, card: PersonCard) -> None:
        """See AvatarsView."""
        if self.window is not None and self._is_open():
            self.window.show(card)

    def ask_picture(self, on_path: Callable[[str], None]) -> None:
        """See AvatarsView."""
        kinds = ((_("Pictures"), KINDS), (_("All files"), "*"))
        chosen = filedialog.askopenfilename(
            parent=self._root, title=_("Choose your picture"), filetypes=kinds
        )
        if chosen:
            on_path(str(chosen))

    def _is_open(self) -> bool:
        return self.window is not None and bool(self.window.winfo_exists())
