"""Faces in the window: in the list, over a talk, in who-is; initials where there are none."""

from __future__ import annotations

import pytest
from PIL import ImageTk

from chat.view.faces import Faces
from chat.view.person_window import PersonWindow
from chat.view.ports import MemberRow
from chat.view.ports.avatars import Face, Offer, PersonCard
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle
from tests.view.hostile import KINDS

pytestmark = pytest.mark.view

RED = Face(64, 64, bytes((200, 20, 20, 255)) * 64 * 64)
CARD = PersonCard("bob", "Who is bob?", "Real name: Bob\nServer: s", "Bob B.")


def corner_and_middle(picture: ImageTk.PhotoImage) -> tuple[int, tuple[int, ...]]:
    """How much one sees of the corner, and the colour in the middle."""
    shown = ImageTk.getimage(picture)
    side = shown.width
    corner, middle = shown.getpixel((0, 0)), shown.getpixel((side // 2, side // 2))
    assert isinstance(corner, tuple)
    assert isinstance(middle, tuple)
    return corner[3], middle[:3]


def test_a_face_is_round_and_made_once_a_size(view: MainWindow) -> None:
    faces = Faces(view.root)
    assert faces.of("bob", 18) is None
    faces.keep("bob", RED)
    small = faces.of("bob", 18)
    assert small is not None
    assert faces.of("bob", 18) is small
    assert (small.width(), small.height()) == (18, 18)
    assert corner_and_middle(small) == (0, (200, 20, 20))
    faces.forget()
    assert faces.of("bob", 18) is None


def test_the_list_shows_a_face_in_the_place_of_initials(view: MainWindow) -> None:
    rows = [MemberRow("bob", picture="b"), MemberRow("carl"), MemberRow("dora", picture="gone")]
    view.avatars.keep("b", RED)
    view.show_members(rows)
    tree = view.pieces.members.tree
    face = view.pieces.faces.of("b", view.pieces.members._scaled(18))
    images = [str(tree.item(item, "image")[0]) for item in tree.get_children()]
    assert images[0] == str(face)
    assert len(set(images)) == 3
    assert "" not in images


def test_over_a_talk_the_face_stands_before_the_name(view: MainWindow) -> None:
    line = view.pieces.topic_line
    view.avatars.keep("b", RED)
    view.avatars.show_beside("b")
    settle(view)
    assert line.face.winfo_manager() == "pack"
    assert line.pack_slaves().index(line.face) < line.pack_slaves().index(line.name)
    view.avatars.show_beside("")
    assert line.face.winfo_manager() == ""
    view.avatars.show_beside("unknown")
    assert line.face.winfo_manager() == ""


def opened(view: MainWindow, card: PersonCard) -> PersonWindow:
    view.avatars.show_person(card)
    view.root.update()
    assert view.avatars.window is not None
    return view.avatars.window


def test_who_is_shows_face_or_initials_and_text(view: MainWindow) -> None:
    window = opened(view, CARD)
    assert window.text.get("1.0", "end-1c") == CARD.text
    assert str(window.face.cget("image")) != ""
    assert not window.picture_button.winfo_ismapped()
    view.avatars.keep("b", RED)
    another = opened(view, PersonCard("bob", "Who is bob?", "", "", "b"))
    assert not window.winfo_exists()
    face = view.pieces.faces.of("b", another._size())
    assert str(face) in str(another.face.cget("image"))
    press(view, another.close_button, "<Escape>")
    assert not another.winfo_exists()
    view.avatars.refresh_person(CARD)  # too late: nothing happens


def test_the_button_asks_for_the_picture_and_says_how_it_went(
    view: MainWindow, intents: FakeIntents
) -> None:
    ask = PersonCard("bob", "Who is bob?", "text", "", "", Offer.ASK)
    window = opened(view, ask)
    assert window.picture_button.winfo_ismapped()
    window.picture_button.invoke()
    assert intents.named("avatars.on_show_picture") == [()]
    for offer, label, words in (
        (Offer.WAIT, None, "being fetched"),
        (Offer.FAILED, "Try again", "could not be fetched"),
    ):
        view.avatars.refresh_person(PersonCard("bob", "", "text", "", "", offer))
        view.root.update()
        assert words in window.note.cget("text")
        assert window.picture_button.winfo_ismapped() == (label is not None)
        assert label in (None, window.picture_button.cget("text"))


@pytest.mark.parametrize("text", KINDS.values() if isinstance(KINDS, dict) else KINDS)
def test_hostile_words_do_no_harm(view: MainWindow, text: object) -> None:
    words = str(text)
    opened(view, PersonCard(words, words, words * 50, words)).destroy()


def test_our_own_is_chosen_in_a_dialog_and_by_the_menu(
    view: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["/home/ann/me.png", ""]
    monkeypatch.setattr("tkinter.filedialog.askopenfilename", lambda **_: answers.pop(0))
    taken: list[str] = []
    view.avatars.ask_picture(taken.append)
    view.avatars.ask_picture(taken.append)
    assert taken == ["/home/ann/me.png"]
    menu = view.menu_bar.menus["You"]
    menu.invoke("Picture…")
    menu.invoke("Remove picture")
    assert intents.calls == [("avatars.on_choose_own",), ("avatars.on_remove_own",)]
