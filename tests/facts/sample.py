"""A small valid fact base with its articles, for tests that put one thing wrong into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bot.facts.problems import Problem

MARK = "#!"
"""Ends each line of a test's YAML on which a problem is expected."""

ARTICLES = {
    "csm-2023-06-20": (
        "After ‘candid’ US-China talks, experts see hope for stability\n"
        "\n"
        "In Beijing he spoke to reporters. “Progress is hard. It takes time,” Mr. Blinken said. “It’s not the product "
        "of one visit, one trip, one conversation.”\n"
        "   \n"
        "“Progress is hard,” he had said before.\n"
    ),
    "nyt-2024-02-02": (
        "Mr. Wang told Mr. Sullivan that the two countries should treat each other as “equals rather than being "
        "condescending.”\n"
        "The talks were held in Bangkok last week.\n"
    ),
}
SHA256 = {source: hashlib.sha256(text.encode()).hexdigest() for source, text in ARTICLES.items()}

BASE = f"""\
sources:
  - id: csm-2023-06-20
    publisher: The Christian Science Monitor
    title: After ‘candid’ US-China talks, experts see hope for stability
    published: "2023-06-20"
    sha256: {SHA256["csm-2023-06-20"]}
  - id: nyt-2024-02-02
    publisher: The New York Times
    title: China and the U.S. Are Talking
    published: 2024-02-02
    aliases: [nyt]
    sha256: "{SHA256["nyt-2024-02-02"]}"
places:
  - {{id: china, name: China}}
  - {{id: beijing, name: Beijing, within: china}}
people:
  - id: antony-blinken
    name: Antony Blinken
    family: Blinken
    aliases: [Tony Blinken]
    roles:
      - {{title: U.S. Secretary of State, cite: [csm-2023-06-20:2]}}
  - id: wang-yi
    name: Wang Yi
    family: Wang
    roles:
      - {{title: China’s top diplomat, when: 2023-06/.., cite: [nyt-2024-02-02:1]}}
organizations:
  - {{id: china, name: China, kind: government, aliases: [prc], cite: [nyt-2024-02-02:1]}}
meetings:
  - id: blinken-wang-yi-beijing-2023-06
    title: Antony Blinken’s talks with Wang Yi
    kind: talks
    participants: [antony-blinken, wang-yi]
    date: 2023-06-18/2023-06-19
    place: beijing
    reports:
      - {{cite: csm-2023-06-20:2, status: planned, says: they will talk}}
      - {{cite: "csm-2023-06-20:2, nyt-2024-02-02:1", status: held, says: they talked}}
quotes:
  - id: blinken-progress
    speaker: antony-blinken
    text:
      - Progress is hard. It takes time,
      - It’s not the product of one visit, one trip, one conversation.
    date: 2023-06-19
    cite: [csm-2023-06-20:2]
  - id: wang-yi-equals
    speaker: wang-yi
    text: equals rather than being condescending.
    fragment: true
    cite: [nyt-2024-02-02:1]
events:
  - {{id: bangkok-2024, date: 2024-01, summary: Talks in Bangkok, actors: [china, wang-yi], cite: [nyt-2024-02-02:2]}}
figures:
  - {{id: talks-2024, value: "2", unit: talks, date: "2024", summary: How many there were, cite: [nyt-2024-02-02:2]}}
conflicts:
  - id: how-hard
    about: [blinken-progress, wang-yi, china]
    note: One says hard
    trust: csm-2023-06-20
    cite: [csm-2023-06-20:2, nyt-2024-02-02:1]
synonyms:
  - [ban, prohibit]
"""


def write(folder: Path, **files: str) -> Path:
    """Write each text to the YAML file of its name."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def write_articles(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for source, content in ARTICLES.items():
        (folder / f"{source}.txt").write_text(content, encoding="utf-8")
    return folder


def marked_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if line.endswith(MARK)]


def places(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """The name of the file and the line of each problem."""
    return [(Path(problem.file).name, problem.line) for problem in problems]
