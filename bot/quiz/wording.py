"""How near what somebody typed is to an accepted answer, by its words: misspelt and in another order it is still the
same, but another number, sign or small word makes it another answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from bot.matching.english import STOP_WORDS
from bot.matching.names import OFFICES
from bot.matching.similarity import SOUND, likeness
from bot.matching.text import clean, folded_words

_IN_ANY_ORDER = 4
"""More words than these have to stand in their order: there are too many others."""
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "prof", "president", "sir", "madam"})
_ARTICLE = re.compile(r"(?<![^\s\"“”'(])(?:an?|the)(?=\s+\S*\w)", re.IGNORECASE)
"""An article and not a letter: something comes after it, unlike in `vitamin A`."""
_NUMBER = re.compile(r"(?:^\s*-\s*|(?<![^\W_])-)?(?:(?<!\d)\.(?=\d))?(?<![^\W_])\d[^\W_]*(?:[.,:/\u2044]\d[^\W_]*)*")
"""What begins with a digit, with its sign and its inner marks: `-5`, `1/2`, `10:30`, `3.5`, `2nd`."""
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_RAISED = re.compile(r"(?<=\d)(?=[\u00b9\u00b2\u00b3\u2070\u2074-\u2079])")
_VULGAR = re.compile(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])")
_POWER = re.compile(r"(?<=[^\W\d_])\^")
_SIGNS = frozenset("#%^♭")
"""Characters that tell one answer from another, besides those of mathematics and money."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text taken apart: numbers and signs have to be the same, words may be misspelt."""

    shown: str
    """The whole text, for one that is neither words nor numbers nor signs: `?`, `😀`."""
    numbers: tuple[str, ...]
    signs: str
    formula: str
    """The whole text without spaces where a sign of mathematics is in it, else "": there every character counts."""
    words: tuple[str, ...]
    """All words in order, articles too."""
    telling: tuple[str, ...]
    """The words without articles."""


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Take a text apart."""
    # Cleaning makes plain digits of these, and `10²` would be `102`.
    text = clean(_VULGAR.sub(" ", _RAISED.sub("^", text))).strip().replace("\u2212", "-")
    # `mc²` has become `mc2`.
    text = _POWER.sub("", text)
    rest = _rest(text)
    telling = _rest(_ARTICLE.sub(" ", text))
    found = folded_words(rest)
    return Wording(
        text.casefold(),
        tuple(_number(found) for found in _NUMBER.findall(text)),
        "".join(character for character in rest if _is_sign(character)),
        "".join(text.split()).rstrip(".!?").casefold() if any(map(_is_of_mathematics, rest)) else "",
        found,
        found if telling == rest else folded_words(telling),
    )


def _rest(text: str) -> str:
    return _NUMBER.sub(" ", text).replace("&", " and ")


def _number(text: str) -> str:
    """A number in one way of writing: `-1,000` is `-1000`, `3,5` is `3.5`, `.5` is `0.5`."""
    text = "".join(text.split()).casefold().replace("\u2044", "/")
    text = _BETWEEN_THOUSANDS.sub("", text).replace(",", ".")
    return text.replace(".", "0.", 1) if text.lstrip("-").startswith(".") else text


def _is_sign(character: str) -> bool:
    return character in _SIGNS or _is_of_mathematics(character) or unicodedata.category(character) == "Sc"


def _is_of_mathematics(character: str) -> bool:
    return unicodedata.category(character) == "Sm"


def words_nearness(given: Wording, wanted: Wording) -> float:
    """From 0 to 1: how near a text is to a wanted one. Only articles are passed over."""
    if not (wanted.words or wanted.numbers or wanted.signs):
        return float(given.shown == wanted.shown)
    if wanted.formula or given.formula:
        return float(given.formula == wanted.formula)
    if given.numbers != wanted.numbers or given.signs != wanted.signs:
        return 0.0
    if _same_letters(given.words, wanted.words):
        return 1.0
    # Among several numbers, the order tells what there are so many of.
    return _likeness(given.telling, wanted.telling, by_sound=False, in_order=len(wanted.numbers) > 1)


def name_nearness(given: Wording, wanted: Wording) -> float:
    """From 0 to 1: how near a text is to a wanted name. Honorifics, offices and the words around a name, as in `by Mr.
    Xi`, are passed over."""
    given_words, wanted_words = folded_words(given.shown), folded_words(wanted.shown)
    if not wanted_words:
        return float(given.shown == wanted.shown)
    if _same_letters(given_words, wanted_words):
        return 1.0
    expected = tuple(word for word in wanted_words if word not in STOP_WORDS) or wanted_words
    return _likeness(
        tuple(word for word in given_words if word in expected or not _wraps(word)), expected, by_sound=True
    )


def _wraps(word: str) -> bool:
    """Whether a word stands around a name and is no part of it."""
    return word in STOP_WORDS or word in _HONORIFICS or word in OFFICES


def _same_letters(given: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether two texts differ only in how letters are parted, as in `alot`; parted digits are another number."""
    letters = "".join(given)
    return letters == "".join(wanted) and (given == wanted or not any(character.isdigit() for character in letters))


def _likeness(given: tuple[str, ...], wanted: tuple[str, ...], *, by_sound: bool, in_order: bool = False) -> float:
    """The mean likeness of words to the wanted ones, few of them in any order; 0 where one of them is another word."""
    if len(given) != len(wanted):
        return 0.0
    if given == wanted:
        return 1.0
    if in_order or len(given) > _IN_ANY_ORDER:
        return _mean([_word(*pair, by_sound) for pair in zip(given, wanted, strict=True)])
    scores = []
    for word in given:
        scores.append([_word(word, other, by_sound) for other in wanted])
        if not any(scores[-1]):
            return 0.0
    positions = range(len(given))
    return max(_mean([scores[row][column] for row, column in enumerate(order)]) for order in permutations(positions))


def _mean(scores: Sequence[float]) -> float:
    return min(scores) and sum(scores) / len(scores)


def _word(given: str, wanted: str, by_sound: bool) -> float:
    if given == wanted:
        return 1.0
    if any(character.isdigit() for character in given + wanted):
        return 0.0  # 1945 is not a misspelt 1946
    how = likeness(given, wanted, prefix=False)
    return 0.0 if how is None or (how.reason == SOUND and not by_sound) else how.score
