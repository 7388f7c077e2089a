"""What people type -> words that can be compared: folded letters, no diacritics, no invisible characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

MAX_CHARACTERS = 4000
"""More than this of one request is not read; Discord's longest text field is as long."""

_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['.&][^\W_]+)*\.?", re.UNICODE)
_SPACES = re.compile(r" {2,}")
_ABBREVIATION = re.compile(r"(?:[a-z]\.)+[a-z]?\.?")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'"})
_SPECIAL_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"})
_IRREGULAR = {"can't": "cann't", "shan't": "shalln't", "won't": "willn't"}
"""Contractions whose first part loses letters, with the letters put back."""
_WITHOUT_APOSTROPHE = re.compile(r"(?:ar|ca|could|did|does|do|had|has|have|is|should|was|were|wo|would)nt")
_ASPIRATED = re.compile(r"^(ch|ts|tz|[kpt])'(?=[aeiou])")
"""The apostrophe in older spellings of Chinese names: Ch'iang, T'ien-k'ai."""
_ENGLISH_CONTRACTIONS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "", "'m": "am"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a request."""

    text: str
    """Folded: lower case, no diacritics, no possessive ending."""
    start: int
    end: int
    """Where it stands in the cleaned text, for showing it again."""
    capital: bool
    possessive: bool


def clean(text: str) -> str:
    """Bound the length and drop what cannot be seen: control and format characters, such as zero-width joiners and
    right-to-left marks. Several spaces become one; line breaks stay."""
    text = text[:MAX_CHARACTERS]
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text.replace("`", "'"))
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cc":
            kept.append("\n" if character == "\n" else " ")
        elif category not in ("Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    return _SPACES.sub(" ", "".join(kept))[:MAX_CHARACTERS]


def fold(text: str) -> str:
    """Lower case without diacritics: `Erdoğan` -> `erdogan`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str, most: int | None = None) -> tuple[Word, ...]:
    """The words of a cleaned text, all or about so many. Hyphens and slashes part words; `U.S.` is one word, `us`;
    `Xi's` is `xi`."""
    found: list[Word] = []
    for match in islice(_WORD.finditer(text), most):
        raw = match[0]
        folded = fold(raw)
        capital = raw[0].isupper()
        if _WITHOUT_APOSTROPHE.fullmatch(folded):
            folded = f"{folded[:-1]}'t"
        if folded.isalnum():  # most words need no more
            found.append(Word(folded, match.start(), match.end(), capital, False))
            continue
        if _ABBREVIATION.fullmatch(folded) and len(folded) > 2:
            found.append(Word(folded.replace(".", ""), match.start(), match.end(), capital, False))
            continue
        folded = _ASPIRATED.sub(r"\1", folded.rstrip(".").replace(",", ""))
        possessive = folded.endswith("'s")
        folded = folded.removesuffix("'s")
        second = ""
        folded = _IRREGULAR.get(folded, folded)
        for ending, full in _ENGLISH_CONTRACTIONS.items():
            if folded.endswith(ending) and len(folded) > len(ending):
                folded, second = folded.removesuffix(ending), full
                break
        # "a.b" that is no abbreviation, and "o'clock", are parted
        for part in re.split(r"['.&]", folded):
            if part:
                found.append(Word(part, match.start(), match.end(), capital, possessive))
        if second:
            found.append(Word(second, match.start(), match.end(), False, False))
    return tuple(found)


def topic_words(text: str) -> tuple[str, ...]:
    """The folded words of a text about the fact base's subject, the United States as the one word `us`."""
    return folded_words(text.replace("United States", "U.S."))


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of any text. Kept, because the texts of the fact base are read for several purposes."""
    return words(clean(text))


@lru_cache(maxsize=8192)
def folded_words(text: str) -> tuple[str, ...]:
    """Just the folded words of any text."""
    return tuple(word.text for word in words_of(text))
