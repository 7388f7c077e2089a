"""The schema that editors use: it accepts the shipped files, and knows the same fields as the loader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.facts.dates import parse_date
from bot.facts.fields import Field
from bot.facts.load import find_problems
from bot.facts.model import EVENT_STATUSES, MEETING_KINDS, MEETING_STATUSES
from bot.facts.reading import SYNONYMS
from bot.facts.records import KINDS, ORGANIZATION_KINDS, REPORT_FIELDS, ROLE_FIELDS
from tests.facts.sample import BASE, write
from tests.facts.test_dates import dates

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
SCHEMA: dict[str, Any] = json.loads((KNOWLEDGE / "schema.json").read_text(encoding="utf-8"))
RECORDS = {kind.singular: kind.fields for kind in KINDS} | {"role": ROLE_FIELDS, "report": REPORT_FIELDS}
VALIDATOR = Draft7Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("*.yaml")), ids=lambda path: path.name)
def test_shipped_files_name_the_schema_and_satisfy_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))] == []


def test_schema_and_loader_know_the_same_sections() -> None:
    assert set(SCHEMA["properties"]) == {kind.section for kind in KINDS} | {SYNONYMS}
    for kind in KINDS:
        assert SCHEMA["properties"][kind.section]["items"] == {"$ref": f"#/definitions/{kind.singular}"}


@pytest.mark.parametrize(("name", "fields"), RECORDS.items(), ids=RECORDS)
def test_schema_and_loader_know_the_same_fields(name: str, fields: dict[str, Field]) -> None:
    definition = SCHEMA["definitions"][name]
    assert definition["additionalProperties"] is False
    assert set(definition["properties"]) == set(fields)
    assert set(definition["required"]) == {key for key, field in fields.items() if field.required}


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_described_where_an_editor_shows_it(name: str) -> None:
    definitions = SCHEMA["definitions"]
    for key, value in definitions[name]["properties"].items():
        target = definitions[value["$ref"].rpartition("/")[2]] if "$ref" in value else value
        assert target["description"], key


def test_schema_and_loader_know_the_same_words() -> None:
    definitions = SCHEMA["definitions"]
    assert tuple(definitions["organization"]["properties"]["kind"]["enum"]) == ORGANIZATION_KINDS
    assert tuple(definitions["meeting"]["properties"]["kind"]["enum"]) == MEETING_KINDS
    assert tuple(definitions["report"]["properties"]["status"]["enum"]) == MEETING_STATUSES
    assert tuple(definitions["event"]["properties"]["status"]["enum"]) == EVENT_STATUSES


def accepts(definition: str, value: object) -> bool:
    """Whether the schema accepts a value for one of its definitions."""
    return Draft7Validator({"$ref": f"#/definitions/{definition}", "definitions": SCHEMA["definitions"]}).is_valid(
        value
    )


@given(dates() | st.from_regex(r"[0-9]{1,4}(-[0-9]{1,2}){0,2}~?(/(\.\.|[0-9]{4}))?", fullmatch=True))
def test_schema_and_loader_accept_the_same_dates(text: str) -> None:
    """But for what a pattern cannot tell: 30 February, the year 0, and which end of a span comes first."""
    try:
        parse_date(text)
        refusal = None
    except ValueError as error:
        refusal = str(error)
    beyond_a_pattern = refusal and ("there is no such day" in refusal or "ends before it begins" in refusal)
    assert beyond_a_pattern or accepts("date", text) == (refusal is None)


@pytest.mark.parametrize(
    "text",
    [
        "events:\n  - {id: A, summary: Talks, cite: [csm-2023-06-20:2]}\n",
        "events:\n  - {id: a, summary: Talks, cite: []}\n",
        "events:\n  - {id: a, summary: Talks, cite: csm-2023-06-20:2}\n",
        "events:\n  - {id: a, summary: Talks, cite: [csm-2023-06-20:0]}\n",
        "events:\n  - {id: a, summary: Talks, cite: [csm-2023-06-20]}\n",
        "events:\n  - {id: a, summary: no, cite: [csm-2023-06-20:2]}\n",
        "events:\n  - {id: a, summary: ' a', cite: [csm-2023-06-20:2]}\n",
        "events:\n  - {id: a, summary: Talks, date: soon, cite: [csm-2023-06-20:2]}\n",
        "events:\n  - {id: a, summary: Talks, keywords: ban, cite: [csm-2023-06-20:2]}\n",
        "quotes:\n  - {id: a, speaker: wang-yi, text: [], cite: [csm-2023-06-20:2]}\n",
        "quotes:\n  - {id: a, speaker: wang-yi, text: a, fragment: 'true', cite: [csm-2023-06-20:2]}\n",
        "conflicts:\n  - {id: a, about: [], note: a, cite: [csm-2023-06-20:2]}\n",
        "synonyms:\n  - [halt]\n",
        "events:\n",
        "zebras: []\n",
        "- a\n",
    ],
)
def test_schema_and_loader_refuse_the_same_mistakes(text: str, tmp_path: Path) -> None:
    assert not VALIDATOR.is_valid(yaml.safe_load(text))
    assert find_problems(write(tmp_path, base=BASE, wrong=text))
