"""A database that takes long: Discord is told to wait, and everybody is answered nevertheless."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import SimpleNamespace
from typing import Any

import pytest

from bot.quiz.phrases import right_texts
from bot.surfaces.discord.errors import Interaction
from bot.surfaces.discord.quiz.acknowledging import in_time
from tests.store.test_running import failing
from tests.surfaces.discord.fakes import only, read
from tests.surfaces.discord.quiz.conftest import School

WAIT = 6
"""Discord's number for the answer to a press that something will follow, which leaves the message as it is."""


async def waiting(interaction: Interaction, work: Coroutine[Any, Any, Any]) -> Any:
    """What `in_time` does where the work takes long; the simulation has no time that passes meanwhile."""
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True)
    return await work


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("acknowledging", "hosting", "playing"):
        monkeypatch.setattr(f"bot.surfaces.discord.quiz.{module}.in_time", waiting)


@pytest.mark.parametrize("quick", [True, False])
async def test_discord_is_told_to_wait_only_for_what_takes_long(monkeypatch: pytest.MonkeyPatch, quick: bool) -> None:
    deferred: list[bool] = []
    written = asyncio.Event()

    async def defer(*, ephemeral: bool) -> None:
        deferred.append(ephemeral)
        written.set()

    async def work() -> str:
        if not quick:
            await written.wait()
        return "done"

    monkeypatch.setattr("bot.surfaces.discord.quiz.acknowledging.SECONDS", 60.0 if quick else 0.0)
    interaction: Any = SimpleNamespace(response=SimpleNamespace(is_done=lambda: False, defer=defer))
    assert await in_time(interaction, work()) == "done"
    assert deferred == ([] if quick else [True])


@pytest.mark.usefixtures("slow")
async def test_players_are_answered(school: School) -> None:
    await school.start(rounds=2)
    lobby = school.board
    joined = await school.alice.click(lobby, label="Join")
    assert "You are in." in read(only(joined))
    assert "You have left the quiz." in only(await school.alice.click(only(joined), label="Leave")).content
    await school.alice.click(lobby, label="Join")
    await school.host("Open the first question")
    assert "Your answer to question 1" in await school.answer(school.alice, school.right)
    with failing(school.bot.quizzes.database, "No space left on device"):
        assert "could not be saved" in await school.answer(school.alice, school.wrong)
    # Each press was first told to wait: the answer to it is one of these, and what is said follows.
    assert [sent["type"] for sent in school.world.sent("/callback")].count(WAIT) >= 6
    # The question is still the question; only the answer to the press is private.
    assert read(school.board).startswith("Question 1 of 2")


@pytest.mark.usefixtures("slow")
async def test_a_form_is_answered(school: School) -> None:
    await school.start(kinds="typed")
    await school.host("Open the first question")
    shown = await school.alice.click(school.board, label="Type your answer")
    right = right_texts(school.session.question)[0]
    assert "Your answer" in only(await school.alice.submit_modal(shown, {"answer": right})).content


@pytest.mark.usefixtures("slow")
async def test_the_panel_of_the_host_stays_the_same_message(school: School) -> None:
    await school.start(rounds=1)
    panel = school.panel
    assert panel is not None
    await school.host("Open the first question")
    assert "is open" in read(panel)
    await school.host("Close now")
    assert "is closed" in read(panel)
    assert "Only the host" in await school.answer(school.alice, "Host …")
    await school.host("Show the result")
    assert "You took no part" in await school.answer(school.alice, "My result")
    assert read(only(await school.bob.click(school.board, label="Review what I missed"))).startswith("You took no part")
    assert "The quiz is over." in read(school.board)
