"""One network's state, and what its handlers and commands share to change it.

What a message from the server does stands in the handlers (by topic, gathered in `dispatch`);
what the person can do stands in `commands`. This file decides nothing of either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    DeliveryState,
    Member,
    MessageKind,
    Movement,
)
from chat.model.events import (
    ConversationOpened,
    Event,
    MembersChanged,
    MessageChanged,
    MessagesAdded,
    ReadingChanged,
    TypingChanged,
    UnreadChanged,
)
from chat.model.session.conversation import SAME_TIME, Conversation, Mark
from chat.model.session.incoming import Incoming, time_of
from chat.model.session.state import Phase, State
from chat.protocol.client_tags import is_denied
from chat.protocol.message import MalformedMessage, Message, format_message
from chat.protocol.source import parse_source

MAX_CONVERSATIONS = 1000  # that others can make us open; beyond, the network's own takes them


class Facts(TypedDict, total=False):
    """What more can be said of a message: fields of ChatMessage."""

    own: bool
    mention: bool
    state: DeliveryState
    msgid: str
    movement: Movement | None
    formatted: str
    reply_to: str
    account: str


class Session(State):
    """A network that can be spoken to: lines go out, conversations open, messages are added.

    `publish` takes events in order; `clock` tells the time now, aware; `next_id` gives the ids of
    messages, unique among all sessions and runs; `origin` marks messages as of this program.
    """

    def __init__(
        self,
        network: str,
        request: ConnectionRequest,
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
        next_id: Callable[[], int],
        origin: str = "here",
    ) -> None:
        super().__init__(network, request, clock, origin)
        self.publish = publish
        self.next_id = next_id
        self.home = self._make_conversation("")

    # Lines

    def incoming(self, message: Message) -> Incoming:
        """A message with what the session knows of it."""
        source = parse_source(message.source)
        own = message.source is not None and self.is_me(source.nick)
        tags = message.tags
        label = self.batches.label_of(tags) if tags else ""
        time = time_of(tags, self.clock)
        if "time" in tags and not self.batches.is_past(tags):
            self.server_time = time
        return Incoming(message, source, own, time, label)

    def now_there(self) -> Mark | None:
        """A moment of the server's history that is past for sure, by its own clock."""
        return Mark("", self.server_time - SAME_TIME) if self.server_time else None

    def send(self, command: str, *params: str, tags: Mapping[str, str] | None = None) -> bool:
        """Send one line; False if there is no connection, or no line can say this."""
        if self.transport is None:
            return False
        try:
            line = format_message(Message(tags or {}, None, command, params))
        except MalformedMessage:
            return False
        self.transport.send(f"{line}\r\n".encode("utf-8", "replace"))
        self.lines_sent += 1
        self.words_sent += command != "PONG"  # which nobody answers
        return True

    def passes_tag(self, tag: str) -> bool:
        """Whether the server passes on this client-only tag of ours."""
        denied = self.isupport.get("CLIENTTAGDENY") or ""
        return "message-tags" in self.capabilities.enabled and not is_denied(tag, denied)

    # Conversations

    def find(self, target: str) -> Conversation | None:
        """The open conversation with a channel or person."""
        return self.conversations.get(target)

    def find_channel(self, name: str) -> Conversation | None:
        """The open channel of this name; a person's conversation is none."""
        conversation = self.find(name)
        return conversation if conversation is not None and conversation.is_channel else None

    def find_or_home(self, target: str) -> Conversation:
        """The open conversation with a channel or person, or else the network's own."""
        return self.conversations.get(target, self.home)

    def open(self, target: str) -> Conversation:
        """The conversation with a channel or person, opened if it is not."""
        return self.find(target) or self._make_conversation(target)

    def open_from_outside(self, target: str) -> Conversation:
        """The same when others caused it: nobody can make us open any number."""
        if len(self.conversations) >= MAX_CONVERSATIONS:
            return self.find_or_home(target)
        return self.open(target)

    def channels_with(self, nick: str) -> list[Conversation]:
        """The channels that a person is known to be in."""
        return [each for each in self.conversations.values() if nick in each.members]

    def update_member(self, nick: str, change: Callable[[Member], Member]) -> None:
        """Change what is known of a person wherever they are."""
        for conversation in self.channels_with(nick):
            before = conversation.members[nick]
            after = change(before)
            if after != before:
                conversation.put_member(after)
                self.publish(MembersChanged(conversation.key))

    def leave(self, conversation: Conversation) -> None:
        """We are no longer in the channel; the conversation stays."""
        conversation.joined = False
        conversation.clear_members()
        self.publish(MembersChanged(conversation.key))

    def _make_conversation(self, target: str) -> Conversation:
        key = ConversationKey(self.network, target)
        conversation = Conversation(
            key, is_channel=self.is_channel(target), casemapping=self.conversations.mapping
        )
        conversation.held = self.phase is not Phase.REGISTERED
        self.conversations[target] = conversation
        self.publish(ConversationOpened(key))
        return conversation

    # Messages

    def add(
        self,
        conversation: Conversation,
        kind: MessageKind,
        text: str,
        *,
        time: datetime | None = None,
        sender: str = "",
        **facts: Unpack[Facts],
    ) -> ChatMessage:
        """Append a message to a conversation, and count it if people wrote it to us."""
        when = time or self.clock()
        message = ChatMessage(self.next_id(), when, kind, sender, text, **facts)
        self.put(conversation, message)
        return message

    def put(self, conversation: Conversation, message: ChatMessage) -> None:
        """Append a message that is made already."""
        conversation.append(message)
        typists = conversation.typing.others
        if typists and (name := self.casefold(message.sender)) in typists:
            del typists[name]
            self.publish(TypingChanged(conversation.key))
        conversation.mark_seen(message)
        self.count(conversation, [message])
        self.publish(MessagesAdded(conversation.key, (message,)))

    def count(self, conversation: Conversation, messages: Iterable[ChatMessage]) -> None:
        """Count as unread what people wrote to us."""
        before = conversation.read
        if [one for one in messages if conversation.count(one)]:
            self.publish(UnreadChanged(conversation.key))
        if conversation.read is not None and conversation.read is not before:
            self.publish(ReadingChanged(conversation.key, conversation.read))

    def tell(
        self,
        conversations: Iterable[Conversation],
        text: str,
        incoming: Incoming,
        movement: Movement | None = None,
    ) -> None:
        """Say in conversations what happened; `movement` if somebody came or went."""
        for conversation in conversations:
            self.add(conversation, MessageKind.EVENT, text, time=incoming.time, movement=movement)

    def change(self, conversation: Conversation, message: ChatMessage) -> None:
        """Put a message in the place of the one with its id."""
        changed = conversation.replace(message)
        if changed is not None:
            conversation.mark_seen(changed)
            self.publish(MessageChanged(conversation.key, changed))

    def set_state(self, conversation: Conversation, message_id: int, state: DeliveryState) -> None:
        """Change how far an own message is."""
        message = conversation.message(message_id)
        if message is not None and message.state is not state:
            self.change(conversation, message.with_state(state))
