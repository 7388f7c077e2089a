from __future__ import annotations

import pytest

from bot.facts.model import Quote
from tests.answers.asking import ask, asks_which, best, ids, refuses
from tests.matching.shipped import BASE

SPEAKERS = sorted({quote.speaker for quote in BASE.quotes.values()})


def speakers(text: str) -> set[str]:
    return {view.data["speaker"] for view in ask(text).facts}


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_everybody_who_is_quoted_is_found_by_name_and_nobody_else_is(speaker: str) -> None:
    name = BASE.name(speaker)
    plain = name.removesuffix(" (unnamed)").removesuffix(" (outlet not named)")
    assert ask(f"/quote {plain}").facts[0].data["speaker"] == name
    if speaker in BASE.people:
        assert speakers(f"/quote {name}") == {name}


@pytest.mark.parametrize("quote", BASE.quotes.values(), ids=lambda quote: quote.id)
def test_every_quote_of_a_person_is_found_by_its_speaker_and_words(quote: Quote) -> None:
    found = ids(f"/quote {BASE.name(quote.speaker)} {quote.text}")
    assert quote.id in found or quote.repeats in found


class TestWhatWasSaid:
    def test_word_for_word_with_source_and_context(self) -> None:
        answer = ask("/quote glaser sleepwalking")
        (view,) = answer.facts
        assert view.data["text"] == "sleepwalking into a conflict over Taiwan."
        assert view.quotation == "“sleepwalking into a conflict over Taiwan.”"
        assert view.data["fragment"] is True
        assert "The New York Times, 2 June 2023, par. 14" in answer.text
        assert "one of the risks to both sides when there is no dialogue" in answer.text

    def test_parts_that_an_attribution_interrupts_are_shown_apart(self) -> None:
        (view,) = ask("/quote blinken progress is hard").facts
        assert view.quotation is not None
        assert view.quotation.count("“") == 2

    @pytest.mark.parametrize(
        ("text", "quote"),
        [
            ("/quote glazer taiwan", "glaser-sleepwalking"),
            ("/quote Bonnie Glaser's sleepwalking", "glaser-sleepwalking"),
            ("/quote shen ding li delink", "shen-delink"),
            ("/quote paul henley strategic pressure", "haenle-strategic-pressure"),
            ("/quote sullivan small yard", "sullivan-small-yard"),
            ("/quote kin gang healthy stable", "qin-healthy-stable-constructive"),
            ("/quote sleepwalking", "glaser-sleepwalking"),
            ("/quote treasury official floor", "treasury-official-floor"),
            ("/quote stimson scholar sincerity", "yun-sun-sincerity"),
            ("/quote yiwei cold war", "wang-yiwei-cold-war"),
            ("/quote biden surround", "biden-not-surround"),
        ],
    )
    def test_by_name_or_role_and_topic(self, text: str, quote: str) -> None:
        assert best(text) == quote

    def test_who_is_named_first_speaks(self) -> None:
        assert best("/quote xi blinken") == "xi-not-challenge"
        assert ask("/quote blinken xi").facts[0].data["speaker"] == "Antony Blinken"

    def test_the_shorter_form_of_a_quote_is_left_out(self) -> None:
        found = ids("/quote blinken disabuse")
        assert "blinken-disabuse" in found
        assert "blinken-disabuse-goal" not in found

    def test_what_somebody_told_of_another(self) -> None:
        (view,) = [view for view in ask("/quote xi why").facts if view.id == "xi-why-are-you-doing-this"]
        assert view.data["speaker"] == "Xi Jinping"
        assert view.data["told_by"] == "Joe Biden"
        assert ("As told by", "Joe Biden") in view.rows


class TestDoubts:
    def test_two_wordings_of_one_charge_are_a_conflict(self) -> None:
        answer = ask("/quote xi containment")
        assert {view.id for view in answer.facts} == {"xi-circumvent-containment", "xi-all-around-containment"}
        for view in answer.facts:
            (conflict,) = view.data["conflicts"]
            assert conflict["trust"] == "csm-2023-06-20"
            assert conflict["note"] in answer.text

    def test_the_wording_of_a_reprint_is_doubted(self) -> None:
        doubt = "The wording is that of a reprint"
        assert doubt in ask("/quote prasad").text
        assert doubt not in ask("/quote glaser").text


def test_a_country_after_other_words_is_what_is_spoken_of() -> None:
    assert ids("/quote editorial talk to china nicely") == ["state-media-nicely"]


class TestRefusals:
    def test_a_surname_that_two_speakers_share(self) -> None:
        asks_which("/quote wang", "/quote Wang Yi", "/quote Wang Yiwei")

    @pytest.mark.parametrize("name", ["Nancy Pelosi", "Lisa Friedman", "Li Shangfu"])
    def test_somebody_known_who_is_not_quoted(self, name: str) -> None:
        refuses(f"/quote {name}", suggesting=f"/person {name}")

    @pytest.mark.parametrize("text", ["/quote glaser fentanyl", "/quote swaine balloon"])
    def test_a_topic_that_the_speaker_is_not_quoted_on(self, text: str) -> None:
        answer = ask(text)
        assert answer.status == "not_found"
        assert "is quoted in the fact base, but not on" in answer.lead

    @pytest.mark.parametrize("text", ["/quote trudeau", "/quote blinken panda", "/quote zzz", "/quote the"])
    def test_unknown_words(self, text: str) -> None:
        refuses(text)

    def test_neither_namesake_is_quoted(self) -> None:
        answer = ask("/quote li")
        assert {"/person Li Qiang", "/person Li Shangfu"} <= set(answer.suggestions)

    def test_nothing_at_all(self) -> None:
        answer = ask("/quote")
        assert answer.status == "invalid"
        assert ask(answer.suggestions[0]).status == "answered"
