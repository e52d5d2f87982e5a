"""Mail through a real server: what arrives, and what is said where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine

from scheduler.services.rosters.notices import Mail
from scheduler.settings import Settings
from scheduler.tasks.mail import SmtpMailer, Unreachable
from tests.conftest import NOW
from tests.servers import free_port
from tests.tasks.conftest import Post

Made = Callable[..., Settings]
MAIL = Mail(7, "you@example.org", "六祖镇: 敬老服务", "请于 11月24日 到龙山塘村。\n谢谢！")


def mailer(settings: Made, port: int) -> SmtpMailer:
    return SmtpMailer(settings(smtp_host="127.0.0.1", smtp_port=port, mail_from="镇办公室 <office@example.org>"))


def test_a_mail_arrives_as_plain_text_in_any_script_and_one_sent_twice_is_known_as_one(
    settings: Made, post: tuple[Post, int]
) -> None:
    memory, port = post
    for _ in range(2):
        with time_machine.travel(NOW, tick=False):
            assert mailer(settings, port).send(MAIL) is None
    assert memory.mails == [(["you@example.org"], MAIL.subject, MAIL.body)] * 2
    assert (
        memory.heads
        == [
            {
                "From": "镇办公室 <office@example.org>",
                "To": "you@example.org",
                "Date": "Fri, 20 Nov 2026 01:00:00 +0000",
                "Message-ID": "<notice-7@example.org>",
                "Content-Type": 'text/plain; charset="utf-8"',
            }
        ]
        * 2
    )


def test_a_subject_of_several_lines_is_one_line_and_adds_no_header(settings: Made, post: tuple[Post, int]) -> None:
    memory, port = post
    assert mailer(settings, port).send(replace(MAIL, subject="a\r\nBcc: all@example.org\n\n b")) is None
    assert memory.mails == [(["you@example.org"], "a Bcc: all@example.org b", MAIL.body)]


@pytest.mark.parametrize("address", ["two\nlines@example.org", "a\rb@example.org"])
def test_an_address_that_is_none_is_said_and_nothing_is_sent(
    settings: Made, post: tuple[Post, int], address: str
) -> None:
    memory, port = post
    said = mailer(settings, port).send(replace(MAIL, to=address))
    assert said is not None
    assert (said.split(":")[0], memory.mails) == ("ValueError", [])


def test_what_the_server_has_against_it_is_said(settings: Made, post: tuple[Post, int]) -> None:
    memory, port = post
    memory.refuses = True
    said = mailer(settings, port).send(MAIL)
    assert said == "SMTPRecipientsRefused: {'you@example.org': (550, b'no such mailbox')}"
    assert memory.mails == []


def test_a_server_that_is_not_there_is_no_mails_fault(settings: Made) -> None:
    with pytest.raises(Unreachable) as found:
        mailer(settings, free_port()).send(MAIL)
    assert str(found.value) == "ConnectionRefusedError: [Errno 111] Connection refused"
