"""Results as CSV: whatever people are called or type, a spreadsheet opens it as text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.quiz.model import Option
from bot.quiz.scoring import Score
from bot.store.results import Asked, Ended, Response, Results
from bot.surfaces.results_csv import PUPILS, QUESTIONS, harmless, pupils_csv, questions_csv
from tests.quiz.shipped import question

QUIZ = Ended("abc", "Diplomacy", "7b", "42", 1000.0, 2000.0, "finished", 2, 2)
WHO = replace(
    question("who-said.glaser-sleepwalking"), prompt="Who?", options=(Option("Ada", True, "a"), Option("B", False, "b"))
)
MANY = replace(WHO, prompt="Which?", options=(Option("Rome", True, "r"), Option("Oslo", True, "o")))
ASKED = (Asked(0, WHO, False, True, 4, 3, "B", 1), Asked(1, MANY, True, False, 0, 0, "", 0))
NEVER_OPENED = Asked(2, WHO, False, False, 0, 0, "", 0)
DANGEROUS = "=+-@＝＋－＠\t\r\n"
HOSTILE = [
    '=HYPERLINK("http://here.example","here")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-1+1",
    "+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u200f=1",
    "\u202e\u2066=1",
    "\ufeff=1",
    "\x00=1",
    "\u00a0\u3000＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹣1",
    "−1",
    "\tname",
]
HARMLESS = [
    "Ada",
    "😀" * 32,
    "\u200fאבג",
    "a=1",
    'says "hi", twice',
    "two\nlines",
    "two\r\nlines",
    "'=1",
    "",
    "a;=1",
    "1-1",
]


def pupil(person: str, name: str, team: str = "") -> Score:
    return Score(person, name, team, 100, 1, 1, 1)


def results(*pupils: Score, responses: tuple[Response, ...] = (), asked: tuple[Asked, ...] = ASKED) -> Results:
    return Results(QUIZ, pupils, (), asked, responses)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_line_is_a_pupil_and_a_question() -> None:
    responses = (Response("7", 0, ("Ada",), True, 118, 3.14159), Response("7", 1, ("Rome", "Oslo"), True, 0, 12.0))
    content = pupils_csv(results(pupil("7", "Ada", "red"), pupil("8", "Ben"), responses=responses))
    assert content.startswith(b'\xef\xbb\xbf"name","team","question number",')
    assert content.count(b"\r\n") == content.count(b"\n") == 5
    assert read(content) == [
        list(PUPILS),
        ["Ada", "red", "1", "Who?", "Ada", "yes", "118", "3.1", "yes", "7"],
        ["Ada", "red", "2", "Which?", "Rome; Oslo", "yes", "0", "12.0", "no", "7"],
        ["Ben", "", "1", "Who?", "", "no", "0", "", "yes", "8"],
        ["Ben", "", "2", "Which?", "", "no", "0", "", "no", "8"],
    ]
    assert b',118,3.1,"yes","7"\r\n' in content


def test_two_pupils_of_one_name_are_told_apart() -> None:
    lines = read(pupils_csv(results(pupil("7", "Ada"), pupil("8", "Ada"), asked=ASKED[:1])))
    assert [(line[0], line[-1]) for line in lines] == [("name", "id"), ("Ada", "7"), ("Ada", "8")]


def test_whoever_joined_a_quiz_without_a_question_is_there() -> None:
    lines = read(pupils_csv(results(pupil("7", "Ada"), asked=(NEVER_OPENED,))))
    assert lines[1:] == [["Ada", "", "", "", "", "no", "0", "", "", "7"]]


def test_a_line_is_a_question() -> None:
    content = questions_csv(results(asked=(*ASKED, NEVER_OPENED)))
    assert content.startswith(b'\xef\xbb\xbf"number","question",')
    assert read(content) == [
        list(QUESTIONS),
        ["1", "Who?", "Ada", "4", "3", "0.75", "B", "1", "yes"],
        ["2", "Which?", "Rome; Oslo", "0", "0", "", "", "0", "no"],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    asked = Asked(0, replace(WHO, prompt=text, options=(Option(text, True, "a"),)), False, True, 1, 0, text, 1)
    responses = (Response("7", 0, (text,), False, 0, 1.0),)
    found = results(pupil("7", text, text), responses=responses, asked=(asked,))
    (line,) = read(pupils_csv(found))[1:]
    assert [line[0], line[1], line[3], line[4]] == [f"'{text}"] * 4
    (line,) = read(questions_csv(found))[1:]
    assert [line[1], line[2], line[6]] == [f"'{text}"] * 3


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is(text: str) -> None:
    (line, *_) = read(pupils_csv(results(pupil("7", text, text))))[1:]
    assert line[:2] == [text, text]


def test_a_spreadsheet_that_separates_by_semicolons_cuts_no_cell() -> None:
    content = pupils_csv(results(pupil("7", 'a;=1+1;"b";=2'))).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(content, newline=""), delimiter=";") for cell in line]
    assert [cell for cell in cells if cell.startswith("=")] == []


UNTRUSTED = st.one_of(
    st.text(st.one_of(st.sampled_from(DANGEROUS + " ,;'\"\u200f\u202e\x00"), st.characters()), max_size=12), st.text()
)


@given(UNTRUSTED, UNTRUSTED, UNTRUSTED)
@example("=", "\r", "\n")
def test_no_cell_begins_a_formula_and_no_text_is_lost(name: str, team: str, answer: str) -> None:
    asked = Asked(0, replace(WHO, prompt=answer), False, True, 1, 0, name, 1)
    responses = (Response("7", 0, (answer,), False, 0, 1.0),)
    found = results(pupil("7", name, team), responses=responses, asked=(asked,))
    for content, texts in (
        (pupils_csv(found), {0: name, 1: team, 3: answer, 4: answer}),
        (questions_csv(found), {1: answer, 6: name}),
    ):
        (line,) = read(content)[1:]
        assert [cell for cell in line if cell.lstrip()[:1] in [*DANGEROUS] or cell[:1] in [*DANGEROUS]] == []
        for column, text in texts.items():
            assert line[column] in (text, f"'{text}")
