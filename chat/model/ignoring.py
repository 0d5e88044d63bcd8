"""Whom the person ignores, for good: decided in `chat.model.session.ignoring`, kept by server."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.entities import IgnoredPerson
from chat.model.events import (
    ConnectionStarted,
    Event,
    IgnoredChanged,
    NetworkForgotten,
    NetworkRestored,
)
from chat.model.known_servers import KnownServers
from chat.model.networks import Networks
from chat.model.publisher import Publisher
from chat.model.session import ignoring
from chat.model.session.session import Session


class Ignoring:
    """Implements `chat.model.ports.ignoring.IgnoringModel`."""

    def __init__(self, networks: Networks, publisher: Publisher, known: KnownServers) -> None:
        self._networks = networks
        self._publisher = publisher
        self._known = known
        self._places: dict[str, tuple[str, int]] = {}  # of networks, also when they are gone
        publisher.subscribe(self._on_event, ConnectionStarted, NetworkRestored, NetworkForgotten)

    def people(self, network: str) -> Sequence[IgnoredPerson]:
        """See IgnoringModel."""
        return self._networks.session(network).ignored.people

    def is_ignored(self, network: str, nick: str, account: str = "") -> bool:
        """See IgnoringModel."""
        session = self._networks.session(network)
        return bool(session.ignored.people) and ignoring.find(session, nick, account) is not None

    def person_of(self, network: str, nick: str) -> IgnoredPerson | None:
        """See IgnoringModel."""
        return ignoring.person_of(self._networks.session(network), nick)

    def obstacle(self, network: str, nick: str) -> str:
        """See IgnoringModel."""
        return ignoring.obstacle(self._networks.session(network), nick)

    def ignore(self, network: str, nick: str) -> None:
        """See IgnoringModel."""
        session = self._networks.session(network)
        ignoring.ignore(session, nick)
        self._keep(session)

    def stop(self, network: str, person: IgnoredPerson) -> None:
        """See IgnoringModel."""
        session = self._networks.session(network)
        ignoring.stop(session, person)
        self._keep(session)

    def _keep(self, session: Session) -> None:
        request = session.request
        self._known.put_ignored(request.host, request.port, session.ignored.people)
        self._publisher.emit(IgnoredChanged(session.network))
        self._publisher.publish()

    def _on_event(self, event: Event) -> None:
        match event:
            case ConnectionStarted(network=network) | NetworkRestored(network=network):
                session = self._networks.session(network)
                place = (session.request.host, session.request.port)
                self._places[network] = place
                session.ignored.put(self._known.ignored(*place), session.casefold)
            case NetworkForgotten(network=network) if network in self._places:
                self._known.put_ignored(*self._places.pop(network), ())
