from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.facts.stamps import stamps_of
from tests.facts.sample import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, people="people:\n", places="places:\n")
    for path in tmp_path.iterdir():
        os.utime(path, ns=(0, 0))
    return tmp_path


def test_untouched_files_keep_their_stamps(folder: Path) -> None:
    assert stamps_of(folder) == stamps_of(folder) == (("people.yaml", 8, 0), ("places.yaml", 8, 0))


@pytest.mark.parametrize("name", [".people.yaml.swp", ".#people.yaml", "people.yaml~", "4913", "notes.txt"])
def test_what_editors_put_beside_a_file_does_not_matter(folder: Path, name: str) -> None:
    before = stamps_of(folder)
    (folder / name).write_text("x")
    assert stamps_of(folder) == before


def test_every_way_of_changing_a_file_shows(folder: Path) -> None:
    seen = {stamps_of(folder)}
    people = folder / "people.yaml"
    people.write_text("people: \n")
    os.utime(people, ns=(0, 0))
    seen.add(stamps_of(folder))
    os.utime(people, ns=(0, 1))
    seen.add(stamps_of(folder))
    people.rename(folder / "persons.yaml")
    seen.add(stamps_of(folder))
    (folder / "persons.yaml").unlink()
    seen.add(stamps_of(folder))
    (folder / "quotes.yml").write_text("quotes:\n")
    seen.add(stamps_of(folder))
    assert len(seen) == 6


def test_what_cannot_be_looked_at_has_no_stamp(folder: Path) -> None:
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    assert [name for name, _, _ in stamps_of(folder)] == ["people.yaml", "places.yaml"]
    assert stamps_of(folder / "nowhere") == ()
