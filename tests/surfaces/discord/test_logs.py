"""The log in both of its formats: what is in it, and what never is."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NoReturn

import discord
import pytest

from bot.config import DiscordSettings
from bot.surfaces.discord.logs import set_up_logging

TOKEN = "the very token"  # noqa: S105 - made up, and of no shape that could be recognized
OTHER = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"
TYPED = "what somebody typed"
FORMATS = ("text", "json")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """The logging of the other tests as it was."""
    root, library = logging.getLogger(), logging.getLogger("discord")
    handlers, levels = list(root.handlers), (root.level, library.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    library.setLevel(levels[1])


Stderr = Callable[[], str]


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Stderr:
    """What was written since it was last asked for."""
    # In a container discord.py writes in color, wherever it goes.
    monkeypatch.setattr(discord.utils, "is_docker", lambda: False)
    return lambda: capsys.readouterr().err


def set_up(log_format: str, level: str = "info") -> logging.Logger:
    set_up_logging(DiscordSettings(True, None, level, log_format), TOKEN)
    return logging.getLogger("bot.surfaces.discord.test")


def lines(written: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def test_json_is_one_object_a_line(stderr: Stderr) -> None:
    log = set_up("json")
    before = datetime.now(UTC)
    log.info("%s: %s\nin %d ms", "/ask", "“answered”", 3)
    log.warning("away")
    log.debug("unseen")
    logged = stderr()
    assert logged.isascii()
    first, second = lines(logged)
    written = datetime.fromisoformat(first.pop("time"))
    assert written.utcoffset() == datetime.now(UTC).utcoffset()
    assert abs((written - before).total_seconds()) < 10
    assert first == {
        "level": "INFO",
        "logger": "bot.surfaces.discord.test",
        "message": "/ask: “answered”\nin 3 ms",
    }
    assert (second["level"], second["message"]) == ("WARNING", "away")


def test_text_is_a_line_for_people(stderr: Stderr) -> None:
    set_up("text").info("ready in %d servers", 3)
    assert re.fullmatch(
        r"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[INFO    \] bot\.surfaces\.discord\.test: ready in 3 servers\n",
        stderr(),
    )


@pytest.mark.parametrize(("stream", "as_json"), [(Terminal(), False), (io.StringIO(), True)])
def test_auto_is_text_in_a_terminal_and_json_elsewhere(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, as_json: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    set_up("auto").info("ready")
    assert stream.getvalue().startswith("{") is as_json


@pytest.mark.parametrize("log_format", FORMATS)
def test_an_error_has_its_frames_and_not_its_message(stderr: Stderr, log_format: str) -> None:
    log = set_up(log_format)

    def fail() -> NoReturn:
        raise RuntimeError(TYPED)

    try:
        fail()
    except RuntimeError:
        log.exception("Ignoring exception in %s", "on_message")
    logged = stderr()
    assert "Ignoring exception in on_message" in logged
    assert "in fail" in logged
    assert "builtins.RuntimeError" in logged
    assert TYPED not in logged
    if log_format == "json":
        (line,) = lines(logged)
        assert set(line) == {"time", "level", "logger", "message", "traceback"}
        assert line["traceback"].splitlines()[-1] == "builtins.RuntimeError"


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize("secret", [TOKEN, OTHER])
def test_a_token_is_removed_wherever_it_stands(stderr: Stderr, log_format: str, secret: str) -> None:
    log = set_up(log_format)
    log.info("in the message: " + secret)
    log.info("in an argument: %s and %r", secret, {"Authorization": f"Bot {secret}"})
    try:
        exec(compile("raise ValueError", f"/{secret}.py", "exec"))  # noqa: S102 - a frame of a file named by the secret
    except ValueError:
        log.exception("in the traceback", stack_info=True)
    written = stderr()
    assert secret not in written
    assert written.count("[removed]") >= 4
    assert "in the message: [removed]" in written


@pytest.mark.parametrize("log_format", FORMATS)
def test_the_key_to_answer_somebody_is_removed(stderr: Stderr, log_format: str) -> None:
    key = "aW50ZXJhY3Rpb246MTIz_-" * 6
    set_up(log_format).warning(
        "We are being rate limited. %s https://discord.com/api/v10/%s responded with 429.",
        "POST",
        f"webhooks/123/{key}/messages/@original and /interactions/5/{key}/callback",
    )
    logged = stderr()
    assert key[:40] not in logged
    assert "/webhooks/123/[removed]/messages/@original" in logged
    assert "/interactions/5/[removed]/callback" in logged


@pytest.mark.parametrize("log_format", FORMATS)
def test_what_cannot_be_a_token_stays(stderr: Stderr, log_format: str) -> None:
    text = "bot.surfaces.discord.commands.some_function_with_a_long_name.py 123456789012345678 id-of-a-fact-2023-06-19"
    set_up(log_format).info("%s", text)
    assert text in stderr()


def test_the_library_never_logs_whole_messages(stderr: Stderr) -> None:
    set_up("json", "debug")
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
    assert logging.getLogger("bot.surfaces").isEnabledFor(logging.DEBUG)
