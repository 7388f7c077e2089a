from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import load, strict_yaml
from bot.facts.dates import Date
from bot.facts.load import find_problems, load_fact_base
from bot.facts.model import Citation, FactBase, Report, Role
from bot.facts.problems import FactBaseError
from bot.facts.reading import Reading, read_folder
from bot.facts.records import KINDS
from tests.facts.sample import BASE, write
from tests.facts.test_dates import dates

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def test_the_shipped_fact_base_loads() -> None:
    assert find_problems(KNOWLEDGE) == ()
    base = load_fact_base(KNOWLEDGE)
    for kind in KINDS:
        table = getattr(base, kind.section)
        assert table, kind.section
        assert all(record.id == id_ for id_, record in table.items())
    assert all(fact.cite for fact in base.facts())


def test_the_shipped_fact_base_is_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = load_fact_base(KNOWLEDGE)
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)
    assert load_fact_base(KNOWLEDGE) == expected


def test_every_field_arrives(tmp_path: Path) -> None:
    base = load_fact_base(write(tmp_path, base=BASE))
    meeting = base.meetings["blinken-wang-yi-beijing-2023-06"]
    assert meeting.participants == ("antony-blinken", "wang-yi")
    assert (meeting.others, meeting.venue, meeting.date_basis) == ((), None, None)
    assert meeting.date == Date("2023-06-18/2023-06-19", date(2023, 6, 18), date(2023, 6, 19))
    first, second = Citation("csm-2023-06-20", 2), Citation("nyt-2024-02-02", 1)
    assert meeting.reports == (
        Report(status="planned", says="they will talk", cite=(first,)),
        Report(status="held", says="they talked", cite=(first, second)),
    )
    assert base.people["wang-yi"].roles == (
        Role("China’s top diplomat", (), Date("2023-06/..", date(2023, 6, 1), date.max), (second,)),
    )
    assert base.places["beijing"].within == "china"
    assert base.organizations["china"].aliases == ("prc",)
    assert base.figures["talks-2024"].value == "2"
    assert base.conflicts["how-hard"].trust == "csm-2023-06-20"
    assert base.synonyms == (("ban", "prohibit"),)


def test_an_error_holds_every_problem(tmp_path: Path) -> None:
    write(tmp_path, base=BASE, a="events: [", b="places:\n  - {id: X, name: no}\n")
    with pytest.raises(FactBaseError) as caught:
        load_fact_base(tmp_path)
    assert caught.value.problems == find_problems(tmp_path)
    assert len(caught.value.problems) == 3
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("text", [BASE, "["])
def test_garbage_collection_is_left_as_it_was(text: str, enabled: bool, tmp_path: Path) -> None:
    folder = write(tmp_path, base=text)
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        try:
            load_fact_base(folder)
        except FactBaseError:
            assert text == "["
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_garbage_is_not_collected_while_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enabled = []

    def observed(folder: Path) -> Reading:
        enabled.append(gc.isenabled())
        return read_folder(folder)

    monkeypatch.setattr(load, "read_folder", observed)
    load_fact_base(write(tmp_path, base=BASE))
    assert enabled == [False]


# A valid fact base, as the data that a YAML file holds.
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20
).filter(lambda text: text == text.strip(" "))
text_lists = st.lists(texts, max_size=3)
slugs = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
past = st.just("2001-02-03")


@st.composite
def fact_bases(draw: st.DrawFn) -> dict[str, Any]:
    ids = iter(draw(st.lists(slugs, min_size=12, max_size=12, unique=True)))
    source, place, person, other, organization, *facts = ids

    def record(optional: dict[str, st.SearchStrategy[Any]], **fields: Any) -> dict[str, Any]:
        return fields | {key: draw(values) for key, values in optional.items() if draw(st.booleans())}

    def citations() -> list[str]:
        return [f"{source}:{paragraph}" for paragraph in draw(st.lists(st.integers(1, 99), min_size=1, max_size=3))]

    def who() -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from([person, other, organization]), max_size=3)

    dated = {"date_basis": texts, "place": st.just(place), "keywords": text_lists}
    meeting, quote, event, figure, conflict = facts[:5]
    return {
        "sources": [
            record(
                {"published_basis": texts, "aliases": text_lists, "carried_by": texts, "reprint": texts},
                id=source,
                publisher=draw(texts),
                title=draw(texts),
                published="2024-02-02",
                sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
            )
        ],
        "places": [record({"aliases": text_lists}, id=place, name=draw(texts))],
        "people": [
            record(
                {},
                id=id_,
                name=f"Name {number}",
                family="Name",
                roles=[record({"also": text_lists, "when": dates()}, title=draw(texts), cite=citations())],
            )
            for number, id_ in enumerate((person, other))
        ],
        "organizations": [record({"country": texts}, id=organization, name="Nobody", kind="media", cite=citations())],
        "meetings": [
            record(
                {"others": text_lists, "attendees": who(), "declined_by": who(), "venue": texts, "date": dates()}
                | {"topics": text_lists, "outcomes": text_lists, "unresolved": text_lists}
                | dated,
                id=meeting,
                title=draw(texts),
                kind="talks",
                participants=[person],
                reports=[{"cite": ", ".join(citations()), "status": "planned", "says": draw(texts)}],
            )
        ],
        "quotes": [
            record(
                {"fragment": st.booleans(), "date": past, "date_basis": texts, "context": texts, "related": who()}
                | {"told_by": st.just(organization), "keywords": text_lists},
                id=quote,
                speaker=person,
                text=draw(texts | st.lists(texts, min_size=1, max_size=3)),
                cite=citations(),
            )
        ],
        "events": [
            record(
                {"status": st.just("expected"), "date": past, "actors": who()} | dated,
                id=event,
                summary=draw(texts),
                cite=citations(),
            )
        ],
        "figures": [
            record(
                {"date": dates(), "actors": who()} | dated,
                id=figure,
                value=draw(texts),
                unit=draw(texts),
                summary=draw(texts),
                cite=citations(),
            )
        ],
        "conflicts": [
            record({"trust": st.just(source)}, id=conflict, about=[meeting, person], note=draw(texts), cite=citations())
        ],
    }


def as_written(base: FactBase, data: dict[str, Any]) -> dict[str, Any]:
    """The fact base as the data that it was read from: each field that was written, in the way it was written."""

    def plain(value: Any, written: Any) -> Any:
        match value:
            case Date():
                return value.edtf
            case Citation():
                return f"{value.source}:{value.paragraph}"
            case tuple() if isinstance(written, str):
                return ", ".join(plain(item, "") for item in value)
            case tuple():
                return [plain(item, each) for item, each in zip(value, written, strict=True)]
            case Role() | Report():
                return {key: plain(getattr(value, key), each) for key, each in written.items()}
        return value

    return {
        section: [
            {
                key: plain(getattr(base, section)[record["id"]].segments, written)
                if (section, key) == ("quotes", "text")
                else plain(getattr(getattr(base, section)[record["id"]], key), written)
                for key, written in record.items()
            }
            for record in records
        ]
        for section, records in data.items()
    }


@settings(deadline=None)
@given(fact_bases(), st.booleans())
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], flow: bool
) -> None:
    folder = tmp_path_factory.getbasetemp() / "written"
    write(folder, base=yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False))
    assert as_written(load_fact_base(folder), data) == data


LINES = {path.name: path.read_text(encoding="utf-8").splitlines() for path in sorted(KNOWLEDGE.glob("*.yaml"))}
Change = Callable[[list[str], int, int], None]


def drop(lines: list[str], one: int, _: int) -> None:
    del lines[one]


def double(lines: list[str], one: int, other: int) -> None:
    lines.insert(other, lines[one])


def swap(lines: list[str], one: int, other: int) -> None:
    lines[one], lines[other] = lines[other], lines[one]


def cut(lines: list[str], one: int, other: int) -> None:
    lines[one] = lines[one][: other % (len(lines[one]) + 1)]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(LINES)),
    changes=st.lists(
        st.tuples(st.sampled_from([drop, double, swap, cut]), st.integers(0, 9999), st.integers(0, 9999)),
        min_size=1,
        max_size=3,
    ),
)
def test_shipped_files_with_lines_gone_astray_load_or_have_problems(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[Change, int, int]]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "astray"
    lines = {file: list(each) for file, each in LINES.items()}
    for change, one, other in changes:
        change(lines[name], one % len(lines[name]), other % len(lines[name]))
    write(folder, **{Path(file).stem: "\n".join(each) + "\n" for file, each in lines.items()})
    problems = find_problems(folder)
    for problem in problems:
        assert 1 <= problem.line <= len(lines[Path(problem.file).name])
        assert str(problem).isprintable()
    if not problems:
        load_fact_base(folder)


def test_only_a_line_that_may_be_left_out_can_be_left_out_unnoticed(tmp_path: Path) -> None:
    lines = BASE.splitlines()
    unnoticed = []
    for number, line in enumerate(lines):
        folder = write(tmp_path, base="\n".join(lines[:number] + lines[number + 1 :]) + "\n")
        if not find_problems(folder):
            unnoticed.append(line.strip())
    assert unnoticed == [
        "aliases: [nyt]",
        "aliases: [Tony Blinken]",
        "date: 2023-06-18/2023-06-19",
        "place: beijing",
        "- {cite: csm-2023-06-20:2, status: planned, says: they will talk}",
        '- {cite: "csm-2023-06-20:2, nyt-2024-02-02:1", status: held, says: they talked}',
        "- Progress is hard. It takes time,",
        "- It’s not the product of one visit, one trip, one conversation.",
        "date: 2023-06-19",
        "fragment: true",
        "trust: csm-2023-06-20",
    ]
