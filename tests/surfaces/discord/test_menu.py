"""The entry in the menu of a message: its text is checked as a claim, for nobody but the person who chose it."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest
import simcord
from simcord import InteractionResult, ResponseMessage, UserHandle, interactions
from simcord.backend import serializers
from simcord.enums import InteractionType

from bot.answers.answer import Answer
from bot.surfaces.discord.commands import MENU_NAME
from bot.surfaces.discord.reading import NO_WORDS, TOO_LONG
from tests.surfaces.discord.audit import MESSAGE_MENU
from tests.surfaces.discord.fakes import FakeDesk, World, controls, fact, only, read
from tests.surfaces.discord.test_text import HOSTILE

CLAIM = "Blinken met Xi in Beijing"


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk()
    query = f"/check {CLAIM}"
    desk.answers[query] = Answer(query, "check", "answered", "Supported.", (fact(),), verdict="supported")
    return desk


async def check(world: World, text: str) -> ResponseMessage:
    """Have bob write a message and alice check it."""
    message = await world.write(text, world.bob)
    return only(await world.alice.context_menu(world.channel, MENU_NAME, message))


async def test_a_message_is_checked_in_private_and_can_be_shared(world: World, desk: FakeDesk) -> None:
    result = await check(world, CLAIM)
    assert desk.asked == [f"/check {CLAIM}"]
    assert result.ephemeral
    assert read(result).startswith("Supported.\n")
    assert world.replies() == []
    assert controls(result) == {"Share": True}
    posted = only(await world.alice.click(result, label="Share"))
    assert not posted.ephemeral
    assert read(posted).startswith(f"-# alice asked: /check {CLAIM}\nSupported.")


@pytest.mark.parametrize("private_by_default", [False])
async def test_it_is_private_whatever_the_default(world: World) -> None:
    assert (await check(world, CLAIM)).ephemeral


async def test_markup_and_links_are_no_part_of_the_claim(world: World, desk: FakeDesk) -> None:
    await check(world, f"<@!{world.bob.id}> <@&1>: **{CLAIM}**\n<:wow:123456789012345678> https://news.test/1")
    assert desk.asked == [f"/check @bob : **{CLAIM}**"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_message_is_shown_and_does_nothing(world: World, desk: FakeDesk, text: str) -> None:
    result = await check(world, text)
    (query,) = desk.asked
    assert query.startswith("/check ")
    assert f"nothing on “{query}”" in read(result)
    posted = only(await world.alice.click(result, label="Share"))
    for message in (result, posted):
        assert not message.message.mention_everyone
        assert message.message.mentions == message.message.role_mentions == []


async def test_text_that_runs_the_other_way_is_put_right(world: World) -> None:
    result = await check(world, "evil\u202etxt.exe @everyone")
    assert "eviltxt.exe @everyone" in read(result)


@pytest.mark.parametrize("text", ["", "https://news.test/1", "<:wow:123456789012345678>"])
async def test_a_message_without_words_is_a_private_sentence(world: World, desk: FakeDesk, text: str) -> None:
    message = await world.bob.send(world.channel, text, attachments=[("photo.png", b"png")])
    result = only(await world.alice.context_menu(world.channel, MENU_NAME, message))
    assert result.ephemeral
    assert result.content == NO_WORDS
    assert desk.asked == []


async def test_a_message_with_an_embed_only_has_no_words(world: World, desk: FakeDesk) -> None:
    webhook = world.guild.create_webhook(world.channel)
    message = await webhook.send(embed=discord.Embed(title=CLAIM))
    result = only(await world.alice.context_menu(world.channel, MENU_NAME, message))
    assert (result.ephemeral, result.content) == (True, NO_WORDS)
    assert desk.asked == []


async def test_an_answer_of_the_bot_has_no_words(world: World, desk: FakeDesk) -> None:
    shown = await world.ask("person", who="li", private=False)
    result = only(await world.alice.context_menu(world.channel, MENU_NAME, shown))
    assert (result.ephemeral, result.content) == (True, NO_WORDS)
    assert desk.asked == ["/person li"]


async def test_a_forwarded_message_is_checked(world: World, desk: FakeDesk) -> None:
    message = await world.bob.forward(await world.write(CLAIM), world.channel)
    result = only(await world.alice.context_menu(world.channel, MENU_NAME, message))
    assert desk.asked == [f"/check {CLAIM}"]
    assert read(result).startswith("Supported.")


async def test_a_long_message_is_checked_whole_or_not_at_all(world: World, desk: FakeDesk) -> None:
    zed = world.env.create_user("zed")
    await in_private(world, zed, {}, "x" * 3993)
    assert desk.asked[-1] == "/check " + "x" * 3993
    asked = list(desk.asked)
    result = await in_private(world, zed, {}, "x" * 3994)
    assert (result.ephemeral, result.content) == (True, TOO_LONG)
    assert "4,000 characters" in TOO_LONG
    assert desk.asked == [*asked, CLAIM]


async def test_a_fault_is_told_in_private_and_logged_by_its_place(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.answers["/check secret words"] = RuntimeError("cannot digest secret words")
    result = await check(world, "secret words")
    simcord.assert_error(world.env, RuntimeError)
    found = re.fullmatch(r"Something went wrong\. Tell .+: error ([0-9a-f]{6})", result.content)
    assert result.ephemeral
    assert found
    assert f"error {found[1]} in “{MENU_NAME}”" in caplog.text
    assert "secret words" not in caplog.text


async def in_private(
    world: World, person: UserHandle, payload_changes: dict[str, Any], text: str = CLAIM
) -> ResponseMessage:
    """Have somebody check a message in a direct conversation; the simulator offers menus only in servers."""
    backend = world.env.backend
    message = await person.send_dm(CLAIM)
    command = backend.find_command(MENU_NAME, None, type=MESSAGE_MENU)
    assert command is not None
    target = serializers.message_payload(backend, backend.get_message(person.dm_channel.id, message.id))
    recorded, payload = interactions.base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=person.dm_channel.id,
        guild_id=None,
        user_id=person.id,
        data={
            "id": command["id"],
            "name": MENU_NAME,
            "type": MESSAGE_MENU,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): {**target, "content": text}}},
        },
    )
    backend.emit("INTERACTION_CREATE", payload | payload_changes)
    await world.env.settle()
    return only(InteractionResult(world.env, recorded))


async def test_it_works_in_direct_conversations(world: World, desk: FakeDesk) -> None:
    result = await in_private(world, world.env.create_user("zed"), {})
    assert desk.asked == [CLAIM, f"/check {CLAIM}"]
    assert result.ephemeral
    assert read(result).startswith("Supported.")


async def test_it_works_for_a_person_in_a_server_without_the_bot(world: World) -> None:
    zed, server = world.env.create_user("zed"), "999000111222333444"
    user = serializers.user_payload(world.env.backend.get_user(zed.id))
    person = {"user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False}
    changes = {
        "context": 0,
        "guild_id": server,
        "guild": {"id": server, "locale": "en-US", "features": []},
        "authorizing_integration_owners": {"1": str(zed.id)},
        "member": {**person, "mute": False, "flags": 0, "permissions": "0"},
    }
    result = await in_private(world, zed, changes)
    assert result.ephemeral
    assert read(result).startswith("Supported.")
