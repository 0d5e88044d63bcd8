"""Finding servers on the local network, as controllers ask for it. Imports no socket."""

from __future__ import annotations

from typing import Protocol


class Discovery(Protocol):
    """Looks for servers (DNS-SD) while somebody wants to know: ServersFound tells each change."""

    def start(self) -> None:
        """Begin, or begin anew. Returns at once."""

    def stop(self) -> None:
        """Look no longer; nothing is told any more. Returns at once."""
