"""How fast one channel's messages reach its members: deliveries a second, and the time of one."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from benchmarks.crowd import Crowd

SENDERS = 4
PAYLOAD = b"x" * 60
INTERVAL = 0.01  # seconds between two messages of the latency run


@dataclass(frozen=True)
class Latency:
    """Time from a message's sending to its reading by a member, in seconds."""

    median: float
    p99: float


def deliveries_per_second(crowd: Crowd, messages: int) -> float:
    """Some members send `messages` in all, flat out; every other member reads each of them."""
    size = len(crowd.members)
    share = messages // SENDERS
    due = share * SENDERS * (size - 1)
    got = 0
    rest = [b""] * size

    def count(number: int, data: bytes) -> None:
        nonlocal got
        whole, _, rest[number] = (rest[number] + data).rpartition(b"\n")
        got += whole.count(b" PRIVMSG #lobby ")

    start = time.perf_counter()
    for sender in crowd.members[:SENDERS]:
        sender.sendall((b"PRIVMSG #lobby :" + PAYLOAD + b"\r\n") * share)
    crowd.drive(count, lambda: got >= due)
    return due / (time.perf_counter() - start)


def latency(crowd: Crowd, messages: int) -> Latency:
    """One member sends at a steady pace; the time to each of the others is taken."""
    samples: list[float] = []
    due = messages * (len(crowd.members) - 1)
    rest = [b""] * len(crowd.members)
    sent = 0
    next_at = time.perf_counter()

    def take(number: int, data: bytes) -> None:
        now = time.perf_counter()
        *lines, rest[number] = (rest[number] + data).split(b"\n")
        samples.extend(
            now - float(line.rpartition(b":")[2]) for line in lines if b" PRIVMSG " in line
        )

    def send_when_due() -> bool:
        nonlocal sent, next_at
        if sent < messages and time.perf_counter() >= next_at:
            crowd.members[0].sendall(f"PRIVMSG #lobby :{time.perf_counter()!r}\r\n".encode())
            sent += 1
            next_at += INTERVAL
        return len(samples) >= due

    crowd.drive(take, send_when_due, pause=INTERVAL / 4)
    return Latency(statistics.median(samples), statistics.quantiles(samples, n=100)[98])
