"""Direct talks as their two sides know them, also when one of them has changed its nick.

A talk is kept under the nick that the other side had then (`server.core.history`). Who asks for the
talk with somebody who is here is shown what was said under the nicks before, too (chathistory,
"CHATHISTORY Command"): as long as that one had them, for others may have had them since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from server.core.context import Context
from server.core.entities import PastNick, User
from server.core.history import talk_of
from server.core.naming import fold
from server.core.ports import HistoryReader
from server.core.records import Conversation
from server.core.stored import NEWEST, StoredMessage, Window

_MOST = 20  # nicks that are remembered of one user; the newest


class Talk(NamedTuple):
    """What is in a conversation between two message ids, without either."""

    conversation: Conversation
    after: int = 0
    before: int = NEWEST


def note_past_nick(user: User, before: str, until: int) -> None:
    """A user has another nick than `before`; `until`: the message id of the change."""
    user.past_nicks.append(PastNick(before, user.nick_since, until))
    del user.past_nicks[:-_MOST]
    user.nick_since = until


def talks_with(context: Context, user: User, nick: str) -> list[Talk]:
    """The talk of a user with a nick, and those with who has it now under the nicks before."""
    person = context.state.find_user(nick)
    past = [] if person is None else person.past_nicks
    return [
        Talk(talk_of(user, nick)),
        *(
            Talk(talk_of(user, each.nick), each.since, each.until)
            for each in past
            if fold(each.nick) != fold(nick)
        ),
    ]


def read_talks(
    history: HistoryReader, talks: Sequence[Talk], window: Window
) -> list[StoredMessage]:
    """What the window shows of all of these, the oldest first. Slow: for deferred work."""
    found: dict[int, StoredMessage] = {}
    for talk in talks:
        after, before = max(window.after, talk.after), min(window.before, talk.before)
        part = replace(window, after=after, before=before)
        found.update((message.id, message) for message in history.read(talk.conversation, part))
    ordered = [found[number] for number in sorted(found)]
    return ordered[-window.limit :] if window.newest else ordered[: window.limit]


def find_in_talks(
    history: HistoryReader, talks: Sequence[Talk], message_id: int
) -> StoredMessage | None:
    """The event of this id, wherever of these it is. Slow: for deferred work."""
    for talk in talks:
        if talk.after < message_id < talk.before:
            found = history.find(talk.conversation, message_id)
            if found is not None:
                return found
    return None
