"""What clients are told of the server's other ways in: where TLS is (IRCv3 sts), where files go.

The shell says what it opened; nothing is opened here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.config import ServerConfig
    from server.core.entities import Session

_HOST = "{host}"


@dataclass(slots=True)
class OpenDoors:
    """The doors that are open."""

    tls_port: int | None = None
    files_url: str = ""  # of uploads; "{host}" stands for this server as the client reached it

    def sts(self, config: ServerConfig, session: Session) -> str | None:
        """The value of the capability sts for this session; None: it is not advertised."""
        duration = config.sts_duration
        if duration is None or self.tls_port is None:
            return None
        if session.secure:
            return f"duration={duration}"
        return f"port={self.tls_port}" if duration else None  # 0 takes a policy back

    def filehost(self, session: Session) -> str | None:
        """Where this session may upload. Over TLS, nobody is sent to a place without."""
        if not self.files_url or (session.secure and self.files_url.startswith("http:")):
            return None
        host = session.reached or "localhost"
        return self.files_url.replace(_HOST, f"[{host}]" if ":" in host else host)

    def tokens(self, session: Session) -> dict[str, str | None]:
        """What 005 tells this session of it (IRCv3 filehost, authtoken)."""
        url = self.filehost(session)
        if url is None:
            return {}
        return {"draft/AUTHTOKEN": None, "draft/FILEHOST": url, "soju.im/FILEHOST": url}
