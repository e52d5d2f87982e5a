"""A mail server on the loopback, with a memory."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.servers import free_port


class Post:
    """A mail server's memory; it refuses whom it does not know."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str, str]] = []
        self.heads: list[dict[str, str]] = []
        self.refuses = False

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        if self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        body = mail.get_payload(decode=True)
        assert isinstance(body, bytes)
        subject = str(make_header(decode_header(mail["Subject"])))
        told = ("From", "To", "Date", "Message-ID", "Content-Type")
        self.heads.append({name: str(make_header(decode_header(mail[name]))) for name in told})
        self.mails.append((envelope.rcpt_tos, subject, body.decode().replace("\r\n", "\n").strip()))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    """A mail server on the loopback, and its port."""
    memory, port = Post(), free_port()
    server = Controller(memory, hostname="127.0.0.1", port=port)
    server.start()
    yield memory, port
    server.stop()
