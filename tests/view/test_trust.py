from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.view.ports.trust import CertificateQuestion, Lock
from chat.view.trust_window import TrustWindow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press

pytestmark = pytest.mark.view

PRINT = ":".join(f"{number:02X}" for number in range(32))
FIRST = CertificateQuestion(
    "Is this the right server?", "You connect for the first time.", PRINT, "CN=x", "Trust it"
)
CHANGED = replace(FIRST, before=PRINT[::-1], compared="I have compared them", accept="Trust new")


def ask(view: MainWindow, question: CertificateQuestion) -> tuple[TrustWindow, list[bool]]:
    answers: list[bool] = []
    view.trust.ask(question, answers.append)
    view.root.update()
    assert view.trust.window is not None
    return view.trust.window, answers


def test_the_fingerprint_is_shown_whole_and_a_button_trusts(view: MainWindow) -> None:
    window, answers = ask(view, FIRST)
    shown = window.fingerprint.get("1.0", "end").replace("\n", "")
    assert shown == PRINT
    window.accept_button.invoke()
    assert answers == [True]
    assert not window.winfo_exists()


def test_nothing_is_trusted_by_accident(view: MainWindow) -> None:
    window, answers = ask(view, FIRST)
    window.update()
    assert window.focus_lastfor() is window.refuse_button
    window.refuse_button.invoke()
    assert answers == [False]
    window, answers = ask(view, FIRST)
    press(view, window, "<Escape>")
    assert answers == [False]


def test_a_changed_certificate_must_be_compared_first(view: MainWindow) -> None:
    window, answers = ask(view, CHANGED)
    window.accept_button.invoke()
    assert answers == []
    assert window.accept_button.instate(["disabled"])
    window.compared_button.invoke()
    window.compared_button.invoke()
    assert window.accept_button.instate(["disabled"])
    window.compared_button.invoke()
    window.accept_button.invoke()
    assert answers == [True]


def test_a_second_question_is_a_no_to_the_first(view: MainWindow) -> None:
    _, first = ask(view, FIRST)
    window, second = ask(view, CHANGED)
    assert (first, second) == ([False], [])
    window.refuse()


def test_the_lock_stands_before_the_name(view: MainWindow) -> None:
    view.trust.show_lock(Lock.CLOSED, "TLS 1.3")
    view.root.update()
    label = view.trust.lock_label
    assert label.winfo_manager() == "pack"
    assert view.trust.tip.text == "TLS 1.3"
    closed = str(label.cget("image"))
    view.trust.show_lock(Lock.OPEN, "Not encrypted")
    assert str(label.cget("image")) != closed
    view.set_theme("dark")
    view.root.update()
    view.trust.show_lock(Lock.NONE, "")
    assert label.winfo_manager() == ""


def test_the_menu_shows_what_is_trusted(view: MainWindow, intents: FakeIntents) -> None:
    menu = view.menu_bar.menus["Chat"]
    menu.invoke("Trusted servers…")
    assert intents.trust.calls == ["on_show_trusted"]
