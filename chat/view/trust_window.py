"""The question whether a server's certificate is to be trusted: fingerprints, and two buttons.

The one that does nothing has the cursor, so that no key pressed by chance trusts anybody.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow
from chat.view.fingerprints import HALF, in_two_lines
from chat.view.ports.trust import CertificateQuestion
from chat.view.text_safety import safe_line, safe_text
from chat.view.values import TruthValue

WRAP = 420  # pixels at 96 dpi of a line of the text


class TrustWindow(DialogWindow):
    """Calls `on_answer` once, with what was decided."""

    def __init__(
        self,
        parent: tkinter.Misc,
        question: CertificateQuestion,
        *,
        emoji: bool,
        on_answer: Callable[[bool], None],
    ) -> None:
        super().__init__(parent, safe_line(question.title), self.refuse)
        self._emoji = emoji
        self._on_answer = on_answer
        self._label(question.text, "Page.TLabel").pack(fill="x")
        if question.before:
            self._fingerprint(_("Trusted until now (SHA-256)"), question.before)
        shown = _("It shows now (SHA-256)") if question.before else _("Fingerprint (SHA-256)")
        self.fingerprint = self._fingerprint(shown, question.fingerprint)
        if question.details:
            self._label(question.details, "PageMuted.TLabel").pack(fill="x", pady=(8, 0))
        self._compared = TruthValue(self)
        self.compared_button = ttk.Checkbutton(
            self.body, text=question.compared, variable=self._compared, command=self._on_compared
        )
        if question.compared:
            self.compared_button.pack(anchor="w", pady=(16, 0))
        self._buttons(question)
        self.appear(self.refuse_button)

    def accept(self) -> None:
        """It is to be trusted."""
        self._answer(True)

    def refuse(self) -> None:
        """It is not."""
        self._answer(False)

    def _answer(self, answer: bool) -> None:
        self.destroy()
        self._on_answer(answer)

    def _buttons(self, question: CertificateQuestion) -> None:
        foot = ttk.Frame(self.body)
        foot.pack(fill="x", pady=(20, 0))
        colour = "danger" if question.before else "primary"
        self.accept_button = ttk.Button(
            foot, text=question.accept, bootstyle=colour, command=self.accept
        )
        self.refuse_button = ttk.Button(foot, text=_("Do not connect"), command=self.refuse)
        self.accept_button.pack(side="right")
        self.refuse_button.pack(side="right", padx=(0, 8))
        if question.compared:
            self.accept_button.state(["disabled"])

    def _on_compared(self) -> None:
        self.accept_button.state(["!disabled" if self._compared.get() else "disabled"])

    def _label(self, text: str, style: str) -> ttk.Label:
        return ttk.Label(
            self.body,
            text=safe_text(text, emoji=self._emoji, limit=1_000),
            style=style,
            wraplength=ttk.scale_size(self, WRAP),
            justify="left",
        )

    def _fingerprint(self, label: str, text: str) -> tkinter.Text:
        """In a field of its own, to be selected and copied."""
        self._label(label, "PageMuted.TLabel").pack(fill="x", pady=(14, 2))
        field = ttk.Text(
            self.body, height=2, width=HALF, wrap="char", font="TkFixedFont", takefocus=False
        )
        field.insert("1.0", in_two_lines(text))
        field.configure(state="disabled")
        field.pack(anchor="w")
        return field
