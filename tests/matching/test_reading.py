from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.reading import MAX_WORDS, Manner
from tests.matching.reading import people, read, terms, unknown
from tests.matching.shipped import BASE, INDEX

MANNERS: tuple[Manner, ...] = ("command", "question", "claim")
VOCABULARY = sorted(
    {
        word
        for person in BASE.people.values()
        for text in (person.name, *person.aliases, *(role.title for role in person.roles))
        for word in text.split()
    }
    | set(
        "who when did met in on the of and May june 2023 19 China’s U.S. secret visit zebra he not 's , “ ” - /".split()
    )
)


class TestWhatIsNamed:
    def test_people_places_organizations_and_dates_in_one_request(self) -> None:
        reading = read("When did Secretary Blinken meet Xi in Vienna about Micron on 19 June 2023?", "question")
        assert [mention.ids for mention in reading.people] == [{"antony-blinken"}, {"xi-jinping"}]
        assert [mention.ids for mention in reading.places] == [{"vienna"}]
        assert [mention.ids for mention in reading.organizations] == [{"micron"}]
        assert [(period.year, period.month, period.day) for period in reading.periods] == [(2023, 6, 19)]

    def test_a_mention_is_shown_as_it_was_typed_with_single_spaces(self) -> None:
        reading = read("did  SECRETARY   Blinkin’s team meet Xi?", "question")
        assert [reading.shown(mention) for mention in reading.people] == ["SECRETARY Blinkin's", "Xi"]

    def test_a_date_is_no_name(self) -> None:
        reading = read("sun 21 may 2023")
        assert [mention.ids for mention in reading.people] == [{"yun-sun"}]
        assert len(reading.periods) == 1
        assert not reading.terms

    def test_somebody_named_twice_is_one(self) -> None:
        assert people("Xi Jinping met Biden; Xi Jinping smiled") == [{"xi-jinping"}, {"joe-biden"}]

    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("who is he", None),
            ("He", "he-lifeng"),
            ("he", "he-lifeng"),
            ("He Lifeng", "he-lifeng"),
            ("he lifeng", "he-lifeng"),
        ],
    )
    def test_he_is_a_pronoun_except_with_a_capital_and_among_bare_names(self, text: str, person: str | None) -> None:
        assert people(text) == ([{person}] if person else [])

    def test_in_a_question_he_is_a_pronoun(self) -> None:
        assert people("He met Yellen", "question") == [{"janet-yellen"}]


class TestWordsThatAreLeft:
    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("micron ban", ["micron", "ban"]),
            ("the ban of the micron", ["ban", "micron"]),
            ("ban ban Ban", ["ban"]),
            ("blinken sanctions june 2023", ["sanctions"]),
            ("Mr. Xi", []),
            ("a b c", []),
            ("", []),
        ],
    )
    def test_a_fact_must_account_for_them(self, text: str, left: list[str]) -> None:
        assert terms(text) == left

    @pytest.mark.parametrize("text", ["zebra", "Quokka sanctions", "poem about pandas"])
    def test_unknown_words_are_kept(self, text: str) -> None:
        assert unknown(text)

    @pytest.mark.parametrize(
        ("text", "term"), [("sanctoins", "sanctions"), ("baloon", "balloon"), ("fentanil", "fentanyl")]
    )
    def test_a_misspelt_word_is_known_by_what_it_meant(self, text: str, term: str) -> None:
        (found,) = read(text).terms
        assert found.known
        assert found.term == INDEX.lexicon.term(term)
        assert found.word == text

    def test_ignored_words_need_no_account(self) -> None:
        reading = INDEX.read("blinken met sanctions", "command", frozenset({"met"}))
        assert [term.word for term in reading.terms] == ["sanctions"]

    def test_those_outside_some_mentions(self) -> None:
        reading = read("Global Times sanctions")
        assert [term.word for term in reading.terms_outside(reading.organizations)] == ["sanctions"]

    def test_a_question_forgives_misspelt_grammar_and_a_claim_does_not(self) -> None:
        assert unknown("infront xi", "question") == []
        assert unknown("infront xi", "claim") == ["infront"]

    @pytest.mark.parametrize(
        ("text", "same"),
        [
            ("called off", "cancelled"),
            ("turned down", "declined"),
            ("put off", "postponed"),
            ("shot down", "shot"),
            ("United States", "us"),
            ("United States of America", "us"),
        ],
    )
    def test_several_words_may_mean_one(self, text: str, same: str) -> None:
        assert [term.term for term in read(text).terms] == [term.term for term in read(same).terms]

    def test_a_capital_within_a_sentence_is_noted(self) -> None:
        first, second = read("Zebra Quokka").terms
        assert (first.capital, second.capital) == (False, True)


class TestBounds:
    def test_only_so_many_words_are_read(self) -> None:
        reading = read("zebra " * 3 + "xi " * 2000)
        assert len(reading.words) == MAX_WORDS

    @pytest.mark.parametrize("text", ["", " ", "?!", "🤖", "\u200b\u202e", "'' \"\""])
    def test_nothing_to_read(self, text: str) -> None:
        reading = read(text)
        assert not reading.words
        assert not reading.people
        assert not reading.terms
        assert not reading.periods


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(st.characters(), max_size=80),
        st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join),
    ),
    st.sampled_from(MANNERS),
)
def test_any_request_is_read_into_parts_that_do_not_overlap(text: str, manner: Manner) -> None:
    reading = read(text, manner)
    spans = [(mention.start, mention.end) for mention in reading.people]
    spans = sorted(spans + [(period.start, period.end) for period in reading.periods])
    assert all(0 <= start < end <= len(reading.words) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for mention in (*reading.people, *reading.organizations, *reading.places):
        assert mention.candidates
        assert len(mention.ids) == len(mention.candidates)
        assert all(0 < candidate.score <= 1 for candidate in mention.candidates)
        assert reading.shown(mention) in reading.text
    inside = {at for start, end in spans for at in range(start, end)}
    assert not inside & {term.at for term in reading.terms}
    assert len({term.term for term in reading.terms}) == len(reading.terms)
    assert all(term.weight > 0 for term in reading.terms)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([person.name for person in BASE.people.values()]), max_size=4, unique=True))
def test_full_names_are_read_in_any_case_and_order(names: list[str]) -> None:
    expected = [{person.id for person in BASE.people.values() if person.name == name} for name in names]
    assert people(", ".join(names)) == people(" and ".join(names).lower()) == expected
    assert people(", ".join(reversed(names)).upper()) == expected[::-1]
