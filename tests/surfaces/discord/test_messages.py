"""Messages that are put to the bot are answered, and no others."""

from __future__ import annotations

import logging
import re
from typing import Any

import discord
import pytest
from simcord.backend import serializers

from bot.answers.answer import Answer
from bot.surfaces.discord.reading import TOO_LONG
from tests.surfaces.discord.fakes import FakeDesk, World, controls, fact, only, read
from tests.surfaces.discord.test_text import HOSTILE

QUESTION = "when did Blinken meet Xi?"


async def receive(world: World, message: discord.Message, changes: dict[str, Any]) -> None:
    """Have the bot receive a message once more, with changes that nobody can make in the simulator."""
    backend = world.env.backend
    payload = dict(serializers.message_payload(backend, backend.get_message(message.channel.id, message.id)))
    backend.emit("MESSAGE_CREATE", payload | changes)
    await world.env.settle()


@pytest.mark.parametrize("query", [QUESTION, "is it true that Blinken met Xi?", "/meeting blinken xi"])
@pytest.mark.parametrize("mention", ["<@{}>", "<@!{}>"])
async def test_a_message_with_the_bots_name_is_answered_in_a_reply(
    world: World, desk: FakeDesk, query: str, mention: str
) -> None:
    desk.answers[query] = Answer(query, "meeting", "answered", "In June.", (fact(),))
    message = await world.write(f"{mention.format(world.bot)} {query}")
    assert desk.asked == [query]
    (reply,) = world.replies()
    assert read(reply).startswith("In June.\n**Antony Blinken and Xi Jinping**")
    assert controls(reply) == {}
    assert reply.message.reference is not None
    assert reply.message.reference.message_id == message.id
    assert reply.message.mentions == []
    assert [body["allowed_mentions"] for body in world.sent("/messages")] == [{"parse": [], "replied_user": False}]


async def test_nothing_but_the_name_is_answered_with_help(world: World, desk: FakeDesk) -> None:
    await world.write(world.mention)
    assert desk.asked == ["/help"]
    assert "/meeting blinken xi" in read(world.replies()[0])


@pytest.mark.parametrize("text", [*HOSTILE, "evil\u202etxt.exe", "שלום"])
async def test_hostile_text_is_shown_and_does_nothing(world: World, desk: FakeDesk, text: str) -> None:
    await world.write(f"{world.mention} {text}")
    (query,) = desk.asked
    (reply,) = world.replies()
    assert read(reply) == f"The fact base has nothing on “{query}”.".replace("\u202e", "")
    assert not reply.message.mention_everyone
    assert reply.message.mentions == reply.message.role_mentions == []


async def test_a_long_message_is_answered_whole_or_not_at_all(world: World, desk: FakeDesk) -> None:
    message = await world.write(f"{world.mention} short")
    for length in (4000, 4001):
        await receive(world, message, {"content": f"{world.mention} {'x' * length}"})
    assert desk.asked == ["short", "x" * 4000]
    assert world.replies()[-1].content == TOO_LONG


async def test_messages_without_the_bots_name_are_left_alone(world: World, desk: FakeDesk) -> None:
    role = world.guild.create_role("Factdesk")
    await world.write(f"{world.mention} {QUESTION}")
    (answered,) = world.replies()
    desk.asked.clear()
    for text in (QUESTION, f"@everyone {QUESTION}", f"@here {QUESTION}", f"{role.mention} {QUESTION}", "@Factdesk hi"):
        await world.write(text)
    await world.write(f"<@{world.bob.id}> {QUESTION}")
    await world.alice.send(world.channel, "thank you", reply_to=answered)
    assert desk.asked == []
    assert len(world.replies()) == 1


async def test_a_reply_that_names_the_bot_is_answered(world: World, desk: FakeDesk) -> None:
    message = await world.write("Blinken met Xi", world.bob)
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}", reply_to=message)
    assert desk.asked == [QUESTION]


async def test_no_bot_is_answered(world: World, desk: FakeDesk) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    text = f"{world.mention} {QUESTION}"
    await world.write(text, robot)
    await world.guild.create_webhook(world.channel).send(text)
    channel = world.env.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(text)
    await world.env.settle()
    assert desk.asked == []


async def test_everything_is_answered_in_a_direct_conversation(world: World, desk: FakeDesk) -> None:
    zed = world.env.create_user("zed")
    for text in (QUESTION, "/meeting blinken xi", f"{world.mention} {QUESTION}"):
        await zed.send_dm(text)
    assert desk.asked == [QUESTION, "/meeting blinken xi", QUESTION]
    replies = world.replies(zed.dm_channel)
    assert len(replies) == 3
    assert f"nothing on “{QUESTION}”" in read(replies[0])
    assert controls(replies[0]) == {}


async def test_a_notice_of_discords_own_is_no_question(world: World, desk: FakeDesk) -> None:
    message = await world.env.create_user("zed").send_dm(QUESTION)
    await receive(world, message, {"type": discord.MessageType.pins_add.value, "content": ""})
    assert desk.asked == [QUESTION]


async def test_a_server_that_is_not_known_yet_is_no_direct_conversation(world: World, desk: FakeDesk) -> None:
    message = await world.write(QUESTION)
    await receive(world, message, {"guild_id": "999000111222333444", "channel_id": "999000111222333445"})
    assert desk.asked == []
    assert world.replies() == []


async def test_only_the_person_who_asked_can_use_the_card(world: World, desk: FakeDesk) -> None:
    desk.answers[QUESTION] = Answer(
        QUESTION, None, "ambiguous", "Which?", tuple(fact() for _ in range(30)), suggestions=("/person li",)
    )
    await world.write(f"{world.mention} {QUESTION}")
    (reply,) = world.replies()
    assert controls(reply) == {"Did you mean": True, "Previous": False, "Next": True}
    for refused in (await world.bob.click(reply, label="Next"), await world.bob.select(reply, ["0"])):
        assert only(refused).ephemeral
        assert only(refused).content.startswith("Only the person who asked can use this.")
    await world.alice.click(reply, label="Next")
    assert read(reply).endswith("Page 2 of 3")
    answer = only(await world.alice.select(reply, ["0"]))
    assert not answer.ephemeral
    assert "/person li" in read(answer)
    assert desk.asked[0] == QUESTION
    assert desk.asked[-1] == "/person li"


async def test_where_the_bot_may_not_write_it_logs_a_line_and_goes_on(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    me = world.guild.me
    assert me is not None
    silent = world.guild.create_text_channel(
        "no bots", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )
    await world.env.settle()
    await world.alice.send(silent, f"{world.mention} {QUESTION}")
    (line,) = (record for record in caplog.records if record.name.startswith("bot."))
    assert line.getMessage() == f"could not reply to a message (server {world.guild.id}): HTTP 403, code 50013"
    assert (line.levelname, line.exc_info) == ("WARNING", None)
    assert world.replies(silent) == []
    await world.write(f"{world.mention} {QUESTION}")
    assert len(world.replies()) == 1


async def test_a_message_that_is_gone_is_a_line_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=50035, message="Unknown message")
    await world.write(f"{world.mention} {QUESTION}")
    assert "could not reply to a message" in caplog.text
    assert "code 50035" in caplog.text


async def test_a_fault_gives_an_error_number_to_the_person_and_the_place_to_the_log(
    world: World, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.answers["secret words"] = RuntimeError("cannot digest secret words")
    await world.write(f"{world.mention} secret words")
    found = re.fullmatch(r"Something went wrong\. Tell .+: error ([0-9a-f]{6})", world.replies()[0].content)
    assert found
    assert f"error {found[1]} in a message (server {world.guild.id})" in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "secret words" not in caplog.text


async def test_an_everyday_answer_logs_no_words(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await world.write(f"{world.mention} secret words")
    await world.write("secret words to others")
    assert f"a message (server {world.guild.id}): not_found in " in caplog.text
    assert "secret words" not in caplog.text
