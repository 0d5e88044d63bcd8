"""Client-only tags: which of a message's tags are relayed (IRCv3 message-tags, CLIENTTAGDENY)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chat.protocol.client_tags import is_denied

# message-tags, "Format": "+", perhaps a vendor's host and "/", letters, digits, hyphens.
_CLIENT_TAG = re.compile(r"\+(?:[A-Za-z0-9.-]+/)?[A-Za-z0-9-]+")


def relayed_tags(tags: Mapping[str, str], deny: str) -> dict[str, str]:
    """The tags that go on as they are; a client's other tags, and those denied, are dropped.

    `deny` is the value of CLIENTTAGDENY: names without "+", parted by commas; a "*" first denies
    all but those that follow with a "-".
    """
    return {
        name: value
        for name, value in tags.items()
        if _CLIENT_TAG.fullmatch(name) and not (deny and is_denied(name, deny))
    }
