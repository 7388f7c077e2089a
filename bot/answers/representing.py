"""Who spoke for a side: `who spoke for Biden in Bangkok?`, `who represented China in Vienna?`."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.cues import Cues
from bot.answers.search import search
from bot.facts.model import Meeting
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading

_SPOKE = frozenset(
    "appear appeared attend attended negotiate negotiated sit sat speak spoke stand stood talked".split()
)
_REPRESENTED = frozenset({"represent", "represented", "representing", "represents"})
_PRINCIPALS = frozenset({"joe-biden", "xi-jinping"})
_PRINCIPAL_KINDS = frozenset({"government", "ministry"})


def representatives(reading: Reading, asked: Cues, index: Index) -> tuple[Meeting, tuple[str, ...]] | None:
    """The meeting that a question is about and who took part in it for the side that is asked about.

    None if the question is none of this kind or no meeting fits it.
    """
    words = [word.text for word in reading.words]
    if "who" not in words[:2]:
        return None
    represented = next((m for m in _named(reading, index) if _is_spoken_for(m, words)), None)
    if represented is None:
        return None
    inside = set(range(represented.start, represented.end))
    used = _SPOKE | _REPRESENTED | {"talks", "meeting"}
    others = replace(
        reading,
        people=tuple(mention for mention in reading.people if mention is not represented),
        terms=tuple(term for term in reading.terms if term.at not in inside and term.word not in used),
    )
    side = index.side(represented.candidates[0].id)
    for hit in search(index, others, {"meeting": 0.0}, nearby=False, favored=asked.hints):
        fact = hit.passage.fact
        if not isinstance(fact, Meeting) or hit.coverage < 1 or not others.where <= hit.passage.places:
            continue
        present = tuple(id_ for id_ in fact.participants if index.side(id_) == side)
        if present and len(fact.participants) > 1 and (others.where or others.people or others.terms):
            return fact, present
    return None


def _named(reading: Reading, index: Index) -> list[Mention]:
    principals = [mention for mention in reading.people if mention.ids <= _PRINCIPALS]
    return principals + [
        mention
        for mention in reading.organizations
        if all(index.base.organizations[id_].kind in _PRINCIPAL_KINDS for id_ in mention.ids)
    ]


def _is_spoken_for(mention: Mention, words: list[str]) -> bool:
    """Whether somebody appears for whom a mention names: `spoke for Biden`, `represented the White House`."""
    before = [word for word in words[: mention.start] if word != "the"]
    return before[-1:] != [] and (
        before[-1] in _REPRESENTED or (before[-1] == "for" and bool(_SPOKE & set(before[-4:-1])))
    )
