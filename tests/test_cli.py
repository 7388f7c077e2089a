from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.surfaces.opening
from bot import __version__
from bot.answers.answer import Answer
from bot.cli import main
from bot.config import DEFAULT_CONFIG, Settings
from bot.facts.problems import FactBaseError, Problem
from bot.surfaces.discord.run import Shards
from bot.surfaces.health import Health, write_health
from tests.fake_desk import FakeDesk

CHECKOUT = DEFAULT_CONFIG.parent


@dataclass
class Ran:
    status: int
    out: str
    err: str


class CommandLine:
    """Runs `factdesk ARGUMENTS` in this process, with a fake desk and whatever is put on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.desk = FakeDesk()
        self.opened: list[Settings] = []
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(bot.surfaces.opening, "open_desk", self._open)

    def _open(self, settings: Settings) -> FakeDesk:
        self.opened.append(settings)
        return self.desk

    def stdin(self, content: bytes) -> None:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    def __call__(self, *arguments: str) -> Ran:
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        captured = self._capsys.readouterr()
        return Ran(status, captured.out, captured.err)


@pytest.fixture
def factdesk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    return CommandLine(monkeypatch, capsys)


def test_ask_shows_a_card(factdesk: CommandLine) -> None:
    ran = factdesk("ask", "/meeting ada bo")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Ada Ek met Bo Li on 19 June 2020.\n")
    assert factdesk.desk.asked == ["/meeting ada bo"]


def test_ask_json_prints_one_object_and_nothing_else(factdesk: CommandLine) -> None:
    ran = factdesk("ask", "--json", "/meeting ada bo")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
    assert json.loads(ran.out)["query"] == "/meeting ada bo"


def test_a_question_needs_no_quotes(factdesk: CommandLine) -> None:
    factdesk("ask", "who", "is", "Ada?")
    assert factdesk.desk.asked == ["who is Ada?"]


def test_an_empty_text_is_asked(factdesk: CommandLine) -> None:
    assert factdesk("ask", "").status == 0
    assert factdesk.desk.asked == [""]


def test_an_argument_that_is_not_utf_8_is_asked_with_replacement_characters(factdesk: CommandLine) -> None:
    ran = factdesk("ask", "--json", os.fsdecode(b"caf\xe9"))
    assert json.loads(ran.out)["query"] == "caf\ufffd"


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--json"], ["ask", "--batch", "-", "text"]])
def test_ask_wants_a_text_or_a_batch(factdesk: CommandLine, arguments: Sequence[str]) -> None:
    ran = factdesk(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "give either a TEXT or --batch FILE" in ran.err


def test_a_batch_is_read_from_a_file(factdesk: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "queries").write_bytes(b"one\n\nth\xffree")
    ran = factdesk("ask", "--json", "--batch", str(tmp_path / "queries"))
    assert ran.status == 0
    assert [json.loads(line)["query"] for line in ran.out.splitlines()] == ["one", "", "th\ufffdree"]
    assert len(factdesk.opened) == 1


def test_a_batch_is_read_from_standard_input(factdesk: CommandLine) -> None:
    factdesk.stdin(b"one\ntwo\n")
    assert factdesk("ask", "--batch", "-").out.count("Ada Ek met Bo Li on 19 June 2020.") == 2
    assert factdesk.desk.asked == ["one", "two"]


@pytest.mark.parametrize("name", ["gone", "."])
def test_a_batch_file_that_cannot_be_read_is_a_sentence(factdesk: CommandLine, tmp_path: Path, name: str) -> None:
    ran = factdesk("ask", "--batch", str(tmp_path / name))
    assert (ran.status, ran.out) == (2, "")
    assert "cannot be read" in ran.err


def test_talk_answers_the_lines_of_a_pipe(factdesk: CommandLine) -> None:
    factdesk.stdin(b"one\ntwo\n")
    ran = factdesk("talk")
    assert (ran.status, ran.err) == (0, "")
    assert factdesk.desk.asked == ["one", "two"]
    assert "Ada Ek met Bo Li" in ran.out


def test_talk_without_an_input_says_so(factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = factdesk("talk")
    assert ran.status == 2
    assert "no standard input" in ran.err


@pytest.mark.parametrize(
    ("token", "installed", "started"),
    [
        ({"DISCORD_TOKEN": "secret"}, True, "bot"),
        ({"DISCORD_TOKEN": "secret"}, False, "bot"),
        ({}, True, "preview"),
        ({"DISCORD_TOKEN": " "}, True, "preview"),
        ({}, False, "conversation"),
    ],
)
def test_without_a_subcommand_it_is_in_discord_or_in_the_browser_or_in_the_terminal(
    factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch, token: dict[str, str], installed: bool, started: str
) -> None:
    begun = []

    def run(settings: Settings, token: str, shards: Shards | None) -> int:
        assert (token, shards) == ("secret", None)
        begun.append("bot")
        return 0

    def serve(settings: Settings) -> int:
        begun.append("preview")
        return 0

    monkeypatch.setattr("bot.surfaces.discord.run.run", run)
    monkeypatch.setattr("bot.surfaces.discord.local.serve", serve)
    monkeypatch.setattr("bot.surfaces.discord.local.is_installed", lambda: installed)
    for name, value in token.items():
        monkeypatch.setenv(name, value)
    factdesk.stdin(b"one\n")
    ran = factdesk()
    assert (ran.status, ran.err) == (0, "")
    if factdesk.desk.asked == ["one"]:
        begun.append("conversation")
    assert begun == [started]


@pytest.mark.parametrize("before", [True, False])
def test_config_may_stand_on_either_side_of_the_subcommand(factdesk: CommandLine, tmp_path: Path, before: bool) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("knowledge: elsewhere\n")
    option = ["--config", str(path)]
    factdesk(*([*option, "ask", "x"] if before else ["ask", *option, "x"]))
    assert [settings.knowledge for settings in factdesk.opened] == [tmp_path / "elsewhere"]


def test_without_config_the_checkouts_file_is_read(
    factdesk: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    factdesk("ask", "x")
    assert [settings.knowledge for settings in factdesk.opened] == [CHECKOUT / "knowledge"]


def test_a_mistake_in_the_configuration_is_told_without_decoration(factdesk: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("knowlege: x\n")
    ran = factdesk("--config", str(path), "ask", "x")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"{path}:1: unknown key 'knowlege'; did you mean knowledge?\n"


@pytest.mark.parametrize("command", ["run", "sync"])
@pytest.mark.parametrize("token", [None, "", "  "])
def test_discord_needs_a_token_from_the_environment(
    factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str, token: str | None
) -> None:
    if token is not None:
        monkeypatch.setenv("DISCORD_TOKEN", token)
    ran = factdesk(command)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "DISCORD_TOKEN is not set" in ran.err


@pytest.mark.parametrize("command", ["run", "sync"])
def test_two_tokens_are_wrong_usage(factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "file")
    ran = factdesk(command)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("factdesk: both DISCORD_TOKEN and DISCORD_TOKEN_FILE are set")


def test_the_token_may_come_from_a_file(factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[str] = []

    def run(settings: Settings, token: str, shards: Shards | None) -> int:
        started.append(token)
        return 0

    monkeypatch.setattr("bot.surfaces.discord.run.run", run)
    (tmp_path / "token").write_text("secret\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    assert factdesk("run").status == 0
    assert started == ["secret"]


def test_health_is_that_of_the_running_bot(factdesk: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("data: state\n")
    arguments = ("health", "--config", str(tmp_path / "config.yaml"))
    ran = factdesk(*arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "no bot runs with this data folder" in ran.err
    health = Health(True, (), 7, "0" * 64, __version__, 1, datetime.now(UTC))
    write_health(tmp_path / "state" / "health.json", health)
    ran = factdesk(*arguments)
    assert (ran.status, ran.out.count("\n"), ran.err) == (0, 1, "")
    assert ran.out.startswith("Connected, ")
    write_health(tmp_path / "state" / "health.json", replace(health, connected=False))
    ran = factdesk(*arguments)
    assert (ran.status, ran.out) == (1, "")
    assert "not connected to Discord" in ran.err


def test_run_hands_the_token_on(factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[Path, str, Shards | None]] = []

    def run(settings: Settings, token: str, shards: Shards | None) -> int:
        started.append((settings.knowledge, token, shards))
        return 7

    monkeypatch.setattr("bot.surfaces.discord.run.run", run)
    monkeypatch.setenv("DISCORD_TOKEN", " secret\n")
    assert factdesk("run").status == 7
    assert factdesk("run", "--shard-ids", "0,2", "--shard-count", "4").status == 7
    knowledge = CHECKOUT / "knowledge"
    assert started == [(knowledge, "secret", None), (knowledge, "secret", Shards((0, 2), 4))]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--shard-ids", "0"], "--shard-ids and --shard-count belong together"),
        (["--shard-count", "2"], "--shard-ids and --shard-count belong together"),
        (["--shard-ids", "0,4", "--shard-count", "4"], "--shard-ids must be different numbers from 0 to 3"),
        (["--shard-ids", "1,1", "--shard-count", "4"], "--shard-ids must be different numbers from 0 to 3"),
    ],
)
def test_shards_that_there_cannot_be(
    factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch, arguments: list[str], wanted: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    ran = factdesk("run", *arguments)
    assert ran.status == 2
    assert wanted in ran.err


@pytest.mark.parametrize(
    ("arguments", "test_guild", "guild"),
    [
        ([], "null", None),
        ([], "123456789012345678", 123456789012345678),
        (["--guild", "876543210987654321"], "123456789012345678", 876543210987654321),
    ],
)
def test_sync_tells_one_server_or_all(
    factdesk: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    test_guild: str,
    guild: int | None,
) -> None:
    told: list[int | None] = []

    def sync(settings: Settings, token: str, guild: int | None) -> int:
        told.append(guild)
        return 0

    monkeypatch.setattr("bot.surfaces.discord.sync.sync", sync)
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    path = tmp_path / "config.yaml"
    path.write_text(f"discord: {{test_guild: {test_guild}}}\n")
    assert factdesk("sync", "--config", str(path), *arguments).status == 0
    assert told == [guild]


def test_check_counts_what_the_shipped_fact_base_holds(factdesk: CommandLine) -> None:
    ran = factdesk("check")
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(r"No problems in [1-9]\d* sources, (?:\d+ \w+, ){7}\d+ conflicts\.\n", ran.out)


def test_check_prints_each_problem_on_a_line(factdesk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = (Problem("people.yaml", 3, "one"), Problem("quotes.yaml", 9, "two"))
    monkeypatch.setattr("bot.facts.check.check", lambda folder, articles: problems)
    ran = factdesk("check")
    assert (ran.status, ran.out) == (1, "people.yaml:3: one\nquotes.yaml:9: two\n")


def test_check_wants_a_folder_of_articles_that_is_there(factdesk: CommandLine, tmp_path: Path) -> None:
    ran = factdesk("check", "--articles", str(tmp_path / "gone"))
    assert (ran.status, ran.out) == (2, "")
    assert "there is no folder" in ran.err


def failing(error: BaseException) -> type[FakeDesk]:
    class Failing(FakeDesk):
        def answer(self, text: str) -> Answer:
            raise error

    return Failing


def test_a_broken_fact_base_is_told_problem_by_problem(factdesk: CommandLine) -> None:
    factdesk.desk = failing(FactBaseError([Problem("a.yaml", 1, "one"), Problem("b.yaml", 2, "two")]))()
    ran = factdesk("ask", "x")
    assert (ran.status, ran.out, ran.err) == (1, "", "a.yaml:1: one\nb.yaml:2: two\n")


def test_an_interruption_is_quiet(factdesk: CommandLine) -> None:
    factdesk.desk = failing(KeyboardInterrupt())()
    ran = factdesk("ask", "x")
    assert (ran.status, ran.out, ran.err) == (130, "", "")


def test_what_nobody_foresaw_gets_an_id_and_a_traceback(
    factdesk: CommandLine, caplog: pytest.LogCaptureFixture
) -> None:
    factdesk.desk = failing(ZeroDivisionError("on purpose"))()
    ran = factdesk("ask", "x")
    assert (ran.status, ran.out) == (1, "")
    trouble = ran.err.split("(trouble ")[1].removesuffix(")\n")
    assert trouble in caplog.text
    assert "ZeroDivisionError: on purpose" in caplog.text


def test_the_version_is_the_packages(factdesk: CommandLine) -> None:
    assert factdesk("--version").out == f"factdesk {__version__}\n"


@pytest.mark.parametrize("arguments", [["answer"], ["ask", "--jsn", "x"], ["sync", "--guild", "home"]])
def test_wrong_usage_is_a_sentence(factdesk: CommandLine, arguments: list[str]) -> None:
    ran = factdesk(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "error: " in ran.err
