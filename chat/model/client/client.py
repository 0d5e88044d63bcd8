"""The model put together: networks, the local memory, and what each feature adds.

Thin: what the person can ask for stands by topic in the modules beside this one, what a command
or a message means is decided in `chat.model.session`, and connections are looked after in
`chat.model.networks`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chat.model.accounts import Accounts
from chat.model.avatars import Avatars
from chat.model.client.channels import Channels
from chat.model.client.connecting import Connecting
from chat.model.client.conversations import Conversations
from chat.model.client.remembering import Remembering
from chat.model.client.sending import Sending
from chat.model.connection import Connection
from chat.model.connections import Dialler
from chat.model.discovery import LocalDiscovery, Report, Search
from chat.model.drafts import Drafts
from chat.model.editing import Editing
from chat.model.endpoints import Endpoints
from chat.model.events import Event, TurnEnded
from chat.model.export import Export
from chat.model.finding import Finding
from chat.model.hosting import Hosting
from chat.model.ignoring import Ignoring
from chat.model.known_servers import KnownServers
from chat.model.marks import Access, Details, Multiline, Reactions, Redaction, Replies
from chat.model.memory import Memory
from chat.model.networks import Networks
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
from chat.model.transfers import Transfers
from chat.model.tray_icon import TrayIcon
from chat.model.trust import Trust
from chat.model.typing_notice import TypingNotice
from chat.model.world import World

TURN_TIME = 0.008  # s; then the window has its turn, also on a slow machine
SHOW_EVERY = 0.04  # s while ever more waits: often enough that what is shown at once stays little


class Client(Connecting, Conversations, Channels, Sending, Remembering):
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
        pictures_folder: Path | None = None,
    ) -> None:
        publisher = Publisher(wake)
        self._show_at: float | None = None  # while more waits; what is digested is shown then
        world, known = world or World(), known or KnownServers()
        endpoints = Endpoints(known, world.clock)
        networks = Networks(dialler, world, publisher.emit, endpoints, wake)
        self.trust = Trust(known, networks, publisher, world.clock)
        self.passwords = Passwords(secrets, known, networks.post, publisher.emit, keep_passwords)
        self.accounts = Accounts(networks, publisher, known, self.passwords)
        self.ignoring = Ignoring(networks, publisher, known)
        self.discovery = LocalDiscovery(search, networks.post, self._publish)
        self.hosting = Hosting(networks.post, self._publish, self._send, folder=hosting_folder)
        self.typing_notice = TypingNotice(networks)
        self.reading = Reading(networks, publisher)
        self.files = Transfers(networks, publisher, known.pin_of_host)
        self.avatars = Avatars(networks, publisher, known.pin_of_host, pictures_folder)
        self.notices = Notices(networks.keywords, networks.post)
        self.tray = TrayIcon(networks.post)
        self.preferences = Preferences(publisher)
        self.profiles = Profiles(networks)
        self.drafts = Drafts(publisher)
        memory = Memory(store, networks, publisher, self.preferences, self.drafts)
        super().__init__(networks, memory, publisher)
        self._make_marks(store)

    def _make_marks(self, store: LocalStore | None) -> None:
        """What can be done with single messages, near and far."""
        parts = (self._networks, self._memory, store, self._publisher)
        self.places = Places(*parts)
        self.finding = Finding(*parts)
        self.export = Export(*parts)
        self.search = MessageSearch(*parts)
        access = Access(self._find, self._publisher.publish, self.places.excerpt)
        self.replies = Replies(access, Originals(store, self._publisher))
        self.reactions = Reactions(access)
        self.redaction, self.multiline = Redaction(access), Multiline(access)
        self.editing, self.details = Editing(access), Details(access)

    def subscribe(self, subscriber: Subscriber) -> None:
        """See ChatModel."""
        self._publisher.subscribe(subscriber)

    def pump(self, limit: int = 500) -> bool:
        """See ChatModel."""
        with self._publisher.turn():
            return self._digest(limit)

    def _digest(self, limit: int) -> bool:
        until = self._networks.steady() + TURN_TIME
        weight = 0
        while weight < limit:
            taken = self._networks.take_next(limit - weight)
            if not taken:
                break
            weight += taken
            self._publisher.publish()
            if self._networks.steady() > until:
                break
        self._networks.check_time()
        more = self._networks.has_more()
        if self._ends_turn(more):
            self._publisher.emit(TurnEnded())
        self._publisher.publish()
        return more

    def _ends_turn(self, more: bool) -> bool:
        """Whether what was digested is to be shown; while more waits, only now and then."""
        if not more:
            self._show_at = None
            return True
        now = self._networks.steady()
        due = self._show_at is not None and now >= self._show_at
        if due or self._show_at is None:
            self._show_at = now + SHOW_EVERY
        return due

    def forget_everything(self) -> None:
        """See ChatModel."""
        super().forget_everything()
        self.avatars.forget()

    def close(self) -> None:
        """See ChatModel."""
        self.files.close()
        self.avatars.close()
        self.notices.close()
        self.tray.hide()
        self._networks.close()
        self._publisher.publish()
        self._memory.close()
        self.passwords.close()
        self.discovery.close()
        self.hosting.close()

    def _send(self, network: str, *words: str) -> None:
        self._networks.session(network).send(*words)

    def _publish(self, event: Event) -> None:
        self._publisher.emit(event)
        self._publisher.publish()
