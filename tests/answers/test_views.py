from __future__ import annotations

import pytest

from bot.answers.answer import Answer
from bot.answers.views import MISSING, cited, listed, named_source, quoted, role_line, source_view, view, when
from bot.answers.wording import lead
from bot.facts.dates import parse_date
from bot.facts.model import Citation, Fact, Quote, Source
from tests.answers.contract import faults
from tests.matching.shipped import BASE

FACTS = tuple(BASE.facts())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{type(fact).__name__}-{fact.id}")
class TestEveryFact:
    def test_keeps_the_contract(self, fact: Fact) -> None:
        shown = view(fact, BASE)
        answer = Answer("", None, "answered", lead(fact, BASE), (shown,))
        assert faults(answer, "", BASE) == []
        assert (shown.kind, shown.id) == (type(fact).__name__.lower(), fact.id)

    def test_shows_all_its_sources_and_conflicts(self, fact: Fact) -> None:
        shown = view(fact, BASE)
        assert shown.data["sources"] == [{"id": each.source, "paragraph": each.paragraph} for each in fact.cite]
        assert shown.citations == cited(fact.cite, BASE)
        conflicts = [conflict for conflict in BASE.conflicts.values() if fact.id in conflict.about]
        assert [each["note"] for each in shown.data.get("conflicts", ())] == [conflict.note for conflict in conflicts]
        assert all(conflict.note in shown.text for conflict in conflicts)

    def test_says_nothing_empty(self, fact: Fact) -> None:
        shown = view(fact, BASE)
        assert shown.title
        assert all(label and value for label, value in shown.rows)
        assert shown.text.splitlines()[-1].startswith("Source: ")

    def test_leads_with_a_sentence(self, fact: Fact) -> None:
        said = lead(fact, BASE)
        assert said[0] == said[0].upper()
        assert said.endswith((".", "”"))
        assert "None" not in said


class TestParts:
    def test_a_meeting_tells_its_people_place_and_reports(self) -> None:
        shown = view(BASE.meetings["austin-li-shangfu-singapore-2023-06"], BASE)
        rows = dict(shown.rows)
        assert rows["Who"] == "Lloyd Austin and Li Shangfu"
        assert rows["Where"] == "Shangri-La Dialogue, Singapore"
        assert "by China" in rows["Status"]
        assert [report["status"] for report in shown.data["reports"]] == ["unconfirmed", "declined", "declined"]

    def test_a_date_tells_how_it_was_worked_out(self) -> None:
        assert when(parse_date("2023-05-10/2023-05-11"), None) == "10–11 May 2023"
        assert when(parse_date("2023-06-19"), "“on Monday”") == "19 June 2023 (“on Monday”)"
        assert when(None, None) == when(None, "anything") == MISSING

    def test_a_role_tells_its_time(self) -> None:
        assert role_line(BASE.people["nancy-pelosi"], 0, BASE) == "U.S. House Speaker (August 2022)"
        assert role_line(BASE.people["wang-yi"], 1, BASE) == "Chinese Foreign Minister (as of February 2024)"
        assert role_line(BASE.people["qin-gang"], 0, BASE) == "Chinese Foreign Minister (as of June 2023)"
        assert role_line(BASE.people["joe-biden"], 0, BASE) == "U.S. President (as of May 2023 to February 2024)"

    def test_paragraphs_of_one_source_are_one_line(self) -> None:
        cite = (Citation("csm-2023-06-20", 22), Citation("wsj-2023-05-24", 7), Citation("csm-2023-06-20", 4))
        assert cited(cite, BASE) == (
            "The Christian Science Monitor, 20 June 2023, par. 4, 22",
            "The Wall Street Journal, 24 May 2023, par. 7",
        )

    @pytest.mark.parametrize(
        ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
    )
    def test_lists(self, names: list[str], text: str) -> None:
        assert listed(iter(names)) == text

    @pytest.mark.parametrize("quote", BASE.quotes.values(), ids=lambda quote: quote.id)
    def test_a_quote_is_verbatim_and_its_parts_are_marked(self, quote: Quote) -> None:
        shown = view(quote, BASE)
        assert shown.data["text"] == " ".join(quote.segments)
        assert shown.quotation == quoted(quote) == " ".join(f"“{segment}”" for segment in quote.segments)
        assert all(segment in shown.text for segment in quote.segments)

    @pytest.mark.parametrize("source", BASE.sources.values(), ids=lambda source: source.id)
    def test_a_source_is_its_own_source(self, source: Source) -> None:
        shown = source_view(source, BASE)
        assert shown.citations == (named_source(source),)
        assert shown.data["sources"] == [{"id": source.id, "paragraph": 1}]
