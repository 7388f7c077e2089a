"""Imports run one way, as docs/architecture.md says: a room below never knows of a room above."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import DEFAULT_CONFIG

BOT = DEFAULT_CONFIG.parent / "bot"
MODULES = sorted(BOT.rglob("*.py"))

FACTS, MATCHING, ANSWERS, QUIZ, CONFIG = "bot.facts", "bot.matching", "bot.answers", "bot.quiz", "bot.config"
STORE = "bot.store"
SURFACES, TERMINAL, DISCORD = "bot.surfaces", "bot.surfaces.terminal", "bot.surfaces.discord"
LIVE, HEALTH, REPLACING = "bot.surfaces.live", "bot.surfaces.health", "bot.surfaces.replacing"
RESULTS_CSV = "bot.surfaces.results_csv"
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "bot": (),
    FACTS: (FACTS,),
    MATCHING: (FACTS, MATCHING),
    ANSWERS: (FACTS, MATCHING, ANSWERS),
    QUIZ: (FACTS, MATCHING, ANSWERS, QUIZ),
    STORE: (FACTS, QUIZ, STORE),
    "bot.evaluation": (FACTS, MATCHING, ANSWERS, "bot.evaluation"),
    CONFIG: (FACTS,),
    SURFACES: (FACTS, MATCHING, ANSWERS, CONFIG),
    HEALTH: (REPLACING,),
    RESULTS_CSV: (FACTS, QUIZ, STORE),
    LIVE: (FACTS, MATCHING, ANSWERS, CONFIG, "bot.surfaces.opening"),
    TERMINAL: (FACTS, MATCHING, ANSWERS, QUIZ, STORE, CONFIG, "bot.surfaces.opening", TERMINAL),
    DISCORD: (FACTS, MATCHING, ANSWERS, QUIZ, STORE, CONFIG, LIVE, HEALTH, REPLACING, RESULTS_CSV, DISCORD),
    "bot.cli": ("bot",),
    "bot.__main__": ("bot.cli",),
}
"""Room -> the rooms and modules of this project that it may import, besides the version in `bot` itself."""
ONLY_UNDER: dict[str, tuple[str, ...]] = {
    "discord": (DISCORD,),
    "prompt_toolkit": ("bot.surfaces.terminal.prompt",),
    "asyncio": (DISCORD, STORE, "bot.surfaces.terminal.games"),
    "sqlalchemy": (STORE,),
    "simcord": ("bot.surfaces.discord.local",),
}
"""Library -> the places that may import it."""


def name_of(path: Path) -> str:
    parts = path.relative_to(BOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def imports(source: str) -> Iterator[str]:
    """Every module that the source imports, wherever in it; a name imported from a package counts as a module of it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full, so that they can be found"
            if node.module == "bot":
                yield from (f"bot.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def faults(module: str, source: str) -> list[str]:
    """The imports that the module may not have."""
    room = max((room for room in MAY_IMPORT if inside(module, room)), key=len)
    allowed = (*MAY_IMPORT[room], "bot.__version__")
    return [
        imported
        for imported in imports(source)
        if (inside(imported, "bot") and not any(inside(imported, each) for each in allowed))
        or any(
            inside(imported, library) and not any(inside(module, place) for place in places)
            for library, places in ONLY_UNDER.items()
        )
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    assert faults(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.facts.load", "from bot.matching.index import Index"),
        ("bot.matching.index", "import bot.answers.desk"),
        ("bot.answers.desk", "def answer():\n    from bot.surfaces import opening"),
        ("bot.answers.desk", "from bot.quiz.pool import question_pool"),
        ("bot.quiz.session", "from bot.surfaces.terminal.quiz import play"),
        ("bot.quiz.own", "from bot.config import load_settings"),
        ("bot.evaluation.grading", "import bot.quiz.judging"),
        ("bot.answers.desk", "from bot import config"),
        ("bot.answers.desk", "import discord"),
        ("bot.surfaces.opening", "from bot.surfaces.terminal.card import render"),
        ("bot.surfaces.terminal.card", "from discord.ui import View"),
        ("bot.surfaces.terminal.card", "from bot.surfaces.discord.text import escape"),
        ("bot.surfaces.terminal.asking", "import prompt_toolkit.history"),
        ("bot.surfaces.discord.text", "from bot.surfaces.terminal.card import printable"),
        ("bot.surfaces.discord.text", "from bot.cli import main"),
        ("bot.surfaces.discord.bot", "def start():\n    import simcord"),
        ("bot.cli", "import asyncio"),
        ("bot.quiz.session", "from bot.store.quizzes import load"),
        ("bot.store.quizzes", "from bot.answers.desk import Desk"),
        ("bot.surfaces.discord.bot", "from sqlalchemy import select"),
        ("bot.new_module", "from bot.facts.load import load_fact_base"),
    ],
)
def test_an_import_the_other_way_would_be_noticed(module: str, source: str) -> None:
    assert len(faults(module, source)) == 1


def test_the_extra_local_is_needed_by_the_preview_alone() -> None:
    """discord.py's place is taken only when the page is opened, so the bot runs where the extra is not installed."""
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('simcord', 'linkify_it', 'markdown_it', 'PIL', 'regex')));"
        "import bot.surfaces.discord.run, bot.surfaces.discord.local"
    )
    subprocess.run([sys.executable, "-c", code], cwd=BOT.parent, check=True, timeout=30)


def test_every_room_is_in_the_document() -> None:
    document = (BOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path for path in BOT.iterdir() if path.is_dir() and any(path.glob("*.py"))} | {
        BOT / "cli.py",
        BOT / "config.py",
    }
    assert [path.name for path in rooms if f"| `bot/{path.name}` |" not in document] == []
