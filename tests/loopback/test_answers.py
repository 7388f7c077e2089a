"""What people do in Discord, over a real connection to the real program with the real fact base."""

from __future__ import annotations

import time

import pytest

from bot.surfaces.discord.commands import MENU_NAME
from tests.loopback.controls import control, text
from tests.loopback.interactions import COMMAND, slash
from tests.loopback.messages import is_private
from tests.loopback.payloads import BOB, BOT, HOME, Payload, people
from tests.loopback.process import Process
from tests.loopback.server import Loopback

pytestmark = pytest.mark.usefixtures("bot")


async def card(discord: Loopback, bot: Process, command: str, options: dict[str, str | bool]) -> Payload:
    """The card that answers a command, once the bot knows that it was posted: nobody clicks sooner."""
    exchange = await discord.slash(command, options)
    await bot.until_logged(f"/{command}: ")
    assert exchange.original is not None
    return exchange.original


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        ("meeting", {"who": "blinken", "with": "xi"}, "Great Hall of the People"),
        ("quote", {"who": "glaser", "about": "sleepwalking"}, "sleepwalking into a conflict"),
        ("check", {"claim": "Musk met Qin Gang on 30 May 2023"}, "Supported"),
    ],
)
async def test_a_command_is_answered_in_private(
    discord: Loopback, command: str, options: dict[str, str], words: str
) -> None:
    exchange = await discord.slash(command, options)
    assert words in text(exchange.original)
    assert exchange.original is not None
    assert is_private(exchange.original)


async def test_an_answer_can_be_for_everybody(discord: Loopback) -> None:
    exchange = await discord.slash("person", {"who": "wang yi", "private": False})
    assert exchange.original is not None
    assert not is_private(exchange.original)


async def test_choices_come_while_somebody_types(discord: Loopback) -> None:
    assert "Antony Blinken" in [choice["value"] for choice in await discord.complete("meeting", "who", "blin")]
    assert 1 < len(await discord.complete("meeting", "who", "")) <= 25


async def test_the_menu_of_a_message_checks_its_words(discord: Loopback) -> None:
    exchange = await discord.choose(MENU_NAME, "Musk met Qin Gang on 30 May 2023", BOB)
    assert "Supported" in text(exchange.original)
    assert exchange.original is not None
    assert is_private(exchange.original)


async def test_a_mention_is_answered_for_everybody(discord: Loopback) -> None:
    await discord.write("nobody asks the bot")
    await discord.write(f"<@{BOT}> when did Blinken meet Xi?")
    answer = await discord.reply()
    assert "19 June 2023" in text(answer)
    assert not is_private(answer)
    (posted,) = (request for request in discord.rest.requests if request.path == f"/channels/{HOME.channel}/messages")
    assert posted.json["message_reference"]["channel_id"] == HOME.channel


async def test_an_answer_is_shared(discord: Loopback, bot: Process) -> None:
    asked = await card(discord, bot, "meeting", {"who": "blinken", "with": "xi"})
    shared = await discord.followup(await discord.press(asked, "Share"))
    assert text(shared).startswith("-# alice asked: /meeting blinken xi")
    assert not is_private(shared)
    with pytest.raises(ValueError, match="not enough values"):
        control(asked, 2, "Share")


async def test_pages_are_turned(discord: Loopback, bot: Process) -> None:
    asked = await card(discord, bot, "timeline", {"about": "china"})
    assert "Page 1 of" in text(asked)
    await discord.press(asked, "Next")
    assert "Page 2 of" in text(asked)
    await discord.press(asked, "Previous")
    assert "Page 1 of" in text(asked)


async def test_nobody_else_uses_a_card(discord: Loopback, bot: Process) -> None:
    asked = await card(discord, bot, "timeline", {"about": "china", "private": False})
    before = text(asked)
    clicked = await discord.press(asked, "Next", BOB)
    assert "Only the person who asked" in text(clicked.original)
    assert text(asked) == before


async def test_a_suggestion_is_asked(discord: Loopback, bot: Process) -> None:
    asked = await card(discord, bot, "person", {"who": "wang"})
    answer = await discord.followup(await discord.select(asked, "/person Wang Yi"))
    assert "Wang Yi" in text(answer)
    assert is_private(answer)


async def test_a_reply_has_buttons_too(discord: Loopback, bot: Process) -> None:
    await discord.write(f"<@{BOT}> /timeline china")
    answer = await discord.reply()
    await bot.until_logged("a message (server ")
    await discord.press(answer, "Next")
    assert "Page 2 of" in text(answer)


async def test_the_sixth_request_in_ten_seconds_waits(discord: Loopback) -> None:
    now = time.time()
    answers = [text((await discord.ask(COMMAND, slash("help", {}), at=now + second)).original) for second in range(6)]
    assert "a lot at once" not in answers[4]
    assert "a lot at once" in answers[5]
    later = await discord.ask(COMMAND, slash("help", {}), at=now + 20)
    assert "a lot at once" not in text(later.original)
    assert "a lot at once" not in text((await discord.slash("help", {}, BOB)).original)


async def test_hostile_words_are_answered(discord: Loopback, bot: Process) -> None:
    hostile = ["@everyone <@&1> <#2> [x](https://e.test)", "{0.__class__} %s \u202e\u0000 ```", "(a+)+" * 50]
    for person, words in zip(people(3), hostile, strict=True):
        asked = await discord.slash("ask", {"question": words}, person)
        assert text(asked.original)
        assert words not in bot.log


async def test_every_choice_keeps_to_the_limits(discord: Loopback) -> None:
    for command, option in (("quote", "who"), ("event", "about"), ("source", "about"), ("check", "claim")):
        for typed in ("", "c", "x" * 300):
            await discord.complete(command, option, typed)
