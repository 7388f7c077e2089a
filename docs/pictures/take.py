"""Take the pictures in this folder: cards of the real bot over the shipped fact base, as a browser shows them.

    scripts/pictures

The simulation's clock moves only as it is told here, so the same cards look the same every time.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import FloatRect, Locator, Page, async_playwright
from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.config import DEFAULT_CONFIG, load_settings
from bot.surfaces.discord.local import Simulation, simulation
from bot.surfaces.live import LiveDesk
from tests.surfaces.discord import browser

HERE = Path(__file__).parent
WIDTH, HEIGHT = 956, 2400
"""Of the browser's window, in CSS pixels: it leaves 700 for a message, and no card is higher than it."""
MARGIN = 12
"""Below an open menu."""
COLORS = 64
"""As many as text on a dark ground needs; with all of them, the files would be four times as large."""


@dataclass(frozen=True)
class Picture:
    """A command, its options, and what is clicked before the picture is taken."""

    name: str
    command: str
    options: dict[str, str] = field(default_factory=dict)
    button: str = ""
    menu: bool = False


PICTURES = (
    Picture("meeting", "meeting", {"who": "blinken xi"}),
    Picture("quote-conflict", "quote", {"who": "xi", "about": "containment"}),
    Picture("check-supported", "check", {"claim": "Musk met Qin Gang on 30 May 2023"}),
    Picture("check-contradicted", "check", {"claim": "Lloyd Austin and Li Shangfu held talks in Singapore"}),
    Picture("check-misattributed", "check", {"claim": "Inkster said there's been a lot of confidence lost"}),
    Picture("check-misquoted", "check", {"claim": "Sullivan spoke of “a big yard and a low fence”"}),
    Picture("check-not-covered", "check", {"claim": "Musk met Wang Yi"}),
    Picture("timeline-page-2", "timeline", {"about": "blinken"}, button="Next"),
    Picture("did-you-mean", "person", {"who": "wang"}, menu=True),
    Picture("help", "help"),
)


async def take_all(program: str) -> None:
    settings = load_settings(DEFAULT_CONFIG)
    async with (
        simulation(LiveDesk(settings), private_by_default=settings.discord.private_by_default) as simulated,
        async_playwright() as playwright,
    ):
        running = await playwright.chromium.launch(executable_path=program)
        page = await running.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for picture in PICTURES:
            await take(picture, simulated, page)
            # Whoever asks too much at once has to wait; the next card shall be an answer.
            await simulated.env.advance_time(60)
        await take_quiz(simulated, page)
        await running.close()


async def take(picture: Picture, simulated: Simulation, page: Page) -> None:
    await simulated.member.slash(simulated.channel, picture.command, **picture.options)
    path = HERE / f"{picture.name}.png"
    async with simulated.env.preview(simulated.channel, viewers=[simulated.member], layout="message") as preview:
        await page.goto(preview.url)
        message = page.locator("#focused-content")
        await message.get_by_text("Only you can see this").wait_for()
        if picture.button:
            await message.get_by_role("button", name=picture.button).click()
            await message.get_by_text("Page 2 of").wait_for()
        if picture.menu:
            await message.get_by_role("combobox").click()
        await page.wait_for_function("() => window.simcordPreview.ready")
        part = await around(message, page.get_by_role("listbox"))
        keep(await page.screenshot(clip=part), path)


async def take_quiz(simulated: Simulation, page: Page) -> None:
    """A quiz of the member with four pupils, as everybody sees it, and what two of them see alone."""
    env, channel, host = simulated.env, simulated.channel, simulated.member
    pupils = [simulated.server.add_member(env.create_user(f"pupil {number}")) for number in range(1, 5)]
    await env.settle()
    options = {"rounds": 2, "kinds": "who-said, when", "seed": "pictures", "seconds": 30, "class": "7b"}
    begun = await host.slash(channel, "quiz start", **options)
    panel = begun.followups[-1]
    await show(simulated, page, "quiz-lobby", newest(simulated))
    await host.click(panel, label="Open the first question")
    for pupil, label in zip(pupils, "ABCB", strict=True):
        receipt = await pupil.click(newest(simulated), label=label)
    await env.advance_time(5)
    await show(simulated, page, "quiz-question", newest(simulated))
    await show(simulated, page, "quiz-host", panel)
    await show(simulated, page, "quiz-receipt", receipt, pupils[-1])
    await host.click(panel, label="Close now")
    await show(simulated, page, "quiz-solved", newest(simulated))
    await host.click(panel, label="Next question")
    for pupil, label in zip(pupils, "AABC", strict=True):
        await pupil.click(newest(simulated), label=label)
    await host.click(panel, label="Close now")
    await host.click(panel, label="Show the result")
    await show(simulated, page, "quiz-end", newest(simulated))
    missed = await pupils[-1].click(newest(simulated), label="Review what I missed")
    await show(simulated, page, "quiz-review", missed, pupils[-1])


def newest(simulated: Simulation) -> ResponseMessage:
    """The newest message that everybody sees."""
    *_, message = (
        each for each in simulated.env.backend.messages[simulated.channel.id].values() if each.visible_to(None)
    )
    return ResponseMessage(simulated.env, message)


async def show(
    simulated: Simulation,
    page: Page,
    name: str,
    shown: InteractionResult | ResponseMessage,
    viewer: MemberActor | None = None,
) -> None:
    """Take a picture of a message, for one who sees it."""
    path = HERE / f"{name}.png"
    viewers = [viewer or simulated.member]
    async with simulated.env.preview(simulated.channel, viewers=viewers, layout="message") as preview:
        await preview.show(shown)
        await page.goto(preview.url)
        message = page.locator("#focused-content")
        await page.wait_for_function("() => window.simcordPreview.ready")
        await message.wait_for()
        keep(await page.screenshot(clip=await around(message, page.get_by_role("listbox"))), path)


def keep(picture: bytes, path: Path) -> None:
    drawn = Image.open(BytesIO(picture))
    drawn.quantize(COLORS).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


async def around(message: Locator, menu: Locator) -> FloatRect:
    """The part of the page in which the message can be seen, and the open menu that hangs over its end, if there is."""
    seen = await message.bounding_box()
    if seen is None:
        raise RuntimeError("the message is not on the page")
    if await menu.count() and (hanging := await menu.bounding_box()) is not None:
        seen["height"] = max(seen["height"], hanging["y"] + hanging["height"] + MARGIN - seen["y"])
    return seen


if __name__ == "__main__":
    found = browser.find()
    if found is None:
        sys.exit(f"scripts/pictures needs a browser, and none of {', '.join(browser.NAMES)} is on PATH.")
    asyncio.run(take_all(found))
