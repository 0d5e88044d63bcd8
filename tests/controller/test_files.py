"""Files wait in the tray until they are sent; what was brought is told of in a message."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.controller.file_rows import is_picture, size_text
from chat.controller.files import MOST
from chat.model.entities import ConversationKey
from chat.model.events import FilePreviewed, PictureFetched, TransferChanged
from chat.model.files import Picture, Preview, Transfer, TransferState
from chat.view.ports.files import FileAction, FileState, Thumbnail
from tests.controller.harness import NETWORK, Chat

HOST = "https://files.example/up"
URL = f"{HOST}/XyZ.png"


def ready(chat: Chat) -> None:
    chat.join()
    chat.model.files.host = HOST
    chat.model.files.sizes = {"/home/ann/cat.png": 34_200, "/home/ann/empty": 0, "/x/notes.txt": 20}


def tell(chat: Chat, transfer: int, state: TransferState, **facts: object) -> None:
    change = replace(Transfer(transfer, "cat.png", state, total=34_200), **facts)
    chat.model.publish(TransferChanged(change))


def test_a_chosen_file_waits_in_the_tray_and_is_sent_when_the_person_says_so(chat: Chat) -> None:
    ready(chat)
    chat.view.files.chosen = ["/home/ann/cat.png"]
    chat.controller.files.on_attach()
    (row,) = chat.view.files.rows
    assert (row.name, row.detail, row.state) == ("cat.png", "34 KB", FileState.READY)
    assert row.actions == (FileAction.SEND, FileAction.REMOVE)
    assert chat.model.files.previews == [("/home/ann/cat.png", 40)]
    assert chat.model.files.calls == []
    chat.controller.files.on_action(row.key, FileAction.SEND)
    assert [call[0] for call in chat.model.files.calls] == ["upload"]
    assert chat.view.files.rows[0].state is FileState.RUNNING


def test_a_picture_in_the_tray_is_shown_small_once_it_is_made_so(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/home/ann/cat.png", "/x/notes.txt"])
    assert [row.thumbnail for row in chat.view.files.rows] == [None, None]
    chat.model.publish(FilePreviewed(Preview("/home/ann/cat.png", 40, 20, b"rgba")))
    small = Thumbnail(40, 20, b"rgba")
    assert [row.thumbnail for row in chat.view.files.rows] == [small, None]
    chat.controller.files.on_action("1", FileAction.SEND)
    tell(chat, 1, TransferState.FAILED, problem="No.")
    assert chat.view.files.rows[0].thumbnail == small
    chat.controller.files.on_action("1", FileAction.REMOVE)
    chat.model.publish(FilePreviewed(Preview("/home/ann/cat.png", 40, 20, b"late")))
    assert [row.thumbnail for row in chat.view.files.rows] == [None]


def test_what_was_brought_is_told_of_where_it_was_chosen(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/home/ann/cat.png"])
    chat.controller.files.on_action("1", FileAction.SEND)
    chat.model.open(NETWORK, "#other")
    chat.model.end_turn()
    chat.select("#other")
    tell(chat, 1, TransferState.DONE, url=URL)
    ((key, text),) = chat.model.called("send_message")
    assert key == ConversationKey(NETWORK, "#lobby")
    assert text == f"cat.png (34 KB): {URL}"
    assert chat.view.files.rows == []


def test_how_far_it_is_and_a_cancelled_one_can_be_sent_again(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/home/ann/cat.png"])
    chat.controller.files.on_action("1", FileAction.SEND)
    assert chat.view.files.rows[0].detail == "0 % of 34 KB"
    tell(chat, 1, TransferState.RUNNING, done=17_100)
    assert (chat.view.files.rows[0].percent, chat.view.files.rows[0].detail) == (
        50,
        "50 % of 34 KB",
    )
    chat.controller.files.on_action("1", FileAction.CANCEL)
    assert chat.model.files.calls[-1] == ("cancel", 1)
    tell(chat, 1, TransferState.CANCELLED)
    assert chat.view.files.rows[0].state is FileState.READY
    chat.controller.files.on_action("1", FileAction.REMOVE)
    assert chat.view.files.rows == []
    chat.controller.files.on_action("1", FileAction.REMOVE)  # a click too late
    tell(chat, 1, TransferState.DONE, url=URL)
    assert chat.model.called("send_message") == []


def test_a_problem_is_shown_and_it_can_be_tried_again(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/x/notes.txt"])
    chat.controller.files.on_action("1", FileAction.SEND)
    tell(chat, 1, TransferState.FAILED, problem="The server does not answer: try again later.")
    (row,) = chat.view.files.rows
    assert (row.state, row.detail) == (
        FileState.FAILED,
        "The server does not answer: try again later.",
    )
    assert row.actions == (FileAction.RETRY, FileAction.REMOVE)
    chat.controller.files.on_action("1", FileAction.RETRY)
    assert [call[0] for call in chat.model.files.calls] == ["upload", "upload"]
    tell(chat, 2, TransferState.RUNNING, total=0, done=1500)
    assert chat.view.files.rows[0].detail == "1.5 KB"
    tell(chat, 2, TransferState.RUNNING, total=0, done=0)
    assert chat.view.files.rows[0].detail == "Waiting for the server…"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/home/ann/empty", "“empty” is empty"), ("C:\\gone.txt", "“gone.txt” is no file")],
)
def test_what_cannot_be_sent_is_said(chat: Chat, path: str, words: str) -> None:
    ready(chat)
    chat.controller.files.on_files([path])
    assert chat.view.bar is not None
    assert chat.view.bar.text.startswith(words)
    assert chat.view.files.rows == []


def test_where_no_file_can_go_the_person_is_told_why(chat: Chat) -> None:
    chat.start().controller.files.on_attach()
    assert chat.view.bar is not None
    assert chat.view.bar.text == "A file goes to a conversation: choose one first."


def test_without_a_file_host_or_a_connection_the_person_is_told(chat: Chat) -> None:
    chat.join()
    chat.controller.files.on_attach()
    assert chat.view.bar is not None
    assert chat.view.bar.text.startswith("This server takes no files")
    chat.model.connected.clear()
    chat.controller.files.on_picture_pasted(b"png")
    assert "There is no connection" in chat.view.bar.text
    assert chat.view.files.asked == []


def test_there_is_an_end_to_what_is_sent_at_once(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/x/notes.txt"] * (MOST + 2))
    assert len(chat.view.files.rows) == MOST
    assert chat.view.bar is not None
    assert chat.view.bar.text.startswith(f"{MOST} files at once")


def test_a_pasted_picture_goes_into_the_tray(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_picture_pasted(b"png bytes")
    assert chat.view.files.rows[0].name == "picture.png"
    chat.model.files.full = OSError(28, "No space left on device")
    chat.controller.files.on_picture_pasted(b"png bytes")
    assert chat.view.bar is not None
    assert chat.view.bar.text == "The picture could not be kept: No space left on device."


def test_a_picture_of_the_file_host_is_shown_when_its_link_is_opened(chat: Chat) -> None:
    ready(chat)
    chat.controller.on_open_link(URL)
    assert chat.model.files.calls == [("fetch_picture", NETWORK, URL, (800, 600))]
    assert chat.view.files.rows[0].name == "XyZ.png"
    picture = Picture(URL, "XyZ.png", 2, 1, bytes(8), (1920, 1080), 340_000, "PNG")
    chat.model.publish(PictureFetched(1, picture))
    tell(chat, 1, TransferState.DONE)
    (shown,) = chat.view.files.pictures
    assert (shown.title, shown.facts) == ("XyZ.png", "1920 × 1080, PNG, 340 KB")
    assert chat.view.files.rows == []


def test_a_strangers_address_is_opened_in_the_browser_unless_the_person_asks(chat: Chat) -> None:
    ready(chat)
    chat.controller.on_open_link("https://elsewhere.example/cat.png")
    assert chat.model.files.calls == []
    assert chat.controller.files.offers("https://elsewhere.example/cat.png") == ("show", "save")
    assert chat.controller.files.offers("https://elsewhere.example/page") == ()
    assert chat.controller.files.offers(f"{HOST}/report.pdf") == ("save",)


def test_what_is_behind_a_link_is_saved_where_the_person_says(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_save(f"{HOST}/a%20b.pdf")
    assert (chat.view.files.asked, chat.model.files.calls) == (["a b.pdf"], [])
    chat.view.files.place = "/home/ann/saved.pdf"
    chat.controller.files.on_save(f"{HOST}/a%20b.pdf")
    assert chat.model.files.calls == [
        ("download", NETWORK, f"{HOST}/a%20b.pdf", "/home/ann/saved.pdf")
    ]
    chat.controller.files.on_action("1", FileAction.CANCEL)
    tell(chat, 1, TransferState.CANCELLED)
    assert chat.view.files.rows == []


def test_what_could_not_be_fetched_does_not_pile_up(chat: Chat) -> None:
    ready(chat)
    for number, name in enumerate(("a.png", "a.png", "b.png", "c.png", "d.png"), 1):
        chat.controller.files.on_show(f"{HOST}/{name}")
        tell(chat, number, TransferState.FAILED, problem="It is gone.")
    assert [row.name for row in chat.view.files.rows] == ["b.png", "c.png", "d.png"]


def test_sizes_and_pictures() -> None:
    sizes = (0, 812, 1500, 34_200, 1_240_000, 25_000_000, 3_100_000_000)
    words = ["0 bytes", "812 bytes", "1.5 KB", "34 KB", "1.2 MB", "25 MB", "3.1 GB"]
    assert [size_text(size) for size in sizes] == words
    assert is_picture("https://x.example/A.JPG?x=1")
    assert not is_picture("https://x.example/png")


def test_all_that_waits_is_sent_at_once_each_where_it_was_chosen_for(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_files(["/home/ann/cat.png", "/x/notes.txt"])
    other = chat.model.open(NETWORK, "#other")
    chat.model.end_turn()
    chat.select("#other")
    chat.controller.files.on_files(["/x/notes.txt"])
    details = [row.detail for row in chat.view.files.rows]
    assert details == ["34 KB, for #lobby", "20 bytes, for #lobby", "20 bytes"]
    chat.controller.files.on_send_all()
    lobby = ConversationKey(NETWORK, "#lobby")
    assert [call[:2] for call in chat.model.files.calls] == [
        ("upload", lobby),
        ("upload", lobby),
        ("upload", other),
    ]
    chat.controller.files.on_send_all()  # none waits any more
    assert len(chat.model.files.calls) == 3


def test_enter_sends_what_waits_for_the_conversation_that_one_looks_at(chat: Chat) -> None:
    ready(chat)
    chat.controller.files.on_enter()
    assert chat.model.files.calls == []
    chat.controller.files.on_files(["/home/ann/cat.png"])
    chat.model.open(NETWORK, "#other")
    chat.model.end_turn()
    chat.select("#other")
    assert chat.view.files.rows[0].detail == "34 KB, for #lobby"
    chat.controller.files.on_enter()
    assert chat.model.files.calls == []
    chat.select("#lobby")
    assert chat.view.files.rows[0].detail == "34 KB"
    chat.controller.files.on_enter()
    assert len(chat.model.files.calls) == 1
    assert chat.view.files.rows[0].state is FileState.RUNNING


def test_what_was_typed_stays_where_a_server_takes_no_files(chat: Chat) -> None:
    chat.join()
    chat.view.entry = "look at this:"
    chat.controller.files.on_picture_pasted(b"png")
    chat.controller.files.on_files(["/home/ann/cat.png"])
    assert chat.view.entry == "look at this:"
    assert chat.view.files.rows == []
    assert chat.view.bar is not None
    assert chat.view.bar.text.startswith("This server takes no files")


def test_a_message_about_a_file_of_the_chat_shows_its_name(chat: Chat) -> None:
    ready(chat)
    lobby = ConversationKey(NETWORK, "#lobby")
    texts = {
        f"my cat.png (34 KB): {URL}": URL,
        "cat.png (34 KB): https://elsewhere.example/x.png": "",
        f"look at {URL}": "",
        f" (34 KB): {URL}": "",
    }
    for text in texts:
        chat.model.receive(lobby, text)
    chat.model.end_turn()
    assert [row.attachment for row in chat.view.messages[-4:]] == list(texts.values())
