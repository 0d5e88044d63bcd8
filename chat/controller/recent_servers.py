"""The servers that we were on: the list that is remembered, and how it changes. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import ConnectionRequest, RecentServer

MOST = 8

Recent = tuple[RecentServer, ...]


def remembered(recent: Recent, request: ConnectionRequest) -> Recent:
    """The list once we are on this server: it comes first, and is there once."""
    name = next((one.name for one in recent if is_same(one.request, request)), "")
    others = [one for one in recent if not is_same(one.request, request)]
    return (RecentServer(replace(request, password=""), name), *others)[:MOST]


def named(recent: Recent, request: ConnectionRequest | None, name: str) -> Recent:
    """The list once it is known what the network of this request is called."""
    return tuple(
        replace(one, name=name) if request is not None and is_same(one.request, request) else one
        for one in recent
    )


def is_same(one: ConnectionRequest, other: ConnectionRequest) -> bool:
    """Whether two requests go to the same server."""
    return (one.host.casefold(), one.port) == (other.host.casefold(), other.port)
