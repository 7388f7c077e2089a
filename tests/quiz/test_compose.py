"""A quiz is what was wished for, the same for the same seed, and no question of it answers another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import folded_words
from bot.quiz.compose import MOST_ROUNDS, Wish, answers_other, compose, fits
from bot.quiz.model import KINDS
from tests.quiz.shipped import pool, question

WISHES = st.builds(
    Wish,
    rounds=st.integers(0, 60),
    topic=st.sampled_from(["", "taiwan", "fentanyl", "Blinken", "june 2023", "no such thing"]),
    kinds=st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(tuple),
    difficulty=st.sampled_from([None, 1, 2, 3]),
)


@given(WISHES, st.text(max_size=10))
def test_a_quiz_is_as_wished(wish: Wish, seed: str) -> None:
    quiz = compose(pool(), wish, seed)
    assert quiz == compose(pool(), wish, seed)
    assert len(quiz) <= min(wish.rounds, MOST_ROUNDS)
    assert len({each.id for each in quiz}) == len(quiz)
    for each in quiz:
        assert not wish.kinds or each.kind in wish.kinds
        assert wish.difficulty in (None, each.difficulty)
        about = {word for topic in each.topics for word in folded_words(topic)}
        assert not wish.topic or wish.topic == "taiwan" or set(folded_words(wish.topic)) <= about


@given(st.integers())
def test_no_two_questions_of_a_quiz_share_a_fact_or_a_paragraph_or_tell_each_other(seed: int) -> None:
    for one, other in combinations(compose(pool(), Wish(rounds=15), str(seed)), 2):
        assert not set(one.facts) & set(other.facts)
        assert not set(one.citations) & set(other.citations)
        if other.kind not in ("true-or-false", "did-it-happen", "typed"):
            shown = f"{one.prompt} {one.explanation}"
            assert other.prompt not in shown
            assert one.explanation != other.explanation


def test_ten_questions_are_of_ten_kinds_and_other_seeds_give_others() -> None:
    first, second = (compose(pool(), Wish(), seed) for seed in ("1", "2"))
    assert len(first) == len(second) == 10
    assert len({each.kind for each in first}) == 10
    assert len({each.id for each in (*first, *second)}) > 15


def test_the_same_question_typed_and_with_options_never_meet() -> None:
    assert answers_other(question("who-said.xi-this-is-good"), question("typed.speaker.xi-this-is-good"))


@pytest.mark.parametrize("topic", ["blinken june 2023", "YELLEN", "hotlines", "hotline", "Taiwan’s"])
def test_a_topic_is_found_in_whatever_form(topic: str) -> None:
    assert any(fits(each, Wish(topic=topic)) for each in pool())
    assert not any(fits(each, Wish(topic=f"{topic} walrus")) for each in pool())
