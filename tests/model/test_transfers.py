"""Files on their way: to and from the real server, and from addresses that misbehave."""

from __future__ import annotations

import hashlib
import io
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme
from PIL import Image

from chat.model import http_files, transfers
from chat.model.entities import ConnectionRequest, ConversationKey
from chat.model.events import PictureFetched, Registered, TransferChanged
from chat.model.files import Broken, Transfer, TransferState
from chat.model.known_servers import KnownServers
from chat.model.security import Pin
from chat.model.transfers import name_of
from server.config import ServerConfig, Uploads
from tests.fakes.live_server import live_server
from tests.fakes.turned_client import TurnedClient

PICTURE = io.BytesIO()
Image.new("RGB", (60, 30), (20, 90, 200)).save(PICTURE, "PNG")


class Window(TurnedClient):
    """A client, and what became of its transfers."""

    def end_of(self, transfer: int) -> Transfer:
        """How a transfer ended."""
        self.pump_until(lambda: any(one.state.is_over for one in self.steps(transfer)))
        return self.steps(transfer)[-1]

    def steps(self, transfer: int) -> list[Transfer]:
        changes = [event for event in self.events if isinstance(event, TransferChanged)]
        return [event.transfer for event in changes if event.transfer.id == transfer]


@pytest.fixture
def window() -> Iterator[Window]:
    window = Window()
    yield window
    window.client.close()


@pytest.fixture
def network(window: Window, tmp_path: Path) -> Iterator[str]:
    """The window in #lobby of a real server that takes files from everybody."""
    limits = Uploads(who="everyone", max_size=200_000)
    (tmp_path / "data").mkdir()
    with live_server(ServerConfig(files_port=0, data_dir=tmp_path / "data", uploads=limits)) as it:
        request = ConnectionRequest("alice", "127.0.0.1", it.address[1], channels=("#lobby",))
        network = window.client.connect(request)
        window.pump_until(lambda: window.has(Registered))
        window.pump_until(lambda: window.client.files.can_upload(network))
        yield network
        window.client.close()


def test_a_file_goes_to_the_file_host_and_comes_back_the_same(
    window: Window, network: str, tmp_path: Path
) -> None:
    files, content = window.client.files, bytes(range(256)) * 500
    (tmp_path / "a note ü.bin").write_bytes(content)
    sent = files.upload(ConversationKey(network, "#lobby"), str(tmp_path / "a note ü.bin"))
    uploaded = window.end_of(sent)
    assert (uploaded.state, uploaded.name) == (TransferState.DONE, "a note ü.bin")
    assert (uploaded.done, uploaded.total) == (len(content), len(content))
    assert files.is_hosted(network, uploaded.url)
    assert not files.is_hosted(network, uploaded.url.replace("127.0.0.1", "elsewhere.example"))
    saved = window.end_of(files.download(network, uploaded.url, str(tmp_path / "back")))
    assert saved.state is TransferState.DONE
    assert (tmp_path / "back").read_bytes() == content


def test_a_picture_is_fetched_and_decoded(window: Window, network: str, tmp_path: Path) -> None:
    files = window.client.files
    path = files.keep_pasted(PICTURE.getvalue(), "pasted.png")
    url = window.end_of(files.upload(ConversationKey(network, "#lobby"), path)).url
    fetched = files.fetch_picture(network, url, (30, 30))
    assert window.end_of(fetched).state is TransferState.DONE
    event = next(one for one in window.events if isinstance(one, PictureFetched))
    assert event.transfer == fetched
    assert (event.picture.width, event.picture.height, event.picture.original) == (30, 15, (60, 30))
    window.client.close()
    assert not Path(path).exists()


@pytest.mark.parametrize("size", [200_001, 40_000_000])  # the server hears the end of one only
def test_one_that_is_too_large_is_refused_with_the_reason(
    window: Window, network: str, tmp_path: Path, size: int
) -> None:
    with (tmp_path / "big").open("wb") as big:
        big.truncate(size)
    ended = window.end_of(
        window.client.files.upload(ConversationKey(network, "#lobby"), str(tmp_path / "big"))
    )
    assert ended.state is TransferState.FAILED
    assert "larger than the server takes" in ended.problem


def test_what_is_no_file_is_said_to_be_none(window: Window, network: str, tmp_path: Path) -> None:
    key = ConversationKey(network, "#lobby")
    ended = window.end_of(window.client.files.upload(key, str(tmp_path / "missing")))
    assert (ended.state, ended.problem) == (
        TransferState.FAILED,
        "The file could not be used: No such file or directory.",
    )


def test_without_a_file_host_the_person_is_told(window: Window) -> None:
    window.client.connect(ConnectionRequest("alice", "127.0.0.1", 9))
    (network,) = window.client.networks()
    ended = window.end_of(window.client.files.upload(ConversationKey(network, "#lobby"), "x"))
    assert ended.problem.startswith("This server takes no files")


# Addresses that misbehave


class _Site(BaseHTTPRequestHandler):
    """What the paths of the test's own web server do."""

    go_on = threading.Event()

    def log_message(self, *_: object) -> None:
        """Not on the test's output."""

    def do_GET(self) -> None:
        match self.path:
            case "/short":
                self._head(200, {"Content-Length": "100"})
                self.wfile.write(b"only this")
            case "/endless":
                self._head(200, {})
                for _ in range(40):
                    self.wfile.write(bytes(1024))
            case "/slow":
                self._head(200, {"Content-Length": "100000"})
                self.wfile.write(bytes(1024))
                self.go_on.wait(10)
            case "/round":
                self._head(302, {"Location": "/round"})
            case "/down":
                self._head(302, {"Location": f"http://{self.headers['Host']}/fine"})
            case "/fine":
                self._head(200, {"Content-Length": "4"})
                self.wfile.write(b"fine")
            case _:
                self._head(404, {"Content-Length": "0"})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._head(200 if self.path == "/silent" else 507, {"Content-Length": "0"})

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}"
    finally:
        _Site.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()


def fetch(url: str, limit: int = 10_000, pin: str | None = None) -> bytes:
    sink = io.BytesIO()
    http_files.get(url, sink, limit, lambda _host: pin, lambda *_: None)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/short", "in the middle of the file"),
        ("/endless", "larger than 0 MB"),
        ("/gone", "not there, or no more"),
        ("/round", "refused"),
    ],
)
def test_what_an_address_does_wrong_is_one_sentence(path: str, words: str) -> None:
    with site() as url, pytest.raises(Broken, match=words):
        fetch(url + path)


def test_what_is_no_web_address_is_not_opened() -> None:
    for url in ("file:///etc/hostname", "ftp://x/y", "http://", "nonsense"):
        with pytest.raises(Broken, match="no web address"):
            fetch(url)


def test_nobody_there_is_one_sentence() -> None:
    with pytest.raises(Broken, match="The connection failed"):
        fetch("http://127.0.0.1:9/x")


def test_a_host_that_does_not_say_where_the_file_is_or_has_no_room() -> None:
    def post(url: str) -> str:
        nothing: Callable[[int, int], None] = lambda *_: None  # noqa: E731
        return http_files.post(url, io.BytesIO(b"x"), 1, "x", "", lambda _: None, nothing)

    with site() as url:
        with pytest.raises(Broken, match="did not say where"):
            post(f"{url}/silent")
        with pytest.raises(Broken, match="no room"):
            post(f"{url}/full")


def test_a_pinned_certificate_is_known_and_no_other() -> None:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    shown = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    with site(context) as url:
        assert fetch(f"{url}/fine", pin=hashlib.sha256(shown).hexdigest()) == b"fine"
        with pytest.raises(Broken, match="another certificate"):
            fetch(f"{url}/fine", pin="00" * 32)
        with pytest.raises(Broken, match="Nobody that this computer trusts"):
            fetch(f"{url}/fine")
        with pytest.raises(Broken, match="without encryption"):
            fetch(f"{url}/down", pin=hashlib.sha256(shown).hexdigest())


def test_a_download_that_is_cancelled_leaves_nothing(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_files, "PIECE", 512)
    monkeypatch.setattr(transfers, "TELL_EVERY", 0)
    _Site.go_on.clear()
    with site() as url:
        files = window.client.files
        transfer = files.download("", f"{url}/slow", str(tmp_path / "slow"))
        window.pump_until(lambda: any(one.done for one in window.steps(transfer)))
        files.cancel(transfer)
        assert window.end_of(transfer).state is TransferState.CANCELLED
        _Site.go_on.set()
        window.client.close()
    assert list(tmp_path.iterdir()) == []
    files.cancel(transfer)  # once more is none


def test_a_file_that_shrinks_while_it_is_sent_is_broken_off() -> None:
    def nothing(*_: int) -> None:
        return

    with site() as url, pytest.raises(Broken, match="changed while it was read"):
        http_files.post(f"{url}/x", io.BytesIO(b"x"), 5, "x", "", lambda _: None, nothing)


def test_a_slow_place_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.model.http_files.PATIENCE", 0.05)
    _Site.go_on.clear()
    with site() as url, pytest.raises(Broken, match="does not answer"):
        fetch(f"{url}/slow", limit=200_000)


def test_the_name_of_an_address() -> None:
    assert name_of("https://x.example/a/b%20c.png?size=2") == "b c.png"
    assert name_of("https://x.example/") == "x.example"


def test_the_pin_of_a_chat_is_that_of_its_file_host(tmp_path: Path) -> None:
    known = KnownServers(tmp_path / "servers.json")
    known.put_pin(Pin("Chat.example", 6697, "ab" * 32, datetime(2026, 1, 1, tzinfo=UTC)))
    assert known.pin_of_host("chat.example") == "ab" * 32
    assert known.pin_of_host("other.example") is None
