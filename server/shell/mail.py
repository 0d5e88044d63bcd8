"""Sending the code that verifies an account: by the operator's mail command, or into the log."""

from __future__ import annotations

import logging
import shlex
import subprocess
from email.message import EmailMessage

from server.config import ServerConfig
from server.core.account_ports import CannotSend, CodeSender

log = logging.getLogger(__name__)

TO_THE_LOG = "log"  # as mail command
_PATIENCE = 30.0  # seconds that the command may take


def code_sender(config: ServerConfig) -> CodeSender | None:
    """The way that the operator chose; None if there is none."""
    command = config.accounts.mail_command
    if not command:
        if config.accounts.register_requires_email:
            log.warning("e-mail addresses are required but not verified: no mail command is set")
        return None
    return LogSender() if command == TO_THE_LOG else MailSender(config)


class LogSender:
    """Writes codes into the log: the operator passes them on."""

    def send(self, account: str, address: str, code: str) -> None:
        """Log it."""
        log.info("code for the new account %s (%s): VERIFY %s %s", account, address, account, code)


class MailSender:
    """Hands a mail to a program on its standard input."""

    def __init__(self, config: ServerConfig) -> None:
        self._command = shlex.split(config.accounts.mail_command)
        self._sender = config.accounts.mail_sender
        self._network = config.network_name

    def send(self, account: str, address: str, code: str) -> None:
        """Run the program. Raises CannotSend."""
        mail = EmailMessage()
        mail["To"] = address
        if self._sender:
            mail["From"] = self._sender
        mail["Subject"] = f"Your account on {self._network}"
        mail.set_content(
            f"Somebody, most likely you, asked for the account {account} on {self._network}.\n"
            f"To verify it, enter there within a day:\n\n    VERIFY {account} {code}\n\n"
            "If it was not you, do nothing.\n"
        )
        try:
            subprocess.run(
                self._command,
                input=mail.as_bytes(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise CannotSend(f"the mail command failed: {error}") from error
