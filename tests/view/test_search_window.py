"""The search window: fields reported, results marked, chosen by keys and pointer."""

from __future__ import annotations

import pytest

from chat.view.ports.search import ResultRow, SearchForm
from chat.view.search_window import SearchWindow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, type_text
from tests.view.hostile import KINDS

pytestmark = pytest.mark.view


def result(number: int, text: str = "some tea", note: str = "") -> ResultRow:
    return ResultRow(f"k{number}", "2026-03-01 14:05", "#lobby on Example", "bob", text, note)


def opened(view: MainWindow) -> SearchWindow:
    view.search.open(["#lobby", "bob"])
    window = view.search.window
    assert window is not None
    window.update()
    return window


def hits(window: SearchWindow) -> list[str]:
    text = window.results.text
    ranges = [str(at) for at in text.tag_ranges("hit")]
    return [text.get(*pair) for pair in zip(ranges[::2], ranges[1::2], strict=True)]


def test_keys_ask_for_it_and_there_is_one(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.entry_field, "<Control-Shift-F>")
    assert intents.search.calls == [("on_open",)]
    window = opened(view)
    assert opened(view) is window
    assert window.place.cget("values") == ("#lobby", "bob")


def test_every_field_is_reported(view: MainWindow, intents: FakeIntents) -> None:
    window = opened(view)
    type_text(view, window.entry, "tea")
    window.variables["person"].set("bob")
    window.variables["place"].set("#lobby")
    window.variables["since"].set("2026-03-01")
    window.variables["until"].set("2026-03-02")
    assert intents.search.forms[2] == SearchForm("tea")
    assert intents.search.forms[-1] == SearchForm(
        "tea", "bob", "#lobby", "2026-03-01", "2026-03-02"
    )


def test_results_are_shown_with_the_words_marked(view: MainWindow) -> None:
    window = opened(view)
    view.search.show(
        [result(1, "Tea 🎉 tea"), result(2, note="from the server")], ["tea"], "2 found", busy=False
    )
    assert hits(window) == ["Tea", "tea", "tea"]
    assert "(from the server)" in window.results.text.get("1.0", "end")
    assert window.status.cget("text") == "2 found"


def test_one_goes_through_them_by_keys(view: MainWindow, intents: FakeIntents) -> None:
    window = opened(view)
    view.search.show([result(n) for n in range(9)], ["tea"], "", busy=False)
    press(view, window.entry, "<Return>")
    press(view, window.entry, "<Down>")
    text = window.results.text
    press(view, text, "<Down>", "<Return>", "<End>", "<Return>", "<Up>", "<Return>")
    press(view, text, "<Home>", "<Prior>", "<Return>", "<Next>", "<Return>")
    assert [call[1] for call in intents.search.calls] == ["k0", "k1", "k8", "k7", "k0", "k5"]


def test_a_double_click_goes_there(view: MainWindow, intents: FakeIntents) -> None:
    window = opened(view)
    view.search.show([result(n) for n in range(3)], [], "", busy=False)
    window.update()
    text = window.results.text
    box = text.dlineinfo("4.0")
    assert box is not None
    for sequence in ("<ButtonPress-1>", "<ButtonRelease-1>") * 2:
        text.event_generate(sequence, x=box[0] + 3, y=box[1] + 3)
    window.go_button.invoke()
    assert [call[1] for call in intents.search.calls] == ["k1", "k1"]


def test_more_results_leave_the_choice_where_it_is(view: MainWindow, intents: FakeIntents) -> None:
    window = opened(view)
    view.search.show([result(n) for n in range(3)], [], "", busy=True)
    window.results.choose(1)
    view.search.show([result(9), *(result(n) for n in range(3))], [], "", busy=False)
    window.results.activate()
    view.search.show([], [], "none", busy=False)
    window.results.activate()
    assert window.go_button.instate(["disabled"])
    assert [call[1] for call in intents.search.calls] == ["k1"]


def test_while_it_is_busy_it_can_be_stopped(view: MainWindow, intents: FakeIntents) -> None:
    window = opened(view)
    view.search.show([], [], "Searching…", busy=True)
    window.update()
    assert window.progress.winfo_ismapped()
    window.stop_button.invoke()
    view.search.show([], [], "", busy=False)
    window.update()
    assert not window.progress.winfo_ismapped()
    assert intents.search.calls == [("on_cancel",)]


def test_escape_closes_it_and_nothing_is_shown_any_more(
    view: MainWindow, intents: FakeIntents
) -> None:
    window = opened(view)
    press(view, window.entry, "<Escape>")
    assert intents.search.calls == [("on_close",)]
    view.search.show([result(1)], [], "", busy=False)
    view.search.close()
    opened(view)
    view.search.close()
    assert intents.search.calls == [("on_close",)] * 2


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_hostile_text_is_a_result_like_another(view: MainWindow, text: str) -> None:
    window = opened(view)
    row = ResultRow("k", "14:05", text, text, text, "")
    view.search.show([row, row], [text[:20], "a"], text, busy=False)
    window.update()
    assert int(window.results.text.index("end - 1 chars").partition(".")[0]) == 5


def test_its_colours_follow_the_theme(view: MainWindow) -> None:
    window = opened(view)
    view.set_theme("dark")
    palette = view.pieces.messages.sheet.palette
    assert str(window.results.text.cget("background")) == palette.background
    assert str(window.results.text.tag_cget("hit", "background")) == palette.match


def test_words_can_be_looked_for_from_elsewhere(view: MainWindow, intents: FakeIntents) -> None:
    view.search.look_for("nothing is open")
    assert intents.search.forms == []
    window = opened(view)
    view.search.look_for("tea from:bob")
    assert intents.search.forms[-1] == SearchForm("tea from:bob")
    assert window.entry.get() == "tea from:bob"
