"""The excerpts that are loaded, by their conversations; messages change in them too.

Decides nothing about what is loaded: that is `places`.
"""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.entities import ConversationKey, Deletion, Edit
from chat.model.events import (
    ConversationClosed,
    ConversationRenamed,
    Event,
    HistoryForgotten,
    MessageChanged,
    MessageDeleted,
    MessageEdited,
    Reacted,
)
from chat.model.excerpt import Excerpt, Page
from chat.model.networks import Networks
from chat.model.publisher import Publisher
from chat.model.session.edit_log import rewritten
from chat.model.session.redaction import emptied

HEARD = (
    MessageChanged,
    Reacted,
    MessageDeleted,
    MessageEdited,
    HistoryForgotten,
    ConversationClosed,
    ConversationRenamed,
)  # of events


class Excerpts:
    """At most one excerpt for each conversation."""

    def __init__(self, networks: Networks, publisher: Publisher) -> None:
        self._networks = networks
        self._publisher = publisher
        self._excerpts: dict[ConversationKey, Excerpt] = {}
        publisher.subscribe(self._on_event, *HEARD)

    def get(self, key: ConversationKey) -> Excerpt | None:
        """The conversation's excerpt, if one is loaded."""
        return self._excerpts.get(key)

    def put(self, key: ConversationKey, excerpt: Excerpt) -> None:
        """An excerpt takes the place of the one before."""
        self._excerpts[key] = excerpt

    def drop(self, key: ConversationKey) -> None:
        """Forget an excerpt, if there is one."""
        self._excerpts.pop(key, None)

    def recall_reactions(self, key: ConversationKey, page: Page) -> None:
        """What was reacted before belongs to what will be."""
        conversation = self._networks.find(key)
        for message in page if conversation is not None else ():
            if conversation is not None and message.reactions:
                conversation.reactions.restore(message.msgid, message.reactions, message.time)

    def give_up(self, network: str) -> None:
        """A server that is gone answers nothing more."""
        for key, excerpt in self._excerpts.items():
            if key.network == network and not excerpt.stored:
                excerpt.busy = False

    def _on_event(self, event: Event) -> None:
        match event:
            case MessageChanged(key=key, message=message) if key in self._excerpts:
                self._excerpts[key].replace(message)
            case Reacted(key=key, msgid=msgid) if key in self._excerpts:
                self._mark(key, msgid)
            case MessageDeleted(key=key, msgid=msgid, deletion=deletion) if key in self._excerpts:
                self._mark(key, msgid, deletion)
            case MessageEdited(key=key, msgid=msgid, edit=edit) if key in self._excerpts:
                self._rewrite(key, msgid, edit)
            case HistoryForgotten(key=key) | ConversationClosed(key=key):
                self.drop(key)
            case ConversationRenamed(key=key, new=new) if key in self._excerpts:
                self._excerpts[new] = self._excerpts.pop(key)

    def _rewrite(self, key: ConversationKey, msgid: str, edit: Edit) -> None:
        """A message that may be in an excerpt, and there alone, has another text."""
        for message in self._excerpts[key].messages:
            if message.msgid == msgid and (changed := rewritten(message, edit)) is not message:
                self._publisher.emit(MessageChanged(key, changed))

    def _mark(self, key: ConversationKey, msgid: str, deletion: Deletion | None = None) -> None:
        """Something happened to a message that may be in an excerpt, and there alone."""
        conversation = self._networks.find(key)
        for message in self._excerpts[key].messages if conversation is not None else ():
            if conversation is not None and message.msgid == msgid and not message.deleted:
                reactions = conversation.reactions.of(msgid)
                changed = replace(message, reactions=reactions)
                changed = emptied(message, deletion) if deletion else changed
                self._publisher.emit(MessageChanged(key, changed))
