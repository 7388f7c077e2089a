from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.matching.english import SCAFFOLD_WORDS, STOP_WORDS, stem
from bot.matching.lexicon import build_lexicon
from bot.matching.similarity import edit_budget
from tests.matching.shipped import INDEX

SMALL = build_lexicon(
    (("ban", "prohibit", "bar"), ("us", "american"), ("put-off", "delay")),
    (
        ("Beijing banned sales of chips.", "A ban"),
        ("Sales of chips rose in Vienna.",),
        ("Three sanctions on chips",),
    ),
)
LEXICON = INDEX.lexicon


class TestTerms:
    @pytest.mark.parametrize(
        ("word", "same"),
        [("ban", "prohibit"), ("bans", "bar"), ("prohibited", "barred"), ("american", "us"), ("three", "3")],
    )
    def test_words_of_one_meaning_are_one_term(self, word: str, same: str) -> None:
        assert SMALL.term(word) == SMALL.term(same)

    @pytest.mark.parametrize(
        ("word", "other"), [("ban", "chips"), ("sale", "sail"), ("three", "two"), ("vienna", "venue")]
    )
    def test_other_words_are_not(self, word: str, other: str) -> None:
        assert SMALL.term(word) != SMALL.term(other)

    @pytest.mark.parametrize(("word", "known"), [("sales", True), ("sale", True), ("prohibit", True), ("panda", False)])
    def test_a_term_is_known_where_a_fact_has_it(self, word: str, known: bool) -> None:
        assert SMALL.knows(SMALL.term(word)) is known

    def test_a_phrase_of_a_group_gives_no_words(self) -> None:
        assert SMALL.term("put") != SMALL.term("delay")

    @pytest.mark.parametrize(
        ("word", "same"),
        [
            ("chinese", "china"),
            ("defence", "defense"),
            ("semiconductors", "chips"),
            ("usa", "us"),
            ("phoned", "telephone"),
        ],
    )
    def test_of_the_shipped_fact_base(self, word: str, same: str) -> None:
        assert LEXICON.term(word) == LEXICON.term(same)

    @settings(deadline=None)
    @given(st.sampled_from(sorted(LEXICON.spellings)))
    def test_every_word_of_the_fact_base_is_known(self, word: str) -> None:
        assert LEXICON.is_spelling(word)
        assert LEXICON.knows(LEXICON.term(word)) or word in LEXICON.spellings
        assert LEXICON.knows(LEXICON.spellings[word])


class TestRarity:
    def test_a_term_in_fewer_facts_tells_more(self) -> None:
        chips, sales, vienna = (SMALL.weight(SMALL.term(word)) for word in ("chips", "sales", "vienna"))
        assert 0 < chips < sales < vienna == SMALL.rarest
        assert vienna == pytest.approx(math.log(4))

    def test_an_unknown_term_tells_as_much_as_the_rarest(self) -> None:
        assert SMALL.weight("panda") == SMALL.rarest
        assert SMALL.weight("xyz") == SMALL.rarest / 2

    def test_a_term_counts_once_in_a_fact(self) -> None:
        assert SMALL.weight(SMALL.term("ban")) == SMALL.weight(SMALL.term("vienna"))

    def test_of_no_facts_at_all(self) -> None:
        empty = build_lexicon((), ())
        assert empty.snap("anything") is None
        assert not empty.knows("anything")
        assert empty.weight("anything") == empty.rarest > 0

    def test_countries_tell_little_in_the_shipped_fact_base(self) -> None:
        assert LEXICON.weight(LEXICON.term("china")) < LEXICON.weight(LEXICON.term("vienna"))


class TestMisspellings:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("vienn", "vienna"),
            ("viena", "vienna"),
            ("sanctons", "sanctions"),
            ("sactions", "sanctions"),
            ("sancitons", "sanctions"),
            ("beijjing", "beijing"),
        ],
    )
    def test_a_slip_means_the_nearest_word(self, typed: str, meant: str) -> None:
        assert SMALL.snap(typed) == SMALL.term(meant)

    @pytest.mark.parametrize("typed", ["panda", "sale", "chop", "bun", "paris", "vieannax", "2023", "qqqqqqqq", ""])
    def test_what_is_near_nothing_means_nothing(self, typed: str) -> None:
        assert SMALL.snap(typed) in (None, SMALL.spellings.get(typed))

    @pytest.mark.parametrize("typed", ["where", "there", "while", "would"])
    def test_grammar_is_not_a_misspelling(self, typed: str) -> None:
        assert LEXICON.snap(typed) in (None, LEXICON.spellings.get(typed))

    def test_the_answer_is_the_same_the_second_time(self) -> None:
        assert LEXICON.snap("sanctoins") == LEXICON.snap("sanctoins") == LEXICON.term("sanctions")

    @settings(deadline=None)
    @given(st.text("abcdefghijklmnopqrstuvwxyz'é1", max_size=12))
    def test_a_meaning_is_a_known_term_within_the_allowed_edits(self, typed: str) -> None:
        meant = LEXICON.snap(typed)
        if meant is not None:
            assert LEXICON.knows(meant)
            spellings = [spelling for spelling, term in LEXICON.spellings.items() if term == meant]
            assert min(OSA.distance(typed, spelling) for spelling in spellings) <= max(edit_budget(len(typed)), 4)


def test_small_words_are_written_as_they_are_compared() -> None:
    assert all(word.isalpha() and word == word.lower() for word in STOP_WORDS | SCAFFOLD_WORDS)


@pytest.mark.parametrize(
    ("word", "stemmed"), [("sanctions", "sanction"), ("talked", "talk"), ("beijing", "beij"), ("", "")]
)
def test_stems(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed
