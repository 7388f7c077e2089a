"""What the documents say is so: people have nothing else to go by."""

from __future__ import annotations

import re
import shlex
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answers.commands import COMMANDS
from bot.cli import main
from bot.config import DEFAULT_CONFIG
from bot.facts.dates import parse_date
from bot.facts.records import KINDS, REPORT_FIELDS, ROLE_FIELDS, Kind

CHECKOUT = DEFAULT_CONFIG.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md")])
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
KNOWLEDGE = (CHECKOUT / "docs" / "knowledge.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-local.lock", "requirements-dev.lock")
"""From what everybody needs to what only the tests need."""
EXAMPLES = re.findall(r"```yaml\n(.+?)```", KNOWLEDGE, re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = {
        *re.findall(r"(?<![\w/.])(?:scripts/\w+|\.ci/run)", text),
        *re.findall(r"`((?:bot|docs|knowledge|tests)/[\w/.-]*)`", text),
        *re.findall(r"`(requirements[\w.-]+|[\w-]+\.toml)`", text),
    }
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target}
    assert [name for name in sorted(named) if not (CHECKOUT / name).exists()] == []
    assert [target for target in sorted(linked) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("script", sorted((CHECKOUT / "scripts").iterdir()), ids=lambda path: path.name)
def test_a_script_can_be_run_from_anywhere_and_stops_at_a_failure(script: Path) -> None:
    assert script.stat().st_mode & 0o111 == 0o111
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/bin/sh"
    assert {"set -eu", 'cd "$(dirname "$0")/.."'} <= set(lines)


@pytest.mark.parametrize(
    ("arguments", "printed"), re.findall(r"```console\n\$ \.venv/bin/python -m bot (.+)\n((?:.*\n)+?)```", README)
)
def test_the_readmes_examples_are_what_factdesk_prints(
    arguments: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(arguments)) == 0
    assert capsys.readouterr().out == printed


def test_the_readme_begins_with_the_two_commands_that_set_up() -> None:
    commands = re.findall(r"^    (\S.+)$", README, re.MULTILINE)
    assert commands[:2] == ["scripts/install --local && .venv/bin/python -m bot", "scripts/test"]


def test_the_readme_shows_every_subcommand_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert len(offered) >= 4
    assert set(re.findall(r"(?:-m bot|bin/factdesk) (\w+)", README)) == set(offered)


def test_the_readme_shows_every_command_as_it_is_described() -> None:
    rows = re.findall(r"^\| `(/[^`]+)` \| (.+) \|$", README, re.MULTILINE)
    assert [usage for usage, _ in rows] == [command.usage for command in COMMANDS]
    for (_, description), command in zip(rows, COMMANDS, strict=True):
        assert command.description.startswith(description)


def test_the_readme_says_what_each_dependency_is_for() -> None:
    used = README.split("## What it is built on")[1]
    rows = re.findall(r"^\| ([\w.-]+) \| .+ \|$", used, re.MULTILINE)[1:]
    assert rows == [re.split(r"[<>=[]", requirement)[0] for requirement in PROJECT["dependencies"]]
    local, development = (
        set(re.findall(r"[\w.-]*\w", text))
        for text in used.split("`scripts/install --local` adds")[1].split("For development:")
    )
    assert {re.split(r"[<>=[]", requirement)[0] for requirement in PROJECT["optional-dependencies"]["local"]} <= local
    names = {re.split(r"[<>=[]", requirement)[0] for requirement in PROJECT["optional-dependencies"]["dev"]}
    assert names - {"factdesk"} <= development


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_and_names_no_place(lock: str) -> None:
    content = (CHECKOUT / lock).read_text(encoding="utf-8")
    for requirement in re.findall(r"^\S.+(?:\n    --.+)*", content, re.MULTILINE):
        assert re.match(r"[\w.-]+==\S+ ", requirement)
        assert " --hash=sha256:" in requirement
    assert "/" not in content
    locked = {re.split("==", line)[0] for line in content.splitlines() if "==" in line}
    names = {re.sub("[._]", "-", re.split(r"[<>=[]", name)[0]).lower() for name in PROJECT["dependencies"]}
    assert names <= locked


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(LOCKS)))
def test_each_lock_is_part_of_the_next(smaller: str, larger: str) -> None:
    fewer, more = (
        set(re.findall(r"^[\w.-]+==[^ ;]+", (CHECKOUT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in (smaller, larger)
    )
    assert fewer < more


def test_every_picture_is_small_shown_and_told_in_words() -> None:
    pictures = {path: path.stat().st_size for path in (CHECKOUT / "docs" / "pictures").glob("*.png")}
    assert all(size < 150_000 for size in pictures.values())
    shown = {
        (document.parent / target).resolve(): told
        for document in DOCUMENTS
        for told, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
    }
    assert set(shown) == set(pictures)
    assert all(len(told) > 40 for told in shown.values())


def test_every_key_of_the_configuration_is_shipped_and_explained() -> None:
    lines = DEFAULT_CONFIG.read_text(encoding="utf-8").splitlines()
    above = {found[1]: lines[number - 1] for number, line in enumerate(lines) if (found := re.match(r" *(\w+):", line))}
    explained = {key for key, line in above.items() if line.strip().startswith("#")}
    assert explained == {
        "knowledge",
        "data",
        "database_url",
        "keep_days",
        "terms",
        "history",
        "private_by_default",
        "test_guild",
        "log_level",
        "log_format",
        "api",
        "gateway",
    }
    assert set(above) - explained == {"quiz", "terminal", "discord"}


def fields_described(heading: str, table: int) -> dict[str, bool]:
    """The fields in one of the tables under a heading of docs/knowledge.md: whether each is optional."""
    section = KNOWLEDGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = section.split("| Field | Meaning |\n|---|---|\n")[table].split("\n\n")[0].splitlines()
    described = {}
    for row in rows:
        _, names, meaning, _ = row.split("|")
        described.update(dict.fromkeys(re.findall(r"`(\w+)`", names), meaning.strip().startswith("optional:")))
    return described


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.section)
def test_every_field_is_described_and_marked_if_optional(kind: Kind) -> None:
    expected = {name: not field.required for name, field in kind.fields.items()}
    assert fields_described(kind.section.capitalize(), 1) == expected


@pytest.mark.parametrize(("heading", "fields"), [("People", ROLE_FIELDS), ("Meetings", REPORT_FIELDS)])
def test_every_field_of_a_record_within_a_record_is_described(heading: str, fields: dict[str, Any]) -> None:
    expected = {name: not field.required for name, field in fields.items()}
    assert fields_described(heading, 2) == expected


def test_there_is_an_example_of_every_kind() -> None:
    assert [example.split(":")[0] for example in EXAMPLES] == [kind.section for kind in KINDS]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split(":")[0])
def test_an_example_is_a_record_of_the_fact_base(example: str) -> None:
    ((section, (record,)),) = yaml.load(example, yaml.BaseLoader).items()  # noqa: S506 - it makes text, lists and dicts
    shipped = (CHECKOUT / "knowledge" / f"{section}.yaml").read_text(encoding="utf-8")
    assert record in yaml.load(shipped, yaml.BaseLoader)[section]  # noqa: S506 - as above


def test_every_date_that_curators_are_shown_is_one() -> None:
    table = KNOWLEDGE.split("\n## Dates\n")[1].split("\n## ")[0]
    dates = re.findall(r'^\| `"(.+)"` \|', table, re.MULTILINE)
    assert [parse_date(date).edtf for date in dates] == dates
    assert len(dates) == 8
