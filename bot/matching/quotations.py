"""Quoted words against the recorded quotes: verbatim, altered and how, or unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from bot.facts.model import FactBase, Quote
from bot.matching.english import SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.lexicon import Lexicon
from bot.matching.text import clean, folded_words, words

# Opening and closing marks; a quote never closed runs to the end of the text.
_QUOTED = re.compile(
    r"„([^“”„\"]{2,1500})[“”]|[“\"«„]\s*([^“”\"«»„]{2,1500})(?:[”\"»]|$)"
    r"|(?<!\w)'([^']{6,1500}(?:'\w[^']*)*)'(?!\w)"
)
_ELLIPSIS = re.compile(r"\[?\(?(?:\.\s?\.\s?\.|…)\)?\]?")
_NEGATIONS = frozenset({"never", "no", "nor", "not", "without"})
CLOSE = 0.5
"""Share of the claimed words that an altered quote of the same speaker must keep."""
CLOSE_ELSEWHERE = 0.72
"""The same for a quote of somebody else."""
_FRAME, _SHORTEST_FRAME, _LONGEST_FRAME = 0.5, 4, 40
_TAIL = 8
_TELLING_AROUND = 2
_ATTRIBUTING = frozenset(
    {"according", "attributed", "by", "line", "quote", "quoted", "said", "says", "told", "what", "words", "wrote"}
)
_A_FEW = 3
_MOST_PARTS = 8
ECHO = 5
"""So many words in a row of a recorded quote make a claim without quotation marks one about those words."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A quote prepared for comparing."""

    quote: Quote
    words: tuple[str, ...]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuoteIndex:
    recorded: tuple[Recorded, ...]
    runs: Mapping[tuple[str, ...], tuple[tuple[int, int], ...]]
    """Every `ECHO` words in a row -> where they stand: the place in `recorded` and the first word."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How claimed words compare with one recorded quote."""

    quote: Quote
    verbatim: bool
    likeness: float
    """From 0 to 1: the share of the claimed words, rare ones counting more, that the quote has in this order."""


def build_quotes(base: FactBase, lexicon: Lexicon) -> QuoteIndex:
    recorded = []
    runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for place, quote in enumerate(base.quotes.values()):
        found = folded_words(quote.text)
        recorded.append(Recorded(quote, found, frozenset(lexicon.term(word) for word in found)))
        for at in range(len(found) - ECHO + 1):
            runs.setdefault(found[at : at + ECHO], []).append((place, at))
    return QuoteIndex(tuple(recorded), {run: tuple(places) for run, places in runs.items()})


def _inside(match: re.Match[str]) -> str:
    return str(match[1] or match[2] or match[3]).strip()


def quoted_parts(claim: str) -> list[str]:
    """The stretches in quotation marks, in order."""
    return [_inside(match) for match in _QUOTED.finditer(claim)]


def attributed_parts(claim: str) -> list[tuple[str, str]]:
    """Each quoted stretch with the words that introduce it; one without an introduction shares that of the one before.

    `Xi said "a" and "b", and Wang said "c"` gives (Xi said, a), (Xi said, b), (and Wang said, c).
    """
    found: list[tuple[str, str]] = []
    introduction, end = "", 0
    for match in _QUOTED.finditer(claim):
        before = claim[end : match.start()]
        if any(word.text not in STOP_WORDS for word in words(clean(before))):
            introduction = before
        if folded_words(_inside(match)):
            found.append((introduction, _inside(match)))
        end = match.end()
    found = found[:_MOST_PARTS]
    if len(found) > 1 and not introduction.strip():
        return [(claim[end:], part) for _, part in found]
    return found


def without_quotes(claim: str) -> str:
    """The claim with its quoted stretches left out: who is said to have said it, and about what."""
    return _QUOTED.sub(" ", claim)


def compare(claimed: str, quotes: QuoteIndex, lexicon: Lexicon) -> list[Comparison]:
    """Compare claimed words with every quote, the closest first; verbatim ones before all others.

    Case, punctuation and quotation marks make no difference, an ellipsis may leave words out, and a stretch of a quote
    is verbatim unless the word right before it turns its meaning round.
    """
    parts = [part for each in _ELLIPSIS.split(claimed) if (part := folded_words(each))]
    said = tuple(word for part in parts for word in part)
    if len(said) < _A_FEW and all(word in STOP_WORDS for word in said):
        return []  # "the" is in every quote
    weights = [_weight(word, lexicon) for word in said]
    terms = [lexicon.term(word) for word in said]
    if not said:
        return []
    found = [_compare(parts, said, weights, terms, each) for each in quotes.recorded]
    found.sort(key=lambda comparison: (-comparison.verbatim, -comparison.likeness, bool(comparison.quote.repeats)))
    return found


def _compare(
    parts: Sequence[tuple[str, ...]], said: tuple[str, ...], weights: list[float], terms: list[str], recorded: Recorded
) -> Comparison:
    if not recorded.terms.intersection(terms) and said != recorded.words:
        return Comparison(recorded.quote, False, 0.0)
    if _in_order(parts, recorded.words):
        return Comparison(recorded.quote, True, 1.0)
    kept = sum(weights)
    for op in LCSseq.editops(said, recorded.words):
        if op.tag == "delete":
            # another word of the same meaning is altered wording, but shows which quote is meant
            same_meaning = terms[op.src_pos] in recorded.terms
            kept -= weights[op.src_pos] * (0.5 if same_meaning else 1.0)
    likeness = kept / sum(weights)
    if likeness < CLOSE and _has_frame(said, recorded.words):
        likeness = CLOSE
    return Comparison(recorded.quote, False, likeness)


def framed(claimed: str, around: str, quote: Quote) -> bool:
    """Whether a quoted part has the small words of a recorded quote, whose telling words stand right around it:
    `the news from the scientific community "should be mildly worrying to everyone"`."""
    said, recorded = folded_words(claimed), folded_words(quote.text)
    shared = {word for word in folded_words(around) if _tells(word)} & set(recorded)
    return len(shared) >= _TELLING_AROUND and _has_frame(said, recorded, telling=False)


def _has_frame(said: Sequence[str], recorded: Sequence[str], *, telling: bool = True) -> bool:
    """Whether a stretch of the recorded words stands behind claimed ones with other words put in: `destructive and
    harmful to U.S. interests` for `constructive and beneficial to U.S. interests`. One of the words that stay must be
    `telling`."""
    if not _SHORTEST_FRAME <= len(said) <= _LONGEST_FRAME:
        return False
    known = set(recorded)
    if sum(word in known for word in said) < _FRAME * len(said):
        return False
    for start in range(len(recorded) - len(said) + 1):
        same = [word for word, real in zip(said, recorded[start:], strict=False) if word == real]
        if len(same) >= _FRAME * len(said) and (not telling or any(word not in STOP_WORDS for word in same)):
            return True
    return False


def _in_order(parts: Sequence[tuple[str, ...]], recorded: tuple[str, ...]) -> bool:
    """Whether the parts, which an ellipsis separates, stand in the recorded words, each whole, one after the other."""
    at = 0
    for part in parts:
        for start in range(at, len(recorded) - len(part) + 1):
            turned = start > 0 and recorded[start - 1] in _NEGATIONS
            if recorded[start : start + len(part)] == part and not turned:
                at = start + len(part)
                break
        else:
            return False
    return True


def _weight(word: str, lexicon: Lexicon) -> float:
    if word in STOP_WORDS and word != "not":
        return 0.5
    return min(lexicon.weight(lexicon.term(word)), 3.0)


def echoed(claim: str, quotes: QuoteIndex) -> tuple[str, str] | None:
    """A claim that repeats a recorded quote without quotation marks: the text around the words, and the words."""
    text = clean(claim)
    found = words(text)
    folded = tuple(word.text for word in found)
    start, end = 0, 0
    for at in range(len(folded) - ECHO + 1):
        for place, first in quotes.runs.get(folded[at : at + ECHO], ()):
            recorded = quotes.recorded[place].words
            length = ECHO
            while (
                at + length < len(folded)
                and first + length < len(recorded)
                and folded[at + length] == recorded[first + length]
            ):
                length += 1
            if length > end - start:
                start, end = at, at + length
    telling = [word for word in folded[start:end] if _tells(word)]
    told = len(telling) >= 2 or sum(word not in STOP_WORDS for word in folded[start:end]) >= _A_FEW
    if not told or (start == 0 and end == len(folded)):
        return None
    tail = folded[end:]
    if len(tail) <= _TAIL and not _ATTRIBUTING & set(tail) and any(_tells(word) for word in tail):
        end = len(folded)  # what follows the words is claimed to have been said as well
    first_character, last_character = found[start].start, found[end - 1].end
    return f"{text[:first_character]} {text[last_character:]}", text[first_character:last_character]


def _tells(word: str) -> bool:
    return word == "not" or (word not in STOP_WORDS and word not in SCAFFOLD_WORDS)


def differences(claimed: str, recorded: str) -> str:
    """What was altered, word by word: `small` became `big`; words left out and put in are named so."""
    said, real = folded_words(claimed), folded_words(recorded)
    first, last = _span(said, real)
    real = real[first:last]
    changes = []
    for tag, s1, s2, r1, r2 in _opcodes(said, real):
        ours, theirs = " ".join(real[r1:r2]), " ".join(said[s1:s2])
        if tag == "replace":
            changes.append(f"“{ours}” became “{theirs}”")
        elif tag == "delete":
            changes.append(f"“{theirs}” was added")
        elif tag == "insert":
            changes.append(f"“{ours}” was left out")
    return "; ".join(changes[:8])


def _opcodes(said: Sequence[str], real: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Word opcodes with neighboring deletions and insertions joined to replacements."""
    joined: list[tuple[str, int, int, int, int]] = []
    for op in LCSseq.opcodes(said, real):
        tag, s1, s2, r1, r2 = op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end
        if joined and tag != "equal" and joined[-1][0] != "equal":
            _, p1, _, q1, _ = joined[-1]
            joined[-1] = ("replace" if s2 > p1 and r2 > q1 else tag, p1, s2, q1, r2)
        else:
            joined.append((str(tag), s1, s2, r1, r2))
    return joined


def _span(said: Sequence[str], real: Sequence[str]) -> tuple[int, int]:
    """The stretch of the recorded words that the claimed ones are about, as a half-open range: from the first common
    word to the last, and as many beyond as the claim has there; a negation right before it belongs to it."""
    opcodes = list(LCSseq.opcodes(said, real))
    same = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in opcodes if op.tag == "equal"]
    if not same:
        return 0, len(real)
    before, after = same[0][0], len(said) - same[-1][1]
    first = max(0, same[0][2] - before)
    if first > 0 and real[first - 1] in _NEGATIONS:
        first -= 1
    return first, min(len(real), same[-1][3] + after)
