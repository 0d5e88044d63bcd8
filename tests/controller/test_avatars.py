"""Pictures of people: fetched only where the person's setting or a click lets us."""

from __future__ import annotations

import pytest

from chat.controller.avatars import ANYWHERE, HOSTED, INITIALS, MOST
from chat.model.entities import Member, Profile
from chat.model.events import AvatarFailed, AvatarFetched, OwnPictureEnded, WhoisEnded
from chat.model.files import Avatar
from chat.view.ports.avatars import Offer, PersonCard
from tests.controller.harness import NETWORK, Chat

HOST = "https://files.example/up/"
OURS, THEIRS, OPEN = f"{HOST}bob.png", "https://elsewhere.example/b.png", "http://192.0.2.1/off"
FACE = Avatar(1, 1, bytes(4))


def talk(chat: Chat, address: str, setting: str = HOSTED) -> None:
    """In #lobby with bob, whose picture is at this address."""
    chat.settings.pictures = setting
    lobby = chat.join()
    chat.model.files.host = HOST
    chat.model.profiles.known["bob"] = Profile("Bob B.", "", address)
    chat.model.change_members(lobby, Member("bob"), Member("carl"))
    chat.model.end_turn()


def come(chat: Chat, address: str) -> None:
    chat.model.avatars.held[address] = FACE
    chat.model.publish(AvatarFetched(address, FACE))
    chat.model.end_turn()


def pictures(chat: Chat) -> list[str]:
    return [row.picture for row in chat.view.members]


@pytest.mark.parametrize(
    ("setting", "address", "fetched"),
    [
        (INITIALS, OURS, False),
        (INITIALS, THEIRS, False),
        (HOSTED, OURS, True),
        (HOSTED, THEIRS, False),
        (ANYWHERE, OURS, True),
        (ANYWHERE, THEIRS, True),
        (ANYWHERE, OPEN, False),
        (ANYWHERE, "", False),
    ],
)
def test_the_setting_decides_what_is_fetched(
    chat: Chat, setting: str, address: str, fetched: bool
) -> None:
    talk(chat, address, setting)
    assert bool(chat.model.avatars.fetched) is fetched
    if address:
        come(chat, address)
    assert pictures(chat) == [address if fetched else "", ""]
    assert all(url == address for url, _again in chat.model.avatars.fetched)


def test_a_face_stands_in_the_list_and_over_a_talk_once_it_is_here(chat: Chat) -> None:
    talk(chat, OURS)
    assert pictures(chat) == ["", ""]
    come(chat, OURS)
    assert pictures(chat) == [OURS, ""]
    assert list(chat.view.avatars.faces) == [OURS]
    assert chat.view.avatars.beside == ""
    chat.controller.on_open_private("bob")
    assert chat.view.avatars.beside == OURS
    chat.controller.on_open_private("carl")
    assert chat.view.avatars.beside == ""


def test_the_setting_takes_effect_at_once(chat: Chat) -> None:
    talk(chat, OURS)
    come(chat, OURS)
    chat.controller.on_set("pictures", INITIALS)
    assert pictures(chat) == ["", ""]
    assert chat.settings.saved
    chat.controller.on_set("pictures", HOSTED)
    assert pictures(chat) == [OURS, ""]


def card(chat: Chat) -> PersonCard:
    assert chat.view.avatars.person is not None
    return chat.view.avatars.person


def test_who_is_shows_the_face_that_is_here(chat: Chat) -> None:
    talk(chat, OURS)
    come(chat, OURS)
    chat.model.publish(WhoisEnded(NETWORK, "bob", ("Real name: Bob",)))
    assert card(chat) == PersonCard("bob", "Who is bob?", "Real name: Bob", "Bob B.", OURS)
    chat.model.publish(WhoisEnded(NETWORK, "carl", ()))
    assert (card(chat).picture, card(chat).offer) == ("", Offer.NONE)
    chat.controller.avatars.on_show_picture()  # there is none
    assert chat.model.avatars.fetched == [(OURS, False)]


def test_a_click_fetches_one_picture_whatever_the_setting(chat: Chat) -> None:
    talk(chat, THEIRS, INITIALS)
    chat.model.publish(WhoisEnded(NETWORK, "bob", ("Real name: Bob",)))
    assert (card(chat).picture, card(chat).offer) == ("", Offer.ASK)
    assert chat.model.avatars.fetched == []
    chat.controller.avatars.on_show_picture()
    assert card(chat).offer is Offer.WAIT
    assert chat.model.avatars.fetched == [(THEIRS, True)]
    chat.model.publish(AvatarFailed("https://another.example/"))
    chat.model.publish(AvatarFailed(THEIRS))
    assert card(chat).offer is Offer.FAILED
    chat.controller.avatars.on_show_picture()
    come(chat, THEIRS)
    assert (card(chat).picture, card(chat).offer) == (THEIRS, Offer.NONE)
    assert pictures(chat) == ["", ""]  # in the list there are initials, as the person wants
    chat.model.publish(WhoisEnded(NETWORK, "bob", ()))
    assert card(chat).offer is Offer.ASK
    chat.controller.avatars.on_show_picture()  # it is here: nothing is fetched
    assert card(chat).picture == THEIRS
    assert len(chat.model.avatars.fetched) == 2


def test_a_crowd_of_faces_is_bounded_and_another_conversation_has_room(chat: Chat) -> None:
    talk(chat, OURS)
    lobby = chat.controller.conversations.listed()[-1]
    names = [f"u{number}" for number in range(MOST + 20)]
    for name in names:
        chat.model.profiles.known[name] = Profile(avatar=f"{HOST}{name}.png")
        chat.model.avatars.held[f"{HOST}{name}.png"] = FACE
    chat.model.change_members(lobby, *map(Member, names))
    chat.model.end_turn()
    assert len(chat.view.avatars.faces) == MOST
    assert pictures(chat).count("") == 20
    come(chat, OURS)
    assert OURS not in chat.view.avatars.faces
    chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    chat.select("bob")
    assert list(chat.view.avatars.faces) == [OURS]


def test_our_own_picture_is_chosen_and_removed(chat: Chat) -> None:
    chat.join()
    chat.controller.avatars.on_choose_own()  # and cancelled
    assert chat.model.avatars.own == []
    chat.view.avatars.chosen = "/home/ann/me.jpg"
    chat.controller.avatars.on_choose_own()
    assert chat.model.avatars.own == [(NETWORK, "/home/ann/me.jpg")]
    assert said(chat) == "Your picture is on its way…"
    chat.model.publish(OwnPictureEnded(NETWORK, ""))
    assert said(chat) == "The others can see your picture now."
    chat.model.publish(OwnPictureEnded(NETWORK, "The picture is damaged."))
    assert said(chat) == "The picture is damaged."
    chat.controller.avatars.on_remove_own()
    assert said(chat) == "The others see your initials again."
    chat.model.avatars.kept = False
    chat.controller.avatars.on_remove_own()
    assert "keeps no profiles" in said(chat)


def said(chat: Chat) -> str:
    assert chat.view.bar is not None
    return chat.view.bar.text


def test_without_a_connection_there_is_nobody_to_show_it_to(chat: Chat) -> None:
    chat.start()
    chat.controller.avatars.on_choose_own()
    chat.controller.avatars.on_remove_own()
    assert len(chat.view.errors) == 2
    assert chat.model.avatars.own == []
