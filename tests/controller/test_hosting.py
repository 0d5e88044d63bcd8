"""Hosting a chat: what is asked, how it goes, and that we are in it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.controller.invitations import invitation
from chat.model.entities import ConnectionRequest, ConversationKey, Member
from chat.model.events import Disconnected, HostingChanged, MembersChanged
from chat.model.hosted import HostedServer, HostingOptions, HostingState
from chat.view.ports.hosting import HostingForm
from tests.controller.harness import NETWORK, Chat
from tests.fakes.fake_settings import FakeSettings

OPTIONS = HostingOptions("lab", password="sesame")
RUNNING = HostedServer(
    HostingState.RUNNING,
    OPTIONS,
    ("192.168.1.7",),
    6667,
    6697,
    8067,
    "AB:CD",
    log="/data/server.log",
    oper="secret",
)
OURS = "127.0.0.1:6697"  # the network of our own connection


def change(chat: Chat, server: HostedServer) -> None:
    chat.model.hosting.server = server
    chat.model.publish(HostingChanged(server))
    chat.model.end_turn()


def hosting(chat: Chat, *others: str) -> Chat:
    """We host, and are in the lobby."""
    chat.start()
    chat.controller.hosting.on_open()
    chat.controller.hosting.on_start(HostingForm("lab", password="sesame"))
    change(chat, HostedServer(HostingState.STARTING, OPTIONS))
    change(chat, RUNNING)
    chat.model.register(OURS, name="lab")
    key = chat.model.open(OURS, "#lobby")
    chat.model.membership[key] = [Member("ann"), *(Member(nick) for nick in others)]
    chat.model.publish(MembersChanged(key))
    chat.model.end_turn()
    return chat


def test_the_form_is_filled_in(chat: Chat) -> None:
    chat.start().controller.hosting.on_open()
    assert chat.view.hosting.form == HostingForm("ann-chat", open=True)


def test_the_form_is_as_it_was_last_but_for_the_password() -> None:
    settings = FakeSettings()
    settings.host_name, settings.host_open = "lab", False
    chat = Chat(settings).start()
    chat.controller.hosting.on_open("bob")
    assert chat.view.hosting.form == HostingForm("lab", open=False)


def test_it_is_started_as_was_decided_and_remembered(chat: Chat) -> None:
    chat.start().controller.hosting.on_open()
    chat.controller.hosting.on_start(HostingForm(" Physics  lab ", False, "sesame"))
    expected = HostingOptions("Physics-lab", False, "sesame")
    assert chat.model.hosting.calls == [("start", expected)]
    assert (chat.settings.host_name, chat.settings.host_open) == ("Physics-lab", False)
    assert chat.settings.saved == 1


@pytest.mark.parametrize(
    ("name", "nick", "words"),
    [(" ", "", "a name"), ("x" * 51, "", "50"), ("a\x07", "", "a name"), ("lab", "a b", "a space")],
)
def test_what_cannot_be_is_told_and_nothing_is_started(
    chat: Chat, name: str, nick: str, words: str
) -> None:
    chat.start().controller.hosting.on_open(nick)
    chat.controller.hosting.on_start(HostingForm(name))
    assert words in chat.view.hosting.problem
    assert chat.model.hosting.calls == []


def test_once_it_runs_we_are_in_it_with_the_name_of_the_dialog(chat: Chat) -> None:
    chat.start().controller.hosting.on_open(" bob ")
    chat.controller.hosting.on_start(HostingForm("lab"))
    change(chat, HostedServer(HostingState.STARTING, OPTIONS))
    assert chat.view.hosting.opened == 1
    assert chat.view.hosting.panel is not None
    assert chat.view.hosting.panel.busy
    change(chat, RUNNING)
    request = ConnectionRequest("bob", "127.0.0.1", 6697, True, "sesame", ("#lobby",))
    assert chat.model.called("connect") == [(request,)]
    assert chat.model.trust.believed == [("127.0.0.1", 6697, "abcd")]


def test_we_are_its_operator_and_it_is_no_server_to_remember(chat: Chat) -> None:
    hosting(chat)
    assert ("become_operator", OURS) in chat.model.hosting.calls
    assert chat.settings.last_request is None
    assert chat.settings.recent == ()
    chat.model.register(OURS)  # after it was started again
    assert chat.model.hosting.calls.count(("become_operator", OURS)) == 2
    assert len(chat.model.called("connect")) == 1


def test_the_panel_tells_how_the_others_come_in(chat: Chat) -> None:
    panel = hosting(chat, "bob").view.hosting.panel
    assert panel is not None
    assert panel.headline == "You host “lab”: 2 people are in #lobby."
    assert panel.link == "ircs://192.168.1.7/#lobby?fingerprint=abcd"
    assert panel.address == "192.168.1.7, port 6697 (TLS) or 6667"
    assert panel.fingerprint == "AB:CD"
    assert "allow ports 6697, 6667 and 8067 in this computer's firewall" in panel.detail
    assert panel.can_stop


@pytest.mark.parametrize(
    ("server", "words", "link"),
    [
        (replace(RUNNING, options=replace(OPTIONS, open=False), addresses=("127.0.0.1",)),
         "Only this computer", "ircs://127.0.0.1/#lobby?fingerprint=abcd"),
        (replace(RUNNING, addresses=()), "on no network", ""),
        (replace(RUNNING, tls_port=7000, addresses=("fd00::1",)), "firewall",
         "ircs://[fd00::1]:7000/#lobby?fingerprint=abcd"),
    ],
)  # fmt: skip
def test_who_can_join_and_by_which_link(
    chat: Chat, server: HostedServer, words: str, link: str
) -> None:
    chat.start()
    change(chat, server)
    assert chat.view.hosting.panel is not None
    assert words in chat.view.hosting.panel.detail
    assert chat.view.hosting.panel.link == invitation(server) == link
    assert bool(chat.view.hosting.panel.address) == bool(link)


@pytest.mark.parametrize(
    ("state", "words", "can_stop"),
    [
        (HostingState.RESTARTING, "started again", True),
        (HostingState.STOPPING, "Stopping", False),
        (HostingState.STOPPED, "is stopped", False),
    ],
)
def test_the_panel_tells_how_it_goes(
    chat: Chat, state: HostingState, words: str, can_stop: bool
) -> None:
    chat.start()
    change(chat, replace(RUNNING, state=state))
    panel = chat.view.hosting.panel
    assert panel is not None
    assert words in panel.headline
    assert (panel.can_stop, panel.link) == (can_stop, "")


@pytest.mark.parametrize(("problem", "words"), [("port in use", "port in use"), ("", "a word")])
def test_a_failure_is_told_in_both_windows(chat: Chat, problem: str, words: str) -> None:
    hosting(chat)
    change(chat, replace(RUNNING, state=HostingState.FAILED, problem=problem))
    panel = chat.view.hosting.panel
    assert panel is not None
    assert panel.failed
    assert words in panel.headline
    assert "/data/server.log" in panel.detail
    assert chat.view.bar is not None
    assert words in chat.view.bar.text
    assert chat.model.called("disconnect") == [(OURS, "")]


def test_a_failure_before_there_is_a_log(chat: Chat) -> None:
    chat.start()
    change(chat, HostedServer(HostingState.FAILED, OPTIONS, problem="no room"))
    assert chat.view.hosting.panel is not None
    assert chat.view.hosting.panel.detail == ""


def test_stopping_leaves_first_so_that_nothing_is_tried_again(chat: Chat) -> None:
    hosting(chat).controller.hosting.on_stop()
    assert chat.view.questions == []
    assert chat.model.called("disconnect") == [(OURS, "")]
    assert chat.model.hosting.calls[-1] == ("stop",)


@pytest.mark.parametrize("answer", [True, False])
def test_stopping_is_asked_about_where_others_are_in_it(chat: Chat, answer: bool) -> None:
    chat.view.answer = answer
    hosting(chat, "bob", "eve").controller.hosting.on_stop()
    assert chat.view.questions == [
        "You are hosting “lab”, and 2 other people are in #lobby. Stop hosting?"
    ]
    assert (("stop",) in chat.model.hosting.calls) == answer


def test_stopping_before_we_are_in_it(chat: Chat) -> None:
    chat.start().controller.hosting.on_stop()
    assert chat.model.hosting.calls == [("stop",)]


@pytest.mark.parametrize("answer", [True, False])
def test_quitting_asks_and_can_be_taken_back(chat: Chat, answer: bool) -> None:
    chat.view.answer = answer
    hosting(chat).controller.on_closing()
    assert chat.view.questions == ["You are hosting “lab”. Stop hosting, and quit?"]
    assert chat.view.destroyed == answer
    assert ((OURS, "") in chat.model.called("disconnect")) == answer


def test_quitting_without_hosting_asks_nothing(chat: Chat) -> None:
    chat.start().controller.on_closing()
    chat.controller.on_closing()
    assert chat.view.questions == []
    assert chat.view.destroyed


def test_opening_it_while_hosting_shows_the_chat(chat: Chat) -> None:
    hosting(chat)
    before = chat.view.hosting.opened
    chat.controller.hosting.on_open()
    assert chat.view.hosting.opened == before + 1


def test_other_networks_are_not_its_affair(chat: Chat) -> None:
    chat.join()
    assert chat.model.hosting.calls == []
    assert NETWORK in chat.model.connected
    assert chat.view.hosting.panel is None


def test_the_name_of_the_last_chat_is_the_name_to_host_with() -> None:
    settings = FakeSettings(ConnectionRequest("eve", "h", 6667))
    chat = Chat(settings).start()
    chat.controller.hosting.on_open()
    assert chat.view.hosting.form == HostingForm("eve-chat")


def test_quitting_twice_asks_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    hosting(chat)
    ask = chat.view.ask_sure

    def ask_and_press_again(title: str, text: str, deed: str) -> bool:
        chat.controller.on_closing()
        return ask(title, text, deed)

    monkeypatch.setattr(chat.view, "ask_sure", ask_and_press_again)
    chat.controller.on_closing()
    assert len(chat.view.questions) == 1
    assert chat.view.destroyed


def test_who_hosts_takes_charge_of_the_lobby_where_others_were_first(chat: Chat) -> None:
    hosting(chat, "eve")
    asked = (ConversationKey(OURS, "#lobby"), "+o", "ann")
    assert chat.model.called("change_mode") == [asked]
    chat.model.publish(MembersChanged(ConversationKey(OURS, "#lobby")))
    assert chat.model.called("change_mode") == [asked]  # is not asked for again and again


def test_to_connect_to_ones_own_chat_that_is_stopped_is_to_host_it_again(chat: Chat) -> None:
    hosting(chat)
    chat.controller.hosting.on_stop()
    chat.model.drop_connection(OURS, Disconnected(OURS))
    change(chat, HostedServer(HostingState.STOPPED, OPTIONS))
    assert chat.view.bar is not None
    assert chat.view.bar.text == "You host lab yourself, and it is stopped."
    assert chat.view.bar.action == "Host it again…"
    chat.view.hosting.form = None
    chat.controller.on_bar_action()
    assert chat.view.hosting.form == HostingForm("lab", open=True)
    assert chat.model.called("reconnect") == []
    change(chat, HostedServer(HostingState.STARTING, OPTIONS))
    assert chat.view.bar.action == "Reconnect"


def test_another_chat_on_this_computer_is_only_connected_to(chat: Chat) -> None:
    hosting(chat)
    chat.controller.hosting.on_stop()
    change(chat, HostedServer(HostingState.STOPPED, OPTIONS))
    chat.settings.host_name = "another"
    chat.controller.connecting.reconnect(OURS)
    assert chat.model.called("reconnect") == [(OURS,)]
