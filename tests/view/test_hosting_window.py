"""The window for hosting a chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.view.hosting_window import HostingWindow
from chat.view.ports import ConnectForm
from chat.view.ports.hosting import HostingForm, HostingPanel
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle

pytestmark = pytest.mark.view

FORM = HostingForm("ann-chat")
PANEL = HostingPanel(
    "You host “lab”: 2 people are in #lobby.",
    "Others see it in their list.",
    "ircs://192.168.1.7/#lobby",
    "192.168.1.7, port 6697",
    "AB:CD",
)


def asked(view: MainWindow, form: HostingForm = FORM) -> HostingWindow:
    view.hosting.open_form(form)
    view.root.update()
    assert view.hosting.window is not None
    return view.hosting.window


def hosting(view: MainWindow, panel: HostingPanel = PANEL) -> HostingWindow:
    view.hosting.open_panel(panel)
    view.root.update()
    assert view.hosting.window is not None
    return view.hosting.window


def test_the_menu_and_the_connect_dialog_lead_to_it(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.root, "<Control-H>")
    view.open_connect_dialog(ConnectForm("bob"))
    assert view.dialogs.connect is not None
    view.dialogs.connect.host_button.invoke()
    assert intents.hosting.calls == [("on_open", ""), ("on_open", "bob")]


def test_enter_starts_with_what_was_decided(view: MainWindow, intents: FakeIntents) -> None:
    window = asked(view)
    assert window.focus_lastfor() is window.form_frame.name
    window.form_frame.choices["here"].invoke()
    window.form_frame.password.insert(0, "sesame")
    press(view, window.form_frame.password, "<Return>")
    window.form_frame.choices["open"].invoke()
    window.form_frame.start_button.invoke()
    assert intents.hosting.calls == [
        ("on_start", HostingForm("ann-chat", False, "sesame")),
        ("on_start", HostingForm("ann-chat", True, "sesame")),
    ]
    assert str(window.form_frame.password.cget("show")) == "•"


def test_a_problem_is_shown_and_what_was_typed_stays(view: MainWindow) -> None:
    window = asked(view)
    view.hosting.show_problem("Give the chat a name.")
    view.root.update()
    assert window.form_frame.problem.winfo_ismapped()
    assert window.form_frame.name.get() == "ann-chat"
    window.form_frame.start_button.invoke()
    view.root.update()
    assert not window.form_frame.problem.winfo_ismapped()


def test_the_form_gives_way_to_the_panel(view: MainWindow) -> None:
    window = asked(view)
    assert hosting(view) is window
    assert not window.form_frame.winfo_ismapped()
    assert window.panel_frame.headline.cget("text") == PANEL.headline
    assert window.panel_frame.link.get() == PANEL.link
    assert window.panel_frame.fingerprint.cget("text") == "AB:CD"
    assert window.panel_frame.facts.winfo_ismapped()


def test_the_invitation_is_copied(view: MainWindow) -> None:
    panel = hosting(view).panel_frame
    panel.copy_button.invoke()
    assert view.root.clipboard_get() == PANEL.link
    assert panel.copy_button.cget("text") == "Copied"
    view.hosting.show_panel(replace(PANEL, headline="Another joined."))
    assert panel.copy_button.cget("text") == "Copied"
    view.hosting.show_panel(replace(PANEL, link="ircs://other/#lobby"))
    assert panel.copy_button.cget("text") == "Copy"


def test_stop_is_reported_and_offered_only_where_it_can_be(
    view: MainWindow, intents: FakeIntents
) -> None:
    panel = hosting(view).panel_frame
    panel.stop_button.invoke()
    assert intents.hosting.calls == [("on_stop",)]
    view.hosting.show_panel(HostingPanel("The chat is stopped.", can_stop=False))
    view.root.update()
    assert not panel.stop_button.winfo_ismapped()
    assert not panel.facts.winfo_ismapped()


def test_a_failure_is_in_the_colour_of_danger(view: MainWindow) -> None:
    panel = hosting(view, HostingPanel("It broke.", failed=True)).panel_frame
    assert str(panel.headline.cget("style")) == "PageDanger.TLabel"


def test_while_it_is_closed_nothing_is_shown(view: MainWindow) -> None:
    view.hosting.show_panel(PANEL)
    view.hosting.show_problem("x")
    assert view.hosting.window is None
    assert not view.hosting.is_open()
    window = hosting(view)
    assert view.hosting.is_open()
    press(view, window.panel_frame.link, "<Escape>")
    assert not window.winfo_exists()
    view.hosting.show_panel(PANEL)
    view.hosting.show_problem("x")
    assert hosting(view) is not window


def test_what_takes_a_while_shows_that_it_goes_on(view: MainWindow) -> None:
    panel = hosting(view, HostingPanel("Starting “lab”…", busy=True)).panel_frame
    assert panel.progress.winfo_ismapped()
    view.hosting.show_panel(PANEL)
    view.root.update()
    assert not panel.progress.winfo_ismapped()
    view.hosting.show_panel(HostingPanel("Stopping “lab”…", busy=True))
    view.root.update()


def test_the_fingerprint_is_broken_where_the_question_about_it_breaks_it(view: MainWindow) -> None:
    whole = ":".join(f"{number:02X}" for number in range(32))
    view.hosting.open_panel(replace(PANEL, fingerprint=whole))
    assert view.hosting.window is not None
    shown = view.hosting.window.panel_frame.fingerprint
    first, second = str(shown.cget("text")).split("\n")
    assert (first, second) == (whole[:48], whole[48:])
    settle(view)
    assert shown.winfo_width() >= shown.winfo_reqwidth()
