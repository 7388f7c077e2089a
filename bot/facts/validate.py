"""What records must be to each other: names that mean one person, dates that fit their sources, and the like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from bot.facts.dates import Date
from bot.facts.problems import Problem, shown
from bot.facts.reading import Reading, Record
from bot.facts.strict_yaml import Items, Node, Scalar

_APOSTROPHES_AND_DOTS = str.maketrans("", "", "'’‘.")


def compare(reading: Reading) -> Iterator[Problem]:
    """Every problem between the records of a reading, in no particular order."""
    records = reading.records
    published = {
        source.id: source.values["published"]
        for source in records["sources"]
        if source.id is not None and "published" in source.values
    }
    yield from _family_names(records["people"])
    yield from _names_of_one(records["people"] + records["organizations"])
    yield from _circular_places(records["places"])
    yield from _reports_in_order(records["meetings"], published)
    yield from _someone_or_something(records["meetings"])
    yield from _told_before_it_happened(records["meetings"] + records["quotes"] + records["events"], published)
    yield from _repeats(records["quotes"])
    yield from _trust(records["conflicts"])


def _family_names(people: tuple[Record, ...]) -> Iterator[Problem]:
    for person in people:
        name, family = person.values.get("name"), person.values.get("family")
        if name and family and f" {family} " not in f" {name} ":
            yield person.problem("family", f"{shown(family)} is no word of the name {shown(name)}; mend one of the two")


def _names_of_one(who: tuple[Record, ...]) -> Iterator[Problem]:
    """A full name or alias that means two people or organizations would make every answer about it a guess."""
    owners: dict[str, tuple[Record, int]] = {}
    for record in sorted(who, key=lambda record: (record.file, record.table.line)):
        for key, node in _name_nodes(record):
            owner, line = owners.setdefault(_folded(node.text), (record, node.line))
            if owner is not record:
                other = f"{owner.kind.singular} on {owner.file}:{line}"
                yield record.problem(key, f"{shown(node.text)} also names the {other}; keep it for one", node.line)


def _name_nodes(record: Record) -> Iterator[tuple[str, Scalar]]:
    aliases = record.table.entries.get("aliases")
    named: list[tuple[str, Node | None]] = [("name", record.table.entries.get("name"))]
    if isinstance(aliases, Items):
        named += [("aliases", item) for item in aliases.items]
    for key, node in named:
        if isinstance(node, Scalar) and _folded(node.text):
            yield key, node


def _folded(text: str) -> str:
    """Words without case, diacritics and punctuation: `Jean-Noël O’Hara` is `jean noel ohara`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES_AND_DOTS))
    letters = (each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return " ".join("".join(letters).split())


def _circular_places(places: tuple[Record, ...]) -> Iterator[Problem]:
    by_id = {place.id: place for place in places if place.id is not None}
    settled: set[str] = set()
    for start in by_id:
        path: list[str] = []
        outer: str | None = start
        while outer in by_id and outer not in settled:
            settled.add(outer)
            path.append(outer)
            outer = by_id[outer].values.get("within")
        if outer in path:
            for id_ in path[path.index(outer) :]:
                message = f"{shown(id_)} ends up within itself; mend one of the places around it"
                yield by_id[id_].problem("within", message)


def _reports_in_order(meetings: tuple[Record, ...], published: Mapping[str, Date]) -> Iterator[Problem]:
    for meeting in meetings:
        cited = [citation for citation, _ in meeting.cited]
        position = 0
        newest: Date | None = None
        for report in meeting.values.get("reports", ()):
            position = cited.index(report.cite[0], position)
            line = meeting.cited[position][1]
            position += len(report.cite)
            date = _newest((citation.source for citation in report.cite), published)
            if date is None:
                continue
            if newest is not None and date.latest < newest.latest:
                message = f"this report of {date} stands after one of {newest}; put the oldest first"
                yield meeting.problem("reports", message, line)
            else:
                newest = date


def _someone_or_something(meetings: tuple[Record, ...]) -> Iterator[Problem]:
    for meeting in meetings:
        fields = (meeting.table.entries.get(key) for key in ("participants", "others", "attendees", "topics"))
        if not any(node is not None and not (isinstance(node, Items) and not node.items) for node in fields):
            message = "this meeting says neither who met nor about what; add participants, others, attendees or topics"
            yield Problem(meeting.file, meeting.table.line, message)


def _told_before_it_happened(records: tuple[Record, ...], published: Mapping[str, Date]) -> Iterator[Problem]:
    for record in records:
        date = record.values.get("date")
        newest = _newest((citation.source for citation, _ in record.cited), published)
        claim = _claim(record)
        if date is not None and newest is not None and claim is not None and date.earliest > newest.latest:
            message = f"{date} is after {newest}, when the newest source cited was published, but {claim}; mend one"
            yield record.problem("date", message)


def _claim(record: Record) -> str | None:
    """What a record says to be over, in words; None where it tells of what is still to come or of what is doubtful."""
    if record.kind.section == "quotes":
        return "the words are said already"
    if record.kind.section == "meetings":
        reports = record.values.get("reports")
        return "the newest report says held" if reports and reports[-1].status == "held" else None
    unread = "status" in record.table.entries and "status" not in record.values
    happened = not unread and record.values.get("status", "happened") == "happened"
    return "the status is happened" if happened else None


def _newest(sources: Iterable[str], published: Mapping[str, Date]) -> Date | None:
    dates = (published[source] for source in sources if source in published)
    return max(dates, key=lambda date: date.latest, default=None)


def _repeats(quotes: tuple[Record, ...]) -> Iterator[Problem]:
    by_id = {quote.id: quote for quote in quotes if quote.id is not None}
    for quote in quotes:
        fuller = by_id.get(quote.values.get("repeats", ""))
        if fuller is None:
            continue
        speaker, text = quote.values.get("speaker"), quote.values.get("text")
        other_speaker, other_text = fuller.values.get("speaker"), fuller.values.get("text")
        if fuller is quote:
            yield quote.problem("repeats", "a quote cannot repeat itself; name the fuller quote or remove the field")
        elif speaker and other_speaker and speaker != other_speaker:
            message = f"{shown(fuller.id or '')} has the words of {shown(other_speaker)}; name a quote of this speaker"
            yield quote.problem("repeats", message)
        elif text and other_text and f" {_folded(' '.join(text))} " not in f" {_folded(' '.join(other_text))} ":
            yield quote.problem("repeats", f"{shown(fuller.id or '')} does not contain these words; name another quote")


def _trust(conflicts: tuple[Record, ...]) -> Iterator[Problem]:
    for conflict in conflicts:
        trusted = conflict.values.get("trust")
        if trusted is not None and trusted not in {citation.source for citation, _ in conflict.cited}:
            yield conflict.problem("trust", f"{shown(trusted)} is not a source cited here; cite it or trust another")
