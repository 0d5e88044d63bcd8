"""Short forms in which tests compare what a client was told."""

from __future__ import annotations

from collections.abc import Iterable

from chat.protocol.message import Message


def commands(messages: Iterable[Message]) -> list[str]:
    return [message.command for message in messages]


def lines(messages: Iterable[Message]) -> list[tuple[str, ...]]:
    """Command and parameters of each, without source and tags."""
    return [(message.command, *message.params) for message in messages]


def only(messages: Iterable[Message]) -> tuple[str, ...]:
    """Command and parameters of the one message there is."""
    (message,) = messages
    return (message.command, *message.params)


def head(messages: Iterable[Message]) -> tuple[str, ...]:
    """The same without the text at the end, which is for people."""
    return only(messages)[:-1]


def heads(messages: Iterable[Message]) -> list[tuple[str, ...]]:
    return [line[:-1] for line in lines(messages)]


def offered(messages: Iterable[Message]) -> list[str]:
    """The words of a CAP LS, however many lines it took."""
    return [word for message in messages for word in message.params[-1].split()]
