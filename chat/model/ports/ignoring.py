"""What the model offers about people who are ignored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.entities import IgnoredPerson


class IgnoringModel(Protocol):
    """What they say is dropped as it comes: not shown, told, counted, answered or kept."""

    def people(self, network: str) -> Sequence[IgnoredPerson]:
        """All who are ignored on a network, in the order in which they were."""

    def is_ignored(self, network: str, nick: str, account: str = "") -> bool:
        """Whether somebody is; `account` if it is known. Quick, for long lists."""

    def person_of(self, network: str, nick: str) -> IgnoredPerson | None:
        """Who is ignored of those called so now, or then; None if nobody is."""

    def obstacle(self, network: str, nick: str) -> str:
        """Why somebody cannot be ignored, in a sentence to be translated; "" if they can."""

    def ignore(self, network: str, nick: str) -> None:
        """Ignore somebody from now on: IgnoredChanged follows."""

    def stop(self, network: str, person: IgnoredPerson) -> None:
        """Ignore somebody no longer: IgnoredChanged follows."""
