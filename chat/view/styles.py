"""Themes: the two ttkbootstrap themes we use, the ttk styles of our own, and the palette.

Styles hold for one theme in Tk, so `apply_styles` runs again after each switch.
"""

from __future__ import annotations

from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.view.palette import READABLE, Palette, contrast, ink_on, make_palette, mix, readable
from chat.view.ports import BarTone

LIGHT_THEME = "bootstrap-light"
DARK_THEME = "bootstrap-dark"
BOLD_FONT = "ChatBoldFont"
LARGE_FONT = "ChatLargeFont"
BUTTONS = ("primary", "primary-outline", "outline", "danger", "danger-outline", "link")
MADE_OUT = 2.6  # contrast of what is disabled, of which WCAG asks none
COMPACT, ROOMY = 10, 18  # pixels at 96 dpi around a line of a side list
INDENT = 14  # pixels at 96 dpi of a channel under its network


def make_fonts(root: ttk.App) -> None:
    """Name the bold and the large font, derived from the system's own."""
    base = tkfont.nametofont("TkDefaultFont", root=root).actual()
    size = int(base["size"])
    ttk.utils.Fonts.create_alias(BOLD_FONT, family=base["family"], size=size, weight="bold")
    ttk.utils.Fonts.create_alias(
        LARGE_FONT, family=base["family"], size=round(size * 1.6), weight="bold"
    )


def apply_styles(style: ttk.Style, *, roomy: bool = False) -> Palette:
    """Configure our styles for the theme in use; return the colours that go with them."""
    colours = style.colors
    palette = make_palette(
        background=str(colours.bg),
        text=str(colours.fg),
        accent=str(colours.primary),
        danger=str(colours.danger),
        dark=style.theme_mode == "dark",
    )
    _frames_and_labels(style, palette)
    for tone in BarTone:
        ground = str(colours.get(tone.value))
        style.configure(f"{tone.value}Bar.TFrame", background=ground)
        style.configure(f"{tone.value}Bar.TLabel", background=ground, foreground=ink_on(ground))
    field = str(colours.inputbg)
    style.configure("Hint.TLabel", background=field, foreground=readable(palette.muted, field))
    _buttons(style, palette)
    _lists(style, palette, roomy=roomy)
    return palette


def _buttons(style: ttk.Style, palette: Palette) -> None:
    """Make the words on the theme's buttons readable, in each state: not all of them are."""
    for kind in BUTTONS:
        made = ttk.Button(style.master, bootstyle=kind)  # the theme makes its styles on demand
        name = str(made.cget("style"))
        made.destroy()
        normal, pressed, hover = (
            _ink(style, palette, name, state) for state in ((), ("pressed",), ("hover",))
        )
        grey = _grey(style, palette, name)
        style.configure(name, foreground=normal)
        style.map(
            name,
            foreground=[
                ("disabled", grey),
                ("pressed", "!disabled", pressed),
                ("hover", "!disabled", hover),
            ],
        )


def _grey(style: ttk.Style, palette: Palette, name: str) -> str:
    """The words on a button that cannot be pressed: grey, but to be made out."""
    ink = str(style.lookup(name, "foreground", ("disabled",)))
    ground = str(style.lookup(name, "background", ("disabled",))) or palette.background
    steps = (mix(palette.text, ink, step / 20) for step in range(21))
    return next((one for one in steps if contrast(one, ground) >= MADE_OUT), palette.muted)


def _ink(style: ttk.Style, palette: Palette, name: str, state: tuple[str, ...]) -> str:
    """A button's own colour for words in a state, or the next that reads on its ground."""
    ink = str(style.lookup(name, "foreground", state))
    ground = str(style.lookup(name, "background", state)) or palette.background
    if contrast(ink, ground) >= READABLE:
        return ink
    return readable(ink, ground) if ground == palette.background else ink_on(ground)


def _frames_and_labels(style: ttk.Style, palette: Palette) -> None:
    style.configure("Page.TFrame", background=palette.background)
    style.configure("Side.TFrame", background=palette.surface)
    style.configure("Callout.TFrame", background=palette.accent)
    style.configure("Line.TFrame", background=palette.border)
    for name, ground in (("Side", palette.surface), ("Page", palette.background)):
        style.configure(f"{name}.TLabel", background=ground, foreground=palette.text)
        style.configure(
            f"{name}Strong.TLabel", background=ground, foreground=palette.text, font=BOLD_FONT
        )
        style.configure(f"{name}Muted.TLabel", background=ground, foreground=palette.muted)
        style.configure(f"{name}Danger.TLabel", background=ground, foreground=palette.danger)
    style.configure("Tip.TLabel", background=palette.selection, foreground=palette.selection_text)
    style.configure("Hover.TButton", padding=4, borderwidth=0, background=palette.surface)
    style.map("Hover.TButton", background=[("active", palette.selection)])
    style.configure(
        "Large.TLabel", background=palette.background, foreground=palette.text, font=LARGE_FONT
    )


def _lists(style: ttk.Style, palette: Palette, *, roomy: bool) -> None:
    linespace = tkfont.nametofont("TkDefaultFont", root=style.master).metrics("linespace")
    style.configure(
        "Side.Treeview",
        background=palette.surface,
        fieldbackground=palette.surface,
        foreground=palette.text,
        borderwidth=0,
        rowheight=linespace + ttk.scale_size(style.master, ROOMY if roomy else COMPACT),
        indent=ttk.scale_size(style.master, INDENT),
    )
    style.configure("Table.Treeview", rowheight=linespace + ttk.scale_size(style.master, 6))
    for name in ("Side.Treeview", "Table.Treeview"):
        style.map(
            name,
            background=[("selected", palette.selection)],
            foreground=[("selected", palette.selection_text)],
        )
    style.layout("Side.Treeview", [("Treeview.treearea", {"sticky": "nswe"})])
    style.configure("Side.Treeview.Item", padding=(6, 0, 0, 0))
    # Without the triangles: a network is always open.
    style.layout(
        "Side.Treeview.Item",
        [
            (
                "Treeitem.padding",
                {
                    "children": [
                        ("Treeitem.image", {"side": "left", "sticky": ""}),
                        ("Treeitem.text", {"side": "left"}),
                    ]
                },
            )
        ],
    )
