"""What players press: they join, leave and answer, and see their result."""

from __future__ import annotations

import discord

from bot.quiz.events import Answer, Event, Join, Leave, Refusal
from bot.quiz.judging import MAX_TYPED
from bot.quiz.state import Session
from bot.store.database import StoreError
from bot.surfaces.discord.errors import Interaction, tell
from bot.surfaces.discord.quiz.acknowledging import in_time, not_read, written
from bot.surfaces.discord.quiz.board import join_buttons, rows, short, view_of
from bot.surfaces.discord.quiz.ids import Pressed, id_of
from bot.surfaces.discord.quiz.live import LiveQuiz, Quizzes
from bot.surfaces.discord.quiz.private import own_result, receipt, review
from bot.surfaces.discord.text import clamp, plain

_LATE = "That question is not open any more."
_NAME_LENGTH = 100
_PROMPT_WIDTH = 45


async def play(interaction: Interaction, live: LiveQuiz, pressed: Pressed) -> None:
    """Do what a player pressed in a running quiz."""
    match pressed.verb:
        case "join":
            await _join(interaction, live, pressed.value)
        case "leave":
            await leave(interaction, live)
        case "write":
            await _write(interaction, live, pressed)
        case "mark":
            await _answer(interaction, live, pressed, Answer(person(interaction), (pressed.value,)))
        case "marks":
            marks = tuple(int(value) for value in pressed.values if value.isdecimal())
            await _answer(interaction, live, pressed, Answer(person(interaction), marks))
        case "written":
            text = pressed.values[0] if pressed.values else ""
            await _answer(interaction, live, pressed, Answer(person(interaction), text=plain(text[:MAX_TYPED])))


async def look_back(interaction: Interaction, quizzes: Quizzes, pressed: Pressed) -> None:
    """Show somebody what came of a quiz for them."""
    try:
        result = await in_time(interaction, quizzes.ended(pressed.quiz, interaction.guild_id))
    except StoreError as error:
        await tell(interaction, not_read("The result", error))
        return
    if result is None:
        await tell(interaction, "This quiz is not over, or its results are not kept any more.")
    elif pressed.verb == "mine":
        await tell(interaction, own_result(result.quiz, result.scores, person(interaction)))
    elif on_own_message(interaction) and not interaction.response.is_done():
        await interaction.response.edit_message(view=review(result.quiz, person(interaction), pressed.value))
    else:
        await _show(interaction, review(result.quiz, person(interaction), pressed.value))


async def leave(interaction: Interaction, live: LiveQuiz) -> None:
    """Let somebody leave; their answers stay."""
    after = await written(interaction, live.submit(Leave(person(interaction))))
    if isinstance(after, Refusal):
        await tell(interaction, after.reason)
    elif after is not None:
        await tell(interaction, "You have left the quiz. What you answered so far counts; answer to come back.")


def on_own_message(interaction: Interaction) -> bool:
    """Whether something was pressed on a message that only this person sees, so that it may be changed for them."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def person(interaction: Interaction) -> str:
    """The id under which somebody's answers are kept."""
    return str(interaction.user.id)


async def _join(interaction: Interaction, live: LiveQuiz, team: int) -> None:
    teams = live.quiz.session.rules.teams
    chosen = teams[team] if team < len(teams) else ""
    after = await written(interaction, live.submit(_joining(interaction, chosen)))
    if isinstance(after, Refusal):
        await tell(interaction, after.reason)
    elif after is not None:
        mine = after.players[person(interaction)].team
        side = f", in team {short(mine, 40)}" if mine else ""
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
            label="Leave", custom_id=id_of("leave", live.quiz.id, 0)
        )
        await _show(interaction, view_of([f"You are in{side}. Only you see what you answer."], [button]))


def _joining(interaction: Interaction, team: str = "") -> Join:
    name = clamp(plain(interaction.user.display_name), _NAME_LENGTH)
    return Join(person(interaction), name, team)


async def _write(interaction: Interaction, live: LiveQuiz, pressed: Pressed) -> None:
    """Open the form for a typed answer. It is written nowhere yet, so that nothing is waited for."""
    session = live.quiz.session
    if not _is_open(session, pressed) or session.question.typed is None:
        await tell(interaction, _LATE)
        return
    title = f"Question {session.round + 1}"
    form = discord.ui.Modal(title=title, custom_id=id_of("written", live.quiz.id, session.round))
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id="answer", max_length=MAX_TYPED, required=True
    )
    form.add_item(
        discord.ui.Label(text="Your answer", description=clamp(plain(session.question.prompt), 100), component=field)
    )
    # It is known by its id, also after a restart: discord.py need not remember it.
    form.stop()
    await interaction.response.send_modal(form)


async def _answer(interaction: Interaction, live: LiveQuiz, pressed: Pressed, answer: Answer) -> None:
    session = live.quiz.session
    if not _is_open(session, pressed):
        await tell(interaction, _LATE)
        return
    events: tuple[Event, ...] = (answer,)
    known = session.players.get(answer.person)
    if known is None or not known.here:
        if known is None and session.rules.teams:
            await _show(interaction, view_of(["Choose your team, then answer."], *rows(join_buttons(live.quiz))))
            return
        events = _joining(interaction), answer
    after = await written(interaction, live.submit(*events, question=pressed.round))
    if isinstance(after, Refusal):
        if answer.person in session.players and answer.person not in live.quiz.session.players:
            # They had everything about them deleted, which was noticed only now: they join anew.
            await _answer(interaction, live, pressed, answer)
        else:
            await tell(interaction, after.reason)
    elif after is not None:
        await tell(interaction, receipt(after, answer.person))


def _is_open(session: Session, pressed: Pressed) -> bool:
    return session.phase == "open" and session.round == pressed.round


async def _show(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)
