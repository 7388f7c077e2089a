from __future__ import annotations

import pytest

from bot.facts.model import Source
from tests.answers.asking import ask, ids, refuses, statuses
from tests.matching.shipped import BASE


@pytest.mark.parametrize("source", BASE.sources.values(), ids=lambda source: source.id)
class TestEverySource:
    def test_is_found_by_its_id_and_its_title(self, source: Source) -> None:
        assert ids(f"/source {source.id}") == [source.id]
        assert ids(f"/source {source.id.upper()}") == [source.id]
        assert ids(f"/source {source.title}") == [source.id]

    def test_is_found_by_each_of_its_names(self, source: Source) -> None:
        for name in (source.publisher, *source.aliases):
            assert source.id in ids(f"/source {name}")
            assert source.id in ids(f"/source the {name.upper()} {source.published.earliest.year}")

    def test_tells_its_date_and_how_much_rests_on_it(self, source: Source) -> None:
        (view,) = ask(f"/source {source.id}").facts
        count = sum(source.id in {citation.source for citation in fact.cite} for fact in BASE.facts())
        assert ("Facts", f"{count} in this fact base cite it") in view.rows
        assert view.data["date"] == source.published.edtf
        assert view.data["sources"][0]["id"] == source.id


class TestSeveral:
    def test_all_of_them(self) -> None:
        assert ids("/source") == ids("/source: ") == list(BASE.sources)

    def test_of_one_publisher(self) -> None:
        assert ids("/source nyt") == ids("/source New York Times") == ids("/source neww york timse")
        assert ids("/source nyt") == [id_ for id_ in BASE.sources if id_.startswith("nyt")]

    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("/source nyt june 2023", "nyt-2023-06-02"),
            ("/source New York Times 2024", "nyt-2024-02-02"),
            ("/source 20 june 2023", "csm-2023-06-20"),
            ("/source monitor", "csm-2023-06-20"),
            ("/source Mint", "wsj-2023-05-24"),
        ],
    )
    def test_narrowed(self, text: str, source: str) -> None:
        assert ids(text) == [source]

    def test_what_is_known_to_be_unreliable_is_a_note(self) -> None:
        (view,) = ask("/source nyt-2023-07-11").facts
        (note,) = view.notes
        assert "reprint" in note
        assert not ask("/source csm").facts[0].notes


@pytest.mark.parametrize("text", ["/source guardian", "/source nyt 1999", "/source zzz"])
def test_no_such_source_suggests_those_that_there_are(text: str) -> None:
    answer = ask(text)
    assert answer.status == "not_found"
    assert {*statuses(answer.suggestions).values()} == {"answered"}
    assert len(answer.suggestions) == len({source.publisher for source in BASE.sources.values()})


def test_the_source_of_a_fact_by_its_words() -> None:
    answer = ask("/source greitens closest friends")
    assert [view.id for view in answer.facts] == ["nyt-2024-02-02"]
    assert "The New York Times, about 2 February 2024, par. 22" in answer.lead
    assert "Sheena Greitens" in answer.lead


def test_the_articles_that_name_somebody() -> None:
    answer = ask("/source haenle")
    assert [view.id for view in answer.facts] == ["nyt-2023-06-02"]
    assert answer.lead.startswith("Paul Haenle is named in The New York Times, 2 June 2023: ")


@pytest.mark.parametrize("text", ["/source pandas", "/source xi pandas", "/source wang"])
def test_words_of_no_fact_have_no_source(text: str) -> None:
    refuses(text)
