"""What a host wishes for with /quiz start, from options to a quiz that can begin."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass

from bot.answers.views import upper
from bot.facts.model import FactBase
from bot.quiz.compose import FILE_ORDER, Wish, compose, fault_in_kinds
from bot.quiz.model import Question
from bot.quiz.own import OwnQuiz, QuizFileError, parse_own
from bot.quiz.pool import question_pool
from bot.surfaces.discord.text import clamp, plain

MOST_TEAMS = 10
LONGEST_TEAM = 32
MOST_FILE_BYTES = 250_000
_NAME_WIDTH = 60


class Unfulfillable(Exception):
    """No quiz can be made as it was wished for; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Made:
    title: str
    questions: tuple[Question, ...]
    seed: str
    written: int = 0
    """How many questions are in the teacher's file; 0 without one."""


class Pool:
    """Every question of the newest fact base, made once for each fact base."""

    def __init__(self) -> None:
        self._fingerprint = ""
        self._questions: tuple[Question, ...] = ()

    async def of(self, base: FactBase) -> tuple[Question, ...]:
        """All questions of a fact base, made in a thread beside the answers."""
        if base.fingerprint != self._fingerprint:
            questions = await asyncio.to_thread(question_pool, base)
            self._fingerprint, self._questions = base.fingerprint, questions
        return self._questions


def read_kinds(text: str) -> tuple[str, ...]:
    """The kinds of questions that a list names. Raises Unfulfillable."""
    kinds = tuple(kind.strip().lower() for kind in text.split(",") if kind.strip())
    if (fault := fault_in_kinds(kinds)) is not None:
        raise Unfulfillable(upper(fault) + ("" if fault.endswith("?") else "."))
    return kinds


def read_pace(seconds: int | None, speed_bonus: bool) -> float | None:
    """How long a question is open, or None where the host closes it. Raises Unfulfillable."""
    if speed_bonus and seconds is None:
        raise Unfulfillable("A bonus for speed needs a time: give seconds as well, or leave speed_bonus out.")
    return None if seconds is None else float(seconds)


def read_teams(text: str) -> tuple[str, ...]:
    """The names of teams that a list names. Raises Unfulfillable."""
    teams = tuple(dict.fromkeys(plain(team) for team in text.split(",") if plain(team)))
    if not text.strip():
        return ()
    if not 2 <= len(teams) <= MOST_TEAMS:
        raise Unfulfillable(f"Name 2 to {MOST_TEAMS} different teams with commas between them, such as: red, blue.")
    if any(len(team) > LONGEST_TEAM for team in teams):
        raise Unfulfillable(f"The name of a team has at most {LONGEST_TEAM} characters.")
    return teams


def make(pool: tuple[Question, ...], wish: Wish, seed: str | None, own: OwnQuiz | None) -> Made:
    """Questions for a wish: from a teacher's own where there are some, and then in their order unless a seed is given;
    else from the facts. Raises Unfulfillable."""
    if seed is None:
        seed = secrets.token_hex(4) if own is None else FILE_ORDER
    questions = compose(pool if own is None else own.questions, wish, seed)
    if not questions:
        raise Unfulfillable("No question fits; wish for another topic, other kinds or another difficulty.")
    title = own.title if own is not None else wish.topic or "The news"
    return Made(title, questions, seed, 0 if own is None else len(own.questions))


def told_fewer(made: Made, wished: int) -> str:
    """A sentence on how many questions are asked, where those are fewer than somebody wished for or wrote; else ""."""
    count = len(made.questions)
    if made.written:
        return f"{count} of the {made.written} questions in your file are asked." if count < made.written else ""
    return f"There are only {count} questions that fit." if count < wished else ""


async def read_file(name: str, data: bytes) -> OwnQuiz:
    """The questions in a file of a teacher. Raises Unfulfillable with its first problems, by line."""
    if len(data) > MOST_FILE_BYTES:
        raise Unfulfillable(f"The file has {len(data):,} bytes, and at most {MOST_FILE_BYTES:,} are read; split it.")
    try:
        # Clamped, so that there is room for what is wrong beside it.
        return await asyncio.to_thread(parse_own, data, clamp(plain(name), _NAME_WIDTH) or "questions.yaml")
    except QuizFileError as error:
        first = "\n".join(map(str, error.problems[:8]))
        more = f"\n… and {len(error.problems) - 8} more" if len(error.problems) > 8 else ""
        raise Unfulfillable(f"The questions cannot be used:\n{first}{more}") from error
