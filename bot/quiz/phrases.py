"""Facts in words that a question can use, with the part left out that it asks for."""

from __future__ import annotations

import re

from bot.answers.views import listed, named_source, upper
from bot.facts.dates import MONTHS, Date, spoken
from bot.facts.model import FactBase, Meeting, Quote
from bot.quiz.model import Question

_NOUNS = {"call": "phone call", "dinner": "dinner", "meeting": "meeting", "summit": "summit", "talks": "talks"}
_PRONOUNS = re.compile(r"\b(?:he|she|his|her|him|himself|herself|Mr\.|Ms\.)", re.IGNORECASE)
_DATED = re.compile(rf"\b(?:\d{{4}}|{'|'.join(MONTHS)})\b")
GAP = "____"


def right_texts(question: Question) -> tuple[str, ...]:
    """The right answers as people write them: `19 June 2023`, not `2023-06-19`."""
    if question.typed is not None and question.typed.reads == "date":
        return tuple(spoken(edtf) for edtf in question.typed.accepted)
    return question.right


def people_in(meeting: Meeting, base: FactBase, without: str = "") -> list[str]:
    """Everybody who met or was to meet, by name, or as the articles call them."""
    names = [base.name(id_) for id_ in meeting.participants if id_ != without]
    return names + [other.replace(" (unnamed)", "") for other in meeting.others]


def occasion(meeting: Meeting, base: FactBase, *, place: bool = True, date: bool = True) -> str | None:
    """`the talks of Jake Sullivan and Wang Yi in Vienna (10–11 May 2023)`, with or without place and date; None for
    what only its title describes."""
    who = people_in(meeting, base)
    where = f" in {the(base.name(meeting.place))}" if place and meeting.place else ""
    when = f" ({spoken(meeting.date.edtf)})" if date and meeting.date else ""
    if meeting.kind == "visit" and len(who) == 1 and meeting.participants:
        to = f" to {the(base.name(meeting.place))}" if place and meeting.place else ""
        return f"{who[0]}’s visit{to}{when}"
    if meeting.kind in _NOUNS and len(who) >= 2:
        uncertain = meeting.kind == "call" and meeting.status == "held" and meeting.id in base.conflicts_about
        noun = "conversation" if uncertain else _NOUNS[meeting.kind]
        return f"the {noun} of {listed(who)}{where}{when}"
    return None


def deed(meeting: Meeting) -> str:
    """What somebody does who takes part: `hold talks with`."""
    return {
        "call": "speak by phone with",
        "dinner": "have dinner with",
        "meeting": "meet",
        "summit": "hold a summit with",
        "talks": "hold talks with",
    }[meeting.kind]


def in_place(meeting: Meeting, base: FactBase) -> str:
    return f" in {the(base.name(meeting.place))}" if meeting.place else ""


def in_brackets(date: Date | None) -> str:
    return f" ({spoken(date.edtf)})" if date is not None else ""


def newest_source(meeting: Meeting, base: FactBase) -> str:
    return named_source(base.sources[meeting.reports[-1].cite[0].source])


def on_date(date: Date) -> str:
    """`on 19 June 2023`, `in May 2023`, `in the period 18–19 June 2023`."""
    if "/" in date.edtf:
        return f"in the period {spoken(date.edtf)}"
    return f"{'on' if date.earliest == date.latest else 'in'} {spoken(date.edtf)}"


def the(place: str) -> str:
    """A place's name as it stands in a sentence: `the United States`, `the Red Sea`."""
    return f"the {place}" if place.startswith("United ") or place.endswith((" Sea", " Strait", " Ocean")) else place


def words_of_quote(quote: Quote) -> str:
    """The words in quotation marks, without the comma or period that the sentence around them put there."""
    return " … ".join(f"“{segment.rstrip(',.')}”" for segment in quote.segments)


def source_of(quote: Quote, base: FactBase) -> str:
    return named_source(base.sources[quote.cite[0].source])


def explained(quote: Quote, base: FactBase) -> str:
    """Who said it and about what, in a line."""
    context = f" – {quote.context}" if quote.context else ""
    return f"{upper(base.name(quote.speaker))}: {words_of_quote(quote)}{context}."


def tells_gender(text: str) -> bool:
    """Whether a text calls somebody he or she, which leaves out half of the options."""
    return _PRONOUNS.search(text) is not None


def tells_date(text: str) -> bool:
    """Whether a text names a month or a year."""
    return _DATED.search(text) is not None
