"""A window with one picture; Escape closes it. What is shown was decoded before it came here."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.bidi import shaped, visual
from chat.view.dialog import DialogWindow
from chat.view.ports.files import ShownPicture
from chat.view.text_safety import safe_name


class PictureWindow(DialogWindow):
    """The picture, what is known of it, and the ways to keep it."""

    def __init__(
        self,
        parent: tkinter.Misc,
        picture: ShownPicture,
        *,
        emoji: bool,
        on_save: Callable[[str], None],
        on_open: Callable[[str], None],
    ) -> None:
        from PIL import Image, ImageTk

        title = visual(shaped(safe_name(picture.title, emoji=emoji)))
        super().__init__(parent, title, self.destroy)
        self.body.configure(padding=12)
        size = (picture.width, picture.height)
        self.image = ImageTk.PhotoImage(
            Image.frombytes("RGBA", size, picture.pixels), master=parent
        )
        self.shown = ttk.Label(self.body, image=self.image, anchor="center")
        self.shown.pack(fill="both", expand=True, pady=(0, 6))
        foot = ttk.Frame(self.body)
        foot.pack(fill="x")
        ttk.Label(foot, text=picture.facts).pack(side="left", padx=(0, 24))
        self.close_button = ttk.Button(foot, text=_("Close"), command=self.destroy)
        self.save_button = ttk.Button(
            foot, text=_("Save…"), bootstyle="outline", command=lambda: on_save(picture.url)
        )
        self.open_button = ttk.Button(
            foot,
            text=_("Open in the browser"),
            bootstyle="link",
            command=lambda: on_open(picture.url),
        )
        for button in (self.close_button, self.save_button, self.open_button):
            button.pack(side="right", padx=(6, 0))
        self.appear(self.close_button)

    def destroy(self) -> None:
        """Take it away; the picture is let go here, as it tells Tk of its end."""
        super().destroy()
        self.__dict__.pop("image", None)
