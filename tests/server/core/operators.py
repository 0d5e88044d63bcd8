"""Operators in tests: their names, and passwords that are quick to check."""

from __future__ import annotations

from tests.fakes.core_client import CoreClient, CoreNetwork

OPERATORS = {"root": "hash of sesame", "deputy": "hash of tahini"}


def has_operators(network: CoreNetwork) -> None:
    """Let the network know the operators."""
    context = network.core.context
    context.operators = dict(OPERATORS)
    context.verify_password = lambda kept, password: kept == f"hash of {password}"


def operator(
    network: CoreNetwork, nick: str, name: str = "root", address: str = "198.51.100.1"
) -> CoreClient:
    """A registered client that is an operator; what answers OPER is dropped."""
    has_operators(network)
    client = network.register(nick, address=address)
    client.ask(f"OPER {name} {OPERATORS[name].removeprefix('hash of ')}")
    assert "o" in client.user.modes
    return client
