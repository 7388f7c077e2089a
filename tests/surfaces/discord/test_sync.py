"""Uploading the commands: only what changed, never without need, and a record that survives a crash."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import HTTPClient, Route

from bot.answers.commands import COMMANDS
from bot.config import DiscordSettings, Settings, TerminalSettings
from bot.surfaces.discord import commands
from bot.surfaces.discord import sync as syncing
from bot.surfaces.discord.sync import RECORD, sync
from tests.surfaces.discord.fakes import FakeDesk

COUNT = len(COMMANDS) + 4
"""The commands of the table, /desk, and the entry in the menu of a message."""
TOKEN = "token-that-nobody-may-read"  # noqa: S105 - made up
APPLICATION, SERVER = 111111111111111111, 222222222222222222
USER = {"id": str(APPLICATION), "username": "factdesk", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION_INFO = {
    "id": str(APPLICATION),
    "name": "Factdesk",
    "description": "",
    "icon": None,
    "flags": 0,
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": USER,
}


class Discord:
    """What stands in for Discord's REST interface: it keeps the commands that it is sent."""

    def __init__(self) -> None:
        self.commands: dict[str, list[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.failure: Exception | None = None

    def answer(self, route: Route, body: Any) -> Any:
        self.requests.append(f"{route.method} {route.url.removeprefix(Route.BASE)}")
        if route.path == "/users/@me":
            return USER
        if route.path == "/oauth2/applications/@me":
            return APPLICATION_INFO
        if self.failure is not None:
            raise self.failure
        if route.method == "PUT":
            self.commands[route.url] = [self._stored(number, command) for number, command in enumerate(body, 1)]
        return self.commands.get(route.url, [])

    @staticmethod
    def _stored(number: int, command: dict[str, Any]) -> dict[str, Any]:
        """A command as Discord gives it back: with ids and an empty description, and without what is its default."""
        ids = {"id": str(number), "application_id": str(APPLICATION), "version": "1"}
        stored = {"description": "", **copy.deepcopy(command), **ids}
        for option in stored.get("options", ()):
            if not option.get("required"):
                option.pop("required", None)
        if (permissions := command["default_member_permissions"]) is not None:
            stored["default_member_permissions"] = str(permissions)
        return stored

    @property
    def uploads(self) -> list[str]:
        return [request for request in self.requests if request.startswith("PUT")]


@pytest.fixture
def rest(monkeypatch: pytest.MonkeyPatch, desk: FakeDesk) -> Discord:
    rest = Discord()

    async def request(self: HTTPClient, route: Route, **values: Any) -> Any:
        return rest.answer(route, values.get("json"))

    monkeypatch.setattr(HTTPClient, "request", request)
    monkeypatch.setattr(syncing, "LiveDesk", lambda settings: desk)
    return rest


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "made" / "when needed"
    return Settings(tmp_path, data, TerminalSettings(history=False), DiscordSettings(True, None, "info"))


def record(settings: Settings) -> Any:
    return json.loads((settings.data / RECORD).read_text())


def test_commands_are_uploaded_once(rest: Discord, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync(settings, TOKEN, None) == 0
    assert capsys.readouterr().out == f"The {COUNT} commands everywhere were uploaded.\n"
    assert rest.uploads == [f"PUT /applications/{APPLICATION}/commands"]
    assert sync(settings, TOKEN, None) == 0
    assert capsys.readouterr().out == (
        f"The {COUNT} commands everywhere have not changed since the last upload. Nothing was uploaded.\n"
    )
    assert len(rest.uploads) == 1
    assert [path.name for path in settings.data.iterdir()] == [RECORD]
    assert list(record(settings)) == [f"{APPLICATION}/global"]


def test_each_server_is_remembered_by_itself(
    rest: Discord, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for guild in (None, SERVER, None, SERVER):
        assert sync(settings, TOKEN, guild) == 0
    assert rest.uploads == [
        f"PUT /applications/{APPLICATION}/commands",
        f"PUT /applications/{APPLICATION}/guilds/{SERVER}/commands",
    ]
    assert set(record(settings)) == {f"{APPLICATION}/global", f"{APPLICATION}/{SERVER}"}
    assert f"The {COUNT} commands in server {SERVER} were uploaded." in capsys.readouterr().out


def test_a_changed_command_is_uploaded(rest: Discord, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    sync(settings, TOKEN, None)
    before = record(settings)
    monkeypatch.setattr(commands, "COMMANDS", COMMANDS[:-1])
    assert sync(settings, TOKEN, None) == 0
    assert len(rest.uploads) == 2
    assert record(settings) != before
    (uploaded,) = rest.commands.values()
    assert len(uploaded) == COUNT - 1


@pytest.mark.parametrize("guild", [None, SERVER])
def test_without_a_record_discord_is_asked_first(
    rest: Discord, settings: Settings, capsys: pytest.CaptureFixture[str], guild: int | None
) -> None:
    sync(settings, TOKEN, guild)
    (settings.data / RECORD).unlink()
    rest.requests.clear()
    assert sync(settings, TOKEN, guild) == 0
    assert rest.uploads == []
    assert "Nothing was uploaded." in capsys.readouterr().out.splitlines()[-1]
    assert len(record(settings)) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"{}"])
def test_a_damaged_record_is_no_record(rest: Discord, settings: Settings, content: bytes) -> None:
    sync(settings, TOKEN, None)
    (settings.data / RECORD).write_bytes(content)
    rest.requests.clear()
    assert sync(settings, TOKEN, None) == 0
    assert rest.uploads == []
    assert len(record(settings)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda command: command.update(description="other"),
        lambda command: command.update(contexts=[0, 1]),
        lambda command: command.update(integration_types=[0]),
        lambda command: command.update(nsfw=True),
        lambda command: command["options"][0].update(description="other"),
        lambda command: command["options"][0].update(max_length=7),
        lambda command: command["options"][0].pop("autocomplete"),
        lambda command: command["options"].pop(),
        lambda command: command.update(name="other"),
    ],
)
def test_a_difference_in_discord_is_mended(rest: Discord, settings: Settings, change: Any) -> None:
    sync(settings, TOKEN, None)
    (settings.data / RECORD).unlink()
    change(next(iter(rest.commands.values()))[0])
    assert sync(settings, TOKEN, None) == 0
    assert len(rest.uploads) == 2


def failed(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="refused")
    return kind(response, {"code": 50001, "message": "Missing Access"})


@pytest.mark.parametrize(
    ("failure", "guild", "sentence"),
    [
        (failed(discord.Forbidden, 403), SERVER, f"Factdesk may not add commands to server {SERVER}; invite it"),
        (failed(discord.Forbidden, 403), None, "Discord refused the request (HTTP 403, code 50001)"),
        (failed(discord.DiscordServerError, 503), None, "Discord refused the request (HTTP 503"),
        (aiohttp.ServerDisconnectedError(), None, "Discord cannot be reached"),
        (discord.LoginFailure("Improper token"), None, "Discord does not accept the token"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_no_record(
    rest: Discord,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    failure: Exception,
    guild: int | None,
    sentence: str,
) -> None:
    rest.failure = failure
    assert sync(settings, TOKEN, guild) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith(sentence)
    assert written.err.count("\n") == 1
    assert TOKEN not in written.err
    assert not settings.data.exists()


def test_a_record_that_cannot_be_written_does_not_hide_the_upload(
    rest: Discord, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.data.parent.mkdir()
    settings.data.write_text("a file, not a folder")
    assert sync(settings, TOKEN, None) == 0
    assert capsys.readouterr().out.startswith(
        f"The {COUNT} commands everywhere were uploaded. That could not be noted in "
    )
    assert len(rest.uploads) == 1


def test_a_crash_while_writing_leaves_the_old_record(
    rest: Discord, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(settings, TOKEN, None)
    before = record(settings)
    monkeypatch.setattr(commands, "COMMANDS", COMMANDS[:-1])

    def fsync(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fsync)
    assert sync(settings, TOKEN, None) == 0
    assert record(settings) == before
    assert [path.name for path in settings.data.iterdir()] == [RECORD]
