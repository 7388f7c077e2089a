"""Who held an office before or after somebody, and since when somebody holds it."""

from __future__ import annotations

from bot.answers.answer import Answer
from bot.answers.person import last_called_so
from bot.answers.replies import answered, not_found
from bot.answers.views import upper
from bot.answers.wording import lead
from bot.facts.dates import spoken
from bot.matching.index import Index
from bot.matching.names import Candidate, Mention
from bot.matching.reading import Reading
from bot.matching.text import folded_words

_TIE = 0.03


def answer_succession(query: str, reading: Reading, index: Index) -> Answer | None:
    """`who was foreign minister before Wang Yi?`, `since when is Xie Feng ambassador?`. None for any other question."""
    words = [word.text for word in reading.words]
    if words[:2] == ["since", "when"]:
        return _since_when(query, reading, index)
    at = next((at for at, word in enumerate(words) if word in ("after", "before")), None)
    if words[:1] != ["who"] or at is None:
        return None
    following = index.read(reading.text[reading.words[at].end :], "question")
    limit = next((mention for mention in following.people if mention.kind == "person" and mention.start == 0), None)
    if limit is None:
        return None
    rest = f"{reading.text[: reading.words[at].start]} {following.text[following.words[limit.end - 1].end :]}"
    return _beside(query, index.read(rest, "question"), limit, index, earlier=words[at] == "before")


def _beside(query: str, rest: Reading, limit: Mention, index: Index, *, earlier: bool) -> Answer | None:
    """Whoever is called the same in sources before or after those that call the one named so. `rest` is what a question
    says besides."""
    role = next((mention for mention in rest.people if mention.kind == "role"), None)
    own = next((candidate for candidate in role.candidates if candidate.id in limit.ids), None) if role else None
    if role is None or own is None:
        return None
    others = [
        candidate for candidate in role.candidates if candidate.id != own.id and candidate.score >= own.score - _TIE
    ]
    found = [
        candidate
        for candidate in others
        if (_is_before(candidate, own, index) if earlier else _is_before(own, candidate, index))
    ]
    name, office = index.base.name(own.id), rest.shown(role)
    if not found:
        order = "before" if earlier else "after"
        return not_found(query, "person", f"Who was {office} {order} {name} is not on record.", [f"/person {name}"])
    person = index.base.people[found[0].id]
    first = f"{lead(person, index.base)} Whether anybody came between {person.name} and {name} is not on record."
    return answered(query, "person", [person], index, first=first)


def _is_before(first: Candidate, second: Candidate, index: Index) -> bool:
    return last_called_so(first, index).latest < last_called_so(second, index).latest


def _since_when(query: str, reading: Reading, index: Index) -> Answer | None:
    """Since when somebody holds the office that a question gives them, where a role of theirs has a date."""
    if len(reading.people) != 1 or len(reading.people[0].candidates) != 1:
        return None
    person = index.base.people[reading.people[0].candidates[0].id]
    asked = {term.term for term in reading.terms}
    for role in person.roles:
        if asked <= {index.lexicon.term(word) for text in (role.title, *role.also) for word in folded_words(text)}:
            said = lead(person, index.base)
            if role.when is None:
                why = f"Since when is not on record. {said}"
                return not_found(query, "person", why, [f"/person {person.name}"])
            first = f"{upper(spoken(role.when.edtf))}. {said}"
            return answered(query, "person", [person], index, first=first)
    return None
