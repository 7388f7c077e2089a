"""What came of quizzes: for who may hold them as text and files, and for the class as a leaderboard."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import simcord

from bot.config import DEFAULT_QUIZ
from bot.quiz.state import Player, Rules
from bot.store.database import Database
from bot.store.quizzes import Quiz, create
from bot.store.servers import name_host_role
from bot.surfaces.discord.errors import Declined
from bot.surfaces.discord.quiz.hosting import NO_HOST
from bot.surfaces.discord.quiz.reports import span_of
from bot.surfaces.results_csv import PUPILS, QUESTIONS
from tests.store.played import ALSO_WRONG, RIGHT, WRONG, held, marked, over, typed
from tests.store.test_quizzes import new
from tests.surfaces.discord.fakes import as_read, only
from tests.surfaces.discord.quiz.conftest import School

HOSTILE = ('=HYPERLINK("http://e.test")', "@everyone", "😀" * 32, "\u202e=1+1\u2066")
NONE_ENDED = "No quiz has ended in this server."
NO_SUCH = "This server has no quiz of that name that is over."


def at(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


def database(school: School) -> Database:
    return school.bot.quizzes.database


async def seed(
    school: School, points: dict[str, int], day: str = "2026-01-01", guild: int | None = None, **changes: object
) -> Quiz:
    """A finished quiz of a day in which these people had so many questions right, of three."""
    right = (marked(RIGHT), typed("Beijing"), marked(0))
    players = tuple(Player(person, f"pupil {person}") for person in points)
    answers = {(person, number): right[number] for person, count in points.items() for number in range(count)}
    where = {"guild": school.world.guild.id if guild is None else guild, "channel": int(at(day))}
    return await held(database(school), over(players, answers), at(day) + 60, started_at=at(day), **where, **changes)


async def results(school: School, **options: str) -> simcord.ResponseMessage:
    return only(await school.teacher.slash(school.world.channel, "quiz results", **options))


async def board(school: School, **options: object) -> list[str]:
    """The lines of the leaderboard, as alice sees them."""
    shown = only(await school.alice.slash(school.world.channel, "quiz leaderboard", **options))
    return as_read(shown.content).split("\n")


async def files(message: simcord.ResponseMessage) -> dict[str, list[list[str]]]:
    """The files of a message by name, as a spreadsheet reads them."""
    read = {each.filename: (await each.read()).decode("utf-8-sig") for each in message.attachments}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in read.items()}


async def test_only_who_may_host_sees_results(school: School) -> None:
    await seed(school, {"7": 2})
    refused = only(await school.alice.slash(school.world.channel, "quiz results"))
    simcord.assert_error(school.world.env, Declined)
    assert refused.ephemeral
    assert refused.content == NO_HOST
    assert not refused.attachments
    role = school.world.guild.create_role("teachers")
    colleague = school.world.guild.add_member(school.world.env.create_user("colleague"), roles=[role])
    await school.world.env.settle()
    await name_host_role(database(school), school.world.guild.id, role.id)
    assert "pupil 7" in only(await colleague.slash(school.world.channel, "quiz results")).content


async def test_the_newest_quiz_is_shown_unless_another_is_chosen(school: School) -> None:
    assert (await results(school)).content == NONE_ENDED
    older = await seed(school, {"7": 1}, "2025-11-03", title="Older")
    await seed(school, {"8": 2}, "2025-12-05", title="Newer", school_class="8a")
    shown = await results(school)
    assert shown.ephemeral
    assert as_read(shown.content).split("\n")[:3] == [
        "Newer · 8a",
        "-# 2025-12-05 · 1 took part · 3 questions count",
        "1. pupil 8 – 200 points, 2 of 2 right",
    ]
    assert {each.filename for each in shown.attachments} == {"2025-12-05-pupils.csv", "2025-12-05-questions.csv"}
    chosen = await results(school, quiz=older.id)
    assert as_read(chosen.content).startswith("Older · 7b\n")
    assert "pupil 8" not in chosen.content


async def test_what_is_not_over_or_of_another_server_is_refused(school: School) -> None:
    elsewhere = await seed(school, {"7": 1}, guild=99)
    running = new(guild=school.world.guild.id)
    await create(database(school), running)
    for id_ in (elsewhere.id, running.id, "0" * 12, "'; DROP TABLE quiz; --", "x" * 100):
        refused = await results(school, quiz=id_)
        assert refused.content == NO_SUCH
        assert not refused.attachments
        await school.later(10)  # more at once would be too much
    assert (await results(school)).content == NONE_ENDED


async def test_the_files_say_who_answered_what(school: School) -> None:
    players = (Player("7", "Ada", "red"), Player("8", "Ben", "blue"), Player("9", "Cleo", "red"))
    answers = {
        ("7", 0): marked(RIGHT),
        ("8", 0): marked(WRONG, taken=3.26),
        ("9", 0): marked(WRONG),
        ("7", 1): typed("Beijing"),
        ("8", 1): typed("=1+1"),
        ("8", 2): marked(0),
    }
    session = over(players, answers, skipped=(2,), rules=Rules(teams=("red", "blue")))
    quiz = await held(
        database(school), session, guild=school.world.guild.id, started_at=at("2025-12-31") + 86_399, title="T"
    )
    message = await results(school)
    read = await files(message)
    assert list(read) == ["2025-12-31-pupils.csv", "2025-12-31-questions.csv"]
    pupils, questions = read.values()
    asked = quiz.session.questions
    texts = [option.text for option in asked[0].options]
    assert tuple(pupils[0]) == PUPILS
    assert pupils[1] == ["Ada", "red", "1", asked[0].prompt, texts[RIGHT], "yes", "100", "2.5", "yes", "7"]
    assert pupils[5] == ["Ben", "blue", "2", asked[1].prompt, "'=1+1", "no", "0", "4.0", "yes", "8"]
    assert pupils[4][7] == "3.3"
    assert pupils[6][6:] == ["0", "2.5", "no", "8"]
    assert pupils[8] == ["Cleo", "red", "2", asked[1].prompt, "", "no", "0", "", "yes", "9"]
    assert len(pupils) == 10
    assert tuple(questions[0]) == QUESTIONS
    assert questions[1] == ["1", asked[0].prompt, texts[RIGHT], "3", "1", "0.33", texts[WRONG], "2", "yes"]
    assert questions[2][3:] == ["2", "1", "0.5", "'=1+1", "1", "yes"]
    assert questions[3][-1] == "no"
    said = as_read(message.content)
    assert "Team red: 100 points on average\nTeam blue: 0 points on average\n1. Ada – 200 points, 2 of 2 right" in said
    assert f"Hard: question 1 (33% right; most chosen wrong: {texts[WRONG]})" in said
    assert "Hard: question 3" not in said


async def test_hostile_names_are_harmless_in_text_and_files(school: School) -> None:
    for name in HOSTILE:
        pupil = school.world.guild.add_member(school.world.env.create_user(f"u{len(name)}"), nick=name)
        await school.world.env.settle()
        if school.bot.quizzes.in_channel(school.world.channel.id) is None:
            await school.start(rounds=1)
        await pupil.click(school.board, label="Join")
    await school.host("Open the first question")
    await school.host("Close now")
    await school.host("Show the result")
    message = await results(school)
    assert "@everyone" not in message.content
    assert "http://" not in message.content
    assert "\u202e" not in message.content
    assert as_read(message.content).count(" – 0 points, 0 of 0 right") == 4
    pupils = (await files(message))["2026-01-01-pupils.csv"]
    names = {row[0] for row in pupils[1:]}
    assert names == {'\'=HYPERLINK("http://e.test")', "'@everyone", "😀" * 32, "'=1+1"}


async def test_a_cancelled_quiz_says_so(school: School) -> None:
    await school.start()
    await school.host("Cancel the quiz")
    assert "The quiz was cancelled, so nothing of it counts on the leaderboard." in (await results(school)).content


async def test_a_cancelled_quiz_does_not_hide_the_one_before(school: School) -> None:
    await seed(school, {"7": 1}, "2025-11-03", title="Finished")
    await school.start()
    await school.host("Cancel the quiz")
    assert as_read((await results(school)).content).startswith("Finished")


async def test_many_pupils_are_listed_in_the_file_only(school: School) -> None:
    await seed(school, {str(number): number % 3 for number in range(200)}, title="*" * 200)
    message = await results(school)
    assert len(message.content) <= 2000
    assert "… and 190 more in the file" in message.content
    assert len((await files(message))["2026-01-01-pupils.csv"]) == 601


async def test_quizzes_are_offered_to_hosts_only_and_no_more_than_fit(school: School) -> None:
    for day in range(1, 28):
        await seed(school, {"7": 1}, f"2025-12-{day:02}", title="many words " * 20, school_class="7b")
    last = await seed(school, {}, "2025-12-29", title="News \u202e@everyone")
    await seed(school, {}, "2025-12-30", guild=99)

    async def offered(by: simcord.MemberActor, typed: str) -> list[dict[str, str]]:
        return await by.autocomplete(school.world.channel, "quiz results", "quiz", typed)

    assert await offered(school.alice, "") == []
    found = await offered(school.teacher, "")
    assert len(found) == 25
    assert found[0] == {"name": "2025-12-29 News @everyone, 7b (0)", "value": last.id}
    assert found[1]["name"].startswith("2025-12-27 many words")
    assert [each["value"] for each in await offered(school.teacher, " NEWS")] == [last.id]
    assert await offered(school.teacher, "nothing of that kind") == []


async def test_the_leaderboard_adds_up_a_class_and_a_term(school: School) -> None:
    assert await board(school) == [
        "Leaderboard: all classes, 2025-08-01 to 2026-01-31",
        "No quiz has been finished there yet.",
    ]
    await seed(school, {"7": 2, "8": 1}, "2026-01-01")
    await seed(school, {"7": 1}, "2025-12-01", school_class="8a")
    await seed(school, {"9": 3}, "2019-01-01")
    assert (await board(school))[1:] == [
        "1. pupil 7 – 300 points, 3 right in 2 quizzes",
        "2. pupil 8 – 100 points, 1 right in 1 quiz",
    ]
    of_class = await board(school, **{"class": " 8A "})
    assert of_class[0].startswith("Leaderboard: 8a, ")
    assert of_class[1:] == ["1. pupil 7 – 100 points, 1 right in 1 quiz"]
    assert (await board(school, **{"class": "9c"}))[1:] == ["No quiz has been finished there yet."]
    everything = await board(school, when="all")
    assert everything[0] == "Leaderboard: all classes"
    assert [line.split(" – ")[0] for line in everything[1:]] == ["1. pupil 7", "2. pupil 9", "3. pupil 8"]


async def test_each_term_has_its_own_quizzes(school: School) -> None:
    today = datetime(2026, 1, 1, tzinfo=UTC).date()
    this, last = (span_of(when, today, DEFAULT_QUIZ.terms) for when in ("this", "before"))
    assert last.until == this.since <= today < this.until
    for person, day in (("7", this.since), ("8", last.since)):
        await seed(school, {person: 1}, day.isoformat())
    first = at(this.since.isoformat())
    await held(
        database(school),
        over((Player("9", "pupil 9"),), {}),
        first + 60,
        started_at=first - 0.5,
        guild=school.world.guild.id,
        channel=1,
    )
    assert [line.split(" – ")[0] for line in (await board(school, when="this"))[1:]] == ["1. pupil 7"]
    before = await board(school, when="before")
    assert [line.split(" – ")[0] for line in before[1:]] == ["1. pupil 8", "2. pupil 9"]
    assert before[0] == "Leaderboard: all classes, 2025-02-01 to 2025-07-31"


async def test_equal_points_are_an_equal_place(school: School) -> None:
    await seed(school, {"7": 1, "8": 2, "9": 2, "10": 0})
    assert [line.split(" – ")[0] for line in (await board(school))[1:]] == [
        "1. pupil 8",
        "1. pupil 9",
        "3. pupil 7",
        "4. pupil 10",
    ]


@pytest.mark.parametrize("better", [10, 0])
async def test_the_own_place_is_marked_and_only_in_private(school: School, better: int) -> None:
    me = str(school.alice.id)
    await seed(school, {**{str(number): 2 for number in range(better)}, me: 1})
    mine = f"{better + 1}. pupil {me} – 100 points, 1 right in 1 quiz (you)"
    assert (await board(school))[-1] == mine
    assert ("…" in await board(school)) == (better == 10)
    shown = only(await school.alice.slash(school.world.channel, "quiz leaderboard", private=False))
    assert not shown.ephemeral
    assert "(you)" not in shown.content


async def test_only_played_quizzes_of_this_server_count(school: School) -> None:
    await seed(school, {"7": 3}, guild=99)
    cancelled = replace(over((Player("8", "pupil 8"),), {("8", 0): marked(RIGHT)}), phase="cancelled")
    await held(database(school), cancelled, guild=school.world.guild.id, channel=1, started_at=at("2026-01-01"))
    players = (Player("9", "*pupil* @everyone"),)
    answers = {("9", 0): marked(ALSO_WRONG)}
    await held(
        database(school), over(players, answers), guild=school.world.guild.id, channel=2, started_at=at("2026-01-01")
    )
    shown = only(await school.alice.slash(school.world.channel, "quiz leaderboard"))
    assert shown.ephemeral
    assert "@everyone" not in shown.content
    assert as_read(shown.content).split("\n")[1:] == ["1. *pupil* @everyone – 0 points, 0 right in 1 quiz"]


async def test_classes_are_offered_to_everybody(school: School) -> None:
    await seed(school, {}, school_class="7b")
    await seed(school, {}, "2025-12-01", school_class="8a", guild=99)
    choices = await school.alice.autocomplete(school.world.channel, "quiz leaderboard", "class", "7B")
    assert choices == [{"name": "7b", "value": "7b"}]
    assert await school.alice.autocomplete(school.world.channel, "quiz leaderboard", "class", "8") == []
