"""How one typed word compares with one word of a name, and why. Words are compared one by one, never whole strings:
whole-string scorers rate `li` in "Elizabeth" 90 of 100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

MOST_EDITS = 2
EXACT, PREFIX, TYPO, SOUND = "exact", "prefix", "typo", "sound"


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    """From 0 to 1; 1 is the same word."""
    reason: str


def edit_budget(length: int) -> int:
    """Edits allowed for a word of so many letters: none up to 3, one up to 7, two beyond."""
    return 0 if length <= 3 else 1 if length <= 7 else MOST_EDITS


def likeness(typed: str, name: str, *, prefix: bool = True) -> Likeness | None:
    """Compare two folded words, best reason first; None if they are not alike. A prefix needs three letters."""
    if typed == name:
        return Likeness(1.0, EXACT)
    if prefix and len(typed) >= 3 and name.startswith(typed):
        return Likeness(0.8 + 0.15 * len(typed) / len(name), PREFIX)
    longer = max(len(typed), len(name))
    budget = edit_budget(longer)
    if budget and min(len(typed), len(name)) > 2:
        distance = OSA.distance(typed, name, score_cutoff=budget)
        # in a short name another first letter is another name: Wang is not Yang
        another_name = typed[0] != name[0] and (distance > 1 or (longer <= 4 and sound(typed)[:1] != sound(name)[:1]))
        if distance <= budget and not another_name:
            sounds = 0.03 if sound(typed) == sound(name) else 0.0
            # another first letter is a guess, which needs something to bear it out: Justin is hardly Austin
            reason = TYPO if typed[0] == name[0] or sounds else SOUND
            return Likeness(0.95 - 0.6 * distance / longer + sounds, reason)
    if sounds_like(typed, name):
        return Likeness(0.72 + (0.06 if typed[:1] == name[:1] else 0.0), SOUND)
    return None


# Letters that English ears and pinyin readers confuse. Order matters: longer spellings first.
_SOUNDS = (
    (re.compile(r"ight"), "it"),
    (re.compile(r"(?<=.)ks"), "x"),
    (re.compile(r"^(?:hs|sh|x|sie)(?=[aeiouy])|^s(?=[iy])"), "S"),
    (re.compile(r"tch|ch|sh|sch|hs"), "S"),
    (re.compile(r"^(?:ts|tz|cz|c(?=u))"), "Z"),
    (re.compile(r"ph|v(?=$)"), "F"),
    (re.compile(r"gh|kh|ck|qu|cq|q|c(?![eiy])|k|g"), "K"),
    (re.compile(r"th|t|d"), "T"),
    (re.compile(r"ps|z|x|c|s"), "S"),
    (re.compile(r"j"), "J"),
    (re.compile(r"p|b"), "P"),
    (re.compile(r"w|u(?=[aeio])"), "W"),
)
_PINYIN_INITIALS = (
    (re.compile(r"^tsw(?=[ei])"), "Cu"),
    (re.compile(r"^(?:q|ch|j|k|g|qu|ky)(?=[iy])|^(?:q|ch|qu)(?=[aeou])"), "Q"),
    (re.compile(r"^(?:hs|sh|x|s)(?=[iy]|ee)"), "X"),
    (re.compile(r"^(?:ts|tz|c|ch)(?=u)"), "C"),
    (re.compile(r"^(?:zh|j|z|dz)"), "Z"),
    (re.compile(r"^(?:hs|sh|x|s)"), "S"),
    (re.compile(r"^[td]"), "T"),
    (re.compile(r"^[pb]"), "P"),
)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A coarse key of how a word sounds: confusable consonants merged, doubled letters and inner vowels dropped."""
    key = word
    for pattern, replacement in _SOUNDS:
        key = pattern.sub(replacement, key)
    key = key[:1] + re.sub(r"[aeiouyhw]", "", key[1:])
    key = re.sub(r"^[aeiouy]+", "A", key)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key.upper()


@lru_cache(maxsize=8192)
def syllable_sound(word: str) -> str:
    """The key of a short, Chinese-looking word, vowels kept: `chin`, `qin` and `kin` agree, `wen` and `wan` do not."""
    key = word
    for pattern, replacement in _PINYIN_INITIALS:
        changed = pattern.sub(replacement, key)
        if changed != key:
            key = changed
            break
    key = re.sub(r"ee|ie|ei|ea|iy|y|ii", "i", key)
    key = re.sub(r"oo|ou", "u", key)
    key = re.sub(r"aw|ah", "a", key)
    key = re.sub(r"ow$|au$", "ao", key)
    key = key.replace("wong", "wang")
    key = re.sub(r"(?<=[XQS])i(?=[aeou])", "", key)
    key = re.sub(r"h$", "", key)
    key = re.sub(r"(?<=[aeiou][^aeiou])e$", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


def sounds_like(typed: str, name: str) -> bool:
    """Whether two words sound alike: all vowels count in short words, only consonants in long ones."""
    if typed[:1].isdigit() or name[:1].isdigit() or min(len(typed), len(name)) < 2:
        return False
    if len(name) <= 6 and syllable_sound(typed) == syllable_sound(name):
        return True
    if min(len(typed), len(name)) < 4 or abs(len(typed) - len(name)) > 3:
        return False
    longer = max(len(typed), len(name))
    return (
        sound(typed) == sound(name)
        and bool(_syllables(typed) & _syllables(name))
        and OSA.distance(typed, name) <= max(2, longer // 2)
    )


def could_be_heard_as(typed: str, name: str) -> bool:
    """Whether a word could be this name if the name beside it is right: `zie` Feng, `hee` Lifeng, but not `Xu` Feng.
    Its consonants may be confused, its vowels only be doubled."""
    return sound(typed) == sound(name) and _vowels(typed) == _vowels(name)


_HEARD_INITIALS = (
    ("x", re.compile(r"(?:x|hs|sh|sch|s|zh|z|ks)(?=[aeiouy])")),
    ("q", re.compile(r"(?:q|tch|ch|k|c|kw|ts)(?=[aeiouy])")),
    ("c", re.compile(r"(?:c|ts|tz|ch|k)(?=[aeiouw])")),
    ("sh", re.compile(r"(?:sh|s|ch|x)(?=[aeiouy])")),
    ("h", re.compile(r"h(?=[aeiouy])")),
    ("l", re.compile(r"l(?=[aeiouy])")),
    ("w", re.compile(r"w(?=[aeiouy])")),
    ("y", re.compile(r"y(?=[aeiouy])")),
)
_HEARD_VOWELS = (
    (re.compile(r"ui"), re.compile(r"[uw]+[aeiy]+h?")),
    (re.compile(r"ie?"), re.compile(r"(?:[ei][aeiyg]*|a[ey]|y[ea]*)h?")),
    (re.compile(r"e"), re.compile(r"(?:e[ry]?|u|ur|uh|eh)h?")),
)
_LONGEST_SYLLABLE = 4


def loosely_heard_as(typed: str, syllable: str) -> bool:
    """Whether a word could be one Chinese syllable to an English ear: `zhi` and `shee` Xi, `huh` He, `shay` Xie.
    It is a guess that something else must bear out: the name beside it, or a fact that joins the two."""
    if len(syllable) > _LONGEST_SYLLABLE:
        return False
    initial = next(((name, heard) for name, heard in _HEARD_INITIALS if syllable.startswith(name)), None)
    begins = initial[1].match(typed) if initial else None
    if initial is None or begins is None:
        return False
    real, heard = syllable[len(initial[0]) :], typed[begins.end() :]
    if real.endswith("n") != heard.removesuffix("g").endswith("n"):
        return False
    real, heard = real.rstrip("n"), heard.removesuffix("g").rstrip("n") if real.endswith("n") else heard
    return any(vowel.fullmatch(real) and as_heard.fullmatch(heard) for vowel, as_heard in _HEARD_VOWELS)


def _vowels(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join(_VOWELS.findall(word)))


def _syllables(word: str) -> frozenset[int]:
    """How many groups of vowels a word may have: an e at the end may be silent."""
    return frozenset({len(_VOWELS.findall(word)), len(_VOWELS.findall(word.removesuffix("e")))})


_VOWELS = re.compile(r"[aeiouy]+")
