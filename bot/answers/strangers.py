"""Names that only look like somebody's in the fact base: one strange word beside a name makes it another person's."""

from __future__ import annotations

from bot.matching.names import Mention
from bot.matching.reading import Reading
from bot.matching.similarity import SOUND


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
