"""A quiz in the terminal, from the first question to the score."""

from __future__ import annotations

import io
from argparse import Namespace
from dataclasses import replace

import pytest

from bot.quiz.compose import Wish, compose
from bot.quiz.model import LETTERS, Question
from bot.surfaces.terminal import quiz
from bot.surfaces.terminal.games import LooseGame, loose
from bot.surfaces.terminal.quiz import NotPlayable, make, play, read_answer, read_wish, report
from tests.quiz.shipped import base, pool, question

SEED = "7"


def played(lines: str, wish: Wish | None = None, questions: tuple[Question, ...] | None = None) -> tuple[int, str]:
    out = io.StringIO()
    wish = wish or Wish(rounds=3)
    status = play(new(wish, questions), io.StringIO(lines), out, wish.rounds)
    return status, out.getvalue()


def new(wish: Wish, questions: tuple[Question, ...] | None = None, seed: str | None = SEED) -> LooseGame:
    return loose(*make(questions or pool(), wish, seed), lambda: 0.0)


def right_line(asked: Question) -> str:
    if asked.typed is not None:
        return asked.typed.accepted[0]
    return " ".join(letter for letter, option in zip(LETTERS, asked.options, strict=False) if option.right)


def test_every_question_can_be_answered_rightly() -> None:
    wish = Wish(rounds=12)
    asked = compose(pool(), wish, SEED)
    assert len({each.kind for each in asked}) == 12
    status, text = played("".join(f"{right_line(each)}\n" for each in asked), wish)
    assert status == 0
    assert "12 of 12 right, 1200 points." in text
    assert "To look up again" not in text
    assert text.endswith("The same quiz again: --seed 7\n")
    for each in asked:
        assert each.prompt in text
        assert each.explanation in text
        assert all(f"  Source: {source}" in text for source in each.sources)


def test_the_answer_is_not_shown_before_it_is_given() -> None:
    (asked,) = compose(pool(), Wish(rounds=1, kinds=("who-said",)), SEED)
    _, text = played("", Wish(rounds=1, kinds=("who-said",)))
    assert asked.explanation not in text
    assert all(option.text in text for option in asked.options)


def test_a_wrong_or_skipped_answer_shows_the_right_one_and_comes_again_at_the_end() -> None:
    asked = question("who-said.glaser-sleepwalking")
    wrong = next(letter for letter, option in zip(LETTERS, asked.options, strict=False) if not option.right)
    for line, verdict in ((wrong, "Not right"), ("", "Skipped")):
        _, text = played(f"{line}\n", Wish(rounds=1), (asked,))
        assert f"{verdict}: it is {right_line(asked)}  Bonnie Glaser" in text
        assert text.count(asked.explanation) == 2
        assert "0 of 1 right, 0 points." in text


def test_what_is_no_answer_is_asked_again() -> None:
    asked = question("who-said.glaser-sleepwalking")
    _, text = played(f"z\nhello\na b\n{right_line(asked)}\n", Wish(rounds=1), (asked,))
    assert text.count("Choose one of the options.") == 2
    assert "Choose one option only." in text
    assert "1 of 1 right, 100 points." in text


@pytest.mark.parametrize("lines", ["", "quit\n", "EXIT\n", "a"])
def test_the_end_of_the_input_ends_with_the_score(lines: str) -> None:
    status, text = played(lines)
    assert status == 0
    assert " points.\n" in text


def test_there_may_be_no_input_at_all() -> None:
    out = io.StringIO()
    assert play(new(Wish()), None, out) == 0
    assert "0 of 0 right" in out.getvalue()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_ends_with_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiz, "read_answer", interrupt)
    out = io.StringIO()
    assert play(new(Wish()), io.StringIO("a\n"), out) == 130
    assert "0 of 0 right, 0 points." in out.getvalue()


def test_fewer_questions_than_wished_for_are_told() -> None:
    _, text = played("\n", Wish(rounds=5), (question("who-said.glaser-sleepwalking"),))
    assert "There were no more than 1 questions for this quiz." in text


def test_what_people_wrote_cannot_move_the_cursor() -> None:
    asked = replace(question("who-said.glaser-sleepwalking"), prompt="Who?\x1b[2J\u202e", explanation="\x07Because")
    _, text = played("\n", Wish(rounds=1), (asked,))
    assert not set(text) & {"\x1b", "\x07", "\u202e"}


def test_another_seed_is_chosen_each_time() -> None:
    seeds = []
    for _ in range(2):
        out = io.StringIO()
        play(new(Wish(), seed=None), None, out)
        seeds.append(out.getvalue().split("--seed ")[1])
    assert seeds[0] != seeds[1]


@pytest.mark.parametrize(
    ("line", "marks"),
    [("a", (0,)), (" B ", (1,)), ("a c", (0, 2)), ("A,C", (0, 2)), ("ac", (0, 2)), ("a and b", (0, 1))],
)
def test_letters_are_read(line: str, marks: tuple[int, ...]) -> None:
    assert read_answer(question("who-said.glaser-sleepwalking"), line).marks == marks


def wish_of(**given: object) -> Wish:
    return read_wish(Namespace(**{"rounds": 10, "topic": "", "kinds": "", "difficulty": None, **given}))


def test_a_wish_is_read() -> None:
    assert wish_of(rounds=3, topic="taiwan", kinds="when, where", difficulty=2) == Wish(
        3, "taiwan", ("when", "where"), 2
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rounds": 0}, "from 1 to 50"),
        ({"rounds": 51}, "from 1 to 50"),
        ({"kinds": "whosaid"}, "did you mean who-said?"),
        ({"kinds": "poetry"}, "the kinds are who-said"),
    ],
)
def test_a_wish_that_cannot_be_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(NotPlayable, match=told.replace("?", r"\?")):
        wish_of(**given)


def test_where_nothing_fits_it_says_so() -> None:
    with pytest.raises(NotPlayable, match="no question fits"):
        make(pool(), Wish(topic="walrus"), SEED)


def test_the_audit_is_printed_and_fails_with_a_violation(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    assert report(base(), out) == 0
    assert out.getvalue().endswith(f"{len(pool()):>22}, {len(pool())} of them distinct: no violation.\n".lstrip(" "))
    monkeypatch.setattr(quiz, "question_pool", lambda _: (replace(pool()[0], difficulty=9),))
    out = io.StringIO()
    assert report(base(), out) == 1
    assert f"{pool()[0].id}: its difficulty is 9\n" in out.getvalue()
    assert "1 violations" in out.getvalue()
