from __future__ import annotations

import pytest

from bot.answers.comparatives import Outcome, compare_sides
from tests.matching.shipped import INDEX

RECORD = "her visit will be more important than Yellen’s"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Raimondo’s visit matters more than Yellen’s", "agrees"),
        ("Raimondo’s visit matters less than Yellen’s", "opposite"),
        ("Yellen’s visit matters more than Raimondo’s", "opposite"),
        ("Yellen’s visit matters less than Raimondo’s", "agrees"),
        ("Raimondo’s visit matters", None),
        ("more visits", None),
    ],
)
def test_direction_and_order(claim: str, expected: Outcome | None) -> None:
    reading = INDEX.read(claim)
    surnames = tuple(INDEX.base.people[mention.candidates[0].id].family.lower() for mention in reading.people)
    assert compare_sides(reading, [RECORD], surnames) == expected


def test_a_comparison_that_is_nowhere_on_record_stays_open() -> None:
    assert compare_sides(INDEX.read("this is better than that"), ["it was good"], ()) == "open"
