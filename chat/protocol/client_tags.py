"""Client-only tags that this program gives and reads (IRCv3 message-tags, "Client-only tags").

Specifications: draft/reply, draft/react (with draft/unreact), draft/multiline. A reply is also
read by the name that it will have once it is no draft.
"""

from __future__ import annotations

from collections.abc import Mapping

REPLY = "+draft/reply"
REACT = "+draft/react"
UNREACT = "+draft/unreact"
_REPLIES = (REPLY, "+reply")


def reply_target(tags: Mapping[str, str]) -> str:
    """The id of the message that one answers, or ""."""
    return next((tags[name] for name in _REPLIES if tags.get(name)), "") if tags else ""


def is_denied(tag: str, denied: str) -> bool:
    """Whether a server takes a client-only tag away (CLIENTTAGDENY in RPL_ISUPPORT).

    `denied` lists names without "+"; "*" stands for all, a name with "-" before it is allowed.
    """
    name, words = tag.removeprefix("+"), denied.split(",")
    return (name in words) or ("*" in words and f"-{name}" not in words)
