"""Did it happen: whether a meeting was held, declined, called off, only planned or not even confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import FactBase, Meeting
from bot.quiz.kinds import who_met
from bot.quiz.making import Choice, by_chance, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.phrases import newest_source, occasion

STATUS_IN_WORDS = {
    "held": "It took place",
    "planned": "It was only planned",
    "declined": "It was declined",
    "cancelled": "It was called off",
    "unconfirmed": "It was not confirmed",
}
_TOO_CLOSE = ({"planned", "unconfirmed"}, {"cancelled", "postponed"}, {"declined", "unconfirmed"})
"""One of them says of a plan what the other says as well, more or less."""


def questions(base: FactBase) -> Iterator[Question]:
    for meeting, told in _balanced(base):
        right = Choice(STATUS_IN_WORDS[meeting.status], meeting.status)
        wrong = pick_wrong(f"did-it-happen.{meeting.id}", [right], _others(meeting))
        if wrong:
            yield choose(
                base,
                kind="did-it-happen",
                asks="status",
                key=meeting.id,
                prompt=f"What became of {told}, by the newest report ({newest_source(meeting, base)})?",
                right=[right],
                wrong=wrong,
                facts=[meeting],
                explanation=who_met.explained(meeting, base),
            )


def _balanced(base: FactBase) -> list[tuple[Meeting, str]]:
    """As many meetings that were held as others, those first that an earlier article had as a plan: if all were asked
    about, "It took place" would nearly always be right."""
    found = list(undisputed(base))
    others = [each for each in found if each[0].status != "held"]
    held = [each for each in found if each[0].status == "held"]
    held.sort(key=lambda each: (_told_once(each[0]), by_chance(each[0].id).random()))
    asked = {meeting.id for meeting, _ in (*others, *held[: len(others)])}
    return [each for each in found if each[0].id in asked]


def _told_once(meeting: Meeting) -> bool:
    return all(report.status == "held" for report in meeting.reports)


def undisputed(base: FactBase) -> Iterator[tuple[Meeting, str]]:
    """Meetings that can be described without telling what became of them, with the description."""
    for meeting in base.meetings.values():
        told = occasion(meeting, base)
        disputed = any(status.status in ("cancelled", "postponed") for status in meeting.reports)
        if told and not disputed and meeting.status in STATUS_IN_WORDS:
            yield meeting, told


def _others(meeting: Meeting) -> Iterator[Choice]:
    """Other statuses; those that an earlier report gave, or that are common with such a plan, are nearer."""
    earlier = {report.status for report in meeting.reports[:-1]}
    kept: list[str] = []
    for status, words in STATUS_IN_WORDS.items():
        pairs = [{status, other} for other in (meeting.status, *kept)]
        if status != meeting.status and not any(pair in _TOO_CLOSE for pair in pairs):
            kept.append(status)
            yield Choice(words, status, 0.9 if status in earlier else 0.45)
