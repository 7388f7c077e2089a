"""Building answers: entities, refusals and questions back, worded in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers.answer import Answer, Entity
from bot.answers.commands import COMMAND_BY_NAME
from bot.answers.search import Hit
from bot.answers.views import in_marks, listed, view
from bot.answers.wording import lead
from bot.facts.model import Fact
from bot.matching.index import Index
from bot.matching.names import Candidate, Mention
from bot.matching.nearest import nearest_names
from bot.matching.reading import Reading

MAX_FACTS = 30
MAX_SUGGESTIONS = 5
_SHOWN_QUERY = 80


def entities(reading: Reading, chosen: Iterable[tuple[Mention, Candidate]], index: Index) -> tuple[Entity, ...]:
    """What each stretch of the request was taken to mean."""
    return tuple(
        Entity(reading.shown(mention), candidate.id, index.base.name(candidate.id), min(candidate.score, 1.0))
        for mention, candidate in chosen
    )


def answered(
    query: str,
    command: str | None,
    facts: Sequence[Fact],
    index: Index,
    *,
    reading: Reading | None = None,
    people: Iterable[tuple[Mention, Candidate]] = (),
    first: str | None = None,
) -> Answer:
    """Facts, best first, under a leading sentence."""
    shown = tuple(view(fact, index.base) for fact in facts[:MAX_FACTS])
    said = first if first is not None else lead(facts[0], index.base)
    if len(facts) > MAX_FACTS:
        said += f" The first {MAX_FACTS} of {len(facts)} are shown; narrow the question for the others."
    found = entities(reading, people, index) if reading is not None else ()
    return Answer(query, command, "answered", said, shown, found)


def invalid(query: str, command: str) -> Answer:
    """A command without what it needs is answered with an example of its use."""
    usage = COMMAND_BY_NAME[command].usage
    return Answer(query, command, "invalid", f"That is not how it is asked. Example: {usage}", suggestions=(usage,))


def ambiguous(query: str, command: str | None, said: str, suggestions: Iterable[str]) -> Answer:
    return Answer(query, command, "ambiguous", said, suggestions=tuple(dict.fromkeys(suggestions))[:MAX_SUGGESTIONS])


def not_found(query: str, command: str | None, why: str, suggestions: Iterable[str] = ()) -> Answer:
    return Answer(query, command, "not_found", why, suggestions=tuple(dict.fromkeys(suggestions))[:MAX_SUGGESTIONS])


def not_covered(query: str, why: str, names: Iterable[str] = ()) -> Answer:
    """The verdict on a claim that the fact base neither bears out nor contradicts."""
    suggestions = tuple(dict.fromkeys(f"/person {name}" for name in names))[:MAX_SUGGESTIONS]
    return Answer(query, "check", "not_found", f"Not covered. {why}", suggestions=suggestions, verdict="not_covered")


def unknown_words(query: str, command: str | None, reading: Reading, index: Index) -> Answer:
    """Refuse because of words that nothing in the fact base explains, with the nearest names as questions."""
    unknown = [reading.text[reading.words[term.at].start : reading.words[term.at].end] for term in reading.unknown]
    verb = command if command in ("meeting", "quote", "person", "timeline") else "person"
    near = (f"/{verb} {name}" for word in reading.unknown for name in nearest_names(word.word, index.names, index.base))
    named = (
        f"/{verb} {index.base.name(candidate.id)}" for mention in reading.people for candidate in mention.candidates[:2]
    )
    if not unknown and reading.people:
        heard = in_marks(reading.shown(mention)[:_SHOWN_QUERY] for mention in reading.people)
        return not_found(
            query, command, f"Nobody in the fact base is called {heard}. Did you mean one of these?", named
        )
    if not unknown:
        return not_found(query, command, "The fact base says nothing about that.", named)
    shown = in_marks(word[:_SHOWN_QUERY] for word in unknown[:4])
    return not_found(query, command, f"Not in the fact base: {shown}.", (*near, *named))


def another_person(query: str, command: str | None, words: str, reading: Reading, index: Index) -> Answer:
    """Refuse because two people's names side by side are a third person's; see `bot.answers.strangers.blended`."""
    near = (f"/person {name}" for name in known_people(reading, index))
    return not_found(query, command, f"Not in the fact base: {in_marks([words])}.", near)


def known_people(reading: Reading, index: Index) -> list[str]:
    """The best name for each mention."""
    return [index.base.name(mention.candidates[0].id) for mention in reading.people]


def tied_people(hits: Sequence[Hit], margin: float = 0.08) -> list[tuple[Mention, list[Candidate]]]:
    """Mentions that the best hits read as different people, equally well."""
    if not hits:
        return []
    best = hits[0].rank
    close = [hit for hit in hits if hit.rank >= best - margin]
    tied = []
    for at, (mention, _) in enumerate(hits[0].people):
        readings = {hit.people[at][1].id: hit.people[at][1] for hit in close}
        # whom a source of the time calls so is meant, not who got the office later
        at_the_time = {
            hit.people[at][1].id: hit.people[at][1] for hit in close if hit.people[at][1].sources & hit.passage.sources
        }
        readings = at_the_time or readings
        if len(readings) > 1:
            tied.append((mention, sorted(readings.values(), key=lambda candidate: -candidate.score)))
    return tied


def replaced(reading: Reading, mention: Mention, name: str) -> str:
    """The request with one mention replaced by a full name."""
    before = reading.text[: reading.words[mention.start].start]
    after = reading.text[reading.words[mention.end - 1].end :]
    return f"{before}{name}{after}".strip()


def ask_which(
    query: str, command: str, reading: Reading, tied: Sequence[tuple[Mention, list[Candidate]]], index: Index
) -> Answer:
    """Ask back which person was meant, with one query ready for each."""
    mention, candidates = tied[0]
    names = [index.base.name(candidate.id) for candidate in candidates]
    prefix = "" if command == "ask" else f"/{command} "
    return ambiguous(
        query,
        command,
        f"“{reading.shown(mention)}” may be {listed(names, 'or')}. Which one?",
        (f"/person {name}" if command == "person" else f"{prefix}{replaced(reading, mention, name)}" for name in names),
    )
