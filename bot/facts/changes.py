"""What became of a fact base from one reading of its files to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.facts.model import FactBase
from bot.facts.reading import SYNONYMS
from bot.facts.records import KINDS

MOST_NAMED = 20
"""How many ids of a sort a sentence names; after a great change nobody reads all of them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the records that differ, each once, in the order of the files. The groups of synonyms, which have no
    id, count together as one altered record called `synonyms`."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.altered)

    def __str__(self) -> str:
        """For example `1 added (ada-ek), 2 altered (bo-li, ada-bo-oslo-2020)`, or `no record changed`."""
        sorts = (("added", self.added), ("removed", self.removed), ("altered", self.altered))
        return ", ".join(f"{len(ids)} {sort} ({_named(ids)})" for sort, ids in sorts if ids) or "no record changed"


def changes(before: FactBase, after: FactBase) -> Changes:
    """What differs between two fact bases. A record that only moved within the files is not altered."""
    old, new = dict(_records(before)), dict(_records(after))
    return Changes(
        added=_ids(key for key in new if key not in old),
        removed=_ids(key for key in old if key not in new),
        altered=_ids(key for key in new if key in old and new[key] != old[key]),
    )


def _records(base: FactBase) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every record by section and id; a place and an organization may share an id."""
    for kind in KINDS:
        for id_, record in getattr(base, kind.section).items():
            yield (kind.section, id_), record
    yield (SYNONYMS, SYNONYMS), base.synonyms


def _ids(keys: Iterator[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for _, id_ in keys))


def _named(ids: tuple[str, ...]) -> str:
    rest = len(ids) - MOST_NAMED
    return ", ".join(ids[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
