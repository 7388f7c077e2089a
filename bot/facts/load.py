"""A folder of YAML files -> a FactBase, or every problem that keeps it from being one."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.facts.fields import with_absent
from bot.facts.model import FactBase
from bot.facts.problems import FactBaseError, Problem, in_order
from bot.facts.reading import Reading, Record, read_folder
from bot.facts.validate import compare


def load_fact_base(folder: Path) -> FactBase:
    """The facts of every `*.yaml` file directly in the folder. Raises FactBaseError with every problem there is."""
    with _garbage_collection_paused():
        reading = read_folder(folder)
        problems = problems_of(reading)
        if problems:
            raise FactBaseError(problems)
        return _build(reading)


def find_problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that keeps the folder from being a fact base, by file and line; empty where it is one."""
    return problems_of(read_folder(folder))


def problems_of(reading: Reading) -> tuple[Problem, ...]:
    """Everything wrong with the records of a reading, each on its own and with each other, by file and line."""
    return in_order((*reading.problems, *compare(reading)))


def _build(reading: Reading) -> FactBase:
    tables: dict[str, Mapping[str, Any]] = {
        section: {record.values["id"]: _built(record) for record in records}
        for section, records in reading.records.items()
    }
    return FactBase(**tables, synonyms=reading.synonyms, fingerprint=reading.fingerprint)


def _built(record: Record) -> Any:
    return record.kind.build(**with_absent(record.values, record.kind.fields))


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """Loading makes many objects and no garbage: unpaused, ten times the shipped facts take a quarter longer."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
