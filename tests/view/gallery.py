"""Takes pictures of the window in many states, to be looked at: `python -m tests.view.gallery`.

Needs a display (a virtual one will do). Writes build/gallery/*.png; with the code of a language,
as "de", what the window says is in it, and the pictures go to build/gallery-de, or to the folder
in build that a second word names. What the controllers would say stays as it stands here.
"""

from __future__ import annotations

import sys
import tkinter
from pathlib import Path

from msgspec.structs import replace
from PIL import ImageGrab

from chat.controller.tour import HINTS
from chat.controller.trust import question
from chat.controller.typing_hints import hints
from chat.model.events import CertificateDoubted
from chat.model.security import Certificate, Doubt
from chat.translation import _ as gettext
from chat.translation import language, use_language
from chat.view.ports import (
    BarTone,
    ConversationRow,
    MemberAction,
    MemberRow,
    MessageRow,
    Moved,
    Movement,
    RowKind,
    RowState,
    Setting,
    Table,
    TableRow,
)
from chat.view.ports.accounts import AccountMode, AccountRules, AccountState
from chat.view.ports.avatars import Face, Offer, PersonCard
from chat.view.ports.connect import ServerRow
from chat.view.ports.files import FileAction, FileRow, FileState, Thumbnail
from chat.view.ports.hosting import HostingPanel
from chat.view.ports.marks import Quote
from chat.view.ports.search import ResultRow
from chat.view.ports.tour import TourHint
from chat.view.ports.trust import Lock
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.marks_talk import LONG, marks_rows

OUT = Path("build/gallery")
NICKS = ("alice", "bob", "carol", "dave", "eve", "frank", "grace", "a-very-long-nickname-indeed")


def message(number: int, sender: str, text: str, **more: object) -> MessageRow:
    more.setdefault("day", "Monday, 2 March 2026")
    time = f"14:{max(0, number):02}"
    return MessageRow(f"k{number}{text[:9]}", time, sender, text, **more)  # type: ignore[arg-type]


TALK = [
    *(
        message(
            number,
            "",
            f"{nick} joined",
            kind=RowKind.EVENT,
            day="Sunday, 1 March 2026",
            movement=Movement(Moved.JOINED, nick),
        )
        for number, nick in ((-3, "alice"), (-2, "bob"), (-1, "carol"), (0, "dave"))
    ),
    message(1, "alice", "See https://example.org/plan for the plan.", day="Sunday, 1 March 2026"),
    message(1, "alice", "It is short.", day="Sunday, 1 March 2026"),
    message(2, "alice", "Good morning! Who is coming to the build party tonight?"),
    message(
        3,
        "bob",
        "I am, and I bring the switch. We said that everybody brings a cable of "
        "at least five metres, so that the tables can stand where they stand now.",
    ),
    message(4, "carol", "🎉 me too 👍🏽 👨‍👩‍👧 🇩🇪 ❤️ ☕"),
    message(5, "dave", "waves at everybody", kind=RowKind.ACTION),
    message(
        6,
        "a-very-long-nickname-indeed",
        "我们今天晚上见面吧，大家都带上自己的电脑和网线。"
        "晚饭由我来准备，请告诉我有没有什么不能吃的东西，谢谢大家！「请看这里」",
    ),
    message(7, "eve", "שלום לכולם, מה שלומכם היום? مرحبا بالجميع كيف حالكم"),
    message(8, "frank", "https://example.org/" + "a-very-long-path/" * 12),
    message(
        9, "grace", "alice: can you take the door key?", mention=True, divider="New since 14:09"
    ),
    message(10, "", "bob is now known as bob|away", kind=RowKind.EVENT),
    message(11, "lab", "The server restarts at 18:00.", kind=RowKind.NOTICE),
    message(12, "alice", "Yes, I have it.", own=True),
    message(13, "alice", "On my way…", own=True, state=RowState.PENDING),
    message(14, "alice", "This one did not arrive.", own=True, state=RowState.FAILED),
    message(16, "alice", "Said without a connection.", own=True, state=RowState.WAITING),
    message(17, "alice", "And did this arrive?", own=True, state=RowState.UNCERTAIN),
    message(15, "", "No such channel: #nowhere", kind=RowKind.ERROR),
]
CONVERSATIONS = [
    ConversationRow("n", "LocalNet"),
    ConversationRow("n#lobby", "#lobby", 1, channel=True),
    ConversationRow("n#cooking", "#cooking", 1, unread=5, channel=True),
    ConversationRow(
        "n#a", "#a-channel-with-quite-a-long-name", 1, unread=120, mentions=2, channel=True
    ),
    ConversationRow("n#news", "#news", 1, unread=7, channel=True, muted=True),
    ConversationRow("nbob", "bob", 1, presence="offline"),
    ConversationRow("ncarol", "carol", 1, presence="online", pinned=True),
    ConversationRow("ndave", "dave", 1, unread=1, presence="away"),
]
MEMBERS = [
    MemberRow("alice", "@", own=True, display_name="Alice Adams", status="in a meeting"),
    MemberRow("bob", "+", away=True, display_name="Robert \u202eevil"),
    *(MemberRow(nick) for nick in NICKS[2:]),
    MemberRow("troublesome-person-with-a-name", ignored=True),
]
OFFERED = (  # to an operator, of another one
    MemberAction.MESSAGE,
    MemberAction.MENTION,
    MemberAction.WHOIS,
    MemberAction.IGNORE,
    MemberAction.TAKE_OPERATOR,
    MemberAction.GIVE_VOICE,
    MemberAction.KICK,
    MemberAction.BAN,
)
TOPIC = "Build party tonight at 18:00 — bring a cable, a chair and something to eat for everybody"


CHANNELS = Table(
    "Channels of LocalNet",
    ("Channel", "Members", "Topic"),
    [TableRow(name, (name, str(20 - n), TOPIC)) for n, name in enumerate(("#lobby", "#cooking"))],
    "Join",
    lambda _name: None,
)

IGNORED = Table(
    "Ignored people",
    ("Name", "Account", "Network"),
    [
        TableRow("0", ("troublesome-person-with-a-name", "", "LocalNet")),
        TableRow("1", ("bob", "bobby", "LocalNet")),
    ],
    "Stop ignoring",
    lambda _name: None,
    closes=False,
)

FOUND = [
    ResultRow(f"r{n}", f"2026-03-0{n + 1} 14:05", "#lobby on LocalNet", row.sender, row.text, note)
    for n, (row, note) in enumerate(
        zip(TALK[7:12], ("", "from the server", "", "", ""), strict=True)
    )
]
SETTINGS = [
    Setting("theme", "Colours", (("light", "Light"), ("dark", "Dark")), "dark"),
    Setting("text_size", "Text size", (("100", "100 %"), ("125", "125 %")), "100"),
    Setting("rows", "Rows", (("compact", "Compact"), ("roomy", "Roomy")), "compact"),
    Setting("clock", "Time of day", (("24", "14:05"), ("12", "2:05 pm")), "24"),
]


SERVERS = [
    ServerRow("lab", "Physics-lab on alpha", "192.168.1.20", "192.168.1.20", "6697", tls=True),
    ServerRow("club", "Chess 🎉 " + "with a long name " * 4, "10.0.0.1:70", "10.0.0.1", "70"),
    ServerRow("old", "Example", "irc.example.org", "irc.example.org", "6667", recent=True),
]
HOSTED = HostingPanel(
    "You host “Physics-lab”: 3 people are in #lobby.",
    "Others on your network see it in their list of servers, or use the invitation. If they"
    " cannot connect or send files, allow ports 6697, 6667 and 8067 in this computer's firewall.",
    "ircs://192.168.1.7/#lobby",
    "192.168.1.7, port 6697 (TLS) or 6667",
    ":".join(["3A"] * 32),
)


FILES = [
    FileRow(
        "1",
        "a-photo-of-the-whole-class-with-a-very-long-name-2026-03-02.png",
        "3.2 MB",
        FileState.READY,
        (FileAction.SEND, FileAction.REMOVE),
        None,
        Thumbnail(40, 24, bytes((90, 140, 200, 255)) * 960),
    ),
    FileRow("2", "timetable.pdf", "40 % of 120 KB", FileState.RUNNING, (FileAction.CANCEL,), 40),
    FileRow(
        "3",
        "film.mkv",
        "The file host takes nothing larger than 25 MB: send a link instead.",
        FileState.FAILED,
        (FileAction.RETRY, FileAction.REMOVE),
    ),
    FileRow("4", "notes.txt", "3 KB", FileState.READY, (FileAction.SEND, FileAction.REMOVE)),
]
ACCOUNT = AccountState(
    "Account on LocalNet",
    "You are a guest on LocalNet. With an account your name is yours, on every device.",
    AccountMode.GUEST,
    account="a-very-long-nickname-indeed",
    new=AccountRules(),
)
ACCOUNTS = {
    "account": ACCOUNT,
    "account-new": ACCOUNT,
    "account-refused": replace(
        ACCOUNT,
        mode=AccountMode.REFUSED,
        danger=True,
        text="chat.example.org did not let you into your account (SASL authentication failed):"
        " check its name and password.",
    ),
    "account-member": replace(
        ACCOUNT,
        mode=AccountMode.MEMBER,
        text="You are logged in on LocalNet as alice.",
        kept=True,
    ),
    "account-password": replace(
        ACCOUNT,
        mode=AccountMode.PASSWORD,
        text="Give alice on LocalNet another password. Your other devices stay in.",
    ),
    "account-unencrypted": replace(
        ACCOUNT,
        mode=AccountMode.UNENCRYPTED,
        danger=True,
        text="chat.example.org wants your password in clear text, and others on the way could"
        " read it: it was not sent.",
    ),
}
DOUBTS = {
    "certificate": CertificateDoubted(
        "n", "192.168.1.20", 6697, Certificate("3f" * 32, "CN=chat.local"), Doubt.SELF_SIGNED
    ),
    "certificate-changed": CertificateDoubted(
        "n", "chat.example.org", 6697, Certificate("3f" * 32), Doubt.SELF_SIGNED, "a7" * 32
    ),
}


def ask_to_trust(view: MainWindow, name: str) -> None:
    """The question about a certificate."""
    view.trust.ask(question(DOUBTS[name]), lambda _yes: None)


TRUSTED = Table(
    "Trusted servers",
    ("Server", "What is known", "In detail"),
    [
        TableRow("1", ("192.168.1.20, 6697", "Certificate, trusted 2026-03-02", "3F:3F:3F " * 10)),
        TableRow("2", ("irc.example.org", "Wants encryption until 2027-03-02", "Port 6697")),
        TableRow("3", ("alice on chat.example.org", "Password in the keyring", "")),
    ],
    "Forget",
    lambda _key: None,
    closes=False,
)
FACE = Face(
    64,
    64,
    bytes(
        value for y in range(64) for x in range(64) for value in (60 + 2 * x, 90, 60 + 2 * y, 255)
    ),
)
CARD = PersonCard(
    "alice",
    "Alice Adams",
    "alice (Alice Adams)\nalice@192.168.1.7\nin #lobby and #cooking\nlogged in as alice",
    "Alice Adams",
)


def show_own_picture(view: MainWindow) -> None:
    """Who we are, with the picture that we gave."""
    view.avatars.keep("own", FACE)
    view.avatars.show_person(replace(CARD, picture="own"))


def show_person(view: MainWindow) -> None:
    """Somebody whose picture is fetched only if one says so."""
    view.avatars.show_person(
        replace(CARD, nick="bob", title="bob", display_name="", offer=Offer.ASK)
    )


def fill(view: MainWindow) -> None:
    view.show_title("CHAT APP — #lobby — LocalNet")
    view.trust.show_lock(Lock.CLOSED, "TLS 1.3, certificate trusted")
    view.show_conversations(CONVERSATIONS, "n#lobby")
    view.show_members(MEMBERS)
    view.show_topic(TOPIC, editable=True)
    view.show_identity("alice", away=False)
    view.enable_entry(True, "Message #lobby")
    view.show_messages(TALK)
    view.show_typing("bob and a-very-long-nickname-indeed are typing…")


def take(view: MainWindow, name: str, size: str) -> None:
    """Let all settle, and take the windows that there are, as large as they are together."""
    view.root.geometry(f"{size}+0+0")
    for _ in range(3):
        view.root.update()
        view.root.after(100, view.root.quit)
        view.root.mainloop()
    snap(view, name)


def snap(view: MainWindow, name: str) -> None:
    """Take the screen as far as our windows reach."""
    windows = [one for one in view.root.winfo_children() if isinstance(one, tkinter.Toplevel)]
    seen = [view.root, *(one for one in windows if one.winfo_viewable())]
    right = max(one.winfo_rootx() + one.winfo_width() for one in seen)
    lower = max(one.winfo_rooty() + one.winfo_height() for one in seen)
    room = view.root.winfo_screenwidth(), view.root.winfo_screenheight()
    box = (0, 0, min(right + 4, room[0]), min(lower + 4, room[1]))
    ImageGrab.grab(bbox=box, xdisplay="").save(OUT / f"{name}.png")


def take_marks(view: MainWindow, mode: str) -> None:
    """Answers, reactions, deletions, spoilers; the pointer's bar, and the menu."""
    view.show_messages(marks_rows())
    view.marks.show_answered(Quote(LONG, "a-very-long-nickname-indeed"))
    take(view, f"{mode}-marks", "960x640")
    messages = view.pieces.messages
    row = next(row for row in messages.all_rows() if row.hidden)
    messages.deeds.reveal(row)
    take(view, f"{mode}-marks-narrow", "480x640")
    line = messages.first_line_in_view(row)
    x, y, *_ = view.message_listbox.bbox(line) or (0, 0)
    messages.hover.show(row, y + 4)
    messages.hover.tell(row.chips[3], x + 120, y + 30)
    take(view, f"{mode}-marks-narrow", "480x640")
    messages.select_only(row)
    messages.menu.fill(row)
    messages.menu.menu.post(200, 300)
    take(view, f"{mode}-marks-menu", "960x640")
    messages.menu.menu.unpost()
    view.marks.hide_answered()


def take_editing(view: MainWindow, mode: str) -> None:
    """An own message in the entry, on one line and on several, what is in the way, and the menu."""
    view.show_messages(marks_rows())
    view.set_entry("The \x02butler\x02 did it, with a \x0301,01rope\x03")
    view.editing.show_editing(LONG)
    take(view, f"{mode}-editing", "960x640")
    messages = view.pieces.messages
    row = messages.all_rows()[-1]
    take(view, f"{mode}-editing-narrow", "480x640")
    messages.hover.show(row, 4)
    view.show_room(gettext("{count} bytes left").format(count=12), several=False)
    take(view, f"{mode}-editing-narrow", "480x640")
    view.show_room("", several=False)
    view.set_entry("One line\n\nand another one")
    view.editing.show_editing(LONG, gettext("There is no connection."))
    messages.menu.fill(row)
    messages.menu.menu.post(300, 200)
    take(view, f"{mode}-editing-menu", "960x640")
    messages.menu.menu.unpost()
    problem = gettext("{size} bytes too long for one message: make it shorter.").format(size=1_234)
    view.editing.show_editing(LONG, problem)
    view.show_room(problem, several=True)
    take(view, f"{mode}-editing-problem", "480x640")
    view.editing.hide_editing()
    view.show_room("", several=False)
    view.set_entry("")


def take_window(view: MainWindow, mode: str) -> None:
    """The main window: empty, full, wide and narrow, with its bars."""
    view.show_conversations([], None)
    view.show_messages([])
    view.show_members([])
    view.show_topic("", editable=False)
    view.show_typing("")
    view.show_identity("", away=False)
    view.enable_entry(False, "You are not connected")
    take(view, f"{mode}-empty", "960x640")
    take(view, f"{mode}-empty-narrow", "480x360")
    for number, (stop, title, text) in enumerate(HINTS, start=1):
        hint = TourHint(stop, gettext(title), gettext(text), f"{number} of 3", last=number == 3)
        view.tour.show(hint)
        take(view, f"{mode}-tour-{number}", "960x640")
    view.tour.hide()
    fill(view)
    take(view, f"{mode}-wide", "1280x800")
    words = "The connection to LocalNet was lost. Trying again in 5 s."
    view.show_bar(words, BarTone.DANGER, "Try now", "Stop trying")
    view.append_messages([message(20 + n, "bob", f"filler {n}") for n in range(30)])
    view.message_listbox.event_generate("<Button-4>")
    view.append_messages([message(60 + n, "bob", f"unread {n}") for n in range(3)])
    view.message_listbox.selection_set(6)
    view.message_listbox.event_generate("<<ListboxSelect>>")
    take(view, f"{mode}-narrow", "640x480")
    take(view, f"{mode}-narrowest", "480x360")
    view.hide_bar()
    view.show_messages([])
    take(view, f"{mode}-quiet", "960x640")
    view.show_messages(TALK)


def take_writing(view: MainWindow, mode: str) -> None:
    """The entry: hints, several lines, what is left of the room, files that wait."""
    view.set_entry("/")
    view.show_hints(hints("/"))
    take(view, f"{mode}-hints", "960x640")
    view.show_hints([])
    view.set_entry("one line\nand another")
    view.show_room("2 lines, 19 bytes", True)
    take(view, f"{mode}-editor", "640x480")
    view.set_entry("")
    view.show_room("62 bytes left", False)
    view.files.show(FILES)
    take(view, f"{mode}-files", "640x480")
    view.files.show([])
    view.show_room("", False)


def take_finding(view: MainWindow, mode: str) -> None:
    """The bar on Ctrl+F."""
    view.finding.open()
    view.pieces.finding.entry.delete(0, "end")
    view.pieces.finding.entry.insert("end", "that")
    view.finding.highlight("that")
    view.finding.show_count("3 of 17", found=True)
    take(view, f"{mode}-find", "960x640")
    view.finding.show_count("Not found", found=False)
    take(view, f"{mode}-find-narrow", "480x480")
    view.finding.highlight("")
    view.finding.close()
    view.set_text_size(150)
    view.set_roomy(True)
    take(view, f"{mode}-large-roomy", "1280x800")
    view.set_text_size(100)
    view.set_roomy(False)


def take_dialogs(view: MainWindow, mode: str) -> None:
    """Each window over the main one, and a question that means harm."""
    from tests.view.every_dialog import OPENERS, open_one  # which has its windows from here

    for name in OPENERS:
        window = open_one(view, name)
        take(view, f"{mode}-{name}", "960x640")
        window.destroy()

    def snap_box() -> None:
        snap(view, f"{mode}-question")
        for box in view.root.winfo_children():
            if isinstance(box, tkinter.Toplevel):
                box.destroy()

    view.schedule(400, snap_box)
    title = gettext("Forget everything")
    view.ask_sure(
        title,
        gettext(
            "Delete all messages and conversations from this computer? It cannot be undone."
            " What others and the servers keep stays there."
        ),
        title,
    )


def take_menus(view: MainWindow, mode: str) -> None:
    """A member's menu, and one of the menu bar."""
    members = view.pieces.members
    members.menu.fill(next(iter(members.tree.get_children()[1:])))
    for name, menu, x, y in (
        ("member-menu", members.menu.menu, 600, 120),
        ("menu", view.menu_bar.menus["Chat"], 4, 30),
    ):
        menu.post(x, y)
        take(view, f"{mode}-{name}", "960x640")
        menu.unpost()


def main() -> None:
    """Arguments: the code of a language, and the name of a folder in `build` for the pictures."""
    global OUT
    codes = sys.argv[1:]
    if codes:
        use_language(codes[0])
        OUT = OUT.with_name(codes[1] if codes[1:] else f"gallery-{codes[0]}")
    OUT.mkdir(parents=True, exist_ok=True)
    view = MainWindow()
    view.language.show(language())
    intents = FakeIntents()
    intents.offered = OFFERED
    view.bind_intents(intents)
    for mode in ("light", "dark"):
        view.set_theme(mode)
        take_window(view, mode)
        take_writing(view, mode)
        take_marks(view, mode)
        take_editing(view, mode)
        view.show_messages(TALK)
        take_finding(view, mode)
        take_dialogs(view, mode)
        take_menus(view, mode)
    view.destroy()


if __name__ == "__main__":
    main()
