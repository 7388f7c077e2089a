"""The kinds of record in the fact base: for each its section in the files, its fields, and what it is built into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.facts.citations import cite, cite_in_one_line
from bot.facts.fields import (
    Field,
    edtf,
    flag,
    known_id,
    list_of,
    new_id,
    one_of,
    optional,
    required,
    segments,
    sha256,
    table_of,
    text,
)
from bot.facts.model import (
    EVENT_STATUSES,
    MEETING_KINDS,
    MEETING_STATUSES,
    Conflict,
    Event,
    Figure,
    Meeting,
    Organization,
    Person,
    Place,
    Quote,
    Report,
    Role,
    Source,
)

ORGANIZATION_KINDS = (
    "agency",
    "armed forces",
    "armed group",
    "association",
    "company",
    "government",
    "institute",
    "international",
    "media",
    "ministry",
    "parliament",
    "party",
    "university",
    "unnamed",
)


@dataclass(frozen=True, slots=True)
class Kind:
    section: str
    """The key at the top of a file under which the records stand."""
    singular: str
    fields: Mapping[str, Field]
    build: Callable[..., Any]
    """Takes a value for every field."""


def _quote(*, text: tuple[str, ...], **others: Any) -> Quote:
    return Quote(segments=text, **others)


_texts = list_of(text)
_place = known_id("place", "places")
_who = known_id("person or organization", "people", "organizations")
_subject = known_id(
    "fact, person or organization", "people", "organizations", "meetings", "quotes", "events", "figures"
)

ROLE_FIELDS = {
    "title": required(text),
    "also": optional(_texts, ()),
    "when": optional(edtf),
    "cite": required(cite),
}
REPORT_FIELDS = {
    "cite": required(cite_in_one_line),
    "status": required(one_of(MEETING_STATUSES)),
    "says": required(text),
}
_DATED = {"date": optional(edtf), "date_basis": optional(text)}

KINDS = (
    Kind(
        "sources",
        "source",
        {
            "id": required(new_id),
            "publisher": required(text),
            "title": required(text),
            "published": required(edtf),
            "published_basis": optional(text),
            "aliases": optional(_texts, ()),
            "carried_by": optional(text),
            "reprint": optional(text),
            "sha256": required(sha256),
        },
        Source,
    ),
    Kind(
        "places",
        "place",
        {
            "id": required(new_id),
            "name": required(text),
            "within": optional(_place),
            "aliases": optional(_texts, ()),
        },
        Place,
    ),
    Kind(
        "people",
        "person",
        {
            "id": required(new_id),
            "name": required(text),
            "family": required(text),
            "aliases": optional(_texts, ()),
            "roles": required(list_of(table_of("role", ROLE_FIELDS, Role), at_least=1)),
        },
        Person,
    ),
    Kind(
        "organizations",
        "organization",
        {
            "id": required(new_id),
            "name": required(text),
            "kind": required(one_of(ORGANIZATION_KINDS)),
            "country": optional(text),
            "aliases": optional(_texts, ()),
            "cite": required(cite),
        },
        Organization,
    ),
    Kind(
        "meetings",
        "meeting",
        {
            "id": required(new_id),
            "title": required(text),
            "kind": required(one_of(MEETING_KINDS)),
            "participants": optional(list_of(_who), ()),
            "others": optional(_texts, ()),
            "attendees": optional(list_of(_who), ()),
            **_DATED,
            "place": optional(_place),
            "venue": optional(text),
            "declined_by": optional(list_of(_who), ()),
            "reports": required(list_of(table_of("report", REPORT_FIELDS, Report), at_least=1)),
            "topics": optional(_texts, ()),
            "outcomes": optional(_texts, ()),
            "unresolved": optional(_texts, ()),
            "keywords": optional(_texts, ()),
        },
        Meeting,
    ),
    Kind(
        "quotes",
        "quote",
        {
            "id": required(new_id),
            "speaker": required(_who),
            "text": required(segments),
            "fragment": optional(flag, False),
            **_DATED,
            "context": optional(text),
            "told_by": optional(_who),
            "related": optional(list_of(_who), ()),
            "repeats": optional(known_id("quote", "quotes")),
            "keywords": optional(_texts, ()),
            "cite": required(cite),
        },
        _quote,
    ),
    Kind(
        "events",
        "event",
        {
            "id": required(new_id),
            **_DATED,
            "status": optional(one_of(EVENT_STATUSES), "happened"),
            "summary": required(text),
            "actors": optional(list_of(_who), ()),
            "place": optional(_place),
            "keywords": optional(_texts, ()),
            "cite": required(cite),
        },
        Event,
    ),
    Kind(
        "figures",
        "figure",
        {
            "id": required(new_id),
            "value": required(text),
            "unit": required(text),
            **_DATED,
            "summary": required(text),
            "actors": optional(list_of(_who), ()),
            "place": optional(_place),
            "keywords": optional(_texts, ()),
            "cite": required(cite),
        },
        Figure,
    ),
    Kind(
        "conflicts",
        "conflict",
        {
            "id": required(new_id),
            "about": required(list_of(_subject, at_least=1)),
            "note": required(text),
            "trust": optional(known_id("source", "sources")),
            "cite": required(cite),
        },
        Conflict,
    ),
)
