from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.quantities import quantities
from bot.matching.text import folded_words
from tests.matching.shipped import INDEX


def read(text: str) -> list[tuple[str, str]]:
    return [(each.number, each.scale) for each in quantities(folded_words(text), INDEX.lexicon)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they met for five hours", [("5", "")]),
        ("nearly $700 billion in trade", [("700", "billion")]),
        ("100,000 Americans a year", [("100000", "")]),
        ("hundreds of entities", [("hundreds", "")]),
        ("they met twice, in two cities", [("2", ""), ("2", "")]),
        ("the two countries agreed", []),
        ("the two largest emitters", [("2", "")]),
        ("one of them", []),
        ("", []),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_what_is_counted() -> None:
    (hours,) = quantities(folded_words("five hours"), INDEX.lexicon)
    (days,) = quantities(folded_words("four days"), INDEX.lexicon)
    (weeks,) = quantities(folded_words("two weeks"), INDEX.lexicon)
    assert days.counted & weeks.counted
    assert not hours.counted & days.counted


@given(st.lists(st.sampled_from("two the five billion hours hundreds one twice 7 x".split()), max_size=12))
def test_no_number_is_made_up(words: list[str]) -> None:
    found = quantities(words, INDEX.lexicon)
    assert len(found) <= len(words)
    assert all(each.number.isdigit() or each.number in words for each in found)
