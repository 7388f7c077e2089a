"""Names that only look like somebody's in the fact base: one strange word beside a name makes it another person's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.reading import Reading
from bot.matching.similarity import SOUND, loosely_heard_as
from bot.matching.text import folded_words


def blended(reading: Reading) -> str | None:
    """Two single names of different people side by side, as in `Justin Sun` or `Paul Pelosi`; the words, or None."""
    for first, second in zip(reading.people, reading.people[1:], strict=False):
        side_by_side = first.end == second.start and first.kind == second.kind == "person"
        single = first.end - first.start == 1 and second.end - second.start == 1
        capital = reading.words[first.start].capital == reading.words[second.start].capital
        joined = reading.text[reading.words[first.end - 1].end : reading.words[second.start].start]
        if side_by_side and single and capital and not joined.strip() and not first.ids & second.ids:
            return reading.text[reading.words[first.start].start : reading.words[second.end - 1].end]
    return None


def only_heard(reading: Reading) -> bool:
    """Whether a request rests on one word that merely sounds like a name, with nothing else to bear it out."""
    if len(reading.people) != 1 or reading.terms or reading.periods:
        return False
    mention = reading.people[0]
    return mention.end - mention.start == 1 and mention.candidates[0].reason == SOUND


def beside_a_stranger(reading: Reading, mention: Mention) -> bool:
    """Whether a word that nothing explains stands right beside a name: `Jill Biden`, `Bill Gates`."""
    length = mention.end - mention.start
    return length == 1 and any(term.at in (mention.start - 1, mention.end) for term in reading.unknown)


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that was heard as somebody's name."""

    text: str
    """The request with the full name in its place."""
    typed: str
    person: str


def heard_partner(reading: Reading, index: Index) -> Heard | None:
    """A request for a meeting with its one unknown word read as the partner whom it sounds like: `blinken zhi` as
    `blinken Xi Jinping`. None unless the others named met exactly one person who is called so."""
    if len(reading.unknown) != 1 or not reading.people:
        return None
    word = reading.words[reading.unknown[0].at]
    beside = next((m for m in reading.people if reading.unknown[0].at in (m.start - 1, m.end)), None)
    found: list[Heard] = []
    for partner in sorted(_partners(reading, index)):
        names = folded_words(index.base.people[partner].name)
        if loosely_heard_as(word.text, index.names.family[partner]):
            found.append(_heard(reading, word.start, word.end, partner, index))
        elif beside is not None and partner in beside.ids and any(loosely_heard_as(word.text, name) for name in names):
            first, last = reading.words[beside.start], reading.words[beside.end - 1]
            found.append(_heard(reading, min(first.start, word.start), max(last.end, word.end), partner, index))
    return found[0] if len(found) == 1 else None


def _partners(reading: Reading, index: Index) -> frozenset[str]:
    """Whoever met anybody named, whether it took place or not."""
    named = {candidate.id for mention in reading.people for candidate in mention.candidates}
    met = (meeting.participants for meeting in index.base.meetings.values() if named & set(meeting.participants))
    return frozenset(id_ for participants in met for id_ in participants if len(participants) > 1)


def _heard(reading: Reading, start: int, end: int, person: str, index: Index) -> Heard:
    text = f"{reading.text[:start]}{index.base.people[person].name}{reading.text[end:]}"
    return Heard(text, reading.text[start:end], person)
