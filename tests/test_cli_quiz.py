"""`quiz` as it is typed: played, kept, audited, and refused in a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import DEFAULT_CONFIG


@pytest.fixture
def quiz_config(tmp_path: Path) -> str:
    """A configuration whose quizzes are kept in a folder of the test."""
    path = tmp_path / "config.yaml"
    path.write_text(f"knowledge: {DEFAULT_CONFIG.parent / 'knowledge'}\ndata: data\n", encoding="utf-8")
    return str(path)


def test_a_quiz_is_played_and_audited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], quiz_config: str
) -> None:
    options = ["--config", quiz_config]
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    assert main([*options, "quiz", "--seed", "7", "--rounds", "2", "--kinds", "when"]) == 0
    assert "Question 1 of 2 (when" in capsys.readouterr().out
    assert main([*options, "quiz", "--audit"]) == 0
    assert "no violation" in capsys.readouterr().out
    own = tmp_path / "own.yaml"
    own.write_text("Who?:\n- me\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("Me\n"))
    assert main([*options, "quiz", "--file", str(own)]) == 0
    assert "1 of 1 right" in capsys.readouterr().out
    assert main([*options, "quiz", "--resume"]) == 2
    assert "no quiz was left unfinished" in capsys.readouterr().err


def test_own_questions_are_asked_in_their_order_or_it_is_told_how_many(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], quiz_config: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("".join(f"Question {number}?:\n- x\n" for number in range(12)), encoding="utf-8")
    options = ["--config", quiz_config, "quiz", "--file", str(own)]
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n" * 12))
    assert main(options) == 0
    said = capsys.readouterr().out
    assert [said.index(f"Question {number}?") for number in range(12)] == sorted(
        said.index(f"Question {number}?") for number in range(12)
    )
    assert "12 of 12 right" in said
    assert "are asked" not in said
    assert "no more than" not in said
    assert "--seed file" in said
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    assert main([*options, "--rounds", "2"]) == 0
    assert capsys.readouterr().out.startswith("2 of the 12 questions in own.yaml are asked.\nQuestion 1 of 2")


def test_a_quiz_is_played_where_nothing_can_be_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], quiz_config: str
) -> None:
    (tmp_path / "data").write_text("a file in the way of the folder", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    assert main(["--config", quiz_config, "quiz", "--rounds", "2"]) == 0
    written = capsys.readouterr()
    assert written.err.startswith("This quiz is not kept, because ")
    assert "Question 1 of 2" in written.out
    assert main(["--config", quiz_config, "quiz", "--resume"]) == 2
    assert "the quiz cannot be found again, because" in capsys.readouterr().err


def test_a_quiz_that_cannot_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], quiz_config: str) -> None:
    assert main(["--config", quiz_config, "quiz", "--topic", "walrus"]) == 2
    assert "no question fits" in capsys.readouterr().err
    own = tmp_path / "own.yaml"
    own.write_text("Who?: me\n", encoding="utf-8")
    assert main(["--config", quiz_config, "quiz", "--file", str(own)]) == 2
    assert "own.yaml:1: the answers of a question are a list" in capsys.readouterr().err
