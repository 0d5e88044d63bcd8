"""Which options do not go together. Each is good by itself, which its declaration checks."""

from __future__ import annotations

from server.config import ServerConfig


def contradiction(config: ServerConfig) -> str | None:
    """Why the options cannot be used together, in one sentence without its full stop."""
    if config.plain_port is not None and config.password:
        return "--plain-port lets people in without a password, so it cannot go with --password"
    if (reason := _certificate_missing(config)) is not None:
        return reason
    accounts = config.accounts
    if accounts.mail_command and accounts.mail_command != "log" and not accounts.mail_sender:
        return "--mail-command needs --mail-sender, the address that its mails come from"
    taken: dict[int, str] = {}
    for flag, port in _ports(config).items():
        if port and port in taken:  # any free one, 0, is never the same
            return f"{taken[port]} and {flag} cannot be the same port"
        if port:
            taken[port] = flag
    return None


def _ports(config: ServerConfig) -> dict[str, int | None]:
    """All ports that it listens on, by flag."""
    return {
        "--port": config.port,
        "--plain-port": config.plain_port,
        "--tls-port": config.tls_port,
        "--ws-port": config.ws_port,
        "--files-port": config.files_port,
        "--metrics-port": config.metrics_port,
    }


def _certificate_missing(config: ServerConfig) -> str | None:
    """What TLS lacks, or what it is not used for."""
    if (config.tls_cert is None) != (config.tls_key is None):
        return "--tls-cert and --tls-key go together: the certificate and its private key"
    if config.tls is not None and config.tls_cert is not None:
        return "--tls auto is instead of --tls-cert and --tls-key"
    certified = config.tls is not None or config.tls_cert is not None
    if config.tls_port is not None and not certified:
        return "--tls-port needs a certificate: --tls-cert and --tls-key, or --tls auto"
    if certified and (config.tls_port, config.ws_port, config.files_port) == (None, None, None):
        return "a certificate is for --tls-port, and none is given"
    if config.sts_duration is not None and (config.tls_cert is None or config.tls_port is None):
        return (
            "--sts-duration needs --tls-port with a certificate that clients trust (--tls-cert): "
            "with any other it would lock them out"
        )
    return None
