"""The window as a whole: keyboard, topic, entry, bar, empty state, geometry."""

from __future__ import annotations

import re
import tkinter

import pytest

from chat.translation import _, languages, use_language
from chat.view.actions import menu_actions
from chat.view.geometry import cut_to_screen
from chat.view.menu_bar import MENUS
from chat.view.menu_letters import letter_places
from chat.view.ports import BarTone, MemberRow
from chat.view.ports.files import FileAction, FileRow, FileState
from chat.view.ports.marks import Quote
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, type_text, wait_until
from tests.view.gallery import CONVERSATIONS, TOPIC, fill

pytestmark = pytest.mark.view


# -- keyboard and menus ---------------------------------------------------------------------

KEYS = {
    "<Control-n>": ("on_open_connect_dialog",),
    "<Control-N>": ("on_open_connect_dialog",),
    "<Control-q>": ("tray.on_quit",),
    "<Control-w>": ("on_close_conversation", "n#lobby"),
    "<Alt-Down>": ("on_next_conversation", 1),
    "<Alt-Up>": ("on_next_conversation", -1),
}


@pytest.mark.parametrize("keys", KEYS)
def test_keys_work_from_where_one_types(view: MainWindow, intents: FakeIntents, keys: str) -> None:
    fill(view)
    press(view, view.entry_field, keys)
    assert intents.calls == [KEYS[keys]]
    assert view.entry_text() == ""


@pytest.mark.parametrize(
    ("menu", "entry", "call"),
    [
        ("Chat", "Connect…", ("on_open_connect_dialog",)),
        ("Chat", "Disconnect", ("on_disconnect",)),
        ("Chat", "Quit", ("tray.on_quit",)),
        ("Conversation", "Next", ("on_next_conversation", 1)),
        ("Conversation", "Previous", ("on_next_conversation", -1)),
        ("Chat", "Forget everything…", ("on_forget_everything",)),
        ("Conversation", "Forget what was said…", ("on_forget_conversation",)),
        ("Conversation", "Close", ("on_close_conversation", "n#lobby")),
        ("You", "Away", ("on_toggle_away",)),
        ("View", "System", ("on_set_theme", "system")),
    ],
)
def test_each_menu_entry_reports(
    view: MainWindow, intents: FakeIntents, menu: str, entry: str, call: tuple[object, ...]
) -> None:
    fill(view)
    view.menu_bar.menus[menu].invoke(entry)
    assert intents.calls == [call]


@pytest.mark.parametrize("language", languages())
def test_every_menu_has_letters_and_no_two_alike(language: str) -> None:
    use_language(language)
    try:
        menus = [[_(command.label) for command in menu if command.name] for menu in MENUS.values()]
        for labels in ([_(title) for title in MENUS], *menus):
            places = letter_places(labels)
            assert -1 not in places, labels
            letters = [label[place].casefold() for label, place in zip(labels, places, strict=True)]
            assert len(set(letters)) == len(letters), labels
    finally:
        use_language("en")


def test_a_letter_is_rather_the_first_than_one_within() -> None:
    assert letter_places(["Find", "Find further up", "Forget", "up"]) == [0, 1, 1, 0]
    assert letter_places(["a", "a", "…"]) == [0, -1, -1]
    assert letter_places(["s", "ßx", "ß"]) == [0, 0, -1]


def test_no_menu_is_longer_than_one_can_take_in() -> None:
    for title, commands in MENUS.items():
        assert sum(bool(command.name) for command in commands) <= 12, title


# What a person presses who edits a text: none of these may do anything else.
TEXT_KEYS = {
    *(f"<Control-{key}>" for key in "acvxyzACVXYZ"),
    *(f"<Control-Key-{key}>" for key in "acvxyz"),
    *(
        f"<{with_}{key}>"
        for with_ in ("", "Shift-", "Control-", "Control-Shift-")
        for key in ("Home", "End", "Left", "Right", "BackSpace", "Delete", "Insert", "Up", "Down")
    ),
}


def test_the_keys_of_commands_are_none_of_an_editor_and_none_twice() -> None:
    keys = [command.keys for menu in MENUS.values() for command in menu if command.keys]
    assert not TEXT_KEYS & set(keys)
    assert len(set(keys)) == len(keys)
    shown = [command.accelerator for menu in MENUS.values() for command in menu]
    assert all(shown.count(text) == 1 for text in shown if text)


def test_every_command_does_something_and_nothing_else_is_there(view: MainWindow) -> None:
    named = {command.name for menu in MENUS.values() for command in menu if command.name}
    assert named == menu_actions(view).keys()


def test_away_is_marked_when_the_server_says_so(view: MainWindow) -> None:
    view.show_identity("alice", away=False)
    view.menu_bar.menus["You"].invoke("Away")
    assert view.menu_bar.away.get() is False
    view.show_identity("alice", away=True)
    assert view.menu_bar.away.get() is True
    assert view.pieces.entry_row.identity.cget("text") == "alice (away)"


def test_f6_goes_round_all_parts_of_the_window(view: MainWindow) -> None:
    fill(view)
    view.root.update()
    visited = []
    view.entry_field.focus_force()
    for _turn in range(4):
        view.root.update()
        here = view.root.focus_get()
        assert here is not None
        visited.append(here)
        press(view, here, "<F6>")
    assert visited == [
        view.entry_field,
        view.pieces.conversations.tree,
        view.message_listbox,
        view.pieces.members.tree,
    ]
    assert view.root.focus_get() is view.entry_field


def test_f6_reaches_bars_while_they_are_shown_and_shift_f6_goes_back(view: MainWindow) -> None:
    fill(view)
    view.show_bar("The connection was lost.", BarTone.DANGER, "Try now")
    view.marks.show_answered(Quote("some words", "bob"))
    view.finding.open()
    view.files.show([FileRow("f", "a.png", "3 KB", FileState.READY, (FileAction.SEND,))])
    view.root.update()
    pieces = view.pieces
    tray = pieces.files_tray.lines["f"].buttons[FileAction.SEND]
    expected = [
        pieces.conversations.tree,
        pieces.finding.entry,
        view.message_listbox,
        pieces.members.tree,
        pieces.bar.button,
        pieces.marks.cancel_button,
        tray,
        view.entry_field,
    ]
    assert walk(view, "<F6>", len(expected)) == expected
    assert walk(view, "<Shift-F6>", len(expected)) == [*expected[-2::-1], view.entry_field]


def walk(view: MainWindow, keys: str, steps: int) -> list[tkinter.Misc | None]:
    """Where the cursor comes to, from the entry."""
    visited: list[tkinter.Misc | None] = []
    here: tkinter.Misc | None = view.entry_field
    for _step in range(steps):
        assert here is not None
        press(view, here, keys)
        here = view.root.focus_get()
        visited.append(here)
    return visited


@pytest.mark.parametrize("percent", [100, 200])
def test_in_a_narrow_window_the_nick_gives_way_to_the_entry(view: MainWindow, percent: int) -> None:
    fill(view)
    view.show_identity("n" * 64, away=True)
    view.set_text_size(percent)
    view.root.geometry("480x360")
    row = view.pieces.entry_row
    wait_until(view, lambda: row.winfo_width() <= 480, "it is narrow")
    wait_until(view, lambda: view.entry_field.winfo_width() >= 140, "there is room to write")
    assert row.send_button.winfo_x() + row.send_button.winfo_width() <= row.winfo_width()
    view.set_text_size(100)
    view.root.geometry("1300x640")
    wait_until(view, lambda: row.identity.cget("text") == f"{'n' * 17}… (away)", "the nick is back")


@pytest.mark.parametrize("keys", ["<Control-f>", "<Control-t>", "<Shift-Return>"])
def test_keys_that_follow_fast_are_for_what_was_opened(view: MainWindow, keys: str) -> None:
    fill(view)
    view.entry_field.focus_force()
    view.root.update()
    view.set_entry("one")
    if keys == "<Control-f>":
        view.finding.open()
    else:
        view.entry_field.event_generate(keys)
    here = view.root.focus_get()  # and nothing has been drawn meanwhile
    assert here is not None
    assert here is not view.entry_field
    assert here.winfo_ismapped()


@pytest.mark.parametrize(("entry", "mark"), [("Bold", "\x02"), ("Italic", "\x1d")])
def test_marks_are_in_the_menu_too(view: MainWindow, entry: str, mark: str) -> None:
    view.set_entry("word")
    view.entry_field.selection_range(0, "end")
    view.menu_bar.menus["Message"].invoke(entry)
    assert view.entry_text() == f"{mark}word{mark}"


def test_f1_lists_every_key_under_titles(view: MainWindow) -> None:
    fill(view)
    press(view, view.entry_field, "<F1>")
    window = view.dialogs.keys
    assert window is not None
    text = window.text.get("1.0", "end")
    for menu in MENUS.values():
        for command in menu:
            if command.accelerator:
                assert f"{command.accelerator}\t{command.label.rstrip('…')}\n" in text
    places = [text.index(f"{title}\n") for title in ("Chat", "Find", "Writing", "Everywhere")]
    assert places == sorted(places)
    press(view, window.text, "<F1>")
    assert not window.winfo_exists()


def test_tab_leaves_the_entry(view: MainWindow) -> None:
    view.set_entry("text")
    press(view, view.entry_field, "<Tab>")
    assert view.root.focus_get() is view.pieces.entry_row.emoji_button


def test_keys_typed_into_a_dialog_are_not_the_window_s(
    view: MainWindow, intents: FakeIntents
) -> None:
    fill(view)
    view.menu_bar.menus["Chat"].invoke("Join channel…")
    assert view.dialogs.prompt is not None
    press(view, view.dialogs.prompt.entry, "<Control-w>", "<Control-q>")
    assert intents.calls == []


def test_intents_come_before_events() -> None:
    window = MainWindow()
    try:
        with pytest.raises(RuntimeError, match="bind_intents"):
            window.on_closing()
    finally:
        window.destroy()


# -- topic ----------------------------------------------------------------------------------


def topic_shown(view: MainWindow) -> str:
    view.root.update()
    return str(view.pieces.topic_line.label.cget("text"))


def test_a_long_topic_is_elided_and_whole_in_its_tooltip(view: MainWindow) -> None:
    fill(view)
    view.root.geometry("640x480")
    wait_until(view, lambda: view.root.winfo_width() == 640, "it is narrow")
    assert re.fullmatch(r"Build party .*…", topic_shown(view))
    assert view.pieces.topic_line._tip.text == TOPIC


@pytest.mark.parametrize("how", ["click", "enter", "menu"])
def test_the_topic_is_edited_in_place(view: MainWindow, intents: FakeIntents, how: str) -> None:
    fill(view)
    view.root.update()
    line = view.pieces.topic_line
    if how == "click":
        line.label.event_generate("<Button-1>", x=5, y=5)
    elif how == "enter":
        press(view, line.label, "<Return>")
    else:
        view.menu_bar.menus["Conversation"].invoke("Change topic")
    view.root.update()
    assert line.editor.get() == TOPIC
    type_text(view, line.editor, "new")  # over the old one, which is selected
    press(view, line.editor, "<Return>")

    assert intents.calls == [("on_change_topic", "new")]
    assert topic_shown(view).startswith("Build party")  # until the server says otherwise


def test_escape_gives_up_editing_the_topic(view: MainWindow, intents: FakeIntents) -> None:
    fill(view)
    view.pieces.topic_line.edit()
    press(view, view.pieces.topic_line.editor, "<Escape>")
    assert intents.calls == []
    assert topic_shown(view).startswith("Build party")


def test_a_topic_one_may_not_change_is_not_edited(view: MainWindow) -> None:
    fill(view)
    view.show_topic("fixed", editable=False)
    view.pieces.topic_line.edit()
    assert not view.pieces.topic_line.editing()


def test_another_conversation_ends_editing(view: MainWindow) -> None:
    fill(view)
    view.pieces.topic_line.edit()
    view.show_topic("someone else changed it", editable=True)
    assert view.pieces.topic_line.editing()
    view.show_conversations(CONVERSATIONS, "n#cooking")
    assert not view.pieces.topic_line.editing()


def test_no_topic_invites_to_set_one(view: MainWindow) -> None:
    fill(view)
    view.show_topic("", editable=True)
    assert topic_shown(view) == "Set a topic…"
    view.show_topic("", editable=False)
    assert topic_shown(view) == ""


# -- entry ----------------------------------------------------------------------------------


def test_the_hint_stands_in_an_empty_entry_only(view: MainWindow) -> None:
    view.enable_entry(True, "Message #lobby")
    view.root.update()
    hint = view.pieces.entry_row._hint
    assert hint.winfo_ismapped()
    type_text(view, view.entry_field, "a")
    assert not hint.winfo_ismapped()
    press(view, view.entry_field, "<BackSpace>")
    assert hint.winfo_ismapped()


def test_while_nothing_can_be_sent_one_can_go_on_typing(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.enable_entry(False, "Reconnecting…")
    type_text(view, view.entry_field, "hello")
    press(view, view.entry_field, "<Return>")
    view.send_button.invoke()
    assert intents.calls == []
    assert view.entry_text() == "hello"
    view.enable_entry(True)
    press(view, view.entry_field, "<Return>")
    assert intents.calls == [("on_send", "hello")]


def test_a_long_nick_leaves_room_to_type(view: MainWindow) -> None:
    view.root.geometry("520x400")
    wait_until(view, lambda: view.root.winfo_width() == 520, "it is narrow")
    view.show_identity("n" * 300, away=True)
    view.root.update()
    assert view.entry_field.winfo_width() > 120


# -- bar, empty state, geometry -------------------------------------------------------------


def test_the_bar_s_button_reports(view: MainWindow, intents: FakeIntents) -> None:
    view.show_bar("The connection was lost.", BarTone.WARNING, "Try now")
    view.root.update()
    assert view.pieces.bar.winfo_ismapped()
    view.pieces.bar.button.invoke()
    assert intents.calls == [("on_bar_action",)]
    view.show_bar("You are away.")
    view.root.update()
    assert not view.pieces.bar.button.winfo_ismapped()
    view.hide_bar()
    view.root.update()
    assert not view.pieces.bar.winfo_ismapped()


def test_the_bar_can_have_a_second_button(view: MainWindow, intents: FakeIntents) -> None:
    view.show_bar("Connecting…", BarTone.DANGER, "Cancel")
    view.root.update()
    view.show_bar("Trying again in 5 s.", BarTone.DANGER, "Try now", "Stop trying")
    view.root.update()
    bar = view.pieces.bar
    assert bar.other_button.winfo_rootx() > bar.button.winfo_rootx() > bar.label.winfo_rootx()
    bar.button.focus_force()
    view.show_bar("Trying again in 4 s.", BarTone.DANGER, "Try now", "Stop trying")
    view.root.update()
    assert view.root.focus_get() is bar.button  # a countdown takes the focus from nobody
    bar.other_button.invoke()
    assert intents.calls == [("on_bar_other",)]
    view.show_bar("Gone.", BarTone.DANGER, "Try now")
    view.root.update()
    assert not bar.other_button.winfo_ismapped()


def test_the_bar_does_not_hide_the_newest_message(view: MainWindow) -> None:
    view.show_messages(rows(100))
    view.root.update()
    view.show_bar("The connection was lost.", BarTone.DANGER)
    view.root.update()
    assert view.message_listbox.yview()[1] >= 1.0
    assert view.message_listbox.bbox("end") is not None


def test_an_empty_window_offers_to_connect(view: MainWindow, intents: FakeIntents) -> None:
    view.root.update()
    assert view.pieces.empty_state.button.winfo_ismapped()
    view.pieces.empty_state.button.invoke()
    assert intents.calls == [("on_open_connect_dialog",)]


def test_the_empty_state_goes_when_there_is_something_to_read(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    view.root.update()
    assert view.pieces.empty_state.winfo_ismapped()
    assert not view.pieces.empty_state.button.winfo_ismapped()
    view.append_messages(rows(1))
    view.root.update()
    assert not view.pieces.empty_state.winfo_ismapped()


def test_the_place_of_the_window_is_restored(view: MainWindow) -> None:
    view.set_geometry("700x500+30+40")
    wait_until(view, lambda: view.root.winfo_width() == 700, "it has its size")
    assert view.geometry_text() == "700x500+30+40"


@pytest.mark.parametrize(
    "geometry",
    ["700x500+9000+40", "700x500+30+9000", "700x500+-2000+0", "100x100+0+0", "nonsense", "",
     "700x500", "999999999x5+0+0"],
)  # fmt: skip
def test_a_place_off_the_screen_is_ignored(view: MainWindow, geometry: str) -> None:
    view.root.update()
    before = view.geometry_text()
    view.set_geometry(geometry)
    view.root.update()
    assert view.geometry_text() == before


def test_windows_can_follow_one_another(intents: FakeIntents) -> None:
    for _turn in range(2):
        window = MainWindow()
        window.bind_intents(intents)
        window.show_members([MemberRow("alice")])
        window.root.update()
        window.destroy()
        window.destroy()


def test_a_number_and_its_unit_stay_together_in_the_bar(view: MainWindow) -> None:
    view.show_bar("Lost. Trying again in 5 s.", BarTone.DANGER, "Try now")
    assert view.pieces.bar.label.cget("text") == "Lost. Trying again in 5\N{NO-BREAK SPACE}s."


def test_no_window_is_larger_than_its_screen(view: MainWindow) -> None:
    screen = view.root.winfo_screenwidth(), view.root.winfo_screenheight()
    view.set_geometry(f"{screen[0] + 300}x{screen[1] + 300}+0+0")
    view.root.update()
    width, height = view.root.winfo_width(), view.root.winfo_height()
    assert (width, height) == (screen[0], screen[1] - 70)
    assert cut_to_screen(view.root, "800x600", 70) == "800x600"
