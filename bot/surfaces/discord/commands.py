"""Discord's application commands: the one table of commands that every surface offers, and the menu of a message."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Coroutine, Iterable
from time import perf_counter
from typing import Any

import discord
from discord import app_commands

from bot.answers.commands import COMMANDS, Command, Option
from bot.answers.desk import Completion, Desk
from bot.surfaces.discord.cards import Cards
from bot.surfaces.discord.errors import Interaction, frames, tell
from bot.surfaces.discord.reading import NO_WORDS, TOO_LONG, claim, is_too_long
from bot.surfaces.discord.text import clamp, plain, width

log = logging.getLogger(__name__)

MENU_NAME = "Check this message"
MAX_CHOICES = 25
MAX_CHOICE_WIDTH = 100
NAMES_LENGTH = 300
PROSE_LENGTH = 1500
"""The most characters that an option takes: a few names or words, or a whole claim or question."""
_PROSE = frozenset({"claim", "question"})

ApplicationCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


def build(desk: Desk, cards: Cards, *, private_by_default: bool) -> list[ApplicationCommand]:
    """The commands that answer from `desk` with `cards`."""
    return [*(_build_one(command, desk, cards, private_by_default) for command in COMMANDS), _build_menu(desk, cards)]


def choices(completions: Iterable[Completion]) -> list[app_commands.Choice[str]]:
    """Completions as Discord takes them: at most 25, no name twice, nothing empty, nothing above 100 characters.

    A name is shortened; a value is what will be asked, so a completion whose value does not fit is left out.
    """
    found: dict[str, app_commands.Choice[str]] = {}
    for completion in completions:
        name = clamp(plain(completion.label), MAX_CHOICE_WIDTH)
        value = plain(completion.value)
        if name and value and width(value) <= MAX_CHOICE_WIDTH:
            found.setdefault(name, app_commands.Choice(name=name, value=value))
        if len(found) == MAX_CHOICES:
            break
    return list(found.values())


def _build_one(
    command: Command, desk: Desk, cards: Cards, private_by_default: bool
) -> app_commands.Command[Any, ..., Any]:
    async def callback(interaction: Interaction, /, **given: Any) -> None:
        values = [given[_parameter_name(option)] for option in command.options]
        query = " ".join([f"/{command.name}", *(value.strip() for value in values if value)])
        await _answer(interaction, desk, cards, f"/{command.name}", query, private=given["private"])

    # discord.py reads a command's options off the signature of its callback.
    callback.__signature__ = _signature(command, private_by_default)  # type: ignore[attr-defined]  # functions allow it
    app_commands.describe(
        private=f"Show the answer only to you; if left out: {'yes' if private_by_default else 'no'}",
        **{_parameter_name(option): option.description for option in command.options},
    )(callback)
    app_commands.rename(**{_parameter_name(option): option.name for option in command.options})(callback)
    app_commands.autocomplete(
        **{_parameter_name(option): _completer(command, option, desk) for option in command.options}
    )(callback)
    return app_commands.Command(name=command.name, description=command.description, callback=callback)


def _build_menu(desk: Desk, cards: Cards) -> app_commands.ContextMenu:
    """The entry in the menu of a message. Its answer is private: nobody asked the person who wrote the message."""

    async def callback(interaction: Interaction, message: discord.Message) -> None:
        text = claim(message)
        query = f"/check {text}"
        if not text:
            await tell(interaction, NO_WORDS)
        elif is_too_long(query):
            await tell(interaction, TOO_LONG)
        else:
            await _answer(interaction, desk, cards, f"“{MENU_NAME}”", query, private=True)

    return app_commands.ContextMenu(name=MENU_NAME, callback=callback)


async def _answer(interaction: Interaction, desk: Desk, cards: Cards, name: str, query: str, *, private: bool) -> None:
    started = perf_counter()
    answer = desk.answer(query)
    await cards.post(interaction, answer, private=private)
    milliseconds = (perf_counter() - started) * 1000
    log.info("%s: %s in %.0f ms (server %s)", name, answer.status, milliseconds, interaction.guild_id)


def _parameter_name(option: Option) -> str:
    """A name that Python accepts even for `with`."""
    return f"{option.name}_"


def _signature(command: Command, private_by_default: bool) -> inspect.Signature:
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_ONLY, annotation=Interaction)]
    for option in command.options:
        length = PROSE_LENGTH if option.accepts in _PROSE else NAMES_LENGTH
        annotation = app_commands.transformers.RangeTransformer(discord.AppCommandOptionType.string, min=1, max=length)
        default = inspect.Parameter.empty if option.required else None
        parameters.append(inspect.Parameter(_parameter_name(option), keyword, annotation=annotation, default=default))
    parameters.append(inspect.Parameter("private", keyword, annotation=bool, default=private_by_default))
    return inspect.Signature(parameters)


def _completer(
    command: Command, option: Option, desk: Desk
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        try:
            return choices(desk.complete(command.name, option.name, current, MAX_CHOICES))
        except Exception as error:  # noqa: BLE001 - a broken list must not keep anybody from typing on
            log.warning("no choices for %s of /%s\n%s", option.name, command.name, frames(error))
            return []

    return complete
