"""Files of queries with what a right answer contains: JSON Lines, or YAML as a list of the same records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class QueryFileError(Exception):
    """A file of queries cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    kind: str
    """What is asked for: meeting, quote, person, event, number, timeline, source, check, or oos (unanswerable)."""
    noise: str
    """How the query is disturbed: none, typo, phonetic, swapped, role ..."""
    expect: dict[str, Any]


def read_queries(path: Path) -> tuple[Query, ...]:
    """Read one file. Raises QueryFileError with the file and, where there is one, the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryFileError(f"{path}: the file of queries cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise QueryFileError(f"{path}: the file of queries is not UTF-8 text") from None
    records = _yaml(path, text) if path.suffix in (".yaml", ".yml") else _json_lines(path, text)
    return tuple(_query(place, record) for place, record in records)


def _json_lines(path: Path, text: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise QueryFileError(f"{path}:{number}: this line is not JSON: {error}") from None


def _yaml(path: Path, text: str) -> Iterator[tuple[str, object]]:
    try:
        records = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QueryFileError(f"{path}: this is not YAML: {error}") from None
    if not isinstance(records, list):
        raise QueryFileError(f"{path}: this must be a list of queries, each with q, kind and expect")
    for number, record in enumerate(records, 1):
        yield f"{path}, query {number}", record


def _query(place: str, record: object) -> Query:
    if (
        not isinstance(record, dict)
        or not isinstance(record.get("q"), str)
        or not isinstance(record.get("expect"), dict)
    ):
        raise QueryFileError(f"{place}: a query needs the text q and a mapping expect")
    return Query(record["q"], str(record.get("kind", "any")), str(record.get("noise", "none")), record["expect"])
