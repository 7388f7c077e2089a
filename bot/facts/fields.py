"""What a field of a record may hold: for each type a reader that takes a node and gives its value, or reports why not.

A reader returns None where nothing could be used; the reason has then been reported. A list keeps its good items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from bot.facts.dates import Date, parse_date
from bot.facts.model import Citation
from bot.facts.problems import Problem, did_you_mean, shown
from bot.facts.strict_yaml import Items, Node, Refused, Scalar, Table

_ID = re.compile(r"[a-z0-9-]+")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_UNSUITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_DATE = 40
_GUESSES = yaml.SafeLoader.yaml_implicit_resolvers
"""First character -> the types that PyYAML tries on an unquoted scalar, each with its regular expression."""


@dataclass(slots=True)
class Page:
    """One file while its records are read: where problems go, and what the fields may refer to."""

    file: str
    ids: Mapping[str, Collection[str]] | None
    """Section -> the ids it defines; None where a file could not be read, so that a missing id means nothing."""
    problems: list[Problem]
    key: str = ""
    """The field that is being read; messages begin with it."""
    cited: list[tuple[Citation, int]] = field(default_factory=list)
    """The citations of the record that is being read, with their lines."""

    def report(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, f"{self.key}: {message}" if self.key else message))


Reader = Callable[[Node, Page], Any]


@dataclass(frozen=True, slots=True)
class Field:
    read: Reader
    required: bool = False
    absent: Any = None
    """The value of an optional field that a record leaves out."""


def required(read: Reader) -> Field:
    return Field(read, required=True)


def optional(read: Reader, absent: Any = None) -> Field:
    return Field(read, absent=absent)


def read_fields(table: Table, fields: Mapping[str, Field], what: str, page: Page) -> dict[str, Any]:
    """The values of the good fields; `what` names the record in messages, e.g. `meeting`."""
    outer = page.key
    values: dict[str, Any] = {}
    for key, node in table.entries.items():
        known = fields.get(key)
        if known is None:
            page.key = outer
            # In braces a comma ends a text, and what follows it becomes a key of several words.
            other = "; put a text with a comma in quotes" if " " in key else "; it has " + ", ".join(fields)
            hint = did_you_mean(key, fields) or other
            page.report(table.lines[key], f"this {what} has no field {shown(key)}{hint}")
            continue
        page.key = key
        value = known.read(node, page)
        if value is not None:
            values[key] = value
    page.key = outer
    for key, known in fields.items():
        if known.required and key not in table.entries:
            page.report(table.line, f"this {what} lacks the field {key}; add it")
    return values


def with_absent(values: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """A value for every field: what was read, or what an absent field stands for."""
    return {key: values.get(key, known.absent) for key, known in fields.items()}


def wrong_shape(node: Node, page: Page, wanted: str) -> None:
    """Report a node that is not of the wanted shape."""
    if isinstance(node, Scalar) and not node.text and node.plain:
        page.report(node.line, f"there is nothing here; write {wanted} or, if it may be left out, remove the field")
    elif not isinstance(node, Refused):
        kind = {Scalar: "a text", Items: "a list", Table: "a mapping"}[type(node)]
        page.report(node.line, f"this is {kind}; write {wanted}")


def text(node: Node, page: Page) -> str | None:
    """A line of text that no YAML reader takes for anything else."""
    if not isinstance(node, Scalar):
        wrong_shape(node, page, "a text")
        return None
    fault = _fault(node)
    if fault is None:
        return node.text
    page.report(node.line, fault)
    return None


def _fault(node: Scalar) -> str | None:
    value = node.text
    if not value:
        return "there is nothing here; write a text or, if it may be left out, remove the field"
    if node.plain and value[0] in _GUESSES and (guess := _guess(value)):
        return f"{shown(value)} has no quotes, and {guess}; put it in quotes"
    if not value.isprintable() and (found := _UNSUITABLE.search(value)):
        if found.group() == "\n":
            return "the text has a line break in it; write it on one line, or after >- on several"
        return f"the text has the invisible character {shown(found.group())} in it; remove it"
    if value[0] == " " or value[-1] == " ":
        return f"the text {shown(value)} begins or ends with a space; remove it"
    return None


def _guess(value: str) -> str | None:
    """What PyYAML's safe loader makes of an unquoted scalar, or None where it reads the text."""
    for tag, pattern in _GUESSES[value[0]]:
        if pattern.match(value):
            try:
                guessed = yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, value))
                said = f"the date {guessed}" if isinstance(guessed, date) else repr(guessed)
            except (yaml.YAMLError, ValueError, OverflowError):
                return "PyYAML would fail to read this"
            return f"PyYAML would read this as {said}"
    return None


def new_id(node: Node, page: Page) -> str | None:
    """The id that a record gives itself."""
    value = text(node, page)
    if value is not None and isinstance(node, Scalar) and not _ID.fullmatch(value):
        page.report(node.line, f"{shown(value)} is not an id; use a to z, 0 to 9 and hyphens only")
        return None
    return value


def known_id(what: str, *sections: str) -> Reader:
    """The id of a record in one of the sections; `what` says so in messages, e.g. `place`."""

    def read(node: Node, page: Page) -> str | None:
        value = text(node, page)
        if value is None or page.ids is None or any(value in page.ids[section] for section in sections):
            return value
        near = did_you_mean(value, [id_ for section in sections for id_ in page.ids[section]])
        page.report(node.line, f"no {what} has the id {shown(value)}{near or '; add it or mend the id'}")
        return None

    return read


def one_of(words: tuple[str, ...]) -> Reader:
    """One of a few words."""

    def read(node: Node, page: Page) -> str | None:
        value = text(node, page)
        if value is None or value in words:
            return value
        near = did_you_mean(value, words) or "; use one of " + ", ".join(words)
        page.report(node.line, f"{shown(value)} is not known here{near}")
        return None

    return read


def flag(node: Node, page: Page) -> bool | None:
    """`true` or `false`, without quotes."""
    if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if not isinstance(node, Refused):
        page.report(node.line, "this is neither true nor false; write one of them, without quotes")
    return None


def edtf(node: Node, page: Page) -> Date | None:
    """A date in EDTF, with or without quotes."""
    if not isinstance(node, Scalar):
        wrong_shape(node, page, "a date such as 2023-06-19")
        return None
    if not node.text or len(node.text) > _LONGEST_DATE:
        page.report(node.line, f"{shown(node.text)} is not a date; write one such as 2023-06-19 or remove the field")
        return None
    try:
        return parse_date(node.text)
    except ValueError as error:
        page.report(node.line, str(error))
        return None


def sha256(node: Node, page: Page) -> str | None:
    """A SHA-256 in hexadecimal, in lower case whatever the file has."""
    value = text(node, page)
    if value is not None and not _SHA256.fullmatch(value):
        page.report(node.line, f"{shown(value)} is not a SHA-256; write its 64 hexadecimal digits")
        return None
    return value and value.lower()


def list_of(read: Reader, at_least: int = 0) -> Reader:
    """A list whose items `read` reads."""

    def read_list(node: Node, page: Page) -> tuple[Any, ...] | None:
        if not isinstance(node, Items):
            wrong_shape(node, page, "a list such as [one, two]")
            return None
        if len(node.items) < at_least:
            page.report(node.line, f"the list has {len(node.items)} items and needs at least {at_least}; add to it")
            return None
        return tuple(value for item in node.items if (value := read(item, page)) is not None)

    return read_list


def segments(node: Node, page: Page) -> tuple[str, ...] | None:
    """The words of a quote: one text, or a list where the attribution interrupts them."""
    if isinstance(node, Items):
        return _texts(node, page)
    value = text(node, page)
    return None if value is None else (value,)


_texts: Callable[[Node, Page], tuple[str, ...] | None] = list_of(text, at_least=1)


def table_of(what: str, fields: Mapping[str, Field], build: Callable[..., Any]) -> Reader:
    """A record inside a record, such as a role, built from its fields."""

    def read(node: Node, page: Page) -> Any:
        if not isinstance(node, Table):
            wrong_shape(node, page, f"a {what} with the fields {', '.join(fields)}")
            return None
        values = read_fields(node, fields, what, page)
        if any(known.required and key not in values for key, known in fields.items()):
            return None
        return build(**with_absent(values, fields))

    return read
