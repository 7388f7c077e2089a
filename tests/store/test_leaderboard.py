"""The leaderboard: of one server and class, over finished quizzes of a time, and nothing else counts."""

from __future__ import annotations

from dataclasses import replace

from bot.quiz.state import Player
from bot.store.database import Database
from bot.store.leaderboard import Standing, as_written, classes, leaderboard
from bot.store.quizzes import create
from tests.store.played import ADA, BEN, CLEO, RIGHT, WRONG, held, marked, over, typed
from tests.store.test_quizzes import new

GUILD, ALWAYS = 3, (0.0, 1e12)
ADA_KNOWS = {("7", 0): marked(RIGHT), ("8", 0): marked(WRONG)}
BOTH_KNOW = {("7", 0): marked(RIGHT), ("8", 0): marked(RIGHT)}


async def test_points_of_all_quizzes_are_added(database: Database) -> None:
    await held(database, over((ADA, BEN), ADA_KNOWS), started_at=10.0)
    renamed = replace(ADA, name="Ada L.")
    await held(database, over((renamed, BEN, CLEO), {**BOTH_KNOW, ("7", 1): typed("Beijing")}), started_at=30.0)
    await held(database, over((ADA,), {}), started_at=20.0)
    assert await leaderboard(database, GUILD, "7b", *ALWAYS) == (
        Standing("7", "Ada L.", 300, 3, 3, 1),
        Standing("8", "Ben", 100, 1, 2, 2),
        Standing("9", "Cleo", 0, 0, 1, 3),
    )


async def test_equal_points_are_an_equal_rank(database: Database) -> None:
    await held(database, over((CLEO, BEN, ADA), BOTH_KNOW))
    found = await leaderboard(database, GUILD, "", *ALWAYS)
    assert [(each.name, each.rank) for each in found] == [("Ada", 1), ("Ben", 1), ("Cleo", 3)]


async def test_only_finished_quizzes_and_counted_questions_count(database: Database) -> None:
    await held(database, over((ADA, BEN), ADA_KNOWS, phase="cancelled"))
    await held(database, over((BEN, ADA), ADA_KNOWS, skipped=(0,)))
    running = replace(over((CLEO,), {}), phase="closed")
    await held(database, running)
    found = await leaderboard(database, GUILD, "", *ALWAYS)
    assert [(each.name, each.points, each.right, each.quizzes) for each in found] == [
        ("Ada", 0, 0, 1),
        ("Ben", 0, 0, 1),
    ]


async def test_of_one_server_and_class_only(database: Database) -> None:
    await held(database, over((ADA,), {}), school_class="7b")
    await held(database, over((BEN,), {}), school_class="8a")
    await held(database, over((CLEO,), {}), guild=4)
    await held(database, over((Player("you", "you"),), {}), guild=None, channel=None)
    assert [each.name for each in await leaderboard(database, GUILD, "8a", *ALWAYS)] == ["Ben"]
    assert [each.name for each in await leaderboard(database, GUILD, "", *ALWAYS)] == ["Ada", "Ben"]
    assert [each.name for each in await leaderboard(database, 4, "7b", *ALWAYS)] == ["Cleo"]
    assert await leaderboard(database, GUILD, "9c", *ALWAYS) == ()


async def test_a_quiz_belongs_to_the_term_in_which_it_began(database: Database) -> None:
    for player, began in ((ADA, 99.5), (BEN, 100.0), (CLEO, 200.0)):
        await held(database, over((player,), {}), started_at=began)
    assert [each.name for each in await leaderboard(database, GUILD, "", 100.0, 200.0)] == ["Ben"]
    assert [each.name for each in await leaderboard(database, GUILD, "", 0.0, 100.0)] == ["Ada"]


async def test_classes_are_named_most_recent_first(database: Database) -> None:
    for number, school_class in enumerate(["7b", "8a", "7b", "", "=1"]):
        await held(database, over((), {}), school_class=school_class, started_at=float(number))
    await held(database, over((), {}), school_class="elsewhere", guild=4)
    await create(database, new(school_class="running", started_at=50.0))
    assert await classes(database, GUILD) == ("running", "=1", "7b", "8a")
    assert await classes(database, 99) == ()


async def test_no_more_classes_than_discord_lists(database: Database) -> None:
    for number in range(27):
        await held(database, over((), {}), school_class=str(number), started_at=float(number))
    assert await classes(database, GUILD) == tuple(str(number) for number in range(26, 1, -1))


async def test_capitals_make_no_other_class(database: Database) -> None:
    for number, (school_class, player) in enumerate([("7Ä", ADA), ("8b", CLEO), ("7ä", BEN)]):
        await held(database, over((player,), {}), school_class=school_class, started_at=float(number))
    await held(database, over((), {}), school_class="7a", started_at=9.0, guild=4)
    for typed_class in ("7Ä", "7ä"):
        assert [each.name for each in await leaderboard(database, GUILD, typed_class, *ALWAYS)] == ["Ada", "Ben"]
        assert await as_written(database, GUILD, typed_class) == "7ä"
    assert await leaderboard(database, GUILD, "7a", *ALWAYS) == ()
    assert await as_written(database, GUILD, "7a") == "7a"
    assert await classes(database, GUILD) == ("7ä", "8b")
