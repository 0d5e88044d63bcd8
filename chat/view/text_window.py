"""A window with a text to read and to copy from."""

from __future__ import annotations

import tkinter
from collections.abc import Sequence

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import fit_to_screen
from chat.view.list_scrollbar import add_scrollbar
from chat.view.styles import BOLD_FONT

SIZE = (560, 420)  # pixels at 96 dpi
GAP = 12  # pixels over a title
EDGE = 12  # pixels around the text


class TextWindow(ttk.Toplevel):
    """Over the main window; Escape closes it. The text is safe to show already."""

    def __init__(
        self, parent: tkinter.Misc, title: str, text: str = "", size: tuple[int, int] = SIZE
    ) -> None:
        """`size`: in pixels at 96 dpi."""
        super().__init__(title=title, master=parent)
        fit_to_screen(self, size)
        self.transient(parent.winfo_toplevel())
        self.close_button = ttk.Button(self, text=_("Close"), command=self.destroy)
        self.close_button.pack(side="bottom", anchor="e", padx=EDGE, pady=(0, EDGE))
        page = ttk.Frame(self)
        page.pack(fill="both", expand=True, padx=EDGE, pady=EDGE)
        self.text: tkinter.Text = ttk.Text(page, wrap="word", takefocus=True)
        self.text.pack(side="left", fill="both", expand=True)
        add_scrollbar(self.text, page)
        self.bind("<Escape>", lambda _event: self.destroy())
        self.show(text)
        self.text.focus_set()

    def show(self, text: str) -> None:
        """Show this text in the place of that before."""
        self.show_pages([("", text)])

    def show_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        """Show these texts, each under its title."""
        text = self.text
        text.configure(state="normal")
        text.delete("1.0", "end")
        text.tag_configure("title", font=BOLD_FONT, spacing1=GAP, spacing3=GAP // 4)
        for title, words in pages:
            if title:
                text.insert("end", f"{title}\n", "title")
            text.insert("end", words if (title, words) == pages[-1] else f"{words}\n")
        text.configure(state="disabled")
