"""`/quiz results` and `/quiz leaderboard`: what came of quizzes, for who held them and for the class."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import discord
from discord import app_commands

from bot.quiz.terms import Term, before, term
from bot.store.database import StoreError
from bot.store.leaderboard import Standing, as_written, leaderboard
from bot.store.results import Asked, Ended, Results, ended, newest, results
from bot.surfaces.discord.errors import Declined, Interaction, tell
from bot.surfaces.discord.quiz.acknowledging import not_read
from bot.surfaces.discord.quiz.board import name_of, number_of, short
from bot.surfaces.discord.quiz.commands import class_choices
from bot.surfaces.discord.quiz.hosting import NO_HOST, may_host
from bot.surfaces.discord.quiz.live import Quizzes
from bot.surfaces.discord.text import clamp, joined, plain
from bot.surfaces.results_csv import pupils_csv, questions_csv

_LISTED = 10
_HARDEST = 3
_ALL_CLASSES = "all classes"
_WHEN = [
    app_commands.Choice(name="this term", value="this"),
    app_commands.Choice(name="the term before", value="before"),
    app_commands.Choice(name="all that is kept", value="all"),
]
_EVER = Term(date(2000, 1, 1), date(3000, 1, 1))

Command = app_commands.Command[Any, ..., Any]


def report_commands(quizzes: Quizzes, starts: Sequence[str]) -> tuple[Command, ...]:
    """The commands, for adding to `/quiz`. `starts` are the days on which terms begin, as in `bot.quiz.terms`."""
    return _results_command(quizzes), _leaderboard_command(quizzes, starts)


def _results_command(quizzes: Quizzes) -> Command:
    @app_commands.command(name="results", description="What came of a quiz, with files for a spreadsheet")
    @app_commands.describe(quiz="Which quiz; the last one that was finished if left out")
    async def show(interaction: Interaction, quiz: app_commands.Range[str, 1, 100] | None = None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = interaction.guild_id or 0
        try:
            if not await may_host(interaction, quizzes.database):
                raise Declined(NO_HOST)
            wanted = quiz or await newest(quizzes.database, guild)
            found = None if wanted is None else await results(quizzes.database, guild, wanted)
        except StoreError as error:
            await tell(interaction, not_read("The results", error))
            return
        if found is None:
            none = "This server has no quiz of that name that is over." if quiz else "No quiz has ended in this server."
            await tell(interaction, none)
            return
        day = _day(found.quiz.started_at)
        files = [
            discord.File(io.BytesIO(content), filename=f"{day}-{name}.csv")
            for name, content in (("pupils", pupils_csv(found)), ("questions", questions_csv(found)))
        ]
        await interaction.followup.send(results_text(found), files=files, ephemeral=True)

    @show.autocomplete("quiz")
    async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            if not await may_host(interaction, quizzes.database):
                return []
            listed = await ended(quizzes.database, interaction.guild_id or 0)
        except StoreError:
            return []
        named = ((_line(each), each.id) for each in listed)
        fitting = [(name, id_) for name, id_ in named if typed.strip().casefold() in name.casefold()]
        return [app_commands.Choice(name=name, value=id_) for name, id_ in fitting][:25]

    return show


def _leaderboard_command(quizzes: Quizzes, starts: Sequence[str]) -> Command:
    @app_commands.command(name="leaderboard", description="Who has the most points, by class and term")
    @app_commands.describe(
        school_class="Which class; all if left out",
        when="Which term; this one if left out",
        private="Show it only to you; yes if left out",
    )
    @app_commands.rename(school_class="class")
    @app_commands.choices(when=_WHEN)
    async def show(
        interaction: Interaction,
        school_class: app_commands.Range[str, 0, 100] = "",
        when: str = "this",
        private: bool = True,
    ) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        span = span_of(when, datetime.fromtimestamp(quizzes.now, UTC).date(), starts)
        since, until = (datetime.combine(day, time(), UTC).timestamp() for day in (span.since, span.until))
        guild = interaction.guild_id or 0
        try:
            class_ = await as_written(quizzes.database, guild, school_class.strip())
            found = await leaderboard(quizzes.database, guild, class_, since, until)
        except StoreError as error:
            await tell(interaction, not_read("The leaderboard", error))
            return
        said = leaderboard_text(found, class_, span, str(interaction.user.id) if private else "")
        await interaction.followup.send(said, ephemeral=private)

    @show.autocomplete("school_class")
    async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await class_choices(quizzes, interaction.guild_id or 0, typed)

    return show


def span_of(when: str, today: date, starts: Sequence[str]) -> Term:
    """The days that a choice of term means."""
    if when == "all":
        return _EVER
    this = term(today, starts)
    return before(this, starts) if when == "before" else this


def results_text(found: Results) -> str:
    """The results in one message: the best pupils, the teams and the hardest questions."""
    quiz = found.quiz
    about = f"{_day(quiz.started_at)} · {quiz.players} took part · {quiz.rounds} questions count"
    school_class = f" · {short(quiz.school_class, 40)}" if quiz.school_class else ""
    lines = [f"**{short(quiz.title, 150)}**{school_class}", f"-# {about}"]
    if quiz.phase == "cancelled":
        lines.append("The quiz was cancelled, so nothing of it counts on the leaderboard.")
    lines += [f"Team {name_of(team.team)}: {float(team.points):.0f} points on average" for team in found.teams]
    lines += [
        f"{score.rank}\\. {name_of(score.name)} – {score.points} points, {score.right} of {score.answered} right"
        for score in found.pupils[:_LISTED]
    ]
    if len(found.pupils) > _LISTED:
        lines.append(f"… and {len(found.pupils) - _LISTED} more in the file")
    answered = [asked for asked in found.questions if asked.counted and asked.difficulty is not None]
    for asked in sorted(answered, key=lambda each: (each.difficulty or 0.0, each.number))[:_HARDEST]:
        lines.append(_hard(asked))
    return joined(lines)


def leaderboard_text(found: Sequence[Standing], school_class: str, span: Term, person: str) -> str:
    """The standings in one message: the best, and the person's own place, which is marked."""
    where = short(school_class, 100) if school_class else _ALL_CLASSES
    when = "" if span == _EVER else f", {span.since.isoformat()} to {(span.until - timedelta(days=1)).isoformat()}"
    lines = [f"**Leaderboard: {where}**{when}"]
    lines += [_standing(each, person) for each in found[:_LISTED]]
    mine = next((each for each in found[_LISTED:] if each.person == person), None)
    if mine is not None:
        lines += ["…", _standing(mine, person)]
    if not found:
        lines.append("No quiz has been finished there yet.")
    return joined(lines)


def _standing(each: Standing, person: str) -> str:
    quizzes = number_of(each.quizzes, "quiz", "quizzes")
    you = " (you)" if each.person == person else ""
    return f"{each.rank}\\. {name_of(each.name)} – {each.points} points, {each.right} right in {quizzes}{you}"


def _hard(asked: Asked) -> str:
    wrong = f"; most chosen wrong: {short(asked.most_chosen_wrong, 60)}" if asked.most_chosen_wrong else ""
    share = f"{asked.difficulty or 0:.0%}"
    return f"Hard: question {asked.number + 1} ({share} right{wrong}): {short(asked.question.prompt, 120)}"


def _line(quiz: Ended) -> str:
    school_class = f", {quiz.school_class}" if quiz.school_class else ""
    return clamp(plain(f"{_day(quiz.started_at)} {quiz.title}{school_class} ({quiz.players})"), 100)


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).date().isoformat()
