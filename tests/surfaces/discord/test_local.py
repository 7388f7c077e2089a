"""The bot without Discord: `python -m bot` as a newcomer starts it, and the page it opens, in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from simcord import assert_responded

from bot.config import DEFAULT_CONFIG
from bot.surfaces.discord.limit import ASKS, SECONDS
from bot.surfaces.discord.local import keep_time, simulation
from tests.surfaces.discord import browser
from tests.surfaces.discord.fakes import FakeDesk

LONG = 60
"""Seconds: longer than any of these takes, so that what hangs fails its test."""
expect.set_options(timeout=LONG * 1000)


@contextmanager
def started() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program without a token, and the line that it prints when the page can be opened."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD_")}
    with subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=DEFAULT_CONFIG.parent,
        env=kept,
    ) as process:
        try:
            assert process.stdout is not None
            readable, _, _ = select.select([process.stdout], [], [], LONG)
            yield process, process.stdout.readline() if readable else ""
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Its status, and what else it has printed."""
    out, errors = process.communicate(timeout=LONG)
    return process.returncode, out, errors


@contextmanager
def opened(line: str) -> Iterator[Page]:
    program = browser.find()
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(browser.NAMES)} is on PATH")
    address = re.search(r"http://127\.0\.0\.1:\d+/\S+", line)
    assert address is not None
    with browser.open_page(program, width=1200, height=900) as page:
        page.set_default_timeout(LONG * 1000)
        page.goto(address[0])
        # The page takes what is typed only when it has loaded the channel.
        expect(page.get_by_role("log")).to_contain_text("Factdesk answers from")
        yield page


def choose(page: Page, option: str, typed: str, choice: str) -> None:
    """Type into an option of the command and take one of the choices that the bot offers."""
    field = page.locator(f".command-option-input[data-option={option}]")
    field.press_sequentially(typed)
    page.locator(".command-popup").get_by_role("option", name=choice).first.click()
    expect(field).to_have_value(re.compile(choice))


def test_a_command_is_completed_answered_and_shared_in_the_page() -> None:
    with started() as (process, line), opened(line) as page:
        page.locator("#channel-composer-input").press_sequentially("/meeting")
        page.locator(".command-popup").get_by_role("option", name="/meeting").click()
        choose(page, "who", "blin", "Antony Blinken")
        page.get_by_text("+3 more").click()
        page.locator(".command-popup").get_by_role("option", name="with").click()
        choose(page, "with", "xi", "Xi Jinping")
        page.get_by_role("button", name="Send").click()

        card = page.get_by_role("log").locator("article").last
        expect(card).to_contain_text("Antony Blinken and Xi Jinping")
        expect(card).to_contain_text("19 June 2023")
        expect(card).to_contain_text("Source: The Christian Science Monitor, 20 June 2023, par. 4")
        card.get_by_role("button", name="Share").click()
        expect(page.get_by_role("log")).to_contain_text("you asked: /meeting Antony Blinken Xi Jinping")

        process.send_signal(signal.SIGTERM)
        assert ended(process) == (0, "", "")


def test_mentions_are_answered_in_the_page_and_its_button_ends_the_program() -> None:
    with started() as (process, line), opened(line) as page:
        printed = re.search(r"(<@\d+>) who met Qin Gang\?", line)
        assert printed is not None
        for text, answer in (
            (printed[0], "Qin Gang’s meeting with Elon Musk"),
            (f"{printed[1]} /person wang", "may be"),
        ):
            page.locator("#channel-composer-input").fill(text)
            page.get_by_role("button", name="Send").click()
            expect(page.get_by_role("log")).to_contain_text(answer)
        page.get_by_role("combobox", name="Did you mean").click()
        page.get_by_role("listbox").get_by_role("option", name="/person Wang Wentao").click()
        expect(page.get_by_role("log")).to_contain_text("Chinese Commerce Minister")

        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="End preview session").click()
        assert ended(process) == (0, "", "")


def test_a_quiz_is_held_in_the_page() -> None:
    with started() as (process, line), opened(line) as page:
        page.locator("#channel-composer-input").press_sequentially("/quiz start")
        page.locator(".command-popup").get_by_role("option", name="/quiz start").click()
        page.get_by_role("button", name="Send").click()
        log = page.get_by_role("log")
        expect(log).to_contain_text("Host of “The news”")
        page.get_by_role("button", name="Join", exact=True).click()
        expect(log).to_contain_text("Only you see what you answer.")
        page.get_by_role("button", name="Open the first question", exact=True).click()
        expect(log).to_contain_text("Question 1 of 10 ·")
        page.get_by_role("button", name="Close now", exact=True).click()
        expect(log).to_contain_text("· closed")
        expect(log).to_contain_text("Source: ")
        page.get_by_role("button", name="End the quiz", exact=True).click()
        expect(log).to_contain_text("The quiz is over. 1 took part.")
        process.send_signal(signal.SIGTERM)
        assert ended(process) == (0, "", "")


def test_ctrl_c_ends_it() -> None:
    with started() as (process, line):
        assert line.count("http://127.0.0.1:") == 1
        process.send_signal(signal.SIGINT)
        assert ended(process) == (0, "", "")


async def test_somebody_who_asked_too_often_may_ask_again_when_time_has_passed() -> None:
    passed: list[float] = []
    enough = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if sum(passed) > SECONDS:
            enough.set()
            await asyncio.Event().wait()
        passed.append(seconds)

    async with simulation(FakeDesk(), private_by_default=True) as simulated:
        member, channel = simulated.member, simulated.channel
        for _ in range(ASKS):
            await member.slash(channel, "help")
        assert_responded(await member.slash(channel, "help"), contains="That was a lot at once.")
        assert simulated.env.errors == []  # The bot has handled it; the page would show a failure otherwise.

        clock = asyncio.create_task(keep_time(simulated.env, sleep))
        await enough.wait()
        clock.cancel()
        answered = await member.slash(channel, "help")
        assert answered.response is not None
        assert answered.response.flags.components_v2


async def test_what_is_asked_while_time_passes_is_answered() -> None:
    async with simulation(FakeDesk(), private_by_default=True) as simulated:
        clock = asyncio.create_task(keep_time(simulated.env, lambda _: asyncio.sleep(0)))
        for _ in range(5):
            await asyncio.sleep(0)  # The clock's turn.
            assert (await simulated.member.slash(simulated.channel, "help")).response is not None
        clock.cancel()
