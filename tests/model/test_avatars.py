"""Pictures of people: made small, held, kept on disk; our own, to the real server and back."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from chat.model import avatars, http_files
from chat.model.avatar_cache import MOST_AGE, AvatarCache
from chat.model.avatars import SIDE, Avatars
from chat.model.client import Client
from chat.model.entities import ConnectionRequest, ConversationKey
from chat.model.events import AvatarFailed, AvatarFetched, OwnPictureEnded, Registered
from chat.model.files import Broken
from chat.model.pictures import OWN_SIDE, NoPicture, own_picture, square_png
from chat.model.session import metadata
from server.config import ServerConfig, Uploads
from tests.fakes.live_server import live_server
from tests.fakes.turned_client import TurnedClient


def file_of(picture: Image.Image, kind: str) -> bytes:
    content = io.BytesIO()
    picture.save(content, kind)
    return content.getvalue()


RED = file_of(Image.new("RGB", (300, 200), (200, 20, 20)), "PNG")


class Person(TurnedClient):
    """Somebody with a folder for pictures."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(Client(pictures_folder=folder))

    def enter(self, nick: str, port: int, *, uploads: bool = True) -> str:
        request = ConnectionRequest(nick, "127.0.0.1", port, channels=("#lobby",))
        network = self.client.connect(request)
        self.pump_until(
            lambda: (
                self.has(Registered)
                and bool(self.client.members(ConversationKey(network, "#lobby")))
            )
        )
        self.pump_until(lambda: self.client.files.can_upload(network) or not uploads)
        return network


@contextmanager
def person(folder: Path | None = None) -> Iterator[Person]:
    it = Person(folder)
    try:
        yield it
    finally:
        it.client.close()


class Site:
    """Stands in for the web: what is at each address, and what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.content: dict[str, bytes] = {}
        self.asked: list[str] = []
        monkeypatch.setattr(http_files, "get", self._get)

    def _get(
        self, url: str, sink: io.BytesIO, limit: int, pin: object, progress: http_files.Progress
    ) -> int:
        self.asked.append(url)
        progress(0, 0)
        if url not in self.content:
            raise Broken("not there")
        return sink.write(self.content[url])


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(monkeypatch)


def test_our_picture_goes_to_the_server_and_to_another_persons_screen(tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(RED)
    (tmp_path / "data").mkdir()
    config = ServerConfig(files_port=0, data_dir=tmp_path / "data", uploads=Uploads(who="everyone"))
    with live_server(config) as server, person() as ann, person(tmp_path / "kept") as bob:
        port = server.address[1]
        network, there = ann.enter("ann", port), bob.enter("bob", port)
        ann.client.avatars.set_own(network, str(tmp_path / "me.png"))
        ann.pump_until(lambda: ann.has(OwnPictureEnded))
        assert [one.problem for one in ann.events if isinstance(one, OwnPictureEnded)] == [""]
        bob.pump_until(lambda: bool(bob.client.profiles.of(there, "ann").avatar))
        url = bob.client.profiles.of(there, "ann").avatar
        assert bob.client.files.is_hosted(there, url)
        bob.client.avatars.fetch(url)
        bob.pump_until(lambda: bob.has(AvatarFetched))
        held = bob.client.avatars.of(url)
        assert held is not None
        assert (held.width, held.height) == (SIDE, SIDE)
        assert abs(held.pixels[0] - 200) < 8  # red, but for what JPEG makes of it
        assert len(list((tmp_path / "kept").iterdir())) == 1
        ann.pump_until(lambda: ann.client.profiles.of(network, "ann").avatar == url)
        assert ann.client.avatars.remove_own(network)
        bob.pump_until(lambda: not bob.client.profiles.of(there, "ann").avatar)
        bob.client.forget_everything()
        assert list((tmp_path / "kept").iterdir()) == []
        assert bob.client.avatars.of(url) is None


def test_what_cannot_be_shown_of_ourselves_is_said(tmp_path: Path) -> None:
    def said() -> str:
        ann.pump_until(lambda: ann.has(OwnPictureEnded))
        (event,) = (one for one in ann.events if isinstance(one, OwnPictureEnded))
        ann.events.remove(event)
        return event.problem

    (tmp_path / "data").mkdir()
    (tmp_path / "bad.png").write_bytes(b"no picture")
    uploads = Uploads(who="everyone")
    config = ServerConfig(files_port=0, data_dir=tmp_path / "data", uploads=uploads)
    with live_server(config) as server, person() as ann:
        network = ann.enter("ann", server.address[1])
        for name, words in (("bad.png", "no picture"), ("gone.png", "could not be used")):
            ann.client.avatars.set_own(network, str(tmp_path / name))
            assert words in said()
    with live_server(ServerConfig()) as server, person() as ann:
        network = ann.enter("ann", server.address[1], uploads=False)
        ann.client.avatars.set_own(network, "me.png")
        assert "takes no files" in said()
        session = ann.client._networks.session(network)
        session.capabilities.enabled.difference_update(metadata.CAPABILITIES)
        ann.client.avatars.set_own(network, "me.png")
        assert "no profiles" in said()


def test_one_that_is_here_is_not_fetched_twice_also_after_a_restart(
    site: Site, tmp_path: Path
) -> None:
    url = "https://x.example/{size}.png"
    site.content[f"https://x.example/{SIDE}.png"] = RED
    for _ in range(2):
        with person(tmp_path) as ann:
            ann.client.avatars.fetch(url)
            ann.client.avatars.fetch(url)
            ann.pump_until(lambda ann=ann: ann.has(AvatarFetched))  # type: ignore[misc]
            assert ann.client.avatars.of(url) is not None
    assert site.asked == [f"https://x.example/{SIDE}.png"]


def test_what_fails_is_tried_again_when_the_person_says_so(site: Site) -> None:
    url = "https://x.example/gone.png"
    with person() as ann:
        ann.client.avatars.fetch(url)
        ann.pump_until(lambda: ann.has(AvatarFailed))
        ann.client.avatars.fetch(url)
        assert site.asked == [url]
        site.content[url] = RED
        ann.client.avatars.fetch(url, again=True)
        ann.pump_until(lambda: ann.has(AvatarFetched))
        assert site.asked == [url, url]


def test_many_are_fetched_a_few_at_a_time_and_few_are_held(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(avatars, "MOST_HELD", 5)
    urls = [f"https://x.example/{number}.png" for number in range(12)]
    site.content = dict.fromkeys(urls, RED)
    with person() as ann:
        for url in urls:
            ann.client.avatars.fetch(url)
        ann.pump_until(lambda: sum(isinstance(one, AvatarFetched) for one in ann.events) == 12)
        assert sum(ann.client.avatars.of(url) is not None for url in urls) == 5


def test_a_host_that_trickles_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avatars, "MOST_TIME", -1.0)
    with person() as ann:
        assert isinstance(ann.client.avatars, Avatars)
        progress = ann.client.avatars._patience()
        with pytest.raises(Broken):
            progress(1, 100)


def test_the_cache_keeps_no_more_than_it_may_and_nothing_old(tmp_path: Path) -> None:
    cache = AvatarCache(tmp_path / "pictures", most=25)
    for number in range(4):
        cache.put(f"u{number}", bytes(10))
        path = cache._path(tmp_path / "pictures", f"u{number}")
        os.utime(path, (time.time() - 1_000 + number,) * 2)
    assert [bool(cache.get(f"u{number}")) for number in range(4)] == [False, False, True, True]
    os.utime(path, (time.time() - MOST_AGE - 1,) * 2)
    assert cache.get("u3") is None
    assert cache.get("../../etc/passwd") is None
    nowhere = AvatarCache(None)
    nowhere.put("u", b"x")
    assert nowhere.get("u") is None
    nowhere.forget()


def test_a_disk_that_takes_nothing_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    AvatarCache(tmp_path / "file" / "pictures").put("u", b"x")
    assert (tmp_path / "file").read_bytes() == b""


def test_pictures_are_cut_square_and_carry_nothing_else() -> None:
    wide = Image.new("RGB", (1000, 400), (0, 0, 255))
    wide.paste((0, 255, 0), (300, 0, 700, 400))  # the middle
    content, name = own_picture(file_of(wide, "PNG"))
    assert name == "picture.jpg"
    with Image.open(io.BytesIO(content)) as own:
        assert own.size == (OWN_SIDE, OWN_SIDE)
        assert not own.getexif()
        assert own.getpixel((5, 5))[1] > 200  # type: ignore[index]
    glass = Image.new("RGBA", (80, 90), (0, 0, 0, 0))
    content, name = own_picture(file_of(glass, "PNG"))
    assert name == "picture.png"
    with Image.open(io.BytesIO(content)) as own:
        assert own.size == (80, 80)
    for broken in (b"", b"GIF89a", RED[:60]):
        with pytest.raises(NoPicture):
            square_png(broken, SIDE)
