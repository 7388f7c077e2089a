"""Questions that a teacher wrote: Factdesk's own form, which docs/quiz-schema.json describes, or a trivia list of
Red-DiscordBot."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.facts.dates import parse_date
from bot.facts.fields import (
    Field,
    Page,
    list_of,
    one_of,
    optional,
    read_fields,
    required,
    text,
    with_absent,
    wrong_shape,
)
from bot.facts.files import Unreadable, decode, read_bytes
from bot.facts.problems import Problem, in_order, shown
from bot.facts.strict_yaml import Node, Scalar, Table, parse_yaml
from bot.matching.text import clean
from bot.quiz.judging import MOST_ACCEPTED
from bot.quiz.model import MEDIUM, OWN, Option, Question, Typed
from bot.quiz.numbers import find_number
from bot.quiz.red_lists import is_red_list, read_red_list

MOST_OPTIONS = 10
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")
"""Letters and marks by their category, but nothing is drawn for them."""
_LONGEST = {"ask": 1000, "option": 200, "answer": 200, "explanation": 500, "source": 200, "title": 200}


class QuizFileError(Exception):
    """A file of questions cannot be used. `problems` holds every reason; the text is one line for each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class OwnQuiz:
    title: str
    author: str
    questions: tuple[Question, ...]


def read_own(path: Path) -> OwnQuiz:
    """The questions of a YAML file. Raises QuizFileError with every problem, by file and line."""
    try:
        data = read_bytes(path)
    except Unreadable as error:
        raise QuizFileError((Problem(path.name, error.line, error.message),)) from None
    return parse_own(data, path.name)


def parse_own(data: bytes, name: str) -> OwnQuiz:
    """The questions in the content of a YAML file with this name. Raises QuizFileError as `read_own` does."""
    path = Path(name)
    page = Page(path.name, None, [])
    try:
        content = decode(data)
    except Unreadable as error:
        raise QuizFileError((Problem(path.name, error.line, error.message),)) from None
    lenient = parse_yaml(content, lambda line, message: None, repeated_keys=True)
    if isinstance(lenient, Table) and is_red_list(lenient):
        quiz = _red(parse_yaml(content, page.report, repeated_keys=True), path, page)
    else:
        quiz = _own(parse_yaml(content, page.report), path, page)
    if page.problems:
        raise QuizFileError(in_order(page.problems))
    return quiz


def _red(node: Node | None, path: Path, page: Page) -> OwnQuiz:
    title, author, asked = read_red_list(node, page)
    questions = tuple(
        _question(path, number, ask, (), Typed(answers), {}) for number, (ask, answers) in enumerate(asked, start=1)
    )
    return OwnQuiz(title or path.stem, author, questions)


def _own(node: Node | None, path: Path, page: Page) -> OwnQuiz:
    if not isinstance(node, Table):
        if not page.problems:
            page.report(1, "this is no list of questions; begin with 'questions:' and a list under it")
        return OwnQuiz("", "", ())
    values = with_absent(read_fields(node, QUIZ_FIELDS, "quiz", page), QUIZ_FIELDS)
    read = enumerate(values["questions"] or (), start=1)
    questions = tuple(_built(path, number, record, page) for number, record in read)
    return OwnQuiz(values["title"] or path.stem, values["author"], questions)


def _bounded(what: str) -> Any:
    def read(node: Node, page: Page) -> str | None:
        value = text(node, page)
        if value is not None and len(value) > _LONGEST[what]:
            page.report(node.line, f"this has {len(value)} characters of at most {_LONGEST[what]}; shorten it")
            return None
        return value

    return read


def _level(node: Node, page: Page) -> int | None:
    if isinstance(node, Scalar) and node.text in ("1", "2", "3"):
        return int(node.text)
    page.report(node.line, "write 1, 2 or 3, from easy to hard")
    return None


def _tolerance(node: Node, page: Page) -> float | None:
    try:
        value = float(node.text) if isinstance(node, Scalar) else -1.0
    except ValueError:
        value = -1.0
    if 0 <= value <= 10_000:
        return value
    page.report(node.line, "write how much the answer may be off: days for a date, a share such as 0.1 for a number")
    return None


def _record(node: Node, page: Page) -> tuple[int, dict[str, Any]] | None:
    if not isinstance(node, Table):
        wrong_shape(node, page, "a question with the fields ask and answers, or ask, options and right")
        return None
    return node.line, with_absent(read_fields(node, QUESTION_FIELDS, "question", page), QUESTION_FIELDS)


QUESTION_FIELDS: dict[str, Field] = {
    "ask": required(_bounded("ask")),
    "options": optional(list_of(_bounded("option"), at_least=2), ()),
    "right": optional(list_of(_bounded("option"), at_least=1), ()),
    "answers": optional(list_of(_bounded("answer"), at_least=1), ()),
    "reads": optional(one_of(("words", "name", "date", "number")), "words"),
    "tolerance": optional(_tolerance, 0.0),
    "explanation": optional(_bounded("explanation"), ""),
    "source": optional(_bounded("source"), ""),
    "difficulty": optional(_level, MEDIUM),
    "topics": optional(list_of(text), ()),
}
QUIZ_FIELDS: dict[str, Field] = {
    "title": optional(_bounded("title"), ""),
    "author": optional(_bounded("title"), ""),
    "questions": required(list_of(_record, at_least=1)),
}


def _built(path: Path, number: int, record: tuple[int, dict[str, Any]], page: Page) -> Question:
    line, values = record
    options, right, answers = values["options"], values["right"], values["answers"]
    fault = _fault(options, right, answers, values["reads"])
    if fault:
        page.report(line, fault)
    made = tuple(Option(each, each in right, each) for each in options)
    typed = None if options else Typed(answers, values["reads"], values["tolerance"])
    return _question(path, number, values.get("ask") or "", made, typed, values)


def _fault(options: tuple[str, ...], right: tuple[str, ...], answers: tuple[str, ...], reads: str) -> str | None:
    if bool(options) == bool(answers):
        return "a question has either options and right, or answers to be typed; keep one of the two"
    if answers:
        return _fault_in_answers(answers, reads) if not right else "right belongs to options; remove it"
    if len(options) > MOST_OPTIONS:
        return f"there are {len(options)} options and letters for {MOST_OPTIONS}; remove some"
    if len({_as_read(option) for option in options}) < len(options):
        return "two options read the same; change one of them"
    if not right:
        return "no option is marked; write right with one or more of the options"
    unknown = [each for each in right if each not in options]
    if unknown:
        return f"{shown(unknown[0])} is right and no option; write it the same in both"
    return None if len(right) < len(options) else "all options are right; add a wrong one"


def _as_read(text: str) -> str:
    """A text without what nobody sees, and without capitals."""
    spaced = "".join(" " if character in _UNSEEN else character for character in text)
    seen = "".join(character for character in spaced if unicodedata.category(character) not in ("Cf", "Cc"))
    return " ".join(seen.split()).casefold()


def _fault_in_answers(answers: tuple[str, ...], reads: str) -> str | None:
    if len(answers) > MOST_ACCEPTED:
        return f"there are {len(answers)} answers of at most {MOST_ACCEPTED}; remove some"
    for answer in answers:
        if not clean(answer).strip():
            return f"there is nothing to see in the answer {shown(answer)}; mend it"
        if reads == "number" and find_number(answer) is None:
            return f"the answer {shown(answer)} has no number in it; mend it, or remove reads: number"
        if reads == "date":
            try:
                parse_date(answer)
            except ValueError as error:
                return str(error)
    return None


def _question(
    path: Path, number: int, ask: str, options: tuple[Option, ...], typed: Typed | None, values: dict[str, Any]
) -> Question:
    told = [option.text for option in options if option.right] or list(typed.accepted[:1] if typed else ())
    source = values.get("source")
    return Question(
        f"{OWN}.{path.stem}.{number}",
        OWN,
        "own",
        ask,
        options,
        typed,
        (),
        (),
        (source,) if source else (),
        values.get("explanation") or f"The answer: {'; '.join(told)}.",
        values.get("difficulty", MEDIUM),
        tuple(values.get("topics", ())),
    )
