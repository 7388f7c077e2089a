"""`/quiz`: holding a quiz in a channel, leaving one, and what came of it."""

from __future__ import annotations

from contextlib import suppress

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.quiz.compose import MOST_ROUNDS, Wish, rounds_of
from bot.quiz.events import Allow
from bot.quiz.model import KINDS, LEVELS
from bot.quiz.session import MOST_EXTRA
from bot.quiz.state import Rules, Session
from bot.store import servers
from bot.store.database import StoreError
from bot.store.leaderboard import classes
from bot.store.quizzes import AlreadyRunning, Quiz, new_id
from bot.store.running import Gone
from bot.surfaces.discord.errors import SENDING_ERRORS, Declined, Interaction, tell
from bot.surfaces.discord.limit import Limit
from bot.surfaces.discord.quiz import playing, wishes
from bot.surfaces.discord.quiz.acknowledging import in_time, not_saved
from bot.surfaces.discord.quiz.board import short
from bot.surfaces.discord.quiz.hosting import NO_HOST, NOT_THE_HOST, may_host, show_panel
from bot.surfaces.discord.quiz.live import LiveQuiz, Quizzes
from bot.surfaces.discord.text import clamp, escape, joined, plain
from bot.surfaces.live import LiveDesk

LONGEST_SECONDS = 600
_CLASS_WIDTH = 40
_TOPIC_LENGTH = 100
_SEED_LENGTH = 40
_LINE_WIDTH = 225
_NO_QUIZ = "No quiz is running in this channel."
_LEVELS = [app_commands.Choice(name=name, value=level) for level, name in LEVELS.items()]


class QuizCommands(app_commands.Group):
    """For everybody in a server; what only a host may do is asked of the server's own rule."""

    def __init__(self, desk: LiveDesk, quizzes: Quizzes, limit: Limit) -> None:
        super().__init__(
            name="quiz",
            description="Quizzes on the facts",
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._desk = desk
        self._quizzes = quizzes
        self._limit = limit
        self._pool = wishes.Pool()

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Hold what Discord is only asked to, and the limit of all commands. Raises Declined."""
        if interaction.guild_id is None:
            raise Declined("Quizzes are held in servers only.")
        return await self._limit.check(interaction)

    @app_commands.command(description="Begin a quiz in this channel")
    @app_commands.describe(
        rounds="How many questions; if left out, 10, or all of your own",
        topic="What it is about: a name, a place, a month",
        kinds="Kinds of questions with commas between them; all if left out",
        difficulty="How near the wrong options are; all if left out",
        seconds="For each question, on top of the time to read it; if left out, you open and close each one",
        teams="Names of teams with commas between them; if left out, everybody plays alone",
        speed_bonus="A few points more for a fast answer, with seconds only; no if left out",
        school_class="For the leaderboard: which class this is",
        questions="Your own questions, as a YAML file or a trivia list of Red-DiscordBot",
        seed="Any word: the same word gives the same quiz again; without one, your own come in their order",
    )
    @app_commands.choices(difficulty=_LEVELS)
    @app_commands.rename(school_class="class")
    async def start(  # noqa: PLR0913, PLR0917 - each is an option of the command
        self,
        interaction: Interaction,
        rounds: Range[int, 1, MOST_ROUNDS] | None = None,
        topic: Range[str, 0, _TOPIC_LENGTH] = "",
        kinds: Range[str, 0, 300] = "",
        difficulty: int | None = None,
        seconds: Range[int, 5, LONGEST_SECONDS] | None = None,
        teams: Range[str, 0, 400] = "",
        speed_bonus: bool = False,
        school_class: Range[str, 0, _CLASS_WIDTH] = "",
        questions: discord.Attachment | None = None,
        seed: Range[str, 1, _SEED_LENGTH] | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await self._require_host(interaction)
            wished = rounds_of(rounds, own=questions is not None)
            wish = Wish(wished, topic, wishes.read_kinds(kinds), difficulty)
            own = None if questions is None else await wishes.read_file(questions.filename, await _content(questions))
            made = wishes.make(await self._pool.of(self._desk.base), wish, seed, own)
            guild = interaction.guild_id or 0
            rules = Rules(
                wishes.read_pace(seconds, speed_bonus),
                speed_bonus,
                wishes.read_teams(teams),
                await servers.extra_time(self._quizzes.database, guild),
            )
            quiz = Quiz(
                id=new_id(),
                session=Session(made.questions, rules),
                guild=guild,
                channel=interaction.channel_id,
                host=str(interaction.user.id),
                school_class=clamp(plain(school_class), _CLASS_WIDTH),
                title=clamp(plain(made.title), 200),
                seed=made.seed,
                started_at=self._quizzes.now,
            )
            live = await self._quizzes.start(quiz)
        except wishes.Unfulfillable as error:
            await tell(interaction, refusal(str(error)))
        except AlreadyRunning:
            await tell(interaction, "A quiz is running in this channel already. Its host can end it with /quiz host.")
        except StoreError as error:
            await tell(interaction, not_saved(error))
        except SENDING_ERRORS as error:
            if not isinstance(error, discord.Forbidden | discord.NotFound):
                raise
            await tell(interaction, "I may not write in this channel: allow me View Channel and Send Messages there.")
        else:
            await self._begun(interaction, live, wishes.told_fewer(made, wished))

    async def _begun(self, interaction: Interaction, live: LiveQuiz, fewer: str) -> None:
        again = f"The same questions again: seed {short(live.quiz.seed, _SEED_LENGTH)}."
        await tell(interaction, f"{again} {fewer}".strip())
        await show_panel(interaction, live)

    @start.autocomplete("kinds")
    async def _kinds(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The kinds that can follow those that are typed already."""
        *before, last = current.split(",")
        chosen = [kind.strip() for kind in before]
        fitting = (kind for kind in KINDS if kind not in chosen and last.strip().lower() in kind)
        whole = (", ".join([*chosen, kind]) for kind in fitting)
        return [app_commands.Choice(name=each, value=each) for each in whole if len(each) <= 100][:25]

    @start.autocomplete("school_class")
    async def _classes(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await class_choices(self._quizzes, interaction.guild_id or 0, current)

    @app_commands.command(description="The panel with which you run the quiz in this channel")
    async def host(self, interaction: Interaction) -> None:
        live = self._quizzes.in_channel(interaction.channel_id)
        if live is None:
            await tell(interaction, _NO_QUIZ)
        elif str(interaction.user.id) != live.quiz.host and not await in_time(
            interaction, may_host(interaction, self._quizzes.database)
        ):
            await tell(interaction, NOT_THE_HOST)
        else:
            await show_panel(interaction, live)

    @app_commands.command(description="Leave the quiz in this channel; what you answered counts")
    async def leave(self, interaction: Interaction) -> None:
        live = self._quizzes.in_channel(interaction.channel_id)
        if live is None:
            await tell(interaction, _NO_QUIZ)
        else:
            await playing.leave(interaction, live)

    @app_commands.command(
        name="extra-time", description="Give somebody more time for each question; nobody else sees it"
    )
    @app_commands.describe(member="Who has more time", percent="How much more, in percent of the time; 0 for none")
    async def extra_time(
        self, interaction: Interaction, member: discord.Member, percent: Range[int, 0, int(100 * MOST_EXTRA)]
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, person, share = interaction.guild_id or 0, str(member.id), percent / 100
        try:
            await self._require_host(interaction)
            await servers.allow(self._quizzes.database, guild, person, share)
            for live in self._quizzes.in_server(guild):
                with suppress(Gone):  # a quiz that has just ended needs no more time
                    await live.submit(Allow(person, share))
        except StoreError as error:
            await tell(interaction, not_saved(error))
            return
        said = f"has {percent} % more time for each question" if percent else "has no extra time any more"
        await tell(interaction, f"{short(member.display_name, _CLASS_WIDTH)} {said} in this server.")

    async def _require_host(self, interaction: Interaction) -> None:
        if not await may_host(interaction, self._quizzes.database):
            raise Declined(NO_HOST)


def refusal(text: str) -> str:
    """Lines of a reason as one message takes them: each in short, and no more than find room."""
    # Each line on its own, because escaping makes one line of all.
    return joined([escape(clamp(line, _LINE_WIDTH)) for line in text.split("\n")])


async def class_choices(quizzes: Quizzes, guild: int, typed: str) -> list[app_commands.Choice[str]]:
    """The classes that had quizzes in a server, those with the typed text in their name."""
    try:
        known = await classes(quizzes.database, guild)
    except StoreError:
        return []
    fitting = [each for each in known if typed.strip().casefold() in each.casefold()]
    return [app_commands.Choice(name=each, value=each) for each in fitting if each][:25]


async def _content(attachment: discord.Attachment) -> bytes:
    """The content of a file that a host attached. Raises Unfulfillable."""
    if attachment.size > wishes.MOST_FILE_BYTES:
        raise wishes.Unfulfillable(
            f"The file has {attachment.size:,} bytes, and at most {wishes.MOST_FILE_BYTES:,} are read; split it."
        )
    try:
        return await attachment.read()
    except SENDING_ERRORS as error:
        raise wishes.Unfulfillable("Discord does not hand out the file; attach it again.") from error
