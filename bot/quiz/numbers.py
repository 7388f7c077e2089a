"""Numbers as figures and pupils write them: `nearly $700 billion`, `100,000`, `three`, `$700bn`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bot.matching.lexicon import NUMBER_WORDS
from bot.matching.text import clean, fold

_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9}
_SCALES |= {"trillion": 1e12, "tn": 1e12, "hundred": 1e2}
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?P<minus>[-\u2212]|^\s*[-\u2212]\s*|minus |negative )?\$?"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,15}}(?:\.\d{{1,9}})?"
    rf"|{'|'.join(NUMBER_WORDS)}) ?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})?(?!\w|[.,:/\u2044]\d)"
)
_WORDS = {int(digits): word for word, digits in NUMBER_WORDS.items()}
_FEW = 20
_FACTORS = (0.4, 0.6, 0.8, 1.3, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    start: int
    end: int
    """Where its digits stand in the text that it was read from, without the scale."""


def find_number(text: str) -> Number | None:
    """The first number of a text, with its scale; None where there is none."""
    found = _NUMBER.search(fold(clean(text)))
    if found is None:
        return None
    digits = found["digits"]
    value = float(NUMBER_WORDS.get(digits, digits.replace(",", ""))) * _SCALES.get(found["scale"] or "", 1.0)
    return Number(-value if found["minus"] else value, found.start("digits"), found.end("digits"))


def other_values(text: str) -> list[tuple[str, float]]:
    """The same text with other numbers in it, written alike, and how near each is; none where there is no number."""
    number = find_number(text)
    if number is None:
        return []
    digits = text[number.start : number.end]
    if digits.lower() in NUMBER_WORDS:
        count = int(NUMBER_WORDS[digits.lower()])
        others = [(count + by, 0.9 if abs(by) == 1 else 0.6) for by in (-2, -1, 1, 2, 3) if 2 <= count + by <= 12]
        return [(_put(text, number, _WORDS[other]), near) for other, near in others]
    plain, decimals = float(digits.replace(",", "")), len(digits.partition(".")[2])
    if not decimals and plain < _FEW:
        others = [(int(plain) + by, 0.9 if abs(by) == 1 else 0.6) for by in (-2, -1, 1, 2, 3) if plain + by > 0]
        return [(_put(text, number, str(other)), near) for other, near in others]
    found = {}
    for factor in _FACTORS:
        other = _rounded(plain * factor, len(digits.replace(",", "").replace(".", "").strip("0")))
        written = f"{other:,.{decimals}f}"
        if written != f"{plain:,.{decimals}f}" and float(written.replace(",", "")) > 0:
            found[_put(text, number, written)] = 0.8 if 0.75 < factor < 1.6 else 0.5
    return list(found.items())


def _rounded(value: float, digits: int) -> float:
    """The value with so many significant digits, so that it looks as round as the one it stands beside."""
    if value == 0:
        return value
    return round(value, max(1, digits) - 1 - math.floor(math.log10(abs(value))))


def _put(text: str, number: Number, digits: str) -> str:
    return text[: number.start] + digits + text[number.end :]
