"""The words of the fact base as frozen dataclasses. See docs/knowledge.md for what each field means to a curator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.facts.dates import Date

MEETING_KINDS = ("call", "dinner", "meeting", "summit", "talks", "visit")
MEETING_STATUSES = ("held", "planned", "declined", "postponed", "cancelled", "unconfirmed")
EVENT_STATUSES = ("happened", "expected", "alleged", "denied")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A place in a source: its id and the 1-based number of a non-empty line of its text."""

    source: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    publisher: str
    title: str
    published: Date
    published_basis: str | None
    aliases: tuple[str, ...]
    carried_by: str | None
    reprint: str | None
    """What is known to be unreliable in this copy of the article, or None."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    within: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    title: str
    also: tuple[str, ...]
    when: Date | None
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    family: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]

    @property
    def cite(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(citation for role in self.roles for citation in role.cite))


@dataclass(frozen=True, slots=True)
class Organization:
    """Who acts or speaks without being a named person; `kind` is `unnamed` for officials quoted without a name."""

    id: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[str, ...]
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one source said of a meeting at the time."""

    status: str
    says: str
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    id: str
    title: str
    kind: str
    participants: tuple[str, ...]
    others: tuple[str, ...]
    attendees: tuple[str, ...]
    date: Date | None
    date_basis: str | None
    place: str | None
    venue: str | None
    declined_by: tuple[str, ...]
    reports: tuple[Report, ...]
    topics: tuple[str, ...]
    outcomes: tuple[str, ...]
    unresolved: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def status(self) -> str:
        """The newest report's status; reports are kept oldest first."""
        return self.reports[-1].status

    @property
    def cite(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(citation for report in self.reports for citation in report.cite))


@dataclass(frozen=True, slots=True)
class Quote:
    id: str
    speaker: str
    segments: tuple[str, ...]
    """The verbatim words; more than one where an attribution interrupts them."""
    fragment: bool
    date: Date | None
    date_basis: str | None
    context: str | None
    told_by: str | None
    related: tuple[str, ...]
    repeats: str | None
    """The id of the fuller quote of the same words, or None."""
    keywords: tuple[str, ...]
    cite: tuple[Citation, ...]

    @property
    def text(self) -> str:
        return " ".join(self.segments)


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    date: Date | None
    date_basis: str | None
    status: str
    summary: str
    actors: tuple[str, ...]
    place: str | None
    keywords: tuple[str, ...]
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as its source gives it, with its unit and the date it holds for."""

    id: str
    value: str
    unit: str
    date: Date | None
    date_basis: str | None
    summary: str
    actors: tuple[str, ...]
    place: str | None
    keywords: tuple[str, ...]
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where sources differ or a wording cannot be trusted; `trust` is the source to believe, if one is."""

    id: str
    about: tuple[str, ...]
    note: str
    trust: str | None
    cite: tuple[Citation, ...]


Fact = Person | Meeting | Quote | Event | Figure


@dataclass(frozen=True)
class FactBase:
    """Everything that is known, by id, in the order of the files. Ids are unique across all kinds."""

    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    people: Mapping[str, Person]
    organizations: Mapping[str, Organization]
    meetings: Mapping[str, Meeting]
    quotes: Mapping[str, Quote]
    events: Mapping[str, Event]
    figures: Mapping[str, Figure]
    conflicts: Mapping[str, Conflict]
    synonyms: tuple[tuple[str, ...], ...]
    """Groups of words that mean the same to a reader, e.g. ban, prohibit, bar."""
    fingerprint: str
    """SHA-256 of the files it was read from, in hexadecimal."""

    def facts(self) -> Iterator[Fact]:
        """Every fact that an answer can show."""
        yield from self.people.values()
        yield from self.meetings.values()
        yield from self.quotes.values()
        yield from self.events.values()
        yield from self.figures.values()

    def name(self, id_: str) -> str:
        """The display name of a person, organization or place. Raises KeyError for any other id."""
        for table in (self.people, self.organizations, self.places):
            if id_ in table:
                return table[id_].name
        raise KeyError(id_)

    @cached_property
    def conflicts_about(self) -> Mapping[str, tuple[Conflict, ...]]:
        """Fact id -> the conflicts that concern it."""
        found: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts.values():
            for fact in conflict.about:
                found.setdefault(fact, []).append(conflict)
        return {fact: tuple(conflicts) for fact, conflicts in found.items()}
