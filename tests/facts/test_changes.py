from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.changes import MOST_NAMED, Changes, changes
from bot.facts.load import load_fact_base
from bot.facts.model import FactBase
from tests.facts.sample import BASE, write


@pytest.fixture
def before(tmp_path: Path) -> FactBase:
    return load_fact_base(write(tmp_path, base=BASE))


def after(tmp_path: Path, *edits: tuple[str, str]) -> FactBase:
    text = BASE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load_fact_base(write(tmp_path, base=text))


def test_the_same_files_have_no_changes(before: FactBase, tmp_path: Path) -> None:
    found = changes(before, after(tmp_path))
    assert not found
    assert (found, str(found)) == (Changes(), "no record changed")


def test_each_sort_of_change_is_told_by_id(before: FactBase, tmp_path: Path) -> None:
    found = changes(
        before,
        after(
            tmp_path,
            ("aliases: [Tony Blinken]", "aliases: [Anthony Blinken]"),
            ("places:\n", "places:\n  - {id: oslo, name: Oslo}\n"),
        ),
    )
    assert found == Changes(added=("oslo",), altered=("antony-blinken",))
    assert str(found) == "1 added (oslo), 1 altered (antony-blinken)"
    assert str(changes(after(tmp_path, ("places:\n", "places:\n  - {id: oslo, name: Oslo}\n")), before)) == (
        "1 removed (oslo)"
    )


def test_a_place_and_an_organization_of_one_id_are_told_apart(before: FactBase, tmp_path: Path) -> None:
    found = changes(
        before, after(tmp_path, ("kind: government, aliases: [prc]", "kind: government, aliases: [the prc]"))
    )
    assert found == Changes(altered=("china",))


def test_a_record_that_only_moved_is_not_altered(before: FactBase, tmp_path: Path) -> None:
    lines = ("  - {id: china, name: China}\n", "  - {id: beijing, name: Beijing, within: china}\n")
    moved = after(tmp_path, ("".join(lines), "".join(reversed(lines))))
    assert list(moved.places) != list(before.places)
    assert not changes(before, moved)


def test_other_synonyms_are_a_change(before: FactBase, tmp_path: Path) -> None:
    found = changes(
        before, load_fact_base(write(tmp_path, base=BASE.replace("[ban, prohibit]", "[ban, prohibit, bar]")))
    )
    assert found == Changes(altered=("synonyms",))


def test_a_sentence_names_so_many_ids_and_counts_all() -> None:
    named = str(Changes(added=tuple(f"id-{number}" for number in range(MOST_NAMED + 5))))
    assert named.startswith(f"{MOST_NAMED + 5} added (id-0, ")
    assert named.endswith(f"id-{MOST_NAMED - 1} and 5 more)")
