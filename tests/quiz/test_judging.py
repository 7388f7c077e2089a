"""Typed answers are read leniently where it is clear what is meant, and strictly where it is another answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz import wording
from bot.quiz.judging import MOST_ACCEPTED, right_marks, right_text
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


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        ("3.5", "35"),
        ("1/2", "12"),
        ("-5", "5"),
        ("5", "-5"),
        ("5", "\N{MINUS SIGN} 5"),
        ("10²", "102"),
        ("1½", "11/2"),
        ("1.5 million", "15 million"),
        ("1939-1945", "19391945"),
        ("not guilty", "guilty"),
        ("before 1945", "after 1945"),
        ("without sugar", "with sugar"),
        ("no change", "change"),
        ("up", "down"),
        ("C++", "C#"),
        ("C++", "C"),
        ("C", "C++"),
        ("$5", "€5"),
        ("50%", "50"),
        ("😀", "😁"),
        ("+", "-"),
        ("x > 3", "3 > x"),
        ("3 cats and 5 dogs", "3 dogs and 5 cats"),
        ("%", "#"),
        ("?", "!"),
        ("an", "a"),
        ("Vitamin A", "vitamin"),
        ("A.I.", "I"),
        ("Lincoln", "President Lincoln"),
        ("one two three four five", "two one three four five"),
    ],
)
def test_in_words_numbers_signs_and_small_words_count(accepted: str, text: str) -> None:
    assert right_text(Typed((accepted,)), accepted)
    assert not right_text(Typed((accepted,)), text)


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        ("3.5", "3,5"),
        ("0.5", ".5"),
        ("1,000", "1000"),
        ("-5", "\N{MINUS SIGN}5"),
        ("1939-1945", "1939–1945"),
        ("Catch-22", "catch 22"),
        ("H2O", "H₂O"),
        ("the dog", "dog"),
        ("dog", "“a dog”"),
        ("the", "The"),
        ("not guilty", "not guillty"),
        ("salt and pepper", "salt & peper"),
        ("Romeo and Juliet", "Juliet and Romeo"),
        ("one two three four five", "one two thre four five"),
        ("a lot", "alot"),
        ("baseball", "base ball"),
        ("don’t stop", "dont stop"),
        ("C++", "c++."),
        ("😀", " 😀 "),
        ("E = mc²", "e=mc^2"),
        ("x > 3", "X>3."),
        ("北京", "北京"),
    ],
)
def test_in_words_spelling_articles_and_ways_of_writing_do_not_count(accepted: str, text: str) -> None:
    assert right_text(Typed((accepted,)), text)


@pytest.mark.parametrize(
    ("accepted", "text"),
    [("$5", "€5"), ("5", "\N{MINUS SIGN}5"), ("5", "- 5"), ("5", "minus 5"), ("3", "3,5"), ("1", "1/2"), ("5", "5:30")],
)
def test_a_number_with_another_sign_or_more_to_it_is_another(accepted: str, text: str) -> None:
    assert right_text(Typed((accepted,), "number"), accepted)
    assert not right_text(Typed((accepted,), "number"), text)


@pytest.mark.parametrize(
    ("accepted", "text", "right"),
    [
        ("2023/..", "1.1.2024", True),
        ("2023/..", "1.1.2022", False),
        ("../2023", "1.1.2022", True),
        ("9999-12-01", "31.12.9999", True),
        ("0001-01-01", "1.1.0001", True),
        ("0001-01-01", "12.9999", False),
    ],
)
def test_a_date_at_the_end_of_the_calendar_may_be_off(accepted: str, text: str, right: bool) -> None:
    assert right_text(Typed((accepted,), "date", 100.0), text) is right


def test_the_most_accepted_answers_are_compared_with_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(wording, "likeness", lambda *words, prefix: compared.append(words))
    words = "alpha bravo charlie delta echo foxtrot"
    accepted = tuple(f"{words}{'x' * number}" for number in range(MOST_ACCEPTED))
    assert not right_text(Typed(accepted), "alphq bravp charlif deltb echp foxtros")
    assert not right_text(Typed(tuple(answer[12:] for answer in accepted)), "charlif deltb echp foxtros")
    assert len(compared) <= MOST_ACCEPTED * (6 + 4 * 4)


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
