"""Facts as people and machines read them: one view a fact, with its citations, conflicts and doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.answers.answer import FactView
from bot.facts.dates import Date, spoken
from bot.facts.model import Citation, Event, Fact, FactBase, Figure, Meeting, Person, Quote, Source

MISSING = "not stated"


def view(fact: Fact, base: FactBase) -> FactView:
    match fact:
        case Meeting():
            return _meeting(fact, base)
        case Quote():
            return _quote(fact, base)
        case Person():
            return _person(fact, base)
        case Event():
            return _event(fact, base)
        case Figure():
            return _figure(fact, base)


def in_brief(view: FactView) -> FactView:
    """A view for a long list: what, when, where and whether it took place, with its notes and citations."""
    kept = {"Where", "Status"} if view.data.get("status") not in ("held", "happened") else {"Where"}
    date = view.data.get("date")
    rows = (("When", spoken(date) if date else MISSING), *(row for row in view.rows if row[0] in kept))
    return replace(view, rows=rows)


def source_view(source: Source, base: FactBase) -> FactView:
    """An article itself as an answer: what it is and how much of the fact base rests on it."""
    facts = sum(source.id in {citation.source for citation in fact.cite} for fact in base.facts())
    rows = [("Publisher", source.publisher), ("Published", when(source.published, source.published_basis))]
    if source.carried_by:
        rows.append(("Carried by", source.carried_by))
    rows.append(("Facts", f"{facts} in this fact base cite it"))
    data = {
        "kind": "source",
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "date": source.published.edtf,
        "date_basis": source.published_basis,
        "sources": [{"id": source.id, "paragraph": 1}],
    }
    notes = (source.reprint,) if source.reprint else ()
    return FactView("source", source.id, source.title, None, tuple(rows), (named_source(source),), notes, data)


def named_source(source: Source) -> str:
    """`The Christian Science Monitor, 20 June 2023`."""
    return f"{source.publisher}, {spoken(source.published.edtf)}"


def cited(cite: Iterable[Citation], base: FactBase) -> tuple[str, ...]:
    """One line a source: `The New York Times, 2 June 2023, par. 4, 6`."""
    paragraphs: dict[str, list[int]] = {}
    for citation in cite:
        paragraphs.setdefault(citation.source, []).append(citation.paragraph)
    return tuple(
        f"{named_source(base.sources[source])}, par. {', '.join(str(number) for number in sorted(set(numbers)))}"
        for source, numbers in paragraphs.items()
    )


def when(date: Date | None, basis: str | None) -> str:
    if date is None:
        return MISSING
    return f"{spoken(date.edtf)} ({basis})" if basis else spoken(date.edtf)


def listed(names: Iterable[str], word: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; or with another word before the last."""
    items = list(names)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}" if items else ""


def upper(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def in_marks(words: Iterable[str]) -> str:
    """Words of a request, each in quotation marks: `“a”, “b” and “c”`."""
    return listed(f"“{word}”" for word in words)


def quoted(quote: Quote) -> str:
    """The words in quotation marks, once for each part that the attribution interrupts."""
    return " ".join(f"“{segment}”" for segment in quote.segments)


def _common(fact: Fact, base: FactBase) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]:
    """Citations, notes and the machine-readable sources and conflicts of a fact."""
    cite = fact.cite
    conflicts = base.conflicts_about.get(fact.id, ())
    notes = [f"{conflict.note} ({'; '.join(cited(conflict.cite, base))})" for conflict in conflicts]
    notes += _doubts(fact, base)
    data: dict[str, Any] = {"sources": _sources(cite)}
    if conflicts:
        data["conflicts"] = [
            {"note": conflict.note, "sources": _sources(conflict.cite)}
            | ({"trust": conflict.trust} if conflict.trust else {})
            for conflict in conflicts
        ]
    return cited(cite, base), tuple(notes), data


def _doubts(fact: Fact, base: FactBase) -> list[str]:
    """A quote whose every source is a garbled reprint is only as exact as that."""
    if not isinstance(fact, Quote):
        return []
    sources = [base.sources[citation.source] for citation in fact.cite]
    if all(source.reprint for source in sources):
        return ["The wording is that of a reprint in which some words were swapped; check it before you print it."]
    return []


def _sources(cite: Iterable[Citation]) -> list[dict[str, Any]]:
    return [{"id": citation.source, "paragraph": citation.paragraph} for citation in cite]


def _place(place: str | None, base: FactBase) -> str | None:
    return base.places[place].name if place else None


def _meeting(meeting: Meeting, base: FactBase) -> FactView:
    participants = [*(base.name(id_) for id_ in meeting.participants), *meeting.others]
    place = _place(meeting.place, base)
    status = meeting.status
    if meeting.declined_by:
        status += f" by {listed(base.name(id_) for id_ in meeting.declined_by)}; it did not take place"
    where = f"{meeting.venue}, {place}" if meeting.venue and place else meeting.venue or place or MISSING
    rows = [
        ("Who", listed(participants)),
        ("There", listed(base.name(id_) for id_ in meeting.attendees)),
        ("When", when(meeting.date, meeting.date_basis)),
        ("Where", where),
        ("Status", status),
        ("Topics", "; ".join(meeting.topics)),
        ("Outcome", "; ".join(meeting.outcomes)),
        ("Unresolved", "; ".join(meeting.unresolved)),
    ]
    for report in meeting.reports:
        source = base.sources[report.cite[0].source]
        rows.append(("Reported", f"{named_source(source)}: {report.status}; {report.says}"))
    cites, notes, data = _common(meeting, base)
    title = upper(meeting.title)
    data = {
        "kind": "meeting",
        "id": meeting.id,
        "title": title,
        "participants": participants,
        "date": meeting.date.edtf if meeting.date else None,
        "date_basis": meeting.date_basis,
        "place": place,
        "venue": meeting.venue,
        "status": meeting.status,
        "topics": list(meeting.topics),
        "outcomes": list(meeting.outcomes),
        "unresolved": list(meeting.unresolved),
        "reports": [
            {"status": report.status, "says": report.says, "sources": _sources(report.cite)}
            for report in meeting.reports
        ],
    } | data
    return FactView("meeting", meeting.id, title, None, tuple(row for row in rows if row[1]), cites, notes, data)


def _quote(quote: Quote, base: FactBase) -> FactView:
    speaker = base.name(quote.speaker)
    rows = [("Context", quote.context or ""), ("When", when(quote.date, quote.date_basis))]
    if quote.told_by:
        rows.append(("As told by", base.name(quote.told_by)))
    if quote.fragment:
        rows.append(("Length", "these words only; the rest of the sentence is the reporter’s"))
    cites, notes, data = _common(quote, base)
    data = {
        "kind": "quote",
        "id": quote.id,
        "speaker": speaker,
        "text": quote.text,
        "date": quote.date.edtf if quote.date else None,
        "date_basis": quote.date_basis,
        "context": quote.context,
        "fragment": quote.fragment,
        "told_by": base.name(quote.told_by) if quote.told_by else None,
    } | data
    title = upper(speaker)
    return FactView("quote", quote.id, title, quoted(quote), tuple(row for row in rows if row[1]), cites, notes, data)


def _person(person: Person, base: FactBase) -> FactView:
    roles = [role_line(person, number, base) for number in range(len(person.roles))]
    rows = [("Role", role) for role in roles]
    if person.aliases:
        rows.append(("Also written", ", ".join(person.aliases)))
    cites, notes, data = _common(person, base)
    data = {
        "kind": "person",
        "id": person.id,
        "name": person.name,
        "roles": roles,
        "aliases": list(person.aliases),
    } | data
    return FactView("person", person.id, person.name, None, tuple(rows), cites, notes, data)


def role_line(person: Person, number: int, base: FactBase) -> str:
    """A role with its time: what the article tells, or the dates of the articles that call the person so."""
    role = person.roles[number]
    if role.when is not None:
        return f"{role.title} ({spoken(role.when.edtf)})"
    dates = sorted({base.sources[citation.source].published for citation in role.cite}, key=lambda date: date.earliest)
    first, last = _month(dates[0]), _month(dates[-1])
    return f"{role.title} (as of {first})" if first == last else f"{role.title} (as of {first} to {last})"


def _month(date: Date) -> str:
    return spoken(date.edtf.rstrip("~")[:7])


def _event(event: Event, base: FactBase) -> FactView:
    rows = [
        ("When", when(event.date, event.date_basis)),
        ("Where", _place(event.place, base) or ""),
        ("Status", "" if event.status == "happened" else event.status),
        ("Actors", listed(base.name(id_) for id_ in event.actors)),
    ]
    cites, notes, data = _common(event, base)
    data = {
        "kind": "event",
        "id": event.id,
        "date": event.date.edtf if event.date else None,
        "date_basis": event.date_basis,
        "status": event.status,
        "summary": event.summary,
        "actors": [base.name(id_) for id_ in event.actors],
        "place": _place(event.place, base),
    } | data
    return FactView("event", event.id, event.summary, None, tuple(row for row in rows if row[1]), cites, notes, data)


def _figure(figure: Figure, base: FactBase) -> FactView:
    rows = [("Value", f"{figure.value} {figure.unit}"), ("When", when(figure.date, figure.date_basis))]
    cites, notes, data = _common(figure, base)
    data = {
        "kind": "figure",
        "id": figure.id,
        "value": figure.value,
        "unit": figure.unit,
        "date": figure.date.edtf if figure.date else None,
        "date_basis": figure.date_basis,
        "summary": figure.summary,
    } | data
    title = f"{figure.value} {figure.unit}: {figure.summary}"
    return FactView("figure", figure.id, title, None, tuple(rows), cites, notes, data)
