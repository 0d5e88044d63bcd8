"""The chat as the controllers see it (`ChatModel`). All of it runs on the Tk thread.

A front only: what a command or a message means is decided in `chat.model.session`, connections
are looked after in `chat.model.networks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec

from chat.model.accounts import Accounts
from chat.model.connection import Connection
from chat.model.discovery import LocalDiscovery, Report, Search
from chat.model.drafts import Drafts
from chat.model.endpoints import Endpoints
from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationSummary,
    Member,
    MessageKind,
)
from chat.model.events import Event, TurnEnded
from chat.model.export import Export
from chat.model.finding import Finding
from chat.model.hosting import Hosting
from chat.model.known_servers import KnownServers
from chat.model.marks import Access, Details, Multiline, Reactions, Redaction, Replies
from chat.model.memory import Memory
from chat.model.networks import Dialler, Networks
from chat.model.notices import Notices
from chat.model.originals import Originals
from chat.model.passwords import Passwords
from chat.model.places import Places
from chat.model.ports import LocalStore, Subscriber
from chat.model.ports.passwords import SecretStore
from chat.model.preferences import Preferences
from chat.model.profiles import Profiles
from chat.model.publisher import Publisher
from chat.model.reading import Reading
from chat.model.search import MessageSearch
from chat.model.session import commands, monitoring, reading, sending
from chat.model.session.conversation import Conversation
from chat.model.session.session import Phase, Session
from chat.model.transfers import Transfers
from chat.model.tray_icon import TrayIcon
from chat.model.trust import Trust
from chat.model.typing_notice import TypingNotice
from chat.model.world import World

P = ParamSpec("P")

TURNS_GATHERED = 3  # that end as one while ever more waits: showing costs more than digesting
TURN_TIME = 0.008  # s; what a turn digests is shown before more is, also on a slow machine


class Client:
    """A ChatModel over real connections; `dialler` makes them. `search` looks for servers."""

    def __init__(
        self,
        *,
        dialler: Dialler = Connection,
        world: World | None = None,
        store: LocalStore | None = None,
        search: Callable[[Report], Search] | None = None,
        hosting_folder: Path | None = None,
        known: KnownServers | None = None,
        wake: Callable[[], None] = lambda: None,
        secrets: SecretStore | None = None,
        keep_passwords: Callable[[], bool] = lambda: True,
    ) -> None:
        self._publisher = Publisher()
        self._gathered = 0  # turns that have not been ended
        world, known = world or World(), known or KnownServers()
        endpoints = Endpoints(known, world.clock)
        self._networks = Networks(dialler, world, self._publisher.emit, endpoints, wake)
        self.trust = Trust(known, self._networks, self._publisher, world.clock)
        self.passwords = Passwords(
            secrets, known, self._networks.post, self._publisher.emit, keep_passwords
        )
        self.accounts = Accounts(self._networks, self._publisher, known, self.passwords)
        self.discovery = LocalDiscovery(search, self._networks.post, self._publish)
        self.hosting = Hosting(
            self._networks.post, self._publish, self._send, folder=hosting_folder
        )
        self.typing_notice = TypingNotice(self._networks)
        self.reading = Reading(self._networks, self._publisher)
        self.files = Transfers(self._networks, self._publisher, known.pin_of_host)
        self.notices = Notices(self._networks.keywords, self._networks.post)
        self.tray = TrayIcon(self._networks.post)
        self.preferences = Preferences(self._publisher)
        self.profiles = Profiles(self._networks)
        self.drafts = Drafts(self._publisher)
        self._memory = Memory(store, self._networks, self._publisher, self.preferences, self.drafts)
        parts = (self._networks, self._memory, store, self._publisher)
        self.places = Places(*parts)
        self.finding = Finding(*parts)
        self.export = Export(*parts)
        self.search = MessageSearch(*parts)
        access = Access(self._find, self._publisher.publish, self.places.excerpt)
        self.replies = Replies(access, Originals(store, self._publisher))
        self.reactions = Reactions(access)
        self.redaction, self.multiline = Redaction(access), Multiline(access)
        self.details = Details(access)

    def subscribe(self, subscriber: Subscriber) -> None:
        """See ChatModel."""
        self._publisher.subscribe(subscriber)

    def pump(self, limit: int = 500) -> bool:
        """See ChatModel."""
        until = self._networks.steady() + TURN_TIME
        for _ in range(limit):
            if not self._networks.take_next():
                break
            if not self._networks.talk_goes_on():
                self._publisher.publish()
            if self._networks.steady() > until:
                break
        self._networks.check_time()
        more = self._networks.has_more()
        self._gathered = (self._gathered + 1) % TURNS_GATHERED if more else 0
        if not self._gathered:
            self._publisher.emit(TurnEnded())
        self._publisher.publish()
        return more

    # Connections

    def connect(self, request: ConnectionRequest) -> str:
        """See ChatModel."""
        session = self._networks.connect(request)
        self._publisher.publish()
        return session.network

    def cancel_connect(self, network: str) -> None:
        """See ChatModel."""
        self._memory.come_back_no_more(network)
        self._networks.cancel(network)
        self._publisher.publish()

    def reconnect(self, network: str) -> None:
        """See ChatModel."""
        self._networks.reconnect(network)
        self._publisher.publish()

    def retry_in(self, network: str) -> float | None:
        """See ChatModel."""
        return self._networks.retry_in(network)

    def disconnect(self, network: str, reason: str = "") -> None:
        """See ChatModel."""
        self._memory.come_back_no_more(network)
        self._networks.disconnect(network, reason)
        self._publisher.publish()

    def forget_network(self, network: str) -> None:
        """See ChatModel."""
        self._networks.disconnect(network, "")
        self._publisher.publish()  # who is told may still ask about it
        self._networks.forget(network)
        self._memory.forget_network(network)
        self._publisher.publish()

    def is_restoring(self) -> bool:
        """See ChatModel."""
        return self._memory.restoring

    def close(self) -> None:
        """See ChatModel."""
        self.files.close()
        self.notices.close()
        self.tray.hide()
        self._networks.close()
        self._publisher.publish()
        self._memory.close()
        self.passwords.close()
        self.discovery.close()
        self.hosting.close()

    # What there is

    def networks(self) -> Sequence[str]:
        """See ChatModel."""
        return [session.network for session in self._networks]

    def network_name(self, network: str) -> str:
        """See ChatModel."""
        session = self._networks.session(network)
        return session.name or session.request.host

    def request(self, network: str) -> ConnectionRequest:
        """See ChatModel."""
        return self._networks.session(network).request

    def nick(self, network: str) -> str:
        """See ChatModel."""
        return self._networks.session(network).nick

    def is_connected(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).phase is Phase.REGISTERED

    def is_away(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).away

    def conversations(self) -> Sequence[ConversationSummary]:
        """See ChatModel."""
        return [
            conversation.summary(
                connected=session.phase is Phase.REGISTERED,
                presence=monitoring.presence_of(session, conversation.key.target),
            )
            for session in self._networks
            for conversation in session.conversations.values()
        ]

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        """See ChatModel."""
        _, conversation = self._find(key)
        return tuple(conversation.messages) if conversation else ()

    def members(self, key: ConversationKey) -> Sequence[Member]:
        """See ChatModel."""
        session, conversation = self._find(key)
        return conversation.sorted_members(session.ranks) if conversation else ()

    def topic(self, key: ConversationKey) -> str:
        """See ChatModel."""
        _, conversation = self._find(key)
        return conversation.topic if conversation else ""

    def is_channel(self, network: str, target: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).is_channel(target)

    def room(self, key: ConversationKey) -> int:
        """See ChatModel."""
        return sending.room(self._networks.session(key.network), key.target)

    def _find(self, key: ConversationKey) -> tuple[Session, Conversation | None]:
        session = self._networks.session(key.network)
        return session, session.find(key.target)

    # What the person does

    def mark_read(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, reading.mark_read)

    def send_message(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.send_text, text)

    def send_action(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.send_text, text, MessageKind.ACTION)

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.retry, message_id)

    def uncertain(self, network: str) -> int:
        """See ChatModel."""
        session = self._networks.session(network)
        return sum(not one.conversation.held for one in session.outgoing.uncertain)

    def unconfirmed(self, network: str) -> bool:
        """Whether the server has yet to say that it read what was sent."""
        return self._networks.session(network).outgoing.unconfirmed()

    def resend_uncertain(self, network: str) -> None:
        """See ChatModel."""
        self._on_network(network, sending.resend_uncertain)

    def leave_uncertain(self, network: str) -> None:
        """See ChatModel."""
        self._networks.session(network).outgoing.take_all_uncertain()

    def load_older(self, key: ConversationKey) -> None:
        """See ChatModel."""
        session, conversation = self._find(key)
        if conversation is not None:
            self._memory.load_older(session, conversation)
        self._publisher.publish()

    def forget_conversation(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._memory.forget_conversation(key)
        self._publisher.publish()

    def limit_history(self, size: int) -> None:
        """See ChatModel."""
        self._memory.limit(size)

    def forget_everything(self) -> None:
        """See ChatModel."""
        self._memory.forget_everything()
        self._publisher.publish()

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        """See ChatModel."""
        key = self._networks.session(network).open(target).key
        self._publisher.publish()
        return key

    def close_conversation(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.close_conversation)

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        """See ChatModel."""
        self._on_network(network, commands.join_channel, channel, key)

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.part_channel, reason)

    def change_nick(self, network: str, nick: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.change_nick, nick)

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.set_topic, topic)

    def set_away(self, network: str, reason: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.set_away, reason)

    def send_line(self, network: str, line: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.send_line, line)

    def change_mode(self, key: ConversationKey, modes: str, *params: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.change_mode, modes, *params)

    def invite(self, key: ConversationKey, nick: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.invite, nick)

    def kick(self, key: ConversationKey, nick: str, reason: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.kick, nick, reason)

    def list_channels(self, network: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.list_channels)

    def list_bans(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.change_mode, "+b")

    def whois(self, network: str, nick: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.whois, nick)

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        """See ChatModel."""
        kind = MessageKind.ERROR if error else MessageKind.EVENT
        self._in_conversation(key, commands.add_notice, text, kind)

    def _send(self, network: str, *words: str) -> None:
        self._networks.session(network).send(*words)

    def _publish(self, event: Event) -> None:
        self._publisher.emit(event)
        self._publisher.publish()

    def _on_network(
        self,
        network: str,
        do: Callable[Concatenate[Session, P], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        do(self._networks.session(network), *args, **kwargs)
        self._publisher.publish()

    def _in_conversation(
        self,
        key: ConversationKey,
        do: Callable[Concatenate[Session, Conversation, P], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do something in a conversation, unless it has just gone."""
        session, conversation = self._find(key)
        if conversation is not None:
            do(session, conversation, *args, **kwargs)
        self._publisher.publish()
