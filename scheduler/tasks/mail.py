"""Mail by SMTP."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import structlog

from scheduler.services.rosters.notices import Mail
from scheduler.settings import Settings

PATIENCE_SECONDS = 20

log = structlog.get_logger()


class Unreachable(Exception):
    """No mail server answers: no mail is to blame, and the next one would find none either."""


class SmtpMailer:
    """Sends single mails through the installation's server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def send(self, mail: Mail) -> str | None:
        """Send a mail as plain text. Returns None, or what the server or the address has against it.

        Raises Unreachable.
        """
        try:
            message = EmailMessage()
            message["From"], message["To"] = self.settings.mail_from, mail.to
            message["Subject"] = " ".join(mail.subject.split())
            message["Date"], message["Message-ID"] = format_datetime(datetime.now(UTC)), self.message_id(mail)
            message.set_content(mail.body)
            with self.server() as server:
                server.send_message(message)
        except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an address can be none
            log.warning("mail not sent", notice=mail.notice_id, error=str(error))
            return f"{type(error).__name__}: {error}"[:500]
        return None

    def server(self) -> smtplib.SMTP:
        """A conversation with the installation's server. Raises Unreachable."""
        try:
            return smtplib.SMTP(self.settings.smtp_host or "", self.settings.smtp_port, timeout=PATIENCE_SECONDS)
        except OSError as error:
            log.warning("no mail server", error=str(error))
            raise Unreachable(f"{type(error).__name__}: {error}"[:500]) from error

    def message_id(self, mail: Mail) -> str:
        """The same for a mail that is sent twice, so that a mailbox can show it once."""
        _, address = parseaddr(self.settings.mail_from)
        return f"<notice-{mail.notice_id}@{address.rpartition('@')[2]}>"
