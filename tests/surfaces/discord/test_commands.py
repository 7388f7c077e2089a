"""Every command of the table, as a person uses it in Discord."""

from __future__ import annotations

import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answer
from bot.answers.commands import COMMANDS, Command, Option
from bot.answers.desk import Completion
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.commands import MENU_NAME, choices
from bot.surfaces.discord.errors import TooOften
from bot.surfaces.discord.limit import ASKS
from bot.surfaces.discord.text import width
from tests.surfaces.discord.fakes import FakeDesk, World, fact, read

OPTIONS = [(command, option) for command in COMMANDS for option in command.options]


def typed(command: Command, option: Option) -> str:
    return f"{command.name}-{option.name}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_a_command_asks_the_desk_with_its_options_in_order(
    world: World, desk: FakeDesk, command: Command
) -> None:
    words = [f"word{number}" for number, _ in enumerate(command.options)]
    query = " ".join([f"/{command.name}", *words])
    desk.answers[query] = Answer(query, None, "answered", f"Answer to {query}", (fact(),))
    options = {option.name: word for option, word in zip(command.options, words, strict=True)}
    result = await world.ask(command.name, **options)
    assert desk.asked == [query]
    assert (command.name if command.name == "help" else f"Answer to {query}") in read(result)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_options_that_are_not_required_can_be_left_out(world: World, desk: FakeDesk, command: Command) -> None:
    options = {option.name: " one   two " for option in command.options if option.required}
    result = await world.ask(command.name, **options)
    assert result.ephemeral
    assert desk.asked == [" ".join([f"/{command.name}", *["one   two"] * len(options)])]


@pytest.mark.parametrize("command", [c for c in COMMANDS if any(o.required for o in c.options)], ids=lambda c: c.name)
async def test_a_required_option_is_required(world: World, command: Command) -> None:
    with pytest.raises(simcord.OptionError) as refused:
        await world.ask(command.name)
    assert refused.value.code == "option-required"


async def test_help_lists_every_command(world: World) -> None:
    result = await world.ask("help")
    for command in COMMANDS:
        assert command.usage in read(result)


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=[typed(*pair) for pair in OPTIONS])
async def test_every_option_completes(world: World, desk: FakeDesk, command: Command, option: Option) -> None:
    filled = {other.name: "x" for other in command.options if other.required and other is not option}
    found = await world.alice.autocomplete(world.channel, command.name, option.name, "blink", **filled)
    assert found == [{"name": "blink as a name", "value": "blink as a value"}]
    assert desk.completed == [(command.name, option.name, "blink", 25)]


async def test_more_completions_than_discord_takes_are_cut(world: World, desk: FakeDesk) -> None:
    desk.completions["meeting", "who"] = tuple(Completion(f"name {n}", f"value {n}") for n in range(60))
    found = await world.alice.autocomplete(world.channel, "meeting", "who", "na")
    assert [choice["value"] for choice in found] == [f"value {n}" for n in range(25)]


def test_a_long_name_is_shortened_but_a_long_value_is_not_turned_into_another_question() -> None:
    found = choices(
        [Completion("word " * 30, "fits"), Completion("too long", "v" * 101), Completion("last", "v" * 100)]
    )
    assert [choice.value for choice in found] == ["fits", "v" * 100]
    assert found[0].name.endswith("word…")


def test_choices_hide_no_characters_and_repeat_no_name() -> None:
    hidden = "Xi\u202e Jin\u200bping\n"
    assert [(c.name, c.value) for c in choices([Completion(hidden, hidden), Completion("Xi Jinping", "other")])] == [
        ("Xi Jinping", "Xi Jinping")
    ]


@given(st.lists(st.builds(Completion, st.text(), st.text()), max_size=60))
def test_choices_are_always_what_discord_takes(completions: list[Completion]) -> None:
    found = choices(completions)
    assert len(found) <= 25
    assert all(1 <= width(text) <= 100 for choice in found for text in (choice.name, choice.value))
    assert len({choice.name for choice in found}) == len(found)


@pytest.mark.parametrize("private_by_default", [True, False])
@pytest.mark.parametrize("private", [True, False, None])
async def test_who_sees_the_answer(world: World, private_by_default: bool, private: bool | None) -> None:
    chosen: dict[str, bool] = {} if private is None else {"private": private}
    result = await world.ask("person", who="wang yi", **chosen)
    assert result.ephemeral is (private_by_default if private is None else private)
    assert (world.channel.last_message is None) is result.ephemeral


@pytest.mark.parametrize("option", ["who", "with", "about"])
async def test_names_are_bounded(world: World, option: str) -> None:
    options = {"who": "x", option: "x" * 301}
    with pytest.raises(simcord.OptionError, match="at most 300 characters"):
        await world.ask("meeting", **options)


async def test_a_claim_may_be_as_long_as_a_paragraph(world: World, desk: FakeDesk) -> None:
    await world.ask("check", claim="x" * 1500)
    assert desk.asked == ["/check " + "x" * 1500]
    with pytest.raises(simcord.OptionError, match="at most 1500 characters"):
        await world.ask("check", claim="x" * 1501)


async def test_asking_too_often_is_answered_privately_with_the_time_to_wait(world: World, desk: FakeDesk) -> None:
    for number in range(ASKS):
        await world.ask("person" if number % 2 else "quote", who=f"person {number}")
    result = await world.ask("person", who="one too many", private=False)
    assert result.ephemeral
    assert "Ask again in 10 seconds." in result.content
    simcord.assert_error(world.env, TooOften)
    assert len(desk.asked) == ASKS
    other = await world.ask("person", world.bob, who="of another person")
    assert "of another person" in read(other)
    await world.env.advance_time(10)
    assert "Ask again in 1 second." in (await world.ask("person", who="at the very end")).content
    simcord.assert_error(world.env, TooOften)
    await world.env.advance_time(1)
    assert "later" in read(await world.ask("person", who="later"))


def test_one_bot_has_one_command_for_each_of_the_table_three_groups_and_one_in_a_menu(
    simcord_bot: FactdeskBot,
) -> None:
    names = [command.name for command in simcord_bot.tree.get_commands()]
    assert names == [*(command.name for command in COMMANDS), "quiz", "privacy", "desk", MENU_NAME]
