"""Chinese names in the older romanization: `Xi Jinping` is also written `Hsi Chin-p'ing`.

The rules are those of the Wade-Giles system, which newspapers used until about 1980 and Taiwan still does. Its
apostrophes and umlauts are left out, as whoever types leaves them out.
"""

from __future__ import annotations

import re

from bot.matching.text import fold

_SYLLABLE = re.compile(
    r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u)"
)
_INITIALS = {
    "b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "x": "hs", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_FINALS = {
    "ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "uo": "o", "ue": "ueh", "er": "erh", "ye": "yeh",
}  # fmt: skip
_BACK = frozenset({"g", "k", "h"})
_HISSING = frozenset({"z", "c", "s"})
_CURLED = frozenset({"zh", "ch", "sh", "r"})
_OPENING_Y = {"i": "i", "ou": "u", "an": "en", "e": "eh", "ong": "ung", "ue": "ueh"}


def wade_giles(name: str) -> str | None:
    """A name in pinyin in Wade-Giles, the syllables of a word with hyphens between them. None if a word of it is no
    pinyin."""
    words = [_split(word) for word in fold(name).split()]
    if not words or not all(words):
        return None
    return " ".join("-".join(_convert(*syllable) for syllable in syllables or ()) for syllables in words)


def _split(word: str) -> tuple[tuple[str, str], ...] | None:
    """The syllables of a word, each with its initial and final; None if it is not made of such. Only the first may
    begin with a vowel; another would be marked off with an apostrophe."""
    for match in _readings(word):
        following = word[match.end() :]
        rest = _split(following) if following and following[0] not in "aeiou" else None
        if rest is not None or not following:
            return ((match[1] or "", match[2]), *(rest or ()))
    return None


def _readings(word: str) -> list[re.Match[str]]:
    """The syllables that a word may begin with, the longest first."""
    found = (_SYLLABLE.fullmatch(word, 0, end) for end in range(min(6, len(word)), 0, -1))
    return [match for match in found if match is not None]


def _convert(initial: str, final: str) -> str:
    if initial == "y":
        return ("y" if final in ("ou", "an", "e", "ong", "ue") else "") + _OPENING_Y.get(final, f"y{final}")
    if final == "i" and initial in _CURLED:
        return f"{_INITIALS.get(initial, initial)}ih"
    if final == "i" and initial in _HISSING:
        return "ssu" if initial == "s" else "tzu"
    if initial in _BACK and final in ("e", "ui", "uo"):
        final = {"e": "o", "ui": "uei", "uo": "uo"}[final]
    elif (initial, final) != ("sh", "uo"):
        final = _FINALS.get(final, final)
    return _INITIALS.get(initial, initial) + final
