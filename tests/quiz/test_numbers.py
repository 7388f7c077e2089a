"""Numbers are read as they are written in figures and by pupils, and others are written alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.numbers import find_number, other_values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nearly $700 billion", 700e9),
        ("100,000", 100_000),
        ("three", 3),
        ("At least Three", 3),
        ("more than 50", 50),
        ("1.5 million", 1.5e6),
        ("20k", 20_000),
        ("$700bn", 700e9),
        ("-4", -4),
        ("in 1945", 1945),
        ("１２", 12),
    ],
)
def test_a_number_is_read_with_its_scale(text: str, value: float) -> None:
    found = find_number(text)
    assert found is not None
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "hundreds", "someone", "billions of dollars", "x1y", "threesome"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert find_number(text) is None
    assert other_values(text) == []


@given(st.text(max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    found = find_number(text)
    assert found is None or found.start < found.end


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("nearly $700 billion", "nearly $400 billion"),
        ("100,000", "80,000"),
        ("1.5 million", "1.2 million"),
        ("3 days", "4 days"),
    ],
)
def test_another_value_is_as_round(text: str, other: str) -> None:
    assert other in dict(other_values(text))


@given(st.integers(2, 10**9).map(lambda number: f"about {number:,} people"))
def test_other_values_are_other_numbers_in_the_same_words(text: str) -> None:
    values = [other for other, _ in other_values(text)]
    numbers = [find_number(each) for each in (text, *values)]
    assert len(values) >= 2
    assert len({number.value for number in numbers if number}) == len(values) + 1
    assert all(each.startswith("about ") and each.endswith(" people") for each in values)
