"""A window that says who somebody is: their face, or initials, and what the server knows."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk
from PIL import ImageTk

from chat.translation import _
from chat.view.bidi import shaped, visual
from chat.view.dialog import DialogWindow
from chat.view.faces import Faces
from chat.view.initials import InitialsPictures, initials_of
from chat.view.ports.avatars import Offer, PersonCard
from chat.view.text_safety import safe_line, safe_text

FACE = 64  # pixels at 96 dpi
WIDTH = 48  # characters of a line
LINES = 12  # of text at most; more scroll
LONGEST = 8_000  # characters of it


class PersonWindow(DialogWindow):
    """Escape closes it; a button fetches the picture, where the person has not let us."""

    def __init__(
        self,
        parent: tkinter.Misc,
        card: PersonCard,
        faces: Faces,
        *,
        emoji: bool,
        colour: str,
        on_show_picture: Callable[[], None],
    ) -> None:
        """`colour` is the nick's."""
        title = visual(shaped(safe_line(card.title, emoji=emoji)))
        super().__init__(parent, title, self.destroy)
        self._emoji = emoji
        self._colour = colour
        self._faces = faces
        self._initials = InitialsPictures(parent, self._size())
        self._image: ImageTk.PhotoImage | None = None
        self.face = ttk.Label(self.body, style="Page.TLabel")
        self.face.grid(row=0, column=0, rowspan=2, sticky="n", padx=(0, 16))
        self.text = self._text(safe_text(card.text, emoji=emoji, limit=LONGEST))
        foot = ttk.Frame(self.body)
        foot.grid(row=2, column=0, columnspan=2, sticky="ew", pady=(16, 0))
        self.close_button = ttk.Button(foot, text=_("Close"), command=self.destroy)
        self.close_button.pack(side="right")
        self.picture_button = ttk.Button(foot, bootstyle="outline", command=on_show_picture)
        self.note = ttk.Label(foot, style="PageMuted.TLabel")
        self.body.columnconfigure(1, weight=1)
        self.show(card)
        self.appear(self.close_button)

    def show(self, card: PersonCard) -> None:
        """Show their face as it is now, and what can be done for it."""
        self._image = self._faces.of(card.picture, self._size()) or self._initials.of(
            initials_of(card.nick, card.display_name), self._colour
        )
        self.face.configure(image=self._image)
        self.picture_button.pack_forget()
        self.note.pack_forget()
        note = {
            Offer.ASK: _("Their picture is fetched from an address that they chose."),
            Offer.WAIT: _("The picture is being fetched…"),
            Offer.FAILED: _("The picture could not be fetched."),
        }.get(card.offer, "")
        if card.offer in (Offer.ASK, Offer.FAILED):
            again = card.offer is Offer.FAILED
            self.picture_button.configure(text=_("Try again") if again else _("Show picture"))
            self.picture_button.pack(side="right", padx=(0, 8))
        if note:
            self.note.configure(text=note, wraplength=ttk.scale_size(self, 260))
            self.note.pack(side="left", padx=(0, 16))

    def destroy(self) -> None:
        """Take it away; the picture is let go here, as it tells Tk of its end."""
        super().destroy()
        self.__dict__.pop("_image", None)
        self.__dict__.pop("_initials", None)

    def _size(self) -> int:
        return int(ttk.scale_size(self, FACE))

    def _text(self, text: str) -> tkinter.Text:
        """To be read, and to be copied from."""
        needed = sum(1 + len(line) // WIDTH for line in text.split("\n"))
        lines = min(LINES, max(3, needed))
        field = ttk.Text(self.body, width=WIDTH, height=lines, wrap="word", takefocus=False)
        field.configure(font="TkTextFont", borderwidth=0, highlightthickness=0)
        field.configure(background=ttk.Style().lookup("Page.TFrame", "background"))
        field.insert("1.0", text)
        field.configure(state="disabled")
        field.grid(row=0, column=1, sticky="nsew")
        return field
