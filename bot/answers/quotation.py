"""Quoted words against the recorded quotes: verbatim, altered and how, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from bot.facts.model import Quote
from bot.matching.english import STOP_WORDS
from bot.matching.index import Index
from bot.matching.text import folded_words

# Opening and closing marks; a quote never closed runs to the end of the text.
_QUOTED = re.compile(r"[“\"«„]\s*([^“”\"«»„]{2,1500})(?:[”\"»]|$)|(?<!\w)'([^']{6,1500}(?:'\w[^']*)*)'(?!\w)")
_ELLIPSIS = re.compile(r"\[?\(?(?:\.\s?\.\s?\.|…)\)?\]?")
CLOSE = 0.5
"""Share of the claimed words that an altered quote of the same speaker must keep."""
CLOSE_ELSEWHERE = 0.72
"""The same for a quote of somebody else."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How claimed words compare with one recorded quote."""

    quote: Quote
    verbatim: bool
    likeness: float
    """From 0 to 1: the share of the claimed words, rare ones counting more, that the quote has in this order."""
    window: str
    """The stretch of the recorded quote that the claim is about."""


def quoted_parts(claim: str) -> list[str]:
    """The stretches in quotation marks, in order."""
    return [(match[1] or match[2]).strip() for match in _QUOTED.finditer(claim)]


def without_quotes(claim: str) -> str:
    """The claim with its quoted stretches left out: who is said to have said it, and about what."""
    return _QUOTED.sub(" ", claim)


def compare(words: str, quotes: Iterable[Quote], index: Index) -> list[Comparison]:
    """Compare claimed words with every quote, the closest first; verbatim ones before all others."""
    parts = [part for each in _ELLIPSIS.split(words) if (part := folded_words(each))]
    claimed = tuple(word for part in parts for word in part)
    if not claimed:
        return []
    found = [_compare(parts, claimed, quote, index) for quote in quotes]
    found.sort(key=lambda comparison: (-comparison.verbatim, -comparison.likeness, bool(comparison.quote.repeats)))
    return found


def _compare(parts: Sequence[tuple[str, ...]], claimed: tuple[str, ...], quote: Quote, index: Index) -> Comparison:
    recorded = folded_words(quote.text)
    if _in_order(parts, recorded):
        return Comparison(quote, True, 1.0, quote.text)
    common = LCSseq.editops(claimed, recorded)
    dropped = {op.src_pos for op in common if op.tag == "delete"}
    weights = [_weight(word, index) for word in claimed]
    kept = sum(weight for at, weight in enumerate(weights) if at not in dropped)
    missing = [claimed[at] for at in dropped]
    terms = {index.lexicon.term(word) for word in recorded}
    # another word of the same meaning is altered wording, but shows which quote is meant
    kept += 0.5 * sum(_weight(word, index) for word in missing if index.lexicon.term(word) in terms)
    return Comparison(quote, False, kept / sum(weights), quote.text)


def _in_order(parts: Sequence[tuple[str, ...]], recorded: tuple[str, ...]) -> bool:
    """Whether the parts, which an ellipsis separates, stand in the recorded words, each whole, one after the other."""
    at = 0
    for part in parts:
        for start in range(at, len(recorded) - len(part) + 1):
            if recorded[start : start + len(part)] == part:
                at = start + len(part)
                break
        else:
            return False
    return True


def _weight(word: str, index: Index) -> float:
    if word in STOP_WORDS and word != "not":
        return 0.5
    return min(index.lexicon.weight(index.lexicon.term(word)), 3.0)


def differences(claimed: str, recorded: str) -> str:
    """What was altered, word by word: `small → big`, `high → low`; words left out and put in are named so."""
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
    word to the last, and as many beyond as the claim has there."""
    opcodes = list(LCSseq.opcodes(said, real))
    same = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in opcodes if op.tag == "equal"]
    if not same:
        return 0, len(real)
    before, after = same[0][0], len(said) - same[-1][1]
    return max(0, same[0][2] - before), min(len(real), same[-1][3] + after)
