"""The servers in the connect dialog, with a real list."""

from __future__ import annotations

import tkinter

import pytest
from msgspec.structs import replace

from chat.view.connect_dialog import ConnectDialog
from chat.view.ports import ConnectField, ConnectForm
from chat.view.ports.connect import ServerRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, type_text, wait_until

pytestmark = pytest.mark.view

LAB = ServerRow("lab", "Lab on alpha", "192.168.1.20", "192.168.1.20", "6697", tls=True)
CLUB = ServerRow("club", "Chess club", "192.168.1.9:7000", "192.168.1.9", "7000")
OLD = ServerRow(
    "old", "Example", "irc.example.net", "irc.example.net", "6667",
    channel="#a,#b", nick="annie", realname="Ann", recent=True,
)  # fmt: skip


@pytest.fixture
def dialog(view: MainWindow) -> ConnectDialog:
    return opened(view)


def opened(view: MainWindow, form: ConnectForm | None = None) -> ConnectDialog:
    view.open_connect_dialog(form or ConnectForm("ann"))
    view.root.update()
    assert view.dialogs.connect is not None
    return view.dialogs.connect


def show(view: MainWindow, *rows: ServerRow, note: str = "", looking: bool = False) -> None:
    view.connect.show_servers(rows, note, looking=looking)
    view.root.update()


def choose(dialog: ConnectDialog, key: str) -> None:
    """As a click on a row does."""
    dialog.servers.tree.selection_set([key])
    dialog.servers.tree.focus(key)
    dialog.update()


def double_click(widget: tkinter.Misc, x: int, y: int) -> None:
    for sequence in ("<Button-1>", "<ButtonRelease-1>") * 2:
        widget.event_generate(sequence, x=x, y=y)


def test_opening_and_closing_are_reported(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    assert intents.connect.calls == [("on_dialog_opened",)]
    dialog.cancel()
    assert intents.connect.calls[1:] == [("on_dialog_closed",)]
    show(view, LAB)  # what comes too late is shown nowhere
    view.connect.show_nick_problem("x")


def test_the_first_one_found_fills_an_empty_address_and_enter_connects(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    show(view, LAB, CLUB)
    assert dialog.servers.chosen() == LAB
    press(view, dialog.fields.entries[ConnectField.NICK], "<Return>")
    expected = ConnectForm("ann", "192.168.1.20", "6697", "#lobby", tls=True)
    assert intents.named("on_connect") == [(expected,)]


def test_an_address_that_is_there_stays(view: MainWindow) -> None:
    dialog = opened(view, ConnectForm("ann", "chat.example.org"))
    show(view, LAB, OLD)
    assert dialog.servers.chosen() is None
    assert dialog.fields.form().host == "chat.example.org"


def test_a_server_used_before_does_not_fill_the_address_by_itself(
    view: MainWindow, dialog: ConnectDialog
) -> None:
    show(view, OLD)
    assert dialog.fields.form().host == ""


def test_choosing_by_key_fills_the_form_and_skips_headings(
    view: MainWindow, dialog: ConnectDialog
) -> None:
    show(view, LAB, OLD)
    tree = dialog.servers.tree
    press(view, tree, "<Down>")  # the heading, and so what stands under it
    assert dialog.servers.chosen() == OLD
    form = dialog.fields.form()
    assert (form.nick, form.host, form.port) == ("annie", "irc.example.net", "6667")
    assert (form.channel, form.realname, form.tls) == ("#a,#b", "Ann", False)


def test_up_over_a_heading_goes_on_upwards(view: MainWindow, dialog: ConnectDialog) -> None:
    show(view, LAB, OLD)
    choose(dialog, "old")
    press(view, dialog.servers.tree, "<Up>")
    assert dialog.servers.chosen() == LAB
    press(view, dialog.servers.tree, "<Up>")
    assert dialog.servers.chosen() == LAB


def test_a_name_that_was_typed_is_not_replaced(view: MainWindow, dialog: ConnectDialog) -> None:
    nick = dialog.fields.entries[ConnectField.NICK]
    nick.delete(0, "end")
    type_text(view, nick, "bob")
    show(view, LAB, OLD)
    choose(dialog, "old")
    view.root.update()
    assert dialog.fields.form().nick == "bob"


def test_a_double_click_connects(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    show(view, LAB, CLUB)
    tree = dialog.servers.tree
    x, y, width, height = (int(part) for part in tree.bbox("club"))
    double_click(tree, x + width // 2, y + height // 2)
    view.root.update()
    assert [call[0].host for call in intents.named("on_connect")] == ["192.168.1.9"]


def test_a_double_click_on_a_heading_neither_folds_nor_connects(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    show(view, LAB)
    tree = dialog.servers.tree
    x, y, _, height = (int(part) for part in tree.bbox("group False"))
    double_click(tree, x + 30, y + height // 2)
    view.root.update()
    assert intents.named("on_connect") == []
    assert tree.bbox("lab")


def test_typing_another_address_chooses_none(view: MainWindow, dialog: ConnectDialog) -> None:
    show(view, LAB)
    type_text(view, dialog.fields.entries[ConnectField.HOST], "x")
    dialog.fields.entries[ConnectField.HOST].event_generate("<KeyRelease-x>")
    view.root.update()
    assert dialog.servers.chosen() is None


def test_the_choice_outlives_news_of_the_network(view: MainWindow, dialog: ConnectDialog) -> None:
    show(view, LAB, CLUB, OLD)
    choose(dialog, "club")
    view.root.update()
    type_text(view, dialog.fields.entries[ConnectField.CHANNEL], "")
    dialog.fields.entries[ConnectField.CHANNEL].insert("end", "x")
    show(view, CLUB, OLD)
    assert dialog.servers.chosen() == CLUB
    assert dialog.fields.form().channel == "#lobbyx"
    show(view, OLD)
    assert dialog.servers.chosen() is None
    assert dialog.fields.form().host == "192.168.1.9"


def test_a_server_used_before_can_be_removed_by_key_and_menu(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    show(view, LAB, OLD)
    choose(dialog, "lab")
    press(view, dialog.servers.tree, "<Delete>")
    assert ("on_forget_server", "lab") not in intents.connect.calls
    choose(dialog, "old")
    press(view, dialog.servers.tree, "<Delete>")
    assert intents.connect.calls[-1] == ("on_forget_server", "old")
    menu = dialog.servers.menu
    assert menu.fill("old")
    menu.menu.invoke(1)
    assert intents.connect.calls[-2:] == [("on_forget_server", "old")] * 2
    assert menu.fill("lab")
    assert menu.menu.index("end") == 0
    menu.menu.invoke(0)
    assert [call[0].host for call in intents.named("on_connect")] == ["192.168.1.20"]
    assert not menu.fill("group False")


def test_why_nothing_was_found_and_look_again(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    show(view, note="Looking…", looking=True)
    assert dialog.servers.note.winfo_ismapped()
    assert dialog.servers.again_button.instate(["disabled"])
    show(view, OLD, note="No server answered. " * 10)
    assert dialog.servers.note.winfo_ismapped()
    assert dialog.servers.note.winfo_y() > dialog.servers.tree.winfo_y()
    dialog.servers.again_button.invoke()
    assert intents.connect.calls[-1] == ("on_look_again",)
    show(view, LAB)
    assert not dialog.servers.note.winfo_ismapped()


def test_names_of_strangers_are_made_safe(view: MainWindow, dialog: ConnectDialog) -> None:
    show(view, replace(LAB, name="evil\n\x00\u202e" + "x" * 100_000))
    shown = str(dialog.servers.tree.item("lab", "text"))
    assert "\n" not in shown
    assert "\x00" not in shown
    assert len(shown) < 10_000


def test_many_servers_scroll(view: MainWindow, dialog: ConnectDialog) -> None:
    show(view, *(replace(LAB, key=str(number)) for number in range(50)))
    assert dialog.servers.tree.yview()[1] < 1.0


def test_a_name_is_judged_while_it_is_typed(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    nick = dialog.fields.entries[ConnectField.NICK]
    nick.delete(0, "end")
    type_text(view, nick, "a b")
    assert intents.connect.nicks[-1] == "a b"
    view.connect.show_nick_problem("A name cannot contain a space.")
    view.root.update()
    assert dialog.fields.nick_problem.winfo_ismapped()
    view.connect.show_nick_problem("")
    view.root.update()
    assert not dialog.fields.nick_problem.winfo_ismapped()


def test_the_rare_fields_are_folded_away_and_reported(
    view: MainWindow, intents: FakeIntents, dialog: ConnectDialog
) -> None:
    rare = (ConnectField.CHANNEL, ConnectField.KEY, ConnectField.PASSWORD, ConnectField.REALNAME)
    widgets = [*(dialog.fields.entries[field] for field in rare), dialog.fields.tls_button]
    assert not any(widget.winfo_ismapped() for widget in widgets)
    dialog.fields.more_button.invoke()
    view.root.update()
    assert all(widget.winfo_ismapped() for widget in widgets)
    dialog.fields.entries[ConnectField.HOST].insert(0, "h")
    dialog.fields.entries[ConnectField.KEY].insert(0, "k")
    dialog.fields.entries[ConnectField.REALNAME].insert(0, "Ann")
    dialog.connect_button.invoke()
    assert intents.named("on_connect") == [(ConnectForm("ann", "h", key="k", realname="Ann"),)]
    dialog.fields.more_button.invoke()
    view.root.update()
    assert not any(widget.winfo_ismapped() for widget in widgets)


def test_it_stays_on_a_screen_that_it_outgrows(view: MainWindow) -> None:
    view.root.geometry(f"+0+{view.root.winfo_screenheight() - 200}")
    view.root.update()
    dialog = opened(view)
    show(view, OLD, note="No server answered. " * 40)
    view.root.update()
    bottom = dialog.winfo_rooty() + dialog.winfo_height()
    assert bottom <= max(view.root.winfo_screenheight(), dialog.winfo_height())


def test_the_form_follows_the_chosen_server_as_it_tells_more_of_itself(
    view: MainWindow, dialog: ConnectDialog
) -> None:
    show(view, replace(LAB, port="6667", tls=False))
    assert (dialog.fields.form().port, dialog.fields.form().tls) == ("6667", False)
    show(view, LAB)
    assert (dialog.fields.form().port, dialog.fields.form().tls) == ("6697", True)
    dialog.fields.entries[ConnectField.PORT].insert("end", "1")
    show(view, replace(LAB, host="192.168.1.21"))
    assert (dialog.fields.form().host, dialog.fields.form().port) == ("192.168.1.20", "66971")


def test_on_a_small_screen_the_unfolded_form_has_the_room_of_the_list(
    view: MainWindow, dialog: ConnectDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(view, OLD, note="No server answered. " * 20)
    view.root.update()
    screen = dialog.winfo_reqheight() + 60  # enough for it as it is, with its frame, and no more
    monkeypatch.setattr(dialog, "winfo_screenheight", lambda: screen)
    dialog.fields.more_button.invoke()
    wait_until(view, lambda: not dialog.servers.winfo_ismapped(), "the list has made room")
    assert dialog.connect_button.winfo_ismapped()
    dialog.fields.more_button.invoke()
    wait_until(view, dialog.servers.winfo_ismapped, "the list is back")


def test_nothing_that_a_settings_file_may_hold_breaks_the_form(
    view: MainWindow, dialog: ConnectDialog
) -> None:
    show(view, replace(OLD, host="h\ud800", channel="#\ud800", nick="\ud800"))
    choose(dialog, "old")
    assert dialog.fields.form().host == "h?"


def test_a_long_name_ends_in_an_ellipsis_before_the_address(
    view: MainWindow, dialog: ConnectDialog
) -> None:
    show(view, LAB, replace(CLUB, name="a chat with a long name " * 4))
    tree = dialog.servers.tree
    long = str(tree.item(CLUB.key, "text"))
    assert (long.endswith("…"), tree.item(LAB.key, "text")) == (True, LAB.name)
    assert tree.set(CLUB.key, "address") == CLUB.address
    view.set_theme("dark")
    assert str(tree.item(CLUB.key, "text")).endswith("…")
