"""Quizzes in the terminal that outlive the process."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.quiz.compose import Wish
from bot.quiz.events import Answer, Close, Event, Finish, Refusal
from bot.quiz.state import Session
from bot.store.database import StoreError
from bot.surfaces.terminal.games import YOU, KeptGame, kept, loose
from bot.surfaces.terminal.quiz import make, play
from tests.quiz.shipped import pool


def made() -> tuple[Session, str]:
    return make(pool(), Wish(rounds=3, kinds=("who-said",)), "7")


def test_a_quiz_goes_on_where_it_was_left(database_url: str | None, tmp_path: Path) -> None:
    session, seed = made()
    out = io.StringIO()
    with kept(database_url, tmp_path, lambda: 5.0) as games:
        assert games.left() is None
        game = games.begin(session, "title", seed)
        # The process is gone in the middle of a question: nothing says so to the game.
        game.submit(*_answer(game.session))
    with kept(database_url, tmp_path, lambda: 9.0) as games:
        left = games.left()
        assert left is not None
        assert left.session == game.session
        assert play(left, io.StringIO("a\na\na\n"), out) == 0
        assert games.left() is None
    assert "Question 1 of 3" not in out.getvalue()
    assert "Question 2 of 3" in out.getvalue()
    assert "of 3 right" in out.getvalue()
    assert out.getvalue().endswith("--seed 7\n")


def _answer(session: Session) -> tuple[Answer, Close]:
    right = [option.right for option in session.question.options].index(True)
    return Answer(YOU, (right,)), Close()


def test_a_new_quiz_ends_the_one_before(tmp_path: Path) -> None:
    session, seed = made()
    with kept(None, tmp_path) as games:
        first = games.begin(session, "title", seed)
        games.begin(session, "title", seed).submit(Close(), Finish())
        assert first.session.phase == "open"
        assert games.left() is None


def test_what_cannot_be_kept_is_told_and_the_question_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, seed = made()
    out = io.StringIO()
    with kept(None, tmp_path) as games:
        game = games.begin(session, "title", seed)
        submit = type(game).submit
        failures = iter([True])

        def fail_once(self: KeptGame, *events: Event) -> Session | Refusal:
            if next(failures, False):
                raise StoreError("the disk is full")
            return submit(self, *events)

        monkeypatch.setattr(type(game), "submit", fail_once)
        play(game, io.StringIO("a\na\na\na\n"), out)
    assert out.getvalue().count("That could not be kept, because the disk is full") == 1
    assert "of 3 right" in out.getvalue()


def test_a_game_in_memory_takes_all_events_or_none() -> None:
    game = loose(*made())
    before = game.session
    assert isinstance(game.submit(Close(), Close()), Refusal)
    assert game.session == before
    with pytest.raises(ValueError, match="no questions"):
        loose(Session(()), "7")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(StoreError), kept(None, tmp_path / "file"):
        pass
