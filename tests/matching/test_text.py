from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.matching.text import MAX_CHARACTERS, clean, fold, folded_words, topic_words, words

anything = st.text(st.characters(), max_size=300)


def read(text: str) -> list[str]:
    return [word.text for word in words(clean(text))]


class TestCleaning:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("Xi\u200bJin\u200dping", "XiJinping"),  # zero-width space and joiner
            ("\ufeffXi", "Xi"),  # byte order mark
            ("x\u202egnipnij\u202c", "xgnipnij"),  # right-to-left override
            ("\u200fXi\u200e", "Xi"),
            ("soft\u00adhyphen", "softhyphen"),
            ("a\x00b\x07c", "a b c"),
            ("tab\tnew\nline\r", "tab new\nline "),
            ("Li\u00a0Qiang\u3000Li", "Li Qiang Li"),
            ("Blinken’s ‘trip’", "Blinken's 'trip'"),
            ("Blinken`s", "Blinken's"),
            ("２０２３ ﬁne Ⅷ", "2023 fine VIII"),
            ("\ud800lone\udfff", "lone"),
            ("\ue000private", "private"),
            ("🤖 ok", "🤖 ok"),
            ("“Erdoğan” – 习近平", "“Erdoğan” – 习近平"),
        ],
    )
    def test_what_cannot_be_seen_is_dropped_and_look_alikes_become_one(self, typed: str, read: str) -> None:
        assert clean(typed) == read

    @pytest.mark.parametrize("typed", ["a" * 10_000, "é" * 10_000, "ﷺ" * 10_000, "\u200b" * 10_000])
    def test_the_length_is_bounded_even_where_letters_unfold(self, typed: str) -> None:
        assert len(clean(typed)) <= MAX_CHARACTERS

    @settings(deadline=None)
    @given(anything)
    def test_nothing_unseen_is_left(self, text: str) -> None:
        cleaned = clean(text)
        categories = {unicodedata.category(character) for character in cleaned.replace("\n", "")}
        assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn"}
        assert clean(cleaned) == cleaned


class TestFolding:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Blinken", "blinken"),
            ("Erdoğan", "erdogan"),
            ("Hänle", "hanle"),
            ("DÉTENTE", "detente"),
            ("Łódź", "lodz"),
            ("Søren", "soren"),
            ("Đặng", "dang"),
            ("STRAẞE", "strasse"),
            ("İstanbul", "istanbul"),
            ("ılık", "ilik"),
            ("Æsop Œuvre", "aesop oeuvre"),
            ("e\u0301", "e"),
        ],
    )
    def test_letters_lose_their_case_and_their_marks(self, text: str, folded: str) -> None:
        assert fold(text) == folded
        assert fold(folded) == folded

    @settings(deadline=None)
    @given(st.text("aábcçdeéèfgğhiíjklłmnñoöøpqrstuüvwxyzžßæœ ,.'", max_size=60))
    def test_letter_case_makes_no_difference(self, text: str) -> None:
        assert fold(text.upper()) == fold(text) == fold(text.title())


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Xi's visit", ["xi", "visit"]),
            ("Blinken’s", ["blinken"]),
            ("the ministers' talks", ["the", "ministers", "talks"]),
            ("didn't", ["did", "not"]),
            ("isn’t", ["is", "not"]),
            ("they're I've he'll I'm", ["they", "are", "i", "have", "he", "will", "i", "am"]),
            ("he'd", ["he"]),
            ("U.S.", ["us"]),
            ("U.S", ["us"]),
            ("the U.S.-China talks", ["the", "us", "china", "talks"]),
            ("u.s.a. p.m. e.g.", ["usa", "pm", "eg"]),
            ("St. Petersburg. End.", ["st", "petersburg", "end"]),
            ("No. 2.", ["no", "2"]),
            ("100,000 deaths", ["100000", "deaths"]),
            ("1,000,000", ["1000000"]),
            ("10, 11,12", ["10", "11", "12"]),
            ("$700 billion", ["700", "billion"]),
            ("2023-06-19", ["2023", "06", "19"]),
            ("Kim Jong-un and/or Xi", ["kim", "jong", "un", "and", "or", "xi"]),
            ("AT&T o'clock a.b", ["at", "t", "o", "clock", "ab"]),
            ("snake_case", ["snake", "case"]),
            ("'quoted' “words”", ["quoted", "words"]),
            ("G7 19th", ["g7", "19th"]),
            ("习近平 и Xi", ["习近平", "и", "xi"]),
            ("🤖 … -- '' .", []),
            ("", []),
        ],
    )
    def test_what_parts_them(self, text: str, found: list[str]) -> None:
        assert read(text) == found

    @pytest.mark.parametrize(("text", "found"), [("can't", ["can", "not"]), ("won't", ["will", "not"])])
    def test_irregular_contractions(self, text: str, found: list[str]) -> None:
        assert read(text) == found

    def test_a_word_knows_its_capital_its_possessive_and_its_place(self) -> None:
        first, second, third = words("Xi's two U.S.")
        assert (first.capital, first.possessive, second.capital, second.possessive) == (True, True, False, False)
        assert (third.start, third.end, third.capital, third.possessive) == (9, 13, True, False)

    def test_an_abbreviation_is_no_possessive(self) -> None:
        assert [word.possessive for word in words("it's Xi's U.S. is")] == [True, True, False, False]

    @settings(deadline=None)
    @given(anything)
    @example("a'b.c&d's")
    @example("İ.İ.")
    @example("ͺ' ﷺ's ½,000")
    def test_they_stand_in_the_cleaned_text_from_left_to_right(self, text: str) -> None:
        cleaned = clean(text)
        place = 0
        for word in words(cleaned):
            assert place <= word.start < word.end <= len(cleaned)
            assert word.text
            place = word.start

    @settings(deadline=None)
    @given(anything)
    def test_they_are_folded(self, text: str) -> None:
        for word in folded_words(text):
            assert not any("A" <= letter <= "Z" for letter in word)
            assert not any(letter.isspace() for letter in word)
            assert word == word.casefold()
            assert not any(unicodedata.combining(letter) for letter in word)

    @settings(deadline=None)
    @given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8), max_size=8))
    def test_plain_words_are_read_as_they_are(self, typed: list[str]) -> None:
        assert list(folded_words(" ".join(typed))) == typed
        assert list(folded_words("  ".join(typed).upper())) == typed
        assert list(folded_words(" – ".join(typed))) == typed


def test_the_united_states_are_one_word() -> None:
    assert topic_words("The United States and the U.S.") == ("the", "us", "and", "the", "us")
    assert folded_words("The United States") == ("the", "united", "states")
