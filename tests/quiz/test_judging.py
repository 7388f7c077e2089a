"""Typed answers are read leniently where it is clear what is meant, and strictly where it is another answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.judging import right_marks, right_text
from bot.quiz.model import Question, Typed
from tests.quiz.shipped import pool, question


def typed(id_: str) -> Typed:
    found = question(id_).typed
    assert found is not None
    return found


XI = typed("typed.speaker.xi-this-is-good")
WANG_YI = typed("typed.speaker.wang-yi-equals")
BEIJING = typed("typed.place.burns-beijing-2023-05")
JUNE_19 = typed("typed.date.blinken-xi-beijing-2023-06")
MAY = typed("typed.date.burns-beijing-2023-05")
TRADE = typed("typed.value.bilateral-trade-2022")
THREE = typed("typed.value.hotlines")
GAP = Typed(("instability",))


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (XI, "Xi"),
        (XI, "xi jinping"),
        (XI, "Jinping Xi"),
        (XI, "XIJINPING"),
        (XI, "Hsi Chin-ping"),
        (XI, "President Xi"),
        (XI, "Mr. Xi"),
        (XI, "  xi\u200b jinping  "),
        (WANG_YI, "Wang Yi"),
        (WANG_YI, "yi wang"),
        (BEIJING, "beijing"),
        (BEIJING, "Bejing"),
        (BEIJING, "in Peking"),
        (JUNE_19, "19 June 2023"),
        (JUNE_19, "June 19"),
        (JUNE_19, "2023-06-19"),
        (JUNE_19, "19th of june 2023"),
        (JUNE_19, "20 June 2023"),
        (MAY, "May 2023"),
        (MAY, "may"),
        (MAY, "2023-05"),
        (MAY, "10 May 2023"),
        (TRADE, "$700 billion"),
        (TRADE, "700bn"),
        (TRADE, "about 690 billion dollars"),
        (TRADE, "700,000,000,000"),
        (THREE, "3"),
        (THREE, "Three"),
        (GAP, "Instability"),
        (GAP, "instabilty"),
        (JUNE_19, "19.6.2023"),
        (JUNE_19, "19/06/2023"),
        (JUNE_19, "6/19/2023"),
        (MAY, "05/2023"),
    ],
)
def test_what_is_clear_is_right(answer: Typed, text: str) -> None:
    assert right_text(answer, text)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (XI, ""),
        (XI, "Li"),
        (XI, "Joe Biden"),
        (XI, "Xie Feng"),
        (XI, "xi jinping joe biden"),
        (WANG_YI, "Wang"),
        (WANG_YI, "Wang Yiwei"),
        (WANG_YI, "Wang Wentao"),
        (BEIJING, "China"),
        (BEIJING, "Shanghai"),
        (JUNE_19, "June 2023"),
        (JUNE_19, "2023"),
        (JUNE_19, "19 June 2022"),
        (JUNE_19, "22 June 2023"),
        (JUNE_19, "18 June or 19 June 2023"),
        (JUNE_19, "31 February 2023"),
        (MAY, "2023"),
        (MAY, "06/2023"),
        (MAY, "13/2023"),
        (JUNE_19, "06/2023"),
        (JUNE_19, "22.6.2023"),
        (JUNE_19, "19.19.2023"),
        (MAY, "June 2023"),
        (TRADE, "700"),
        (TRADE, "700 million"),
        (TRADE, "600 billion"),
        (TRADE, "billion"),
        (THREE, "4"),
        (THREE, "-3"),
        (GAP, "stability"),
        (GAP, "the instability of China"),
        (Typed(("1945",)), "1946"),
    ],
)
def test_another_answer_is_wrong(answer: Typed, text: str) -> None:
    assert not right_text(answer, text)


@pytest.mark.parametrize("each", [each for each in pool() if each.typed], ids=lambda each: each.id)
def test_everything_accepted_is_right_and_no_other_name_is(each: Question) -> None:
    answer = each.typed
    if answer is None or answer.reads == "date":
        return
    assert [text for text in answer.accepted if not right_text(answer, text)] == []
    assert [text for text in answer.others if right_text(answer, text)] == []


@given(st.text(max_size=300), st.sampled_from([XI, BEIJING, JUNE_19, MAY, TRADE, THREE, GAP]))
def test_whatever_is_typed_is_judged(text: str, answer: Typed) -> None:
    assert right_text(answer, text) in (True, False)


@given(st.sets(st.integers(-2, 6)))
def test_marks_are_right_only_all_together(marked: set[int]) -> None:
    each = next(each for each in pool() if each.kind == "several-right")
    right = {number for number, option in enumerate(each.options) if option.right}
    assert right_marks(each, marked) is (marked == right)
