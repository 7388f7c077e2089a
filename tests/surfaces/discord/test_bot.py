"""The client as a whole: what it may see, where it answers, and what happens when something fails."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
import pytest
import simcord
from simcord import Env, interactions
from simcord.enums import InteractionType
from simcord.results import InteractionResult

from bot.answers.answer import Answer
from bot.surfaces.discord.bot import FactdeskBot
from tests.surfaces.discord.fakes import FakeDesk, World, fact, only, read

TYPED = "what somebody typed"


PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
"""The gateway's bits for members, presences and the content of messages."""


def test_the_bot_sees_only_messages_to_it_and_pings_nobody(simcord_bot: FactdeskBot) -> None:
    assert {name for name, on in simcord_bot.intents if on} == {"guilds", "guild_messages", "dm_messages"}
    assert simcord_bot.intents.value & PRIVILEGED == 0
    policy = simcord_bot.allowed_mentions
    assert policy is not None
    assert not any((policy.everyone, policy.users, policy.roles, policy.replied_user))
    assert simcord_bot.activity is None
    assert list(simcord_bot.cached_messages) == []


async def test_starting_does_not_upload_commands(simcord_env: Env) -> None:
    assert [request for request in simcord_env.http_requests if request.method == "PUT"] == []


async def test_a_fault_gives_an_error_number_to_the_person_and_the_place_to_the_log(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.answers[f"/ask {TYPED}"] = RuntimeError(f"cannot digest {TYPED}")
    result = await world.ask("ask", question=TYPED, private=False)
    simcord.assert_error(world.env, RuntimeError)
    assert result.ephemeral
    found = re.fullmatch(
        r"Something went wrong\. Tell the person who runs Factdesk: error ([0-9a-f]{6})", result.content
    )
    assert found
    assert f"error {found[1]} in /ask" in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "in answer" in caplog.text
    assert TYPED not in caplog.text


async def test_a_fault_after_an_answer_is_told_in_a_second_message(world: World, desk: FakeDesk) -> None:
    desk.answers["/ask x"] = Answer("/ask x", "ask", "ambiguous", "Which?", suggestions=("/ask y",))
    desk.answers["/ask y"] = RuntimeError("broken")
    result = await world.ask("ask", question="x", private=False)
    told = only(await world.alice.select(result, ["0"]))
    assert told.ephemeral
    assert told.content.startswith("Something went wrong.")
    assert read(result) == "Which?"


async def test_an_answer_that_comes_too_late_is_a_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction")
    await world.alice.slash(world.channel, "ask", question=TYPED)
    simcord.assert_error(world.env, discord.NotFound)
    (record,) = (record for record in caplog.records if record.name == "bot.surfaces.discord.errors")
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    assert "10062" in record.getMessage()
    assert TYPED not in caplog.text


async def test_an_error_that_cannot_be_told_is_logged(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.answers["/ask x"] = RuntimeError("broken")
    world.env.inject_error("POST", "/interactions/*/callback", status=500, code=0, message="server error", times=9)
    await world.alice.slash(world.channel, "ask", question="x")
    simcord.assert_error(world.env, RuntimeError)
    assert "could not answer /ask" in caplog.text


@pytest.mark.parametrize("broken", [True, False])
async def test_completion_never_fails_loudly(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture, broken: bool
) -> None:
    if broken:
        desk.completions["meeting", "who"] = RuntimeError(f"cannot digest {TYPED}")
    else:
        world.env.inject_error(
            "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
        )
    assert await world.alice.autocomplete(world.channel, "meeting", "who", TYPED) == []
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.levelname for record in warnings] == ["WARNING"]
    assert warnings[0].exc_info is None
    assert TYPED not in caplog.text


async def test_an_everyday_answer_logs_no_words(world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    desk.answers[f"/ask {TYPED}"] = Answer(f"/ask {TYPED}", "ask", "answered", TYPED, (fact(TYPED),))
    await world.alice.autocomplete(world.channel, "ask", "question", TYPED)
    await world.ask("ask", question=TYPED)
    assert "/ask: answered in " in caplog.text
    assert str(world.guild.id) in caplog.text
    assert TYPED not in caplog.text


async def test_a_command_that_was_withdrawn_is_explained(world: World, simcord_bot: FactdeskBot) -> None:
    simcord_bot.tree.remove_command("source")
    result = await world.ask("source")
    simcord.assert_error(world.env, discord.app_commands.CommandNotFound)
    assert result.ephemeral
    assert result.content == "This command has changed. Restart Discord and try again."


async def test_the_bot_answers_in_direct_messages(world: World, desk: FakeDesk) -> None:
    zed = world.env.create_user("zed")
    desk.answers["/person li"] = Answer(
        "/person li", "person", "ambiguous", "Which Li?", suggestions=("/person li qiang",)
    )
    assert [choice["value"] for choice in await zed.autocomplete("person", "who", "li")] == ["li as a value"]
    result = only(await zed.slash("person", who="li"))
    assert result.ephemeral
    answer = only(await zed.select(result, ["0"]))
    assert "/person li qiang" in read(answer)


@pytest.fixture
def user_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interactions outside a server come from a private channel, where only a person has installed Factdesk."""
    real = interactions.base_payload

    def base_payload(backend: Any, **values: Any) -> Any:
        recorded, payload = real(backend, **values)
        if values["guild_id"] is None:
            payload["context"] = 2
            payload["authorizing_integration_owners"] = {"1": str(values["user_id"])}
        return recorded, payload

    monkeypatch.setattr(interactions, "base_payload", base_payload)


@pytest.mark.usefixtures("user_installed")
async def test_a_person_can_install_the_bot_and_use_it_in_private_channels(world: World) -> None:
    zed = world.env.create_user("zed")
    result = only(await zed.slash("person", who="wang yi"))
    assert "/person wang yi" in read(result)
    posted = only(await zed.click(result, label="Share"))
    assert "zed asked: /person wang yi" in read(posted)


async def test_a_person_can_use_the_bot_in_a_server_without_it(world: World) -> None:
    zed, backend = world.env.create_user("zed"), world.env.backend
    command = backend.find_command("help", None)
    assert command is not None
    recorded, payload = interactions.base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=zed.dm_channel.id,
        guild_id=None,
        user_id=zed.id,
        data={"id": command["id"], "name": "help", "type": 1, "options": []},
    )
    server = "999000111222333444"
    person = {"user": payload.pop("user"), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False}
    payload |= {
        "context": 0,
        "guild_id": server,
        "guild": {"id": server, "locale": "en-US", "features": []},
        "authorizing_integration_owners": {"1": str(zed.id)},
        "member": {**person, "mute": False, "flags": 0, "permissions": "0"},
        "channel": {
            "id": str(zed.dm_channel.id), "type": 0, "name": "x", "position": 0, "guild_id": server, "permissions": "0"
        },
    }  # fmt: skip
    backend.emit("INTERACTION_CREATE", payload)
    await world.env.settle()
    assert "/meeting blinken xi" in read(only(InteractionResult(world.env, recorded)))
