"""/desk, as members of a server use it who may, and as others try to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from simcord import GuildHandle, InteractionResult, MemberActor, interactions
from simcord.enums import InteractionType

from bot import __version__
from bot.config import from_here
from bot.facts.changes import Changes
from bot.facts.problems import FactBaseError, Problem
from bot.surfaces.discord.bot import FactdeskBot
from bot.surfaces.discord.desk_commands import RELOADS, SECONDS, DeskCommands, problems_message
from bot.surfaces.discord.errors import Declined, TooOften
from bot.surfaces.discord.text import width
from tests.surfaces.discord.fakes import FakeDesk, World, as_read, only

HOME = Path(__file__).parents[3] / "knowledge"


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    monkeypatch.setattr(FakeDesk, "folder", HOME)
    return FakeDesk()


@pytest.fixture
async def editor(world: World) -> MemberActor:
    """A member with the permission Manage Server."""
    role = world.guild.create_role("editors", permissions=discord.Permissions(manage_guild=True))
    member = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    await world.env.settle()
    return member


def reloads(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, outcome: Changes | Exception) -> list[str]:
    """Let the desk's reload end so; returns the list in which it notes each."""
    done: list[str] = []

    def reload() -> Changes:
        done.append("reload")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(desk, "reload", reload)
    return done


async def test_status_says_how_the_bot_is(world: World, editor: MemberActor, simcord_bot: FactdeskBot) -> None:
    result = await world.ask("desk status", editor)
    assert result.ephemeral
    lines = result.content.splitlines()
    assert lines[0] == f"**Factdesk {__version__}**"
    assert lines[1].startswith("Fact base: 0 people, 0 meetings, 0 quotes, 0 events, 0 figures, ")
    assert lines[2] == "Fingerprint: 0123456789ab"
    assert lines[3] == f"Read: <t:{int(datetime(2025, 12, 31, tzinfo=UTC).timestamp())}>"
    assert lines[5].startswith("Latency: ")
    assert lines[6:] == ["Shard: 0 (1 in all)", "Servers: 1"]


@pytest.mark.parametrize(
    ("running", "said"),
    [
        (timedelta(seconds=59), "0 h 0 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=3, hours=2, minutes=1), "3 d 2 h 1 min"),
    ],
)
async def test_status_says_how_long_it_runs(
    world: World, editor: MemberActor, simcord_bot: FactdeskBot, running: timedelta, said: str
) -> None:
    group = simcord_bot.tree.get_command("desk")
    assert isinstance(group, DeskCommands)
    group._started = discord.utils.utcnow() - running
    assert f"Running for: {said}\n" in (await world.ask("desk status", editor)).content


async def test_reload_says_what_changed(
    world: World, editor: MemberActor, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = reloads(desk, monkeypatch, Changes(added=("a*b*",), altered=("c", "d")))
    result = await world.ask("desk reload", editor)
    assert result.ephemeral
    assert as_read(result.content) == "The fact base was read again: 1 added (a*b*), 2 altered (c, d)."
    assert r"a\*b\*" in result.content
    assert done == ["reload"]


async def test_reload_names_the_mistakes_without_where_the_files_are(
    world: World, editor: MemberActor, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = from_here(HOME)
    problems = [
        Problem(str(folder / "people.yaml"), 3, "there is no field '@everyone'"),
        Problem(str(folder / "quotes.yaml"), 7, f"id: 'x' is taken on {folder / 'people.yaml'}:9; choose another"),
    ]
    reloads(desk, monkeypatch, FactBaseError(problems))
    result = await world.ask("desk reload", editor)
    assert result.ephemeral
    assert as_read(result.content).splitlines() == [
        "The fact base cannot be used, so the one before is kept:",
        "people.yaml:3: there is no field '@everyone'",
        "quotes.yaml:7: id: 'x' is taken on people.yaml:9; choose another",
    ]
    assert str(HOME) not in result.content


async def test_reloads_are_limited_for_each_person(
    world: World, editor: MemberActor, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = reloads(desk, monkeypatch, Changes())
    for _ in range(RELOADS):
        assert "no record changed" in (await world.ask("desk reload", editor)).content
    refused = await world.ask("desk reload", editor)
    simcord.assert_error(world.env, TooOften)
    assert refused.ephemeral
    assert refused.content.startswith("That was a lot at once. Ask again in ")
    assert len(done) == RELOADS
    await world.env.advance_time(SECONDS + 1)
    await world.ask("desk reload", editor)
    assert len(done) == RELOADS + 1


async def test_a_fault_of_a_reload_gets_a_number(
    world: World, editor: MemberActor, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reloads(desk, monkeypatch, RuntimeError("broken"))
    result = await world.ask("desk reload", editor)
    simcord.assert_error(world.env, RuntimeError)
    assert result.ephemeral
    assert result.content.startswith("Something went wrong.")


@pytest.mark.parametrize("command", ["desk status", "desk reload"])
async def test_members_without_the_permission_are_not_offered_it(world: World, command: str) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await world.ask(command)


@pytest.mark.parametrize("command", ["desk status", "desk reload"])
async def test_it_is_not_offered_in_direct_messages(world: World, command: str) -> None:
    with pytest.raises(simcord.SetupError, match="context"):
        await world.env.create_user("zed").slash(command)


async def forge(world: World, subcommand: str, guild: GuildHandle | None) -> InteractionResult:
    """Use /desk as alice, who has no permission for it, where Discord would not offer it."""
    backend = world.env.backend
    command = backend.find_command("desk", None)
    assert command is not None
    recorded, payload = interactions.base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=world.channel.id if guild is not None else world.env.create_user("zed").dm_channel.id,
        guild_id=None if guild is None else guild.id,
        user_id=world.alice.id,
        data={"id": command["id"], "name": "desk", "type": 1, "options": [{"name": subcommand, "type": 1}]},
    )
    backend.emit("INTERACTION_CREATE", payload)
    await world.env.settle()
    return InteractionResult(world.env, recorded)


@pytest.mark.parametrize("subcommand", ["status", "reload"])
@pytest.mark.parametrize(
    ("in_a_server", "sentence"),
    [
        (True, "Only members with the permission Manage Server can use this command."),
        (False, "This command is only for servers."),
    ],
)
async def test_a_forged_use_is_refused(
    world: World,
    desk: FakeDesk,
    monkeypatch: pytest.MonkeyPatch,
    subcommand: str,
    in_a_server: bool,
    sentence: str,
) -> None:
    done = reloads(desk, monkeypatch, Changes())
    answer = only(await forge(world, subcommand, world.guild if in_a_server else None))
    simcord.assert_error(world.env, Declined)
    assert answer.ephemeral
    assert answer.content == sentence
    assert done == []


@given(st.lists(st.builds(Problem, st.text(), st.integers(0, 9999), st.text()), min_size=1, max_size=60))
def test_problems_always_fit_into_a_message(problems: list[Problem]) -> None:
    message = problems_message(tuple(problems), "knowledge/")
    assert width(message) <= 2000
    assert "@everyone" not in message


def test_problems_that_find_no_room_are_counted() -> None:
    problems = tuple(Problem("people.yaml", line, "a* " * 400) for line in range(1, 31))
    *shown, rest = problems_message(problems, "knowledge/").splitlines()
    named = len(shown) - 1
    assert named >= 3
    assert rest == f"… and {len(problems) - named} more"
