"""What people say of themselves, for the controllers; the wire is in `session.metadata`."""

from __future__ import annotations

from chat.model.entities import Profile
from chat.model.networks import Networks
from chat.model.session import metadata


class Profiles:
    """Implements `chat.model.ports.profiles.ProfilesModel`."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def of(self, network: str, nick: str) -> Profile:
        """See ProfilesModel."""
        return metadata.profile_of(self._networks.session(network), nick)

    def set_display_name(self, network: str, name: str) -> bool:
        """See ProfilesModel."""
        return metadata.set_own(self._networks.session(network), metadata.DISPLAY_NAME, name)

    def set_status(self, network: str, status: str) -> bool:
        """See ProfilesModel."""
        return metadata.set_own(self._networks.session(network), metadata.STATUS, status)
