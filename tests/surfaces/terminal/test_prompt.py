from __future__ import annotations

import stat
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.answers.commands import COMMANDS
from bot.answers.desk import Completion
from bot.config import DiscordSettings, Settings, TerminalSettings
from bot.surfaces.terminal.prompt import HISTORY_FILE, CommandCompleter, converse, greeting, open_history
from tests.fake_desk import FakeDesk


def settings(folder: Path, *, history: bool = True) -> Settings:
    return Settings(
        knowledge=folder / "knowledge",
        data=folder / "state" / "factdesk",
        terminal=TerminalSettings(history=history),
        discord=DiscordSettings(private_by_default=True, test_guild=None, log_level="info"),
    )


def talk(folder: Path, typed: str) -> list[str]:
    """What the desk is asked when somebody types this."""
    desk = FakeDesk()
    with create_pipe_input() as keyboard:
        keyboard.send_text(typed)
        converse(desk, settings(folder), keyboard, DummyOutput())
    return desk.asked


CTRL_C, CTRL_D, CTRL_P = "\x03", "\x04", "\x10"


@pytest.mark.parametrize("goodbye", ["exit\r", "QUIT\r", " quit \r", "/exit\r", CTRL_D])
def test_a_conversation_asks_line_by_line_until_goodbye(tmp_path: Path, goodbye: str) -> None:
    assert talk(tmp_path, f"/meeting ada bo\rwho is Ada?\r{goodbye}never asked\r") == ["/meeting ada bo", "who is Ada?"]


def test_the_answer_is_printed_as_a_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk(tmp_path, "who is Ada?\r" + CTRL_D)
    printed = capsys.readouterr().out
    assert printed.startswith(greeting())
    assert "\nAda Ek met Bo Li on 19 June 2020.\n" in printed


def test_an_empty_line_asks_nothing(tmp_path: Path) -> None:
    assert talk(tmp_path, "\r  \r" + CTRL_D) == []


def test_ctrl_c_drops_the_line_and_goes_on(tmp_path: Path) -> None:
    assert talk(tmp_path, f"half a ques{CTRL_C}a whole one\r{CTRL_D}") == ["a whole one"]


def test_a_query_that_the_desk_fails_on_does_not_end_the_conversation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(tmp_path, f"fail\rnext\r{CTRL_D}") == ["fail", "next"]
    assert "Factdesk failed on this query (trouble " in capsys.readouterr().out


def test_the_up_arrow_brings_back_what_an_earlier_run_was_asked(tmp_path: Path) -> None:
    talk(tmp_path, "who is Ada?\r" + CTRL_D)
    # Control-P is the up arrow without the pause that an escape sequence needs.
    assert talk(tmp_path, f"{CTRL_P}\r{CTRL_D}") == ["who is Ada?"]


def test_only_the_owner_can_read_the_history(tmp_path: Path) -> None:
    used = settings(tmp_path)
    open_history(used)
    path = used.data / HISTORY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(used.data.stat().st_mode) == 0o700
    path.chmod(0o644)
    open_history(used)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_history_can_be_turned_off(tmp_path: Path) -> None:
    used = settings(tmp_path, history=False)
    assert isinstance(open_history(used), InMemoryHistory)
    assert not used.data.exists()


def test_history_stays_in_memory_where_the_disk_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state").write_text("a file where a folder is wanted")
    assert isinstance(open_history(settings(tmp_path)), InMemoryHistory)
    assert "What you type is not remembered" in capsys.readouterr().err


def test_the_greeting_shows_every_command_and_fits_a_narrow_terminal() -> None:
    assert all(f"/{command.name} " in greeting() and command.description in greeting() for command in COMMANDS)
    assert max(map(len, greeting().split("\n"))) <= 80


def offers(typed: str) -> list[tuple[str, int]]:
    completer = CommandCompleter(FakeDesk())
    return [
        (offer.text, offer.start_position)
        for offer in completer.get_completions(Document(typed), CompleteEvent(completion_requested=True))
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/me", [("/meeting ", -3)]),
        ("/ME", [("/meeting ", -3)]),
        ("  /me", [("/meeting ", -3)]),
        ("/nothing", []),
        ("me", []),
        ("", []),
        ("/meeting b", [("Bo Li", -1), ("Bo Di", -1)]),
        ("/meeting bo l", [("Bo Li", -4)]),
        ("/meeting bo li a", [("Ada Ek", -1)]),
        ("/meeting ada bo d", [("Bo Di", -4)]),
        ("/meeting ada trade t", [("trade talks", -7)]),
        ("/quote ada os", [("Oslo", -2)]),
        ("/meeting zzz", []),
        ("/unknown b", []),
        ("/help b", []),
    ],
)
def test_completion_follows_what_is_typed(typed: str, expected: list[tuple[str, int]]) -> None:
    assert offers(typed) == expected


def test_a_lone_slash_offers_every_command() -> None:
    assert [text for text, _ in offers("/")] == [f"/{command.name} " for command in COMMANDS]


def test_after_a_space_the_word_may_go_on_or_the_next_option_begin() -> None:
    assert offers("/quote ada ") == [("Ada Ek", -4), ("Oslo", 0), ("trade talks", 0)]


def test_a_completion_cannot_smuggle_control_characters_into_the_line() -> None:
    class Hostile(FakeDesk):
        def complete(self, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
            return (Completion("label\x1b[2J", "value\x1b[2J\n"),)

    (offer,) = CommandCompleter(Hostile()).get_completions(Document("/person x"), CompleteEvent())
    assert (offer.text, offer.display_text) == ("value\ufffd[2J ", "label\ufffd[2J")
