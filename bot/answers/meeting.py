"""/meeting: who met whom, when, where and with what outcome; also what was declined, planned or cancelled."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Answer
from bot.answers.cues import MEETING_WORDS, cues
from bot.answers.replies import answered, ask_which, invalid, known_people, not_found, tied_people, unknown_words
from bot.answers.search import Hit, search
from bot.answers.strangers import heard_partner, only_heard
from bot.answers.views import in_marks, listed
from bot.answers.wording import lead
from bot.matching.index import Index
from bot.matching.reading import Reading

ENOUGH = 0.65
"""Share of the narrowing words that a meeting must account for."""
HEARD = 0.7
"""Score of a name that only sounds so, which a meeting bears out."""
_KIND = {"meeting": 0.0}


def answer_meeting(query: str, text: str, index: Index) -> Answer:
    reading = index.read(
        text, "command", ignored=MEETING_WORDS - {"call", "phone", "dinner", "summit", "visit", "trip"}
    )
    if not text:
        return invalid(query, "meeting")
    heard = heard_partner(reading, index)
    if heard is not None:
        answer = answer_meeting(query, heard.text, index)
        named = (
            replace(each, text=heard.typed, score=HEARD) if each.id == heard.person else each
            for each in answer.entities
        )
        return replace(answer, entities=tuple(named))
    if (
        reading.unknown
        or only_heard(reading)
        or not (reading.people or reading.terms or reading.periods or reading.organizations)
    ):
        return unknown_words(query, "meeting", reading, index)
    hits = search(index, reading, _KIND, nearby=False, favored=cues(reading).hints)
    if not hits and len(reading.people) > 2:
        return _together(query, reading, index)
    if not hits and reading.where and search(index, replace(reading, where=frozenset()), _KIND, nearby=False):
        names = known_people(reading, index)
        why = f"No meeting of {listed(names)} there is in the fact base, but elsewhere."
        return not_found(query, "meeting", why, [f"/meeting {' '.join(names)}"])
    if not hits:
        return _no_meeting(query, reading, index)
    fitting = [hit for hit in hits if hit.coverage >= ENOUGH]
    if not fitting:
        return _none_about(query, reading, hits, index)
    tied = tied_people(fitting)
    if tied:
        return ask_which(query, "meeting", reading, tied, index)
    best = next((hit for hit in fitting if _at_the_time(hit)), fitting[0])
    shown = [hit for hit in fitting if hit.rank >= best.rank - 0.35 and _same_people(hit, best)]
    facts = [hit.passage.fact for hit in shown]
    return answered(query, "meeting", facts, index, reading=reading, people=best.people)


def _at_the_time(hit: Hit) -> bool:
    """Whether everybody named by a role held it, by the sources of the meeting."""
    return all(not candidate.sources or candidate.sources & hit.passage.sources for _, candidate in hit.people)


def _same_people(hit: Hit, best: Hit) -> bool:
    return [candidate.id for _, candidate in hit.people] == [candidate.id for _, candidate in best.people]


def _together(query: str, reading: Reading, index: Index) -> Answer:
    """More than two people who did not all meet at once: the meetings among them, if they join everybody named."""
    found: dict[str, Hit] = {}
    joined: set[int] = set()
    for first in range(len(reading.people)):
        for second in range(first + 1, len(reading.people)):
            pair = reading.with_people((reading.people[first], reading.people[second]))
            for hit in search(index, pair, _KIND, nearby=False):
                if hit.coverage >= ENOUGH:
                    found.setdefault(hit.id, hit)
                    joined |= {first, second}
    if len(joined) < len(reading.people):
        return _no_meeting(query, reading, index)
    facts = [hit.passage.fact for hit in found.values()]
    said = f"No meeting of all of them is on record, but these are. {lead(facts[0], index.base)}"
    people = [(mention, mention.candidates[0]) for mention in reading.people]
    return answered(query, "meeting", facts, index, reading=reading, people=people, first=said)


def _no_meeting(query: str, reading: Reading, index: Index) -> Answer:
    names = known_people(reading, index)
    when = " at that time" if reading.periods else ""
    if len(names) == 1:
        why = f"No meeting of {names[0]}{when} is in the fact base."
    elif names:
        why = f"No meeting of {listed(names)}{when} is in the fact base. That does not mean that there was none."
    else:
        why = f"No such meeting{when} is in the fact base."
    suggestions = [f"/meeting {name}" for name in names] if len(names) > 1 or reading.periods else []
    return not_found(query, "meeting", why, [*suggestions, *(f"/person {name}" for name in names)])


def _none_about(query: str, reading: Reading, hits: list[Hit], index: Index) -> Answer:
    names = known_people(reading, index)
    words = in_marks(term.word for term in reading.terms)
    whose = f" of {listed(names)}" if names else ""
    plain = f"/meeting {' '.join(names)}"
    return not_found(query, "meeting", f"No meeting{whose} in the fact base fits {words}.", [plain] if names else [])
