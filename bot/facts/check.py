"""The one check of a fact base that a curator runs: its records, and where the articles are at hand its quotes."""

from __future__ import annotations

from pathlib import Path

from bot.facts.load import problems_of
from bot.facts.problems import Problem, in_order
from bot.facts.reading import read_folder
from bot.facts.verify import compare_with_articles


def check(folder: Path, articles: Path | None) -> tuple[Problem, ...]:
    """Everything to mend in the folder, by file and line; with the articles, also what they do not bear out."""
    reading = read_folder(folder)
    against_articles = compare_with_articles(reading, articles) if articles is not None else []
    return in_order((*problems_of(reading), *against_articles))
