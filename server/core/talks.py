"""Direct talks as their two sides know them, also when one of them has changed its nick.

A talk is kept under the nick that the other side had then (`server.core.history`). Who asks for the
talk with somebody who is here is shown what was said under the nicks before, too (chathistory,
"CHATHISTORY Command"): as long as that one had them, for others may have had them since.
"""

from __future__ import annotations

from collections.abc import Sequence

from server.core.context import Context
from server.core.entities import PastNick, User
from server.core.history import owners_of
from server.core.naming import fold
from server.core.ports import HistoryReader
from server.core.records import Conversation
from server.core.stored import NEWEST, StoredMessage, Talk, Target, Window

_MOST = 20  # nicks that are remembered of one user; the newest


def note_past_nick(user: User, before: str, until: int) -> None:
    """A user has another nick than `before`; `until`: the message id of the change."""
    user.past_nicks.append(PastNick(before, user.nick_since, until))
    del user.past_nicks[:-_MOST]
    user.nick_since = until


def talks_with(context: Context, user: User, nick: str) -> list[Talk]:
    """The talk of a user with a nick, and those with who has it now under the nicks before.

    Of one who has logged in since: also what is from before.
    """
    person = context.state.find_user(nick)
    past = [] if person is None else person.past_nicks
    names = [(fold(nick), 0, NEWEST)]
    names += [(fold(name), since, until) for name, since, until in past if fold(name) != fold(nick)]
    return [
        Talk(Conversation(owner, name), after, before)
        for owner in owners_of(user)
        for name, after, before in names
    ]


def read_talks(
    history: HistoryReader, talks: Sequence[Talk], window: Window
) -> list[StoredMessage]:
    """What the window shows of all of these, the oldest first. Slow: for deferred work."""
    if len(talks) == 1:
        return history.read(talks[0].conversation, talks[0].part_of(window))
    found: dict[int, StoredMessage] = {}
    for talk in talks:
        messages = history.read(talk.conversation, talk.part_of(window))
        found.update((message.id, message) for message in messages)
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


def targets_of(
    history: HistoryReader,
    owners: Sequence[str],
    channels: Sequence[tuple[Conversation, int]],
    window: Window,
) -> list[Target]:
    """The talks of all of these owners, and the channels, as `HistoryReader.targets` finds them."""
    if len(owners) == 1:
        return history.targets(owners[0], channels, window)
    newest: dict[str, Target] = {}  # of a talk that two of them have: the later word counts
    every = Window(NEWEST)
    for place, owner in enumerate(owners):
        for target in history.targets(owner, () if place else channels, every):
            known = newest.get(target.conversation.name)
            if known is None or known.last_id < target.last_id:
                newest[target.conversation.name] = target
    ordered = sorted(newest.values(), key=lambda target: target.last_id)
    shown = [each for each in ordered if window.after < each.last_id < window.before]
    return shown[-window.limit :] if window.newest else shown[: window.limit]
