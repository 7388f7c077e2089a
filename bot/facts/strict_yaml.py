"""YAML text -> a tree that knows its lines and whose scalars are all text.

YAML guesses (`no` is False, `1:30` is 90) and has features that a fact base does not need and that hide mistakes or
cost unbounded memory: anchors and aliases, merge keys, tags, several documents, repeated keys. Nothing is guessed here
and those are refused. The parser is libyaml where PyYAML was built with it, otherwise PyYAML's own: the same result,
but the shipped files take 150 ms instead of 25.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from bot.facts.problems import shown

MAX_DEPTH = 32
Report = Callable[[int, str], None]
"""Takes a line, from 1, and a sentence that says what is wrong there."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What YAML forbids, and what it takes for the end of a line while an editor does not, such as U+2028."""


# Named tuples, not dataclasses: a fact base has ten thousand of these nodes and they are made at every start.
class Scalar(NamedTuple):
    text: str
    line: int
    plain: bool
    """Written without quotes and not as a block, so that other YAML readers may guess at its type."""


class Items(NamedTuple):
    items: list[Node]
    line: int


class Table(NamedTuple):
    entries: dict[str, Node]
    lines: dict[str, int]
    """The line of each key."""
    refused: list[Node]
    """The values of keys that were reported and left out."""
    line: int


class Refused(NamedTuple):
    """Stands where something was reported and left out, so that nobody reports it again."""

    line: int


Node = Scalar | Items | Table | Refused


class _Stop(Exception):
    """The rest of the text cannot be read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def parse_yaml(text: str, report: Report, *, repeated_keys: bool = False) -> Node | None:
    """Read one YAML document and report every problem; never raises. None where the text has no content.

    Where it cannot be read to its end, the reason has been reported and the answer is Refused. With `repeated_keys`, of
    two equal keys the last counts, as PyYAML has it; otherwise they are reported.
    """
    if _CONTROL.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if found := _CONTROL.search(line):
                report(
                    number, f"the character {shown(found.group())} is invisible and has no place in a text; remove it"
                )
        return Refused(1)
    try:
        return _tree(text, report, repeated_keys)
    except _Stop as stop:
        report(stop.line, stop.message)
    except yaml.YAMLError as error:
        report(*_explain(error, text))
    except (ValueError, OverflowError):
        # PyYAML's own parser lets these through for a number that no character has, as in "\UFFFFFFFF".
        report(1, "an escape such as \\U0001F600 names a character that does not exist; write the character itself")
    return Refused(1)


def _tree(text: str, report: Report, repeated_keys: bool) -> Node | None:
    tree = _Tree(report, repeated_keys)
    documents = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        line = event.start_mark.line + 1
        node = _node(event, line)
        if node is not None:
            if event.anchor is not None:
                report(line, "anchors and aliases (&name, *name) are not read; write the text out")
            elif event.tag is not None:
                report(line, f"tags such as {shown(event.tag)} are not read; remove it")
            tree.place(node)
        elif isinstance(event, CollectionEndEvent):
            tree.close()
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Stop(line, "a second document begins here; keep one in a file")
    return tree.root


def _node(event: Any, line: int) -> Node | None:
    """The node that begins with an event, or None for an event that begins none."""
    if isinstance(event, ScalarEvent):
        return Scalar(event.value, line, not event.style and event.tag is None)
    if isinstance(event, MappingStartEvent):
        return Table({}, {}, [], line)
    if isinstance(event, SequenceStartEvent):
        return Items([], line)
    if isinstance(event, AliasEvent):
        return Refused(line)
    return None


class _Tree:
    """A tree that grows by one node at a time, without recursion whatever its depth."""

    def __init__(self, report: Report, repeated_keys: bool) -> None:
        self.root: Node | None = None
        self._report = report
        self._repeated_keys = repeated_keys
        self._open: list[Items | Table] = []
        self._key: Scalar | None = None
        """The key of the innermost open mapping that waits for its value."""

    def place(self, node: Node) -> None:
        """Put the node where the next one belongs, and if it is a collection, those that follow into it."""
        if not self._open:
            self.root = node
        elif isinstance(parent := self._open[-1], Items):
            parent.items.append(node)
        elif self._key is not None:
            if self._repeated_keys:
                parent.entries.pop(self._key.text, None)
            _enter(parent, self._key, node, self._report)
            self._key = None
        elif isinstance(node, Scalar):
            self._key = node
        else:
            raise _Stop(node.line, "a key must be one word; remove the brackets, or put a text with brackets in quotes")
        if isinstance(node, Items | Table):
            if len(self._open) == MAX_DEPTH:
                raise _Stop(node.line, f"this is nested deeper than {MAX_DEPTH} levels; write it flatter")
            self._open.append(node)

    def close(self) -> None:
        """End the innermost open collection."""
        self._open.pop()


def _enter(table: Table, key: Scalar, node: Node, report: Report) -> None:
    if key.text == "<<" and key.plain:
        report(key.line, "merge keys (<<) are not read; write the fields out")
    elif key.text in table.entries:
        first = table.lines[key.text]
        report(key.line, f"the key {shown(key.text)} is already there on line {first}; keep one of them")
    else:
        table.entries[key.text] = node
        table.lines[key.text] = key.line
        return
    table.refused.append(node)


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line and a sentence for what the parser met. Its own words are cut: they can hold the file's text."""
    mark = getattr(error, "problem_mark", None)
    lines = text.rstrip("\n").split("\n")
    line = min(mark.line + 1, len(lines)) if mark else 1
    found = lines[line - 1]
    if "\t" in found[: len(found) - len(found.lstrip())]:
        return line, "a tab indents this line; use spaces"
    problem = getattr(error, "problem", None) or "it cannot be read"
    context = getattr(error, "context_mark", None)
    begins = f", in what begins on line {context.line + 1}" if context and context.line + 1 < line else ""
    advice = "mend this line or one above it; a text with a colon, # or brackets in it belongs in quotes"
    return line, f"this is not YAML: {problem[:200]}{begins}; {advice}"
