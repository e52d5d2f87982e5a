"""Mail by SMTP."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from scheduler.settings import Settings

PATIENCE_SECONDS = 20


class SmtpMailer:
    """Sends single mails through the installation's server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def send(self, to: str, subject: str, body: str) -> None:
        """Send a plain-text mail. Raises OSError (smtplib's errors are) where it could not be handed over."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.settings.mail_from, to, " ".join(subject.split())
        mail.set_content(body)
        with smtplib.SMTP(self.settings.smtp_host or "", self.settings.smtp_port, timeout=PATIENCE_SECONDS) as server:
            server.send_message(mail)
