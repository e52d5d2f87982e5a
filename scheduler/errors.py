"""What a use case says when it cannot do what was asked. Each carries a sentence for the person who asked."""

from __future__ import annotations

from scheduler.language import Message


class DomainError(Exception):
    """Base of all errors with a message for the person who asked. `fields` are further sentences, each by what it is
    about.
    """

    def __init__(self, message: Message, fields: dict[str, Message] | None = None) -> None:
        super().__init__(message)
        self.message, self.fields = message, fields or {}

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    """There is no such thing, or not in this town."""


class Forbidden(DomainError):
    """The actor may not do this to this object."""


class Conflict(DomainError):
    """The state of things does not allow it now: already published, already being solved, changed by somebody else."""


class Invalid(DomainError):
    """A value is wrong. `fields` names each field and what would be right."""
