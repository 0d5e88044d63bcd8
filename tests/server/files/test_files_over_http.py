"""Uploads as people do them: a real server, real sockets, httpx; and what must not work."""

from __future__ import annotations

import base64
import contextlib
import itertools
import os
import re
import socket
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from server.config import ServerConfig, Uploads
from server.core.bans import BanKind, ServerBan
from server.files.app import AT_ONCE
from server.files.door import SLACK, FilesDoor
from server.files.store import FileStore
from server.store.backup import back_up, unpack
from tests.fakes.live_server import PATIENCE, LiveServer, live_server, server_process
from tests.server.files.test_store import PNG
from tests.server.shell.certificates import anyone, certified_files

_numbers = itertools.count()

BOUNDS = Uploads(max_size=100_000, each=150_000, total=200_000)


@pytest.fixture
def config(tmp_path: Path) -> ServerConfig:
    return ServerConfig(files_port=0, data_dir=tmp_path, uploads=BOUNDS)


@pytest.fixture
def live(config: ServerConfig) -> Iterator[LiveServer]:
    with live_server(config) as server:
        yield server


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
        yield client


def files_url(live: LiveServer) -> str:
    """As the server tells it on the chat."""
    with live.client(f"curious{next(_numbers)}") as client:
        line = client.wait_for(" 376 ") and next(
            line for line in client.seen if "draft/FILEHOST=" in line
        )
    found = re.search(r"draft/FILEHOST=(\S+)", line)
    assert found is not None
    return found[1]


def token(live: LiveServer) -> str:
    """One that the chat gives to a guest."""
    with live.client() as client:
        nick = f"guest{next(_numbers)}"  # the one before may not be gone yet
        client.send("CAP REQ batch", f"NICK {nick}", "USER g 0 * :g", "CAP END")
        client.wait_for(" 001 ")
        client.send("TOKEN GENERATE FILEHOST")
        return client.wait_for("TOKEN GENERATE FILEHOST").rpartition(":")[2].split()[-1]


def bearer(live: LiveServer) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(live)}"}


def upload(live: LiveServer, http: httpx.Client, content: bytes, **headers: str) -> httpx.Response:
    return http.post(files_url(live), content=content, headers={**bearer(live), **headers})


def test_a_guest_uploads_and_everyone_downloads(live: LiveServer, http: httpx.Client) -> None:
    disposition = {"Content-Disposition": 'attachment; filename="../picture.png"'}
    done = upload(live, http, PNG, **disposition)
    assert done.status_code == 201
    url = str(httpx.URL(files_url(live)).join(done.headers["Location"]))
    assert re.fullmatch(r".*/files/[\w-]{22}\.png", url)
    got = http.get(url)
    assert (got.status_code, got.content) == (200, PNG)
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"] == "inline; filename*=UTF-8''picture.png"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    head = http.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(PNG))


def test_what_a_browser_could_run_is_shown_as_text_or_saved(
    live: LiveServer, http: httpx.Client
) -> None:
    html = b"<!DOCTYPE html><script>alert(1)</script>"
    got = http.get(location(live, upload(live, http, html, **{"Content-Type": "text/html"})))
    assert got.headers["Content-Type"] == "text/plain; charset=utf-8"
    got = http.get(location(live, upload(live, http, b"%PDF-1.7\n\xff\xfe\x00")))
    assert got.headers["Content-Disposition"].startswith("attachment;")


def location(live: LiveServer, done: httpx.Response) -> str:
    assert done.status_code == 201, done.text
    return str(done.url.join(done.headers["Location"]))


def test_a_name_in_utf8_is_kept(live: LiveServer, http: httpx.Client) -> None:
    name = {"Content-Disposition": "attachment; filename*=UTF-8''gr%C3%BC%C3%9Fe.txt"}
    got = http.get(location(live, upload(live, http, b"x", **name)))
    assert got.headers["Content-Disposition"] == "inline; filename*=UTF-8''gr%C3%BC%C3%9Fe.txt"


def test_an_account_uploads_with_its_password(tmp_path: Path, http: httpx.Client) -> None:
    config = ServerConfig(files_port=0, data_dir=tmp_path)
    with live_server(config) as live:
        with live.client("alice") as alice:
            alice.send("CAP REQ :draft/account-registration", "REGISTER * * a-good-secret-1")
            alice.wait_for("REGISTER SUCCESS")
        url = files_url(live)
        good, bad = httpx.BasicAuth("alice", "a-good-secret-1"), httpx.BasicAuth("alice", "wrong")
        assert http.post(url, content=b"x", auth=good).status_code == 201
        refused = http.post(url, content=b"x", auth=bad)
        assert refused.status_code == 401
        assert 'Basic realm="Chat files"' in refused.headers["WWW-Authenticate"]
        assert http.post(url, content=b"x", auth=httpx.BasicAuth("bob", "x")).status_code == 401


def test_too_many_wrong_passwords_are_stopped(tmp_path: Path, http: httpx.Client) -> None:
    config = ServerConfig(files_port=0, data_dir=tmp_path)
    config = replace(config, rates=replace(config.rates, password_attempts=2))
    with live_server(config, limited=True) as live:
        url, bad = files_url(live), httpx.BasicAuth("alice", "wrong")
        *wrong, stopped = [http.post(url, content=b"x", auth=bad) for _ in range(3)]
    assert [each.status_code for each in wrong] == [401, 401]
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["Retry-After"]) <= 300
    assert "limit: 2 wrong passwords in 300 s" in stopped.text


def test_wrong_passwords_behind_a_proxy_count_for_who_sent_them(
    tmp_path: Path, http: httpx.Client
) -> None:
    config = ServerConfig(files_port=0, data_dir=tmp_path, trusted_proxies=("127.0.0.1",))
    rates = replace(config.rates, password_attempts=9, password_attempts_per_address=1)
    with live_server(replace(config, rates=rates), limited=True) as live:
        url = files_url(live)

        def try_from(address: str, account: str) -> int:
            headers = {"X-Forwarded-For": f"192.0.2.99, {address}"}
            auth = httpx.BasicAuth(account, "wrong")
            return http.post(url, content=b"x", auth=auth, headers=headers).status_code

        assert [try_from("203.0.113.9", name) for name in ("ann", "ben")] == [401, 429]
        assert try_from("203.0.113.10", "cas") == 401


def test_who_is_banned_may_not_upload(tmp_path: Path, http: httpx.Client) -> None:
    config = ServerConfig(files_port=0, data_dir=tmp_path)
    with live_server(config) as live:
        with live.client("alice") as alice:
            alice.send("CAP REQ :draft/account-registration", "REGISTER * * a-good-secret-1")
            alice.wait_for("REGISTER SUCCESS")
        url, auth = files_url(live), httpx.BasicAuth("alice", "a-good-secret-1")
        assert http.post(url, content=b"x", auth=auth).status_code == 201
        with live.server.lock:
            ban = ServerBan(BanKind.ACCOUNT, "alice", "", "root", 0.0)
            live.server.core.context.bans.add(ban)
        assert http.post(url, content=b"x", auth=auth).status_code == 401


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer nonsense", "Basic !!!", "Basic " + base64.b64encode(b"\xff").decode(), "Digest"],
)
def test_strangers_may_not_upload(
    live: LiveServer, http: httpx.Client, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    assert http.post(files_url(live), content=b"x" * 90_000, headers=headers).status_code == 401


def test_a_token_is_good_once(live: LiveServer, http: httpx.Client) -> None:
    headers = bearer(live)
    url = files_url(live)
    assert http.post(url, content=b"x", headers=headers).status_code == 201
    assert http.post(url, content=b"x", headers=headers).status_code == 401


def test_options_tell_what_can_be_done(live: LiveServer, http: httpx.Client) -> None:
    url = files_url(live)
    told = http.options(url)
    assert told.status_code == 204
    assert (told.headers["Allow"], told.headers["Accept-Post"]) == ("OPTIONS, POST", "*/*")
    stored = location(live, upload(live, http, b"x"))
    assert http.options(stored).headers["Allow"] == "GET, HEAD, OPTIONS"
    assert http.delete(stored).status_code == 405
    assert http.get(url).headers["Allow"] == "OPTIONS, POST"


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1000):
        yield b"x" * 1000


TOO_LARGE = "The file is too large (limit: 100000 bytes).\n"


def test_too_large_is_413_said_first_or_not(live: LiveServer, http: httpx.Client) -> None:
    with contextlib.suppress(httpx.WriteError):  # who does not stop sending may not hear why
        done = upload(live, http, b"x" * 100_001)
        assert (done.status_code, done.text) == (413, TOO_LARGE)
    with contextlib.suppress(httpx.WriteError, httpx.ReadError):
        done = upload(live, http, b"x" * (100_001 + SLACK))  # refused by its length alone
        assert (done.status_code, done.text) == (413, TOO_LARGE)
    with contextlib.suppress(httpx.WriteError):
        done = http.post(files_url(live), content=chunks(101_000), headers=bearer(live))
        assert done.status_code == 413
    done = http.post(files_url(live), content=chunks(100_000), headers=bearer(live))
    assert http.head(location(live, done)).headers["Content-Length"] == "100000"


def test_no_room_is_507(live: LiveServer, http: httpx.Client) -> None:
    assert upload(live, http, b"x" * 100_000).status_code == 201
    refused = upload(live, http, b"x" * 50_001)
    assert refused.status_code == 507
    assert "150000 bytes together" in refused.text
    assert upload(live, http, b"x" * 50_000).status_code == 201


def test_who_breaks_off_leaves_nothing(live: LiveServer, tmp_path: Path) -> None:
    address = live.server.doors.files
    assert address is not None
    request = (
        f"POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token(live)}\r\n"
        "Content-Length: 1000\r\n\r\nhalf"
    )
    with socket.create_connection(address.address, timeout=PATIENCE) as sender:
        sender.sendall(request.encode())
        sender.shutdown(socket.SHUT_WR)
        told = sender.makefile("rb").read()
    assert told.startswith(b"HTTP/1.1 400")
    assert not any((tmp_path / "uploads" / "content").iterdir())
    assert not any((tmp_path / "uploads" / "partial").iterdir())


def test_a_disk_that_fails_is_the_servers_fault_and_is_logged(
    live: LiveServer,
    http: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(FileStore, "add", fail)
    assert upload(live, http, b"x").status_code == 500
    (logged,) = (each for each in caplog.records if each.getMessage() == "upload not stored")
    assert vars(logged)["reason"] == "Input/output error"


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../server.lock",
        "/files/..%2f..%2fserver.lock",
        "/files/%2e%2e/uploads.sqlite3",
        "/files/" + "A" * 22,
        "/files/" + "A" * 22 + "/x",
        "/files/",
        "/",
        "/files//etc/passwd",
    ],
)
def test_nothing_else_can_be_had(live: LiveServer, path: str) -> None:
    door = live.server.doors.files
    assert door is not None
    with socket.create_connection(door.address, timeout=PATIENCE) as peer:
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        peer.sendall(request.encode())
        status = peer.makefile("rb").readline()
    assert status.split()[1] in (b"404", b"400")


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=0-99", 200, b"0123456789"),
        ("bytes=-", 200, b"0123456789"),
        ("bytes=1-2,4-5", 200, b"0123456789"),
        ("bytes=10-", 416, None),
        ("bytes=4-2", 416, None),
    ],
)
def test_parts_of_a_file(
    live: LiveServer, http: httpx.Client, wanted: str, status: int, content: bytes | None
) -> None:
    url = location(live, upload(live, http, b"0123456789"))
    got = http.get(url, headers={"Range": wanted})
    assert got.status_code == status
    if content is not None:
        assert got.content == content


def test_what_a_browser_has_is_not_sent_again(live: LiveServer, http: httpx.Client) -> None:
    url = location(live, upload(live, http, b"x"))
    tag = http.get(url).headers["ETag"]
    assert http.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_web_pages_upload_from_where_they_may(config: ServerConfig, http: httpx.Client) -> None:
    config = replace(config, ws_origins=("https://chat.example",))
    with live_server(config) as live:
        page = {"Origin": "https://chat.example"}
        asked = http.options(files_url(live), headers=page)
        assert asked.headers["Access-Control-Allow-Origin"] == "https://chat.example"
        done = upload(live, http, b"x", **page)
        assert done.status_code == 201
        assert "Location" in done.headers["Access-Control-Expose-Headers"]
        evil = {"Origin": "https://evil.example"}
        asked = http.options(files_url(live), headers=evil)
        assert "Access-Control-Allow-Origin" not in asked.headers
        assert upload(live, http, b"x", **evil).status_code == 403
        assert http.get(location(live, done), headers=evil).status_code == 200


def test_over_tls_with_a_certificate_read_again(tmp_path: Path) -> None:
    files = certified_files(tmp_path / "tls")
    config = ServerConfig(files_port=0, tls_cert=files.certificate, tls_key=files.key)
    context = anyone()
    with live_server(config) as live, httpx.Client(verify=context, trust_env=False) as http:
        door = live.server.doors.files
        assert door is not None
        silent = socket.create_connection(door.address, timeout=PATIENCE)
        with silent:  # who does not shake hands holds up nobody
            url = f"https://127.0.0.1:{door.address[1]}/files"
            done = http.post(url, content=b"x", headers=bearer(live))
            assert done.status_code == 201
            files.renew()
            live.server.reload_certificates()
            assert http.get(location(live, done)).content == b"x"


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), sqlite3.OperationalError("I/O")])
def test_what_cannot_be_removed_does_not_end_the_removing(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def remove() -> int:
        raise error

    FilesDoor._try("uploads expired", remove)
    assert [record.getMessage() for record in caplog.records] == ["uploads cannot be removed"]


def test_one_persons_uploads_do_not_fill_the_place(live: LiveServer, http: httpx.Client) -> None:
    door = live.server.doors.files
    assert door is not None
    with contextlib.ExitStack() as opened:
        for _ in range(AT_ONCE):
            slow = socket.create_connection(door.address, timeout=PATIENCE)
            opened.enter_context(slow)
            head = f"POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token(live)}\r\n"
            slow.sendall(f"{head}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n".encode())
            assert slow.recv(100).startswith(b"HTTP/1.1 100")
        app = door._server.wsgi_app
        while app._uploading.total() < AT_ONCE:
            threading.Event().wait(0.01)
        assert upload(live, http, b"x").status_code == 429
    while app._uploading:
        threading.Event().wait(0.01)
    assert upload(live, http, b"x").status_code == 201


def test_who_takes_all_of_its_turns_keeps_nobody_else_waiting(
    config: ServerConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slow senders of one address take no more workers than it may have; the next one waits."""
    monkeypatch.setattr("server.files.turns.is_loopback", lambda _address: False)
    monkeypatch.setattr("server.files.door.WORKERS_PER_ADDRESS", 1)
    with live_server(config) as live:
        door = live.server.doors.files
        assert door is not None
        with (
            socket.create_connection(door.address, PATIENCE) as slow,
            socket.create_connection(door.address, PATIENCE) as waiting,
        ):
            slow.sendall(b"GET /files/x HTTP/1.1\r\n")
            waiting.sendall(b"GET /files/x HTTP/1.1\r\nHost: chat\r\nConnection: close\r\n\r\n")
            waiting.settimeout(0.2)
            with pytest.raises(TimeoutError):
                waiting.recv(100)
            waiting.settimeout(PATIENCE)
            slow.sendall(b"Host: chat\r\nConnection: close\r\n\r\n")
            assert slow.recv(100).startswith(b"HTTP/1.1 404")
            assert waiting.recv(100).startswith(b"HTTP/1.1 404")


def test_behind_a_proxy_its_address_is_told(config: ServerConfig, http: httpx.Client) -> None:
    url = "https://chat.example/shared/files"
    with live_server(replace(config, files_url=url)) as live:
        assert files_url(live) == url
        door = live.server.doors.files
        assert door is not None
        host, port = door.address
        behind = f"http://{host}:{port}/files"
        done = http.post(behind, content=b"x", headers=bearer(live))
        assert done.status_code == 201
        assert done.headers["Location"].startswith(f"{url}/")
        name = done.headers["Location"].rpartition("/")[2]
        assert http.get(f"{behind}/{name}").content == b"x"


def test_many_at_once(live: LiveServer) -> None:
    url = files_url(live)
    tokens = [token(live) for _ in range(AT_ONCE)]
    statuses: list[int] = []

    def send(given: str) -> None:
        headers = {"Authorization": f"Bearer {given}"}
        statuses.append(httpx.post(url, content=os.urandom(1000), headers=headers).status_code)

    threads = [threading.Thread(target=send, args=(each,)) for each in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert statuses == [201] * AT_ONCE


def test_files_survive_a_kill_of_the_server(tmp_path: Path, http: httpx.Client) -> None:
    arguments = ("--files-port", "0", "--data-dir", str(tmp_path))
    with server_process(*arguments) as process:
        with process.client() as client:
            client.send("CAP REQ batch", "NICK g", "USER g 0 * :g", "CAP END")
            client.wait_for(" 001 ")
            client.send("TOKEN GENERATE FILEHOST")
            given = client.wait_for("TOKEN GENERATE").split()[-1].removeprefix(":")
        host, port = process.doors["http"]
        headers = {"Authorization": f"Bearer {given}"}
        done = http.post(f"http://{host}:{port}/files", content=b"kept", headers=headers)
        process.process.kill()
        process.process.wait(PATIENCE)
    with server_process(*arguments) as process:
        host, port = process.doors["http"]
        assert http.get(f"http://{host}:{port}{done.headers['Location']}").content == b"kept"


def test_a_backup_of_a_running_server_has_the_files(
    live: LiveServer, http: httpx.Client, tmp_path: Path
) -> None:
    done = upload(live, http, b"kept")
    assert done.status_code == 201
    restored = tmp_path / "restored"
    back_up(tmp_path, tmp_path.with_name("backup.tar"))
    restored.mkdir()
    unpack(tmp_path.with_name("backup.tar"), restored)
    config = replace(live.server.config, data_dir=restored)
    with live_server(config) as other:
        door = other.server.doors.files
        assert door is not None
        host, port = door.address
        url = f"http://{host}:{port}{done.headers['Location']}"
        assert http.get(url).content == b"kept"


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(AssertionError, match="did not start, status 1"),
            server_process("--files-port", str(port), "--data-dir", str(tmp_path)),
        ):
            pass
