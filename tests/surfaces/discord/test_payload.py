"""What is uploaded to Discord and sent as an answer, against Discord's own schema where that is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.answers.answer import Answer
from bot.answers.commands import COMMANDS
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.commands import MENU_NAME
from tests.surfaces.discord.audit import MESSAGE_MENU, commands_faults
from tests.surfaces.discord.fakes import FakeDesk, World, fact

SCHEMA = Path(__file__).parents[4] / "shared" / "discord-openapi.json"


@pytest.fixture(scope="module")
def openapi() -> Any:
    if not SCHEMA.exists():
        pytest.skip("Discord's schema is not beside the checkout")
    return json.loads(SCHEMA.read_bytes())


def faults(openapi: Any, schema: str, instance: Any) -> list[str]:
    root = {"$ref": f"#/components/schemas/{schema}", "components": openapi["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(root).iter_errors(instance)]


@pytest.fixture
def payload(simcord_bot: FactdeskBot) -> list[dict[str, Any]]:
    return [command.to_dict(simcord_bot.tree) for command in simcord_bot.tree.get_commands()]


def test_the_upload_keeps_to_the_limits(payload: list[dict[str, Any]]) -> None:
    assert list(commands_faults(payload)) == []


def test_the_commands_are_for_servers_and_for_people_everywhere(payload: list[dict[str, Any]]) -> None:
    for command in payload:
        only_servers = command["name"] in ("desk", "quiz")
        assert command["integration_types"] == ([0] if only_servers else [0, 1])
        assert command["contexts"] == ([0] if only_servers else [0, 1, 2])


def test_the_upload_is_what_the_table_says(payload: list[dict[str, Any]]) -> None:
    *commands, _quiz, _privacy, _desk, menu = payload
    for command, sent in zip(COMMANDS, commands, strict=True):
        assert sent["description"] == command.description
        *options, private = sent["options"]
        assert [(o["name"], o["description"], o["required"]) for o in options] == [
            (option.name, option.description, option.required) for option in command.options
        ]
        assert all(option["autocomplete"] and option["type"] == 3 for option in options)
        assert (private["name"], private["type"], private["required"]) == ("private", 5, False)
    assert (menu["name"], menu["type"]) == (MENU_NAME, MESSAGE_MENU)
    assert not {"description", "options"} & set(menu)


def test_the_upload_is_valid_by_the_schema(openapi: Any, payload: list[dict[str, Any]]) -> None:
    for command in payload:
        assert faults(openapi, "ApplicationCommandCreateRequest", command) == []


def test_the_schema_would_notice_a_fault(openapi: Any, payload: list[dict[str, Any]]) -> None:
    payload[0]["options"][0]["description"] = "x" * 101
    assert faults(openapi, "ApplicationCommandCreateRequest", payload[0]) != []


async def test_cards_and_completions_are_valid_by_the_schema(openapi: Any, world: World, desk: FakeDesk) -> None:
    query = "/meeting yellen li"
    desk.answers[query] = Answer(
        query, "meeting", "ambiguous", "Which?", tuple(fact() for _ in range(30)), suggestions=("/person li",)
    )
    await world.alice.autocomplete(world.channel, "meeting", "who", "li")
    result = await world.ask("meeting", who="yellen li")
    await world.alice.click(result, label="Next")
    await world.alice.click(result, label="Share")
    await world.alice.select(result, ["0"])
    kinds = {
        4: "CreateMessageInteractionCallbackRequest",
        7: "UpdateMessageInteractionCallbackRequest",
        8: "ApplicationCommandAutocompleteCallbackRequest",
    }
    called_back, posted = world.sent("/callback"), world.sent("/webhooks/")
    assert [body["type"] for body in called_back] == [8, 4, 7, 7, 7]
    for body in called_back:
        assert faults(openapi, kinds[body["type"]], body) == []
    assert len(posted) == 2
    for body in posted:
        assert faults(openapi, "IncomingWebhookRequestPartial", body) == []


async def test_replies_are_valid_by_the_schema(openapi: Any, world: World, desk: FakeDesk) -> None:
    query = "/meeting yellen li"
    desk.answers[query] = Answer(
        query, "meeting", "ambiguous", "Which?", tuple(fact() for _ in range(30)), suggestions=("/person li",)
    )
    await world.write(f"{world.mention} {query}")
    desk.answers["fail"] = RuntimeError("broken")
    await world.write(f"{world.mention} fail")
    posted = world.sent("/messages")
    assert len(posted) == 2
    for body in posted:
        # discord.py writes these ids as numbers, which Discord takes as well.
        body["message_reference"] = {key: str(id_) for key, id_ in body["message_reference"].items()}
        assert faults(openapi, "MessageCreateRequest", body) == []
