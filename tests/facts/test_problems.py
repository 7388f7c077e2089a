from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.facts.problems import FactBaseError, Problem, did_you_mean, in_order, shown


def test_a_problem_reads_as_a_place_and_a_sentence() -> None:
    assert str(Problem("knowledge/people.yaml", 12, "it is wrong; mend it")) == (
        "knowledge/people.yaml:12: it is wrong; mend it"
    )
    assert str(Problem("knowledge", 0, "it is empty")) == "knowledge: it is empty"


def test_an_error_lists_its_problems() -> None:
    problems = (Problem("a.yaml", 1, "x"), Problem("b.yaml", 2, "y"))
    error = FactBaseError(problems)
    assert error.problems == problems
    assert str(error) == "a.yaml:1: x\nb.yaml:2: y"


def test_problems_come_in_order_and_once() -> None:
    first, second, third = Problem("a.yaml", 2, "x"), Problem("a.yaml", 10, "x"), Problem("b.yaml", 1, "x")
    assert in_order([third, second, first, second]) == (first, second, third)


@given(st.text(max_size=300))
def test_shown_text_is_one_bounded_line(text: str) -> None:
    line = shown(text, longest=80)
    assert line.isprintable()
    assert len(line) <= 2 + 80 * len(r"\U0010ffff")


def test_long_text_is_cut_visibly() -> None:
    assert shown("x" * 80) == repr("x" * 80)
    assert shown("x" * 81) == repr("x" * 79 + "…")


def test_the_nearest_word_is_suggested_if_it_is_near() -> None:
    assert did_you_mean("participant", ["place", "participants"]) == "; did you mean participants?"
    assert did_you_mean("zebra", ["place", "participants"]) == ""
    assert did_you_mean("zebra", []) == ""
