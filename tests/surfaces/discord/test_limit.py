"""How often one person may ask, whichever way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import simcord

from bot.surfaces.discord.commands import MENU_NAME
from bot.surfaces.discord.errors import TooOften
from bot.surfaces.discord.limit import ASKS, SECONDS, Limit
from tests.surfaces.discord.fakes import FakeDesk, World, only, read

START = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_person_may_ask_so_often_and_then_waits() -> None:
    limit = Limit(asks=2, seconds=10)
    assert [limit.take(1, at(second)) for second in (0, 4, 5, 9.5, 10)] == [0, 0, 5, 1, 1]
    assert limit.take(1, at(10.1)) == 0


def test_one_person_does_not_wait_for_another() -> None:
    limit = Limit(asks=1, seconds=10)
    assert [limit.take(person, START) for person in (1, 2, 1)] == [0, 0, 10]


def test_nobody_is_remembered_for_longer_than_needed() -> None:
    limit = Limit(asks=1, seconds=10)
    for person in range(100):
        limit.take(person, at(person))
    assert len(limit._people) == 11


async def test_all_ways_of_asking_count_together(world: World, desk: FakeDesk) -> None:
    message = await world.write("Blinken met Xi", world.bob)
    await world.ask("person", who="one")
    await world.alice.context_menu(world.channel, MENU_NAME, message)
    await world.write(f"{world.mention} three")
    await world.alice.send_dm("four")
    await world.ask("help")
    assert len(desk.asked) == ASKS == 5

    refused = only(await world.alice.context_menu(world.channel, MENU_NAME, message))
    simcord.assert_error(world.env, TooOften)
    assert refused.ephemeral
    assert refused.content == "That was a lot at once. Ask again in 10 seconds."
    await world.write(f"{world.mention} too much")
    assert world.replies()[-1].content == "That was a lot at once. Ask again in 10 seconds."
    assert len(desk.asked) == ASKS

    await world.write(f"{world.mention} of another person", world.bob)
    assert "of another person" in read(world.replies()[-1])
    await world.env.advance_time(SECONDS + 1)
    await world.write(f"{world.mention} later")
    assert "later" in read(world.replies()[-1])


async def test_a_flood_of_messages_is_told_of_once(world: World, desk: FakeDesk) -> None:
    for number in range(ASKS + 10):
        await world.write(f"{world.mention} question {number}")
    assert len(desk.asked) == ASKS
    assert len(world.replies()) == ASKS + 1
    assert world.replies()[-1].content.startswith("That was a lot at once.")
