"""A form that was filled in from an older version of its row: what others changed since, merged with what was sent.

The form says itself what it was filled in from, field by field as it stood there. That, what was sent and what is
stored now are all that is needed to merge any form, whatever of tables and services lies behind it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from api.locale import say, t
from scheduler.domain.dates import full_day

Values = Mapping[str, Sequence[str]]
"""What stands in the fields of a form, by name; a field in which nothing stands may be missing."""

STARTED = "started"
KEEP = "keep."
THEIRS = "theirs"
DATE = "date"


@dataclass
class Fields:
    """The fields of a form as its template fills them in with what is stored.

    Keys name what is merged: a field, one box of several (`name=value`), or a list as a whole, by what the names of its
    fields begin with (`roles.`).
    """

    stored: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """What each is called."""
    labels: dict[str, str] = field(default_factory=dict)
    """What fields of a list are called; their numbers in it left out."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """How values read, by field; its number in a list left out."""
    days: set[str] = field(default_factory=set)
    """The fields that hold days."""

    def holds(
        self,
        name: str,
        label: str,
        stored: object = "",
        options: Sequence[tuple[object, str]] | None = None,
        kind: str = "",
    ) -> None:
        """A field is written; of a list it holds what a browser would send: the first entry where none is chosen."""
        value = "" if stored is None else str(stored)
        if options is not None:
            self.words[alike(name)] = {str(each): text for each, text in options if str(each)}
            known = [str(each) for each, _ in options]
            value = value if value in known else next(iter(known), "")
        if kind == DATE:
            self.days.add(alike(name))
        self.stored[name] = [clean(value)]
        self.called(name, label)

    def holds_boxes(self, name: str, label: str, options: Sequence[tuple[object, str, object]]) -> None:
        """Boxes are written, each merged for itself."""
        self.stored[name] = [str(value) for value, _, on in options if on]
        self.words[alike(name)] = {str(value): text for value, text, _ in options}
        if self.called(name, label):
            del self.keys[name]
            self.keys.update({f"{name}={value}": f"{label} · {text}" for value, text, _ in options})

    def holds_box(self, name: str, label: str, on: object, value: str = "yes") -> None:
        """A box is written."""
        self.stored.setdefault(name, []).extend([value] if on and value not in self.stored.get(name, []) else [])
        self.words.setdefault(alike(name), {})[value] = t("Yes")
        if self.called(name, label):
            del self.keys[name]
            self.keys[f"{name}={value}"] = label

    def whole(self, label: str, *prefixes: str) -> None:
        """All fields whose names begin so are one list, merged as a whole."""
        self.keys[" ".join(prefixes)] = label

    def called(self, name: str, label: str) -> bool:
        """Keep what a field is called; whether it is merged for itself, not as a part of a list."""
        self.labels[alike(name)] = label
        alone = not any(name.startswith(tuple(key.split())) for key in self.keys if key.endswith("."))
        if alone:
            self.keys[name] = label
        return alone

    def told(self) -> str:
        """What the form is filled in with, as JSON for an attribute in single quotes."""
        held = {name: values for name, values in self.stored.items() if any(values)}
        return htmlsafe_json_dumps(held, dumps=partial(json.dumps, ensure_ascii=False, separators=(",", ":")))

    def read(self, key: str, values: Values) -> list[str]:
        """What values say, in words: a line, or one for each row of a list."""
        name, box, value = key.partition("=")
        if box:
            return [t("Yes") if value in values.get(name, ()) else t("No")]
        if not key.endswith("."):
            return [t(", ").join(self.worded(name, each) for each in values.get(name, ())) or "—"]
        rows: dict[str, list[str]] = {}
        for each, found in values.items():
            label = self.labels.get(alike(each))
            if label:
                prefix = next(prefix for prefix in key.split() if each.startswith(prefix))
                said = t(", ").join(self.worded(each, value) for value in found)
                rows.setdefault(each.removeprefix(prefix).split(".")[0], []).append(f"{label} {said}")
        return [t(", ").join(pieces) for pieces in rows.values()]

    def worded(self, name: str, value: str) -> str:
        """A value of a field in words."""
        try:
            if alike(name) in self.days:
                return say(full_day(date.fromisoformat(value)))
            return self.words[alike(name)][value]
        except (KeyError, ValueError):
            return value


class Outcome(StrEnum):
    """What becomes of a field that others changed."""

    TAKEN = "taken"
    SAME = "same"
    CHOICE = "choice"


@dataclass(frozen=True)
class ChangedField:
    """A field that others changed: what it was, is now and was sent as, in words; what all three say is left out."""

    key: str
    label: str
    outcome: Outcome
    before: Sequence[str] | None
    theirs: Sequence[str]
    mine: Sequence[str]


@dataclass(frozen=True)
class Merge:
    """What stands in a form when two have changed it, and what of that others changed."""

    entered: MultiDict[str, str]
    changed: Sequence[ChangedField]


def alike(name: str) -> str:
    """A field's name without its number in a list."""
    return re.sub(r"\.\d+(?=\.|$)", ".", name)


def clean(value: str) -> str:
    """A value as it is compared: browsers send line ends of their own."""
    return value.replace("\r\n", "\n").strip()


def sent_values(form: MultiDict[str, str]) -> Values:
    """What was sent, by field."""
    return {name: [clean(value) for value in values] for name, values in form.lists()}


def started_from(form: MultiDict[str, str]) -> Values | None:
    """What a form that was sent was filled in from; None where it does not say so."""
    try:
        found: Any = json.loads(form.get(STARTED, ""))
    except (ValueError, RecursionError):
        return None
    known = isinstance(found, dict) and all(
        isinstance(values, list) and all(isinstance(value, str) for value in values) for values in found.values()
    )
    return found if known else None


def part(key: str, values: Values) -> dict[str, list[str]]:
    """What is merged under a key, of the values of a form; what is empty is left out."""
    name, box, value = key.partition("=")
    if box:
        return {name: [value]} if value in values.get(name, ()) else {}
    found = {each: [value for value in values[each] if value] for each in covered(key, values)}
    return {each: kept for each, kept in found.items() if kept}


def covered(key: str, values: Values) -> list[str]:
    """The fields that a key is about, of those of a form, empty ones too."""
    name, box, _ = key.partition("=")
    if key.endswith(".") and not box:
        return [each for each in values if each.startswith(tuple(key.split()))]
    return [name] if name in values else []


def merged(fields: Fields, before: Values | None, mine: Values) -> Merge:
    """A form merged: what one of the two changed is as that one left it; what both changed is as it was sent, and so is
    what asks for nothing of the row.
    """
    ours = {name for key in fields.keys for name in covered(key, mine)}
    entered = MultiDict((name, value) for name, values in mine.items() if name not in ours for value in values)
    changed = []
    for key, label in fields.keys.items():
        now, sent = part(key, fields.stored), part(key, mine)
        once = None if before is None else part(key, before)
        outcome = settled(once, now, sent)
        for name, values in (now if outcome is Outcome.TAKEN else sent).items():
            for value in values:
                entered.add(name, value)
        if outcome is not None:
            changed.append(changed_field(fields, key, label, outcome, once, now, sent))
    return Merge(entered, changed)


def settled(before: object, theirs: object, mine: object) -> Outcome | None:
    """What becomes of a field; None where others did not change it. Where it is not known what it was, all that
    differs is a choice.
    """
    if theirs in (before, mine):
        return Outcome.SAME if before is not None and theirs != before else None
    return Outcome.TAKEN if mine == before else Outcome.CHOICE


def changed_field(
    fields: Fields, key: str, label: str, outcome: Outcome, before: Values | None, theirs: Values, mine: Values
) -> ChangedField:
    """What others changed, in words."""
    sides = [fields.read(key, values) for values in (theirs, mine)]
    once = None if before is None else fields.read(key, before)
    lists = [*sides, *([once] if once is not None else [])]
    common: Counter[str] = Counter(lists[0])
    for each in lists[1:]:
        common &= Counter(each)
    told = [rest(each, common) for each in lists]
    return ChangedField(key, label, outcome, told[2] if once is not None else None, told[0], told[1])


def rest(lines: Sequence[str], common: Counter[str]) -> list[str]:
    """Lines but for those that all have; a dash where none is left."""
    return list((Counter(lines) - common).elements()) or ["—"]


def chosen(form: ImmutableMultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    """A form that was sent, with what others had changed in place of what was entered where that was chosen."""
    keys = list(choices_of(form))
    if not keys:
        return form
    stored = started_from(form) or {}
    left = {name: list(values) for name, values in form.lists() if name not in {f"{KEEP}{key}" for key in keys}}
    for key in keys:
        _, box, one = key.partition("=")
        for name in covered(key, left):
            left[name] = [value for value in left[name] if box and clean(value) != one]
        for name, values in part(key, stored).items():
            left.setdefault(name, []).extend(values)
    return ImmutableMultiDict({name: values for name, values in left.items() if values})


def choices_of(form: MultiDict[str, str]) -> Iterator[str]:
    """The keys for which what others had changed was chosen."""
    for name, value in form.items():
        if name.startswith(KEEP) and value == THEIRS:
            yield name.removeprefix(KEEP)
