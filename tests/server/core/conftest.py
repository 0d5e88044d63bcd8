from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.operators import operator


@pytest.fixture
def network() -> CoreNetwork:
    return CoreNetwork()


@pytest.fixture
def alice(network: CoreNetwork) -> CoreClient:
    return network.register("alice")


@pytest.fixture
def bob(network: CoreNetwork) -> CoreClient:
    return network.register("bob")


@pytest.fixture
def carol(network: CoreNetwork) -> CoreClient:
    return network.register("carol")


@pytest.fixture
def root(network: CoreNetwork) -> CoreClient:
    """A server operator."""
    return operator(network, "oona")
