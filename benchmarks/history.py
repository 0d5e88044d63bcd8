"""How fast what was said comes back: CHATHISTORY, SEARCH and the start, over many messages.

    python -m benchmarks.history --messages 10000000

A database of that many messages is filled first, by the server's own store, in a temporary
directory; with --keep DIR it stays there, and is used again as it is the next time. Then the server
is started on it and asked by a client. Times end when the client has read the last line.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.report import write_raw
from benchmarks.servers import ROOT
from server.config import ServerConfig
from server.core.delivery import server_time
from server.core.message_ids import MessageIds
from server.core.records import Conversation, IndexWords, StoreMessage
from server.store.database import FILE_NAME
from server.store.store import open_store

CHANNELS = 100
PEOPLE = 1000
VOCABULARY = 20_000  # words, some much more often than others, as in speech
DAYS = 300  # over which the messages are spread
AT_ONCE = 10_000  # messages in one commit while the database is filled
CAPS = "batch message-tags server-time draft/chathistory soju.im/search"


@dataclass(frozen=True)
class Result:
    """One kind of request; milliseconds."""

    name: str
    median: float
    p99: float
    slowest: float


def main(argv: list[str] | None = None) -> int:
    """Fill, measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=300, help="of each kind")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the database there")
    options = parser.parse_args(argv)
    with contextlib.ExitStack() as opened:
        directory = options.keep or Path(opened.enter_context(tempfile.TemporaryDirectory()))
        directory.mkdir(parents=True, exist_ok=True)
        if not (directory / FILE_NAME).exists():
            _fill(directory, options.messages)
        stored, size = _take_in(directory / FILE_NAME)
        print(f"{stored:,} messages in {size / 1e6:.0f} MB of database", flush=True)
        results = list(_measure(directory, options.requests))
    raw = {
        "options": {"messages": stored, "requests": options.requests},
        "bytes": size,
        "results": [asdict(result) for result in results],
    }
    print(f"raw results: {write_raw('history', raw)}")
    return 0


def _take_in(database: Path) -> tuple[int, int]:
    """How many messages and bytes are in it. Read as a whole, so that the system remembers it."""
    with database.open("rb") as file:
        while file.read(1 << 24):
            pass
    with contextlib.closing(sqlite3.connect(database)) as connection:
        (stored,) = connection.execute(
            "SELECT count(*) FROM messages WHERE verb = 'PRIVMSG'"
        ).fetchone()
    return stored, database.stat().st_size


def _fill(directory: Path, count: int) -> None:
    began = time.monotonic()
    rng = random.Random(1)
    words = _vocabulary()
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    texts = [" ".join(rng.choices(words, weights, k=rng.randint(3, 15))) for _ in range(50_000)]
    ids = MessageIds()
    first = time.time() - DAYS * 86400
    store = open_store(ServerConfig(data_dir=directory))
    with contextlib.closing(store):
        for start in range(0, count, AT_ONCE):
            store.commit(
                [
                    _message(rng, ids.next(first + number * DAYS * 86400 / count), texts)
                    for number in range(start, min(start + AT_ONCE, count))
                ]
            )
            store.commit([IndexWords()])
            store.database.checkpoint(soon=True)
    seconds = time.monotonic() - began
    print(f"{count} messages stored and indexed in {seconds:.0f} s", flush=True)


def _vocabulary() -> list[str]:
    """Words, the most common first; half of them too short to be asked for by their beginning."""
    rng = random.Random(0)
    return [
        f"{rng.choice('bcdfgklmnprst')}{number:x}{'ing' * (number % 2)}"
        for number in range(VOCABULARY)
    ]


def _message(rng: random.Random, number: int, texts: list[str]) -> StoreMessage:
    channel = f"#channel{int(rng.paretovariate(1)) % CHANNELS}"
    nick = f"person{rng.randrange(PEOPLE)}"
    return StoreMessage(
        number,
        "PRIVMSG",
        f"{nick}!user@host.example",
        None,
        channel,
        "",
        rng.choice(texts),
        "",
        f"={nick}",
        ((Conversation("", channel), channel),),
    )


class Client:
    """A connection that asks, and reads to the end of the batch that answers."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask(f"CAP REQ :{CAPS}\r\nNICK bench\r\nUSER bench 0 * :b\r\nCAP END", b" 266 ")
        for number in range(CHANNELS):
            self.ask(f"JOIN #channel{number}", b" 366 ")

    def ask(self, request: str, end: bytes = b" BATCH -") -> tuple[float, int]:
        """Milliseconds until the line with `end` came, and how many lines came."""
        began = time.perf_counter()
        self.socket.sendall(f"{request}\r\n".encode())
        seen = b""
        while not (seen.endswith(b"\n") and end in seen):
            data = self.socket.recv(1 << 20)
            if not data or b" FAIL " in data:
                raise ConnectionError(f"{request}: {(data or seen)[-300:]!r}")
            seen += data
        return (time.perf_counter() - began) * 1000, seen.count(b"\n")


def _measure(directory: Path, requests: int) -> Iterator[Result]:
    command = [sys.executable, "-m", "server", "--port", "0", "--log-level", "warning"]
    command += ["--no-limits", "--data-dir", str(directory), "--history-days", "0"]
    command += ["--history-megabytes", "1000000"]
    starts = []
    for _ in range(5):
        began = time.perf_counter()
        with _server(command):
            starts.append((time.perf_counter() - began) * 1000)
    yield _result("start to listening", starts)
    with _server(command) as address:
        client = Client(address)
        with client.socket:
            for name, request in _requests().items():
                client.ask(request())
                yield _result(name, [client.ask(request())[0] for _ in range(requests)])


def _requests() -> dict[str, Callable[[], str]]:
    """Kinds of requests; each call makes another one."""
    rng = random.Random(2)
    words = _vocabulary()

    def channel() -> str:
        return f"#channel{rng.randrange(CHANNELS)}"

    def moment() -> str:
        return f"timestamp={server_time(time.time() - rng.random() * DAYS * 86400)}"

    def word(low: int, high: int) -> str:
        return words[rng.randrange(low, high)]

    return {
        "CHATHISTORY LATEST, 100": lambda: f"CHATHISTORY LATEST {channel()} * 100",
        "CHATHISTORY BEFORE, 100": lambda: f"CHATHISTORY BEFORE {channel()} {moment()} 100",
        "CHATHISTORY AROUND, 50": lambda: f"CHATHISTORY AROUND {channel()} {moment()} 50",
        "CHATHISTORY TARGETS": lambda: f"CHATHISTORY TARGETS {moment()} {moment()} 50",
        "SEARCH rare word": lambda: f"SEARCH text={word(5000, VOCABULARY)};limit=50",
        "SEARCH common word": lambda: f"SEARCH text={word(0, 20)};limit=50",
        "SEARCH beginning of words": lambda: f"SEARCH text={word(256, 1024)[:4]};limit=50",
        "SEARCH common word in a channel": lambda: (
            f"SEARCH text={word(0, 20)};in={channel()};limit=50"
        ),
        "SEARCH two words": lambda: f"SEARCH text={word(0, 50)}\\s{word(50, 500)};limit=50",
        "SEARCH by sender": lambda: (
            f"SEARCH from=person{rng.randrange(PEOPLE)};in={channel()};limit=50"
        ),
    }


def _result(name: str, times: list[float]) -> Result:
    times.sort()
    places = (len(times) // 2, len(times) * 99 // 100, -1)
    result = Result(name, *(times[place] for place in places))
    print(
        f"{name:32} median {result.median:7.2f} ms, 99 % within {result.p99:7.2f} ms, "
        f"slowest {result.slowest:7.2f} ms",
        flush=True,
    )
    return result


@contextlib.contextmanager
def _server(command: list[str]) -> Iterator[tuple[str, int]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            host, _, port = process.stdout.readline().decode().split()[-1].rpartition(":")
            yield host, int(port)
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    sys.exit(main())
