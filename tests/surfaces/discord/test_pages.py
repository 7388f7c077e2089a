"""Long answers become several pages, and everything in them is still there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answer, Entity, FactView
from bot.surfaces.discord.pages import PAGE_BLOCKS, PAGE_WIDTH, Page, pages
from bot.surfaces.discord.text import plain, width
from tests.surfaces.discord.fakes import as_read, fact


def answer(lead: str = "Yes.", *shown: FactView, **changes: Any) -> Answer:
    return Answer("/meeting x", "meeting", "answered", lead, shown, **changes)


def words(found: tuple[Page, ...]) -> str:
    return re.sub(r"\s", "", as_read("".join(block for page in found for block in page)))


def test_a_short_answer_is_one_page_with_the_lead_first() -> None:
    shown = fact(quotation="“We need to talk,”", notes=("The papers differ about the hour.",))
    assert pages(answer("They met in Beijing.", shown)) == (
        (
            "**They met in Beijing.**",
            "**Antony Blinken and Xi Jinping**\n"
            "> “We need to talk,”\n\n"
            "**When:** 19 June 2023\n"
            "**Where:** Great Hall of the People, Beijing\n"
            "**Status:** held\n"
            "**Note:** The papers differ about the hour.\n"
            "-# Source: The Christian Science Monitor, 20 June 2023, par. 12",
        ),
    )


def test_what_each_word_was_taken_to_mean_is_told() -> None:
    read = (Entity("blinkin", "antony-blinken", "Antony Blinken", 0.93), Entity("Xi Jinping", "xi", "Xi Jinping", 1))
    assert pages(answer("They met.", entities=read)) == (("They met.\n-# Read as: blinkin = Antony Blinken",),)


def test_lines_stay_lines() -> None:
    shown = fact(quotation="one\ntwo", rows=(("Outcomes", "first\nsecond"),))
    (page,) = pages(answer("a\nb", shown))
    assert page[0] == "a\nb"
    assert "> one\n> two\n\n**Outcomes:** first\nsecond\n" in page[1]


def test_many_facts_are_split_between_facts() -> None:
    found = pages(answer("All of them.", *(fact(f"Meeting {number}") for number in range(30))))
    assert [len(page) for page in found] == [PAGE_BLOCKS, PAGE_BLOCKS, 7]
    assert all(block.startswith("**Meeting") for page in found[1:] for block in page)


def test_a_fact_longer_than_a_page_goes_on_under_its_title() -> None:
    outcomes = " ".join(f"outcome{number}" for number in range(500, 1100))
    found = pages(answer("Long.", fact("A long meeting", rows=(("Outcomes", outcomes),))))
    assert [len(page) for page in found] == [2, 1, 1]
    heading = "A long meeting (continued)\nOutcomes: "
    assert all(as_read(page[0]).startswith(heading) for page in found[1:])
    assert found[0][1].startswith("**A long meeting**\n**Outcomes:** outcome500 ")
    assert outcomes.replace(" ", "") in words(found).replace(re.sub(r"\s", "", heading), "")


def facts(text: st.SearchStrategy[str]) -> st.SearchStrategy[FactView]:
    return st.builds(
        fact,
        text,
        quotation=st.none() | text,
        rows=st.lists(st.tuples(text, text), max_size=4).map(tuple),
        notes=st.lists(text, max_size=2).map(tuple),
        citations=st.lists(text, max_size=3).map(tuple),
    )


PIECES = st.text(st.sampled_from("ab *_\\@/:.\n#“👍"), max_size=30) | st.text(max_size=30)
LONG = PIECES.map(lambda text: text * 300)
LEADS = PIECES.map("Yes. {}".format)


@given(LEADS | LONG.map("Yes. {}".format), st.lists(facts(PIECES | LONG), max_size=4))
def test_no_page_is_too_large_or_empty(lead: str, shown: list[FactView]) -> None:
    for page in pages(answer(lead, *shown)):
        assert sum(map(width, page)) <= PAGE_WIDTH
        assert 1 <= len(page) <= PAGE_BLOCKS
        assert all(block.strip() for block in page)


@given(LEADS, st.lists(facts(PIECES), max_size=30))
def test_nothing_is_left_out(lead: str, shown: list[FactView]) -> None:
    everything = words(pages(answer(lead, *shown)))
    parts = [lead]
    for one in shown:
        parts += [one.title, one.quotation or "", *(value for _, value in one.rows), *one.notes, *one.citations]
    for part in parts:
        for line in part.splitlines():
            assert re.sub(r"\s", "", plain(line)) in everything


def test_a_long_line_fills_the_rest_of_a_page_and_then_whole_pages() -> None:
    rows = (("First", "one " * 500), ("Second", "two " * 2000))
    found = pages(answer("Long.", fact("A long meeting", rows=rows, citations=())))
    assert len(found) == 5
    assert all(sum(map(width, page)) > PAGE_WIDTH - 60 for page in found[1:-1])


@pytest.mark.parametrize("start", ["", "x"])
def test_a_word_longer_than_a_page_is_cut_but_no_escape_is(start: str) -> None:
    found = pages(answer("Long.", fact("Title", notes=(start + "*" * 5000,), rows=(), citations=())))
    lines = [line for page in found for block in page for line in block.splitlines() if line.startswith("**Note:**")]
    assert len(lines) > 2
    assert all(re.fullmatch(r"\*\*Note:\*\* x?(\\\*)+", line) for line in lines)
    assert sum(line.count("\\*") for line in lines) == 5000


def test_the_direct_answer_stands_out_and_what_follows_does_not() -> None:
    (page,) = pages(answer("19 June 2023 (Monday). Talks: held. In Beijing.", fact()))
    assert page[0] == "**19 June 2023 (Monday).**\nTalks: held. In Beijing."


def test_a_note_on_two_facts_is_told_once() -> None:
    (page,) = pages(answer("Two.", fact(notes=("They differ.",)), fact("Another", notes=("They differ.",))))
    assert "**Note:** They differ." in page[1]
    assert "**Note:** as above." in page[2]
