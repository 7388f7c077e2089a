"""One fact base, prepared once for any number of requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.facts.model import FactBase
from bot.matching.lexicon import Lexicon, build_lexicon
from bot.matching.names import NameIndex, build_names
from bot.matching.opposites import build_opposites
from bot.matching.passages import Passage, build_passages, place_chain, texts_of
from bot.matching.quotations import QuoteIndex, build_quotes
from bot.matching.reading import Manner, Reading, read
from bot.matching.roles import RoleIndex, build_roles


@dataclass(frozen=True)
class Index:
    base: FactBase
    lexicon: Lexicon
    names: NameIndex
    roles: RoleIndex
    passages: Mapping[str, Passage]
    """By fact id, in the order of the fact base."""
    quotes: QuoteIndex
    opposites: Mapping[str, frozenset[str]]
    """Term -> the terms of its opposites."""
    nationalities: Mapping[str, str]
    """Person -> the country of their office: us or china."""
    by_person: Mapping[str, tuple[Passage, ...]]
    """The passages that a person or organization takes part in or is mentioned in."""
    _readings: dict[str, Reading] = field(default_factory=dict, compare=False)

    def side(self, id_: str) -> str:
        """The country that a person or organization acts for, or the id itself where none is known. A newspaper acts
        for nobody."""
        organization = self.base.organizations.get(id_)
        if organization is not None:
            return id_ if organization.kind == "media" else organization.country or id_
        return self.nationalities.get(id_, id_)

    def holders(self, place: str) -> frozenset[str]:
        """A place and all that hold it: Beijing and China."""
        return place_chain(place, self.base)

    def involving(self, people: Iterable[str]) -> Iterable[Passage]:
        """The passages that concern any of these people, each once."""
        found = {passage.fact.id: passage for id_ in sorted(people) for passage in self.by_person.get(id_, ())}
        return found.values()

    def read(self, text: str, manner: Manner = "claim", ignored: frozenset[str] = frozenset()) -> Reading:
        """Read a request against this fact base; see `bot.matching.reading.read`."""
        return read(text, self.base, self.names, self.roles, self.lexicon, manner, ignored)

    def read_once(self, sentence: str) -> Reading:
        """The reading of a sentence of the fact base, kept."""
        found = self._readings.get(sentence)
        if found is None:
            found = self._readings[sentence] = self.read(sentence)
        return found


def build_index(base: FactBase) -> Index:
    lexicon = build_lexicon(base.synonyms, (texts_of(fact, base) for fact in base.facts()))
    passages = {passage.fact.id: passage for passage in build_passages(base, lexicon)}
    by_person: dict[str, list[Passage]] = {}
    for passage in passages.values():
        for id_ in passage.people | passage.nearby:
            by_person.setdefault(id_, []).append(passage)
    roles = build_roles(base, lexicon)
    return Index(
        base,
        lexicon,
        build_names(base),
        roles,
        passages,
        build_quotes(base, lexicon),
        build_opposites(lexicon),
        {form.person: form.nationality for form in roles.forms if form.nationality},
        {id_: tuple(found) for id_, found in by_person.items()},
    )
