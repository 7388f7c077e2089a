"""Completion while somebody types: names, topics, dates and sources that the fact base can answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.answers.commands import COMMAND_BY_NAME
from bot.facts.dates import MONTHS
from bot.facts.model import Event, FactBase, Meeting
from bot.matching.english import STOP_WORDS
from bot.matching.similarity import likeness
from bot.matching.text import folded_words

MAX_LABEL = 100
"""Discord's limit for what a choice shows and sends; see its schema for ApplicationCommandOptionStringChoice."""
MAX_TYPED = 100


@dataclass(frozen=True, slots=True)
class Completion:
    """One suggestion while somebody types: what they see and what is sent."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class _Offer:
    completion: Completion
    words: tuple[str, ...]


Offers = Mapping[str, tuple[_Offer, ...]]


def complete(all_offers: Offers, command: str, option: str, text: str, limit: int = 25) -> tuple[Completion, ...]:
    """Rank what `text` could become in an option of a command, best first, at most `limit`.

    `all_offers` are those of `build_offers`. Nothing typed lists the most cited first. An option or command that is
    not known completes to nothing.
    """
    known = COMMAND_BY_NAME.get(command)
    accepts = next((each.accepts for each in known.options if each.name == option), None) if known else None
    if accepts is None:
        return ()
    typed = folded_words(text[:MAX_TYPED])
    offers = all_offers[accepts]
    found = _ranked(typed, offers)
    if not found and accepts == "participant":
        found = _after_names(typed, offers)
    return tuple(found[:limit])


def _ranked(typed: tuple[str, ...], offers: Iterable[_Offer]) -> list[Completion]:
    offered = tuple(offers)
    scored = [(score, at) for at, offer in enumerate(offered) if (score := _score(typed, offer.words)) is not None]
    scored.sort(key=lambda each: (-each[0], each[1]))
    return [offered[at].completion for _, at in scored]


def _after_names(typed: tuple[str, ...], offers: tuple[_Offer, ...]) -> list[Completion]:
    """The last of several names while it is typed, after the others: `blinken x` to Antony Blinken Xi Jinping."""
    if any(len(word) < 2 for word in typed[:-1]):
        return []
    for split in range(1, len(typed)):
        before, last = typed[:split], typed[split:]
        earlier = _ranked(before, offers) or _after_names(before, offers)
        if not earlier:
            continue
        names = earlier[0].value
        joined = (f"{names} {each.value}" for each in _ranked(last, offers) if each.value not in names)
        found = [Completion(value, value) for value in joined if len(value) <= MAX_LABEL]
        if found:
            return found
    return []


def build_offers(base: FactBase) -> Offers:
    """Everything that can be completed, by what an option accepts; built once for a fact base."""
    kinds = {option.accepts for command in COMMAND_BY_NAME.values() for option in command.options}
    return {accepts: _distinct(_all(base, accepts)) for accepts in kinds}


def _distinct(found: Iterable[tuple[str, str, str]]) -> tuple[_Offer, ...]:
    offers: dict[str, _Offer] = {}
    for label, value, words in found:
        offers.setdefault(value, _Offer(Completion(_clamped(label), _cut(value)), folded_words(words)))
    return tuple(offers.values())


def _all(base: FactBase, accepts: str) -> Iterable[tuple[str, str, str]]:
    """Label, value and searchable words of everything that an option accepts, the most useful first."""
    makers: Mapping[str, Callable[[FactBase], Iterable[tuple[str, str, str]]]] = {
        "person": _people,
        "participant": _participants,
        "speaker": _speakers,
        "subject": _subjects,
        "topic": _narrowing,
        "event": _events,
        "figure": _figures,
        "date": _months,
        "question": _questions,
        "claim": _claims,
        "source": _sources,
    }
    return makers[accepts](base)


def _participants(base: FactBase) -> Iterator[tuple[str, str, str]]:
    met = {id_ for meeting in base.meetings.values() for id_ in meeting.participants}
    return _people(base, met)


def _subjects(base: FactBase) -> Iterator[tuple[str, str, str]]:
    active = {id_ for meeting in base.meetings.values() for id_ in (*meeting.participants, *meeting.attendees)}
    active |= {id_ for event in base.events.values() for id_ in event.actors}
    yield from _people(base, active)
    yield from _topics(base)


def _narrowing(base: FactBase) -> Iterator[tuple[str, str, str]]:
    yield from _places(base)
    yield from _topics(base)


def _events(base: FactBase) -> Iterator[tuple[str, str, str]]:
    for event in base.events.values():
        yield event.summary, event.summary, f"{event.summary} {' '.join(event.keywords)}"


def _figures(base: FactBase) -> Iterator[tuple[str, str, str]]:
    for figure in base.figures.values():
        words = f"{figure.summary} {figure.unit} {' '.join(figure.keywords)}"
        yield f"{figure.unit}: {figure.summary}", figure.summary, words


def _sources(base: FactBase) -> Iterator[tuple[str, str, str]]:
    for source in base.sources.values():
        label = f"{source.publisher}, {source.published}: {source.title}"
        yield label, source.id, f"{label} {' '.join(source.aliases)}"


def _people(base: FactBase, among: Collection[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """People, the most cited first; `among` are the ids to offer, None for all."""
    offered = (person for person in base.people.values() if among is None or person.id in among)
    for person in sorted(offered, key=lambda person: -len(person.cite)):
        role = person.roles[0].title if person.roles else ""
        yield f"{person.name}, {role}", person.name, f"{person.name} {' '.join(person.aliases)} {role}"


def _speakers(base: FactBase) -> Iterator[tuple[str, str, str]]:
    quoted: dict[str, int] = {}
    for quote in base.quotes.values():
        quoted[quote.speaker] = quoted.get(quote.speaker, 0) + 1
    for id_, count in sorted(quoted.items(), key=lambda item: -item[1]):
        name = base.name(id_)
        more = base.people[id_].aliases if id_ in base.people else base.organizations[id_].aliases
        plain = name.removesuffix(" (unnamed)").removesuffix(" (outlet not named)")
        yield f"{name} ({count} quote{'s' if count > 1 else ''})", plain, f"{name} {' '.join(more)}"


def _questions(base: FactBase) -> Iterator[tuple[str, str, str]]:
    """Whole questions that the fact base answers, for whoever has begun to type one."""
    for first, second in _pairs(base):
        text = f"When did {first} meet {second}?"
        yield text, text, text
    for person in base.people.values():
        text = f"Who is {person.name}?"
        yield text, text, text
    for id_ in dict.fromkeys(quote.speaker for quote in base.quotes.values() if quote.speaker in base.people):
        text = f"What did {base.name(id_)} say?"
        yield text, text, text


def _claims(base: FactBase) -> Iterator[tuple[str, str, str]]:
    """Whole claims to start from, true as they stand."""
    for first, second in _pairs(base):
        text = f"{first} met {second}"
        yield text, text, text
    for quote in base.quotes.values():
        text = f"{base.name(quote.speaker)} said “{quote.text.rstrip(',.')}”"
        named = quote.speaker in base.people and not STOP_WORDS.issuperset(folded_words(quote.text))
        if named and len(text) <= MAX_LABEL:
            yield text, text, text


def _pairs(base: FactBase) -> Iterator[tuple[str, str]]:
    for meeting in base.meetings.values():
        if meeting.status == "held" and len(meeting.participants) == 2:
            first, second = meeting.participants
            yield base.name(first), base.name(second)


def _places(base: FactBase) -> Iterator[tuple[str, str, str]]:
    used = {meeting.place for meeting in base.meetings.values()} | {event.place for event in base.events.values()}
    for place in base.places.values():
        if place.id in used:
            yield place.name, place.name, f"{place.name} {' '.join(place.aliases)}"


def _topics(base: FactBase) -> Iterator[tuple[str, str, str]]:
    for meeting in base.meetings.values():
        for topic in meeting.topics:
            yield topic, topic, topic


def _months(base: FactBase) -> Iterator[tuple[str, str, str]]:
    """The months and years in which something is on record, newest first."""
    facts: list[Meeting | Event] = [*base.meetings.values(), *base.events.values()]
    dates = [fact.date for fact in facts]
    months = {(each.year, each.month) for date in dates if date for each in (date.earliest, date.latest)}
    known = sorted(((year, month) for year, month in months if 1 < year < 9999), reverse=True)
    for year, month in known:
        name = f"{MONTHS[month - 1]} {year}"
        yield name, name, f"{name} {year}-{month:02}"
    for year in sorted({year for year, _ in known}, reverse=True):
        yield str(year), str(year), str(year)


def _score(typed: tuple[str, ...], words: tuple[str, ...]) -> float | None:
    """How well everything typed fits the words, or None; the last word may be unfinished."""
    if not typed:
        return 0.0
    total = 0.0
    for at, word in enumerate(typed):
        unfinished = at == len(typed) - 1
        best = 0.0
        for place, known in enumerate(words):
            if unfinished and known.startswith(word):
                best = max(best, 0.9 + 0.1 * len(word) / len(known) - 0.01 * min(place, 5))
                continue
            if (how := likeness(word, known, prefix=False)) is not None:
                best = max(best, how.score - 0.01 * min(place, 5))
            # what is not finished yet is compared with as many letters, too
            if unfinished and (how := likeness(word, known[: len(word)], prefix=False)) is not None:
                best = max(best, how.score * 0.85 - 0.01 * min(place, 5))
        if best == 0.0:
            return None
        total += best
    return total / len(typed)


def _clamped(text: str) -> str:
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1].rstrip() + "…"


def _cut(text: str) -> str:
    """What is sent, cut after a whole word: it is a query, in which half a word would be an unknown one."""
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL + 1].rsplit(" ", 1)[0].rstrip(",;")
