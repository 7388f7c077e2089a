"""Questions of a teacher: read as they are meant, or refused with the file and the line."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.config import DEFAULT_CONFIG
from bot.quiz.judging import MOST_ACCEPTED, right_text
from bot.quiz.own import MOST_OPTIONS, QUESTION_FIELDS, QUIZ_FIELDS, OwnQuiz, QuizFileError, read_own

SCHEMA = json.loads((DEFAULT_CONFIG.parent / "docs" / "quiz-schema.json").read_text(encoding="utf-8"))
OWN = """\
title: The Cold War
author: 6b
questions:
  - ask: Which wall fell in 1989?
    options: [The Berlin Wall, Hadrian’s Wall, The Great Wall]
    right: [The Berlin Wall]
    explanation: It fell on 9 November 1989.
    source: The textbook, p. 12
    difficulty: 1
    topics: [Germany]
  - ask: When did it fall?
    answers: ["1989-11-09"]
    reads: date
    tolerance: 2
  - ask: Which of these are rivers?
    options: [Spree, Havel, Brocken]
    right: [Spree, Havel]
"""
RED = """\
AUTHOR: Somebody
DESCRIPTION: A list.
CONFIG:
  timeout: 120
  delay: 15.5
  bot_plays: yes
  reveal_answer: true
What is the capital of France?:
- Paris
- Paree
"Is the earth round?":
- yes
How many legs has a spider?:
- 8
- eight
What is the capital of France, again?:
- Paris
- Paris
"""
MANY = ", ".join(f"me{number}" for number in range(MOST_ACCEPTED + 1))


def read(folder: Path, content: str | bytes, name: str = "quiz.yaml") -> OwnQuiz:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_own(path)


def problems(folder: Path, content: str | bytes) -> str:
    with pytest.raises(QuizFileError) as caught:
        read(folder, content)
    return str(caught.value)


def test_own_questions_are_read_as_they_are_written(tmp_path: Path) -> None:
    quiz = read(tmp_path, OWN)
    assert (quiz.title, quiz.author) == ("The Cold War", "6b")
    wall, fall, rivers = quiz.questions
    assert wall.id == "own.quiz.1"
    assert wall.right == ("The Berlin Wall",)
    assert (wall.explanation, wall.sources) == ("It fell on 9 November 1989.", ("The textbook, p. 12",))
    assert (wall.difficulty, wall.topics, wall.several) == (1, ("Germany",), False)
    assert fall.typed is not None
    assert right_text(fall.typed, "11 November 1989")
    assert not right_text(fall.typed, "12 November 1989")
    assert rivers.several
    assert rivers.explanation == "The answer: Spree; Havel."


def test_a_list_of_red_loads_unchanged(tmp_path: Path) -> None:
    quiz = read(tmp_path, RED, "capitals.yaml")
    assert (quiz.title, quiz.author) == ("A list.", "Somebody")
    assert [each.prompt for each in quiz.questions] == [
        "What is the capital of France?",
        "Is the earth round?",
        "How many legs has a spider?",
        "What is the capital of France, again?",
    ]
    assert [each.right for each in quiz.questions] == [
        ("Paris", "Paree"),
        ("True", "Yes", "On"),
        ("8", "eight"),
        ("Paris",),
    ]


def test_as_many_answers_as_lists_of_red_have_are_read(tmp_path: Path) -> None:
    answers = [f"me {number}" for number in range(MOST_ACCEPTED)]
    lines = "".join(f"- {answer}\n" for answer in (*answers, answers[0]))
    assert [each.right for each in read(tmp_path, f"Who?:\n{lines}").questions] == [tuple(answers)]


def test_options_that_differ_in_a_small_figure_are_two(tmp_path: Path) -> None:
    (question,) = read(tmp_path, "questions:\n  - {ask: Area?, options: [m², m2], right: [m²]}\n").questions
    assert [option.text for option in question.options] == ["m²", "m2"]


def test_a_question_that_a_list_of_red_has_twice_is_the_last_one_as_in_red(tmp_path: Path) -> None:
    assert [each.right for each in read(tmp_path, "Who?:\n- me\nWhat?:\n- it\nWho?:\n- you\n").questions] == [
        ("it",),
        ("you",),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "quiz.yaml:1: this is no list of questions"),
        ("- a\n- b\n", "quiz.yaml:1: this is no list of questions"),
        ("just text", "quiz.yaml:1: this is no list of questions"),
        (b"\xff\xfe\x00", "quiz.yaml:1: this is not UTF-8 text"),
        ("a: [", "quiz.yaml:1: this is not YAML"),
        ("AUTHOR: me\n", "quiz.yaml:1: there are no questions here"),
        ("Who?: me\n", "quiz.yaml:1: the answers of a question are a list"),
        ("What?:\n- it\nWho?:\n", "quiz.yaml:3: the answers of a question are a list"),
        ("Who?: []\n", "quiz.yaml:1: the answers of a question are a list"),
        ("Who?:\n- {a: b}\n", "quiz.yaml:2: an answer is a text"),
        ("Who?:\n- me\n- ''\n", "quiz.yaml:3: an answer is a text"),
        ("AUTHOR: [me]\nWho?:\n- me\n", "quiz.yaml:1: AUTHOR must be a text"),
        ("CONFIG: 5\nWho?:\n- me\n", "quiz.yaml:1: CONFIG must be a group of keys"),
        ("CONFIG:\n  delai: 5\nWho?:\n- me\n", "quiz.yaml:2: unknown key 'delai' in CONFIG; did you mean delay?"),
        ("CONFIG:\n  delay: soon\nWho?:\n- me\n", "quiz.yaml:2: delay must be a number of at least 4"),
        ("CONFIG:\n  bot_plays: 3\nWho?:\n- me\n", "quiz.yaml:2: bot_plays must be true or false"),
        ("Who?:\n- &a me\nWhat?:\n- *a\n", "quiz.yaml:2: anchors and aliases"),
        ("questions: 3\n", "quiz.yaml:1: questions: this is a text; write a list"),
        ("questions: []\n", "quiz.yaml:1: questions: the list has 0 items"),
        ("questions:\n  - Who?\n", "quiz.yaml:2: questions: this is a text; write a question"),
        ("questions:\n  - ask: Who?\n", "quiz.yaml:2: a question has either options and right, or answers"),
        ("questions:\n  - answers: [me]\n", "quiz.yaml:2: questions: this question lacks the field ask"),
        ("questions:\n  - {ask: Who?, answers: [me], anwsers: [x]}\n", "did you mean answers?"),
        ("questions:\n  - {ask: Who?, answers: [1945]}\n", "put it in quotes"),
        ("questions:\n  - {ask: Who?, answers: [me], options: [a, b], right: [a]}\n", "keep one of the two"),
        ("questions:\n  - {ask: Who?, answers: [me], right: [me]}\n", "right belongs to options"),
        ("questions:\n  - {ask: Who?, options: [a, b], right: [c]}\n", "'c' is right and no option"),
        ("questions:\n  - {ask: Who?, options: [a, b]}\n", "no option is marked"),
        ("questions:\n  - {ask: Who?, options: [a, b], right: [a, b]}\n", "add a wrong one"),
        ("questions:\n  - {ask: Who?, options: [a, A, b], right: [b]}\n", "two options read the same"),
        ('questions:\n  - {ask: Who?, options: [a, "a\\u200b", b], right: [b]}\n', "two options read the same"),
        ('questions:\n  - {ask: Who?, options: [a b, "a \\u3164b", c], right: [c]}\n', "two options read the same"),
        ('questions:\n  - {ask: Who?, answers: ["\\u200b"]}\n', "quiz.yaml:2: there is nothing to see in the answer"),
        ('Who?:\n- me\n- "\\u200b"\n', "quiz.yaml:3: an answer is a text"),
        (f"questions:\n  - {{ask: Who?, answers: [{MANY}]}}\n", "quiz.yaml:2: there are 65 answers of at most 64"),
        (f"What?:\n- it\nWho?: [{MANY}]\n", "quiz.yaml:3: there are 65 answers of at most 64; remove some"),
        (f"questions:\n  - {{ask: Who?, options: [{', '.join('abcdefghijk')}], right: [b]}}\n", "letters for 10"),
        ("questions:\n  - {ask: Who?, answers: [soon], reads: date}\n", "'soon' is not a date"),
        ("questions:\n  - {ask: Who?, answers: [many], reads: number}\n", "'many' has no number in it"),
        ("questions:\n  - {ask: Who?, answers: [a], tolerance: -1}\n", "how much the answer may be off"),
        ("questions:\n  - {ask: Who?, answers: [a], tolerance: nan}\n", "how much the answer may be off"),
        ("questions:\n  - {ask: Who?, answers: [a], difficulty: 4}\n", "write 1, 2 or 3"),
        (f"questions:\n  - ask: {'x' * 1001}\n    answers: [a]\n", "quiz.yaml:2: ask: this has 1001 char"),
        ("questions:\n  - {ask: Who?, answers: [a]}\nquestions: []\n", "already there on line 1"),
    ],
)
def test_what_is_malformed_is_told_with_its_line(tmp_path: Path, content: str | bytes, problem: str) -> None:
    told = problems(tmp_path, content)
    assert problem in told
    assert all(line.startswith("quiz.yaml:") for line in told.splitlines())


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuizFileError, match="this is not a file that can be read"):
        read_own(tmp_path / "none.yaml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    folder = tmp_path_factory.mktemp("quiz")
    with suppress(QuizFileError):
        assert read(folder, content.encode("utf-8", "replace")).questions


def test_the_schema_accepts_the_example_and_knows_the_same_fields() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert list(Draft7Validator(SCHEMA).iter_errors(yaml.safe_load(OWN))) == []
    assert set(SCHEMA["properties"]) == set(QUIZ_FIELDS)
    fields = SCHEMA["definitions"]["question"]["properties"]
    assert set(fields) == set(QUESTION_FIELDS)
    assert fields["options"]["maxItems"] == MOST_OPTIONS
    assert fields["answers"]["maxItems"] == MOST_ACCEPTED
    both = {"questions": [{"ask": "Who?", "answers": ["a"], "options": ["a", "b"], "right": ["a"]}]}
    assert list(Draft7Validator(SCHEMA).iter_errors(both))
