"""A quiz for one person in the terminal: the engine of `bot.quiz`, with lines of text for buttons."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TextIO

from bot.facts.model import FactBase
from bot.quiz.audit import audit
from bot.quiz.compose import MOST_ROUNDS, Wish, compose, fault_in_kinds
from bot.quiz.events import Answer, Close, Event, Finish, Next, Refusal
from bot.quiz.model import LETTERS, LEVELS, OWN, Question
from bot.quiz.pool import question_pool
from bot.quiz.scoring import is_right, scores
from bot.quiz.state import Session
from bot.store.database import StoreError
from bot.store.running import Gone
from bot.surfaces.terminal.card import Look, look_for, wrapped
from bot.surfaces.terminal.games import YOU, Game

OK, FAILED, INTERRUPTED = 0, 1, 130
_LEAVE = frozenset({"exit", "quit", "/exit", "/quit"})
_SEPARATORS = re.compile(r"[\s,;.+&)]+|\band\b", re.IGNORECASE)


class NotPlayable(Exception):
    """No quiz can be made as it was wished for; the text says what to change."""


def read_wish(arguments: Namespace) -> Wish:
    """The wish that the command line spells out. Raises NotPlayable."""
    if not 1 <= arguments.rounds <= MOST_ROUNDS:
        raise NotPlayable(f"--rounds must be a number from 1 to {MOST_ROUNDS}")
    kinds = tuple(kind.strip() for kind in arguments.kinds.split(",") if kind.strip())
    if (fault := fault_in_kinds(kinds)) is not None:
        raise NotPlayable(fault)
    return Wish(arguments.rounds, arguments.topic, kinds, arguments.difficulty)


def report(base: FactBase, out: TextIO) -> int:
    """Print how many questions of each kind the fact base gives and every rule that one of them breaks. Returns the
    exit status: 1 if there is any."""
    found = audit(question_pool(base), base)
    for kind, count in found.counts:
        out.write(f"{kind:<16}{count:>6}\n")
    for violation in found.violations:
        out.write(f"{violation}\n")
    verdict = f"{len(found.violations)} violations" if found.violations else "no violation"
    total = sum(count for _, count in found.counts)
    out.write(f"{'in all':<16}{total:>6}, {found.distinct} of them distinct: {verdict}.\n")
    return FAILED if found.violations else OK


def make(pool: Sequence[Question], wish: Wish, seed: str | None) -> tuple[Session, str]:
    """A quiz for a wish and its seed, a new one where there is none. Raises NotPlayable where no question fits."""
    seed = os.urandom(4).hex() if seed is None else seed
    questions = compose(pool, wish, seed)
    if not questions:
        raise NotPlayable("no question fits; wish for another topic, other kinds or another difficulty")
    return Session(questions), seed


def play(game: Game, source: TextIO | None, out: TextIO, wished: int = 0) -> int:
    """Ask, judge and explain question by question, until the last one, the end of the input or Ctrl-C; then the score.

    `wished` is how many questions somebody wished for. Returns the exit status: 130 after Ctrl-C.
    """
    play = _Play(game, source, out)
    status = OK
    try:
        play.run()
    except KeyboardInterrupt:
        status = INTERRUPTED
        out.write("\n")
    play.end(wished)
    return status


class _Play:
    """One play: the game, and where its lines come from and go to."""

    def __init__(self, game: Game, source: TextIO | None, out: TextIO) -> None:
        self._game = game
        self._source = source
        self._out = out
        self._look: Look = look_for(out)

    @property
    def _session(self) -> Session:
        return self._game.session

    def run(self) -> None:
        if self._session.phase == "closed" and (reason := self._step(Next())):
            self._say(reason)
        while self._session.phase == "open":
            self._say(*_asked(self._session))
            if not self._answer():
                return
            self._say(*_solved(self._session), "")
            if reason := self._step(Next()):
                self._say(reason)

    def _answer(self) -> bool:
        """Read lines until one is an answer or empty, and close the question; False where there are no more lines."""
        while True:
            self._out.write(f"{_hint(self._session.question)}: ")
            self._out.flush()
            line = self._source.readline() if self._source is not None else ""
            if not line or line.strip().lower() in _LEAVE:
                self._out.write("" if line else "\n")
                return False
            given = [read_answer(self._session.question, line)] if line.strip() else []
            refusal = self._step(*given, Close())
            if refusal is None:
                return True
            self._say(refusal)

    def end(self, wished: int) -> None:
        """The score, what was missed, and how to get the same quiz again."""
        if self._session.phase == "open":
            self._step(Finish())
        (score,) = scores(self._session)
        count = self._session.round + (self._session.round not in self._session.skipped)
        few = len(self._session.questions)
        if few < wished:
            self._say(f"There were no more than {few} questions for this quiz.")
        self._say(f"{score.right} of {count} right, {score.points} points.")
        missed = [each for number, each in enumerate(self._session.questions[:count]) if not self._right(number)]
        if missed:
            self._say("", "To look up again:")
            for each in missed:
                self._say(f"  {each.explanation}")
        self._say("", f"The same quiz again: --seed {self._game.seed}")

    def _right(self, number: int) -> bool:
        given = self._session.answers.get((YOU, number))
        return given is not None and is_right(self._session.questions[number], given)

    def _step(self, *events: Event) -> str | None:
        """Let something happen; the reason where it does not."""
        try:
            after = self._game.submit(*events)
        except StoreError as error:
            return f"That could not be kept, because {error}; try again, or leave with quit."
        except Gone:
            return "This quiz was ended elsewhere; leave with quit."
        return after.reason if isinstance(after, Refusal) else None

    def _say(self, *lines: str) -> None:
        for line in lines:
            indent = line[: len(line) - len(line.lstrip())]
            self._out.write("\n".join(wrapped(line.lstrip(), self._look, indent)) + "\n")


def _asked(session: Session) -> Iterator[str]:
    question = session.question
    kind = "" if question.kind == OWN else f"{question.kind.replace('-', ' ')}, "
    yield f"Question {session.round + 1} of {len(session.questions)} ({kind}{LEVELS[question.difficulty]})"
    yield question.prompt
    for letter, option in zip(LETTERS, question.options, strict=False):
        yield f"  {letter}  {option.text}"


def _hint(question: Question) -> str:
    if question.typed is not None:
        return "Your answer"
    last = LETTERS[len(question.options) - 1]
    return f"All that are right, e.g. {LETTERS[0]} {LETTERS[1]}" if question.several else f"A to {last}"


def _solved(session: Session) -> Iterator[str]:
    question = session.question
    given = session.answers.get((YOU, session.round))
    if given is not None and is_right(question, given):
        yield "Right."
    elif question.typed is not None:
        yield "Not right." if given else "Skipped."
    else:
        lettered = zip(LETTERS, question.options, strict=False)
        right = [f"{letter}  {each.text}" for letter, each in lettered if each.right]
        yield f"{'Not right' if given else 'Skipped'}: it is {'; '.join(right)}"
    yield f"  {question.explanation}"
    for source in question.sources:
        yield f"  Source: {source}"


def read_answer(question: Question, line: str) -> Answer:
    """What somebody typed as an event: `b`, `A C`, `a, c` and `ac` are letters of options, unless the answer is text.
    Anything else becomes an answer that the session refuses."""
    if question.typed is not None:
        return Answer(YOU, text=line)
    letters = _SEPARATORS.sub("", line).upper()
    if not letters or any(letter not in LETTERS[: len(question.options)] for letter in letters):
        return Answer(YOU)
    return Answer(YOU, tuple(LETTERS.index(letter) for letter in letters))
