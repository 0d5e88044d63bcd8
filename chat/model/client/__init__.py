"""The model that the controllers speak to (`Client`), by topic."""

from __future__ import annotations

from chat.model.client.client import Client

__all__ = ["Client"]
