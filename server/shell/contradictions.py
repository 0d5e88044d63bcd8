"""Which options do not go together. Each is good by itself, which its declaration checks."""

from __future__ import annotations

from server.config import ServerConfig


def contradiction(config: ServerConfig) -> str | None:
    """Why the options cannot be used together, in one sentence without its full stop."""
    if config.plain_port is not None and config.password:
        return "--plain-port lets people in without a password, so it cannot go with --password"
    taken: dict[int, str] = {}
    for flag, port in _ports(config).items():
        if port and port in taken:  # any free one, 0, is never the same
            return f"{taken[port]} and {flag} cannot be the same port"
        if port:
            taken[port] = flag
    return None


def _ports(config: ServerConfig) -> dict[str, int | None]:
    """All ports that it listens on, by flag."""
    return {"--port": config.port, "--plain-port": config.plain_port}
