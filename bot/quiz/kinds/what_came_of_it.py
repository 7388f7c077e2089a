"""What came of it: an outcome of a meeting beside those of others, and what stayed unresolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.views import upper
from bot.facts.model import FactBase, Meeting
from bot.matching.english import STOP_WORDS
from bot.matching.text import folded_words
from bot.quiz.making import Choice, choose, pick_wrong
from bot.quiz.model import Question
from bot.quiz.phrases import occasion, tells_date, tells_gender


def questions(base: FactBase) -> Iterator[Question]:
    for meeting in base.meetings.values():
        told = occasion(meeting, base)
        if told is None or meeting.status != "held":
            continue  # what is said to come of a plan came before it
        for number, outcome in enumerate(meeting.outcomes, start=1):
            if telling(outcome, base):
                key, candidates = f"{meeting.id}.{number}", outcomes_of_others(meeting, base)
                prompt = f"What came of {told}, by the articles?"
                why = f"{upper(told)}: {outcome}."
                yield from _made(base, meeting, key, prompt, Choice(outcome, outcome), candidates, why)
                meetings = other_meetings(meeting, base)
                prompt = f"Which meeting or visit led to this? {outcome}."
                yield from _made(base, meeting, f"{key}.of", prompt, Choice(upper(told), meeting.id), meetings, why)
        for number, unresolved in enumerate(meeting.unresolved, start=1):
            key = f"{meeting.id}.unresolved-{number}"
            came = [Choice(outcome, outcome, 0.9) for outcome in meeting.outcomes]
            prompt = f"What remained unresolved in {told}?"
            why = f"{upper(told)}, unresolved: {unresolved}."
            yield from _made(base, meeting, key, prompt, Choice(unresolved, unresolved), came, why)


def _made(
    base: FactBase, meeting: Meeting, key: str, prompt: str, right: Choice, candidates: Sequence[Choice], why: str
) -> Iterator[Question]:
    echoed = _echo(prompt, right)
    fitting = [each for each in candidates if each.text != right.text]
    wrong = pick_wrong(f"what-came-of-it.{key}", [right], fitting)
    if wrong and echoed <= max(_echo(prompt, each) for each in wrong):
        yield choose(
            base,
            kind="what-came-of-it",
            asks="outcome",
            key=key,
            prompt=prompt,
            right=[right],
            wrong=wrong,
            facts=[meeting],
            explanation=why,
        )


def _echo(prompt: str, choice: Choice) -> int:
    """How many words of the task an option says again; the one with the most looks right without knowing."""
    return len((set(folded_words(prompt)) & set(folded_words(choice.text))) - STOP_WORDS)


def telling(outcome: str, base: FactBase) -> bool:
    """Whether an outcome can be asked for: it names nobody who was there, and no time."""
    words = set(folded_words(outcome))
    named = any(folded_words(person.family)[-1] in words for person in base.people.values())
    return not named and not tells_gender(outcome) and not tells_date(outcome)


def apart(meeting: Meeting, other: Meeting) -> bool:
    """Whether two meetings are so far from each other that what came of one did not come of the other."""
    if meeting is other or meeting.date is None or other.date is None or meeting.date.overlaps(other.date):
        return False
    return not set(meeting.topics) & set(other.topics) and not set(meeting.outcomes) & set(other.outcomes)


def outcomes_of_others(meeting: Meeting, base: FactBase) -> list[Choice]:
    """What came of other meetings and can be taken for an outcome of this one."""
    found = {}
    for other in base.meetings.values():
        if apart(meeting, other):
            near = 0.8 if set(meeting.participants) & set(other.participants) else 0.5
            theirs = {word for who in other.others for word in folded_words(who)} - STOP_WORDS
            for outcome in other.outcomes:
                if telling(outcome, base) and not theirs & set(folded_words(outcome)):
                    found[outcome] = Choice(outcome, outcome, near)
    return list(found.values())


def other_meetings(meeting: Meeting, base: FactBase) -> list[Choice]:
    """Other meetings that were held, described alike."""
    found = []
    for other in base.meetings.values():
        told = occasion(other, base)
        if told and other.status == "held" and apart(meeting, other):
            near = 0.85 if set(meeting.participants) & set(other.participants) else 0.5
            found.append(Choice(upper(told), other.id, near))
    return found
