"""Both holders of an office: `the two commerce chiefs`, `both presidents`, `which foreign ministers`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.matching.lexicon import Lexicon
from bot.matching.names import OFFICES, Mention
from bot.matching.roles import RoleIndex, role_mentions
from bot.matching.text import Word

_BOTH = frozenset({"both", "the", "two", "what", "which"})
_SIDES = frozenset({"countries", "governments", "nations", "powers", "sides", "superpowers"})
_LONGEST = 4
_SINGULAR = {f"{office}s": office for office in OFFICES} | {"secretaries": "secretary"}


def pair_mentions(words: tuple[Word, ...], roles: RoleIndex, lexicon: Lexicon) -> Iterable[Mention]:
    """For each stretch that means the American and the Chinese holder of one office, a mention of either."""
    for at, word in enumerate(words):
        if word.text not in _SINGULAR:
            continue
        start = next(
            (each + 1 for each in range(at - 1, max(-1, at - _LONGEST), -1) if words[each].text in _BOTH), None
        )
        if start is None:
            continue
        start += words[start].text in _SIDES  # "the two countries' defense ministers"
        office = (*words[start:at], replace(word, text=_SINGULAR[word.text]))
        held = [_holder(country, office, start, roles, lexicon) for country in ("us", "china")]
        if all(held):
            yield from (mention for mention in held if mention is not None)


def _holder(country: str, office: tuple[Word, ...], start: int, roles: RoleIndex, lexicon: Lexicon) -> Mention | None:
    """Who holds an office for a country by its whole name; None where nobody does."""
    named = (Word(country, office[0].start, office[0].start, False, False), *office)
    whole = [m for m in role_mentions(named, roles, lexicon) if m.start == 0 and m.end == len(named)]
    sure = [mention for mention in whole if mention.candidates[0].score > 0.9]
    return replace(sure[0], start=start, end=start + len(office)) if sure else None
