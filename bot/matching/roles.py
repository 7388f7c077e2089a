"""Roles as people say them: `the treasury secretary`, `China's foreign minister`, `the Stimson scholar`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.facts.model import FactBase, Role
from bot.matching.english import NOT_NAMES, SCAFFOLD_WORDS, STOP_WORDS
from bot.matching.lexicon import Lexicon
from bot.matching.names import MAX_TITLE_WORDS, OFFICES, Candidate, Mention
from bot.matching.text import Word, topic_words

_CONNECTORS = frozenset(
    {"of", "the", "at", "for", "to", "in", "on", "and", "a", "an", "from", "with", "who", "s", "under"}
)
# "the ministers" are nobody in particular
_PLURALS = frozenset(f"{head}s" for head in OFFICES) | {"secretaries"}
_WHOLE = 0.12
"""What each further word of a role adds, so that a country in it is read with it and not as itself."""
_SCHOLARS = frozenset("academic analyst expert fellow researcher scholar specialist thinker".split())
"""Words for whoever works at a university or institute, which stand for each other beside its name."""
_WORKPLACES = frozenset({"institute", "university"})
_IGNORED = frozenset({"then", "current", "new", "top", "former"})


@dataclass(frozen=True, slots=True)
class RoleForm:
    """One person's role: the sets of terms it is called by, and all its terms together."""

    person: str
    phrases: frozenset[frozenset[str]]
    terms: frozenset[str]
    countries: frozenset[str]
    sources: frozenset[str]
    nationality: str | None
    """The country that a role of two countries belongs to: an ambassador's own."""


@dataclass(frozen=True, slots=True)
class RoleIndex:
    forms: tuple[RoleForm, ...]
    heads: frozenset[str]
    terms: frozenset[str]
    surnames: frozenset[str]
    """Terms that are people's names: `Xi's economic aide` is a role, but not every role beside Xi is."""
    sides: Mapping[str, str]
    """Surname -> the country of whoever bears it: `Biden's top diplomat` is an American."""


def _terms(text: str, lexicon: Lexicon) -> frozenset[str]:
    named = text.replace("united states", "United States")
    return frozenset(lexicon.term(word) for word in topic_words(named) if word not in _CONNECTORS)


def build_roles(base: FactBase, lexicon: Lexicon) -> RoleIndex:
    names = {
        "us": lexicon.term("us"),
        "china": lexicon.term("china"),
    }
    countries = frozenset(names.values())
    forms = []
    for person in base.people.values():
        for role in person.roles:
            title = _terms(role.title, lexicon)
            phrases = {title, *(_terms(text, lexicon) for text in role.also)}
            everything = frozenset[str]().union(*phrases)
            if is_scholar(role):
                phrases |= _as_scholar(title, base, lexicon)
                everything = everything.union(*phrases)
            # the title needs no country; "us foreign minister" is one only with it
            sources = frozenset(citation.source for citation in role.cite)
            form_countries = everything & countries
            own = _own_country(role, countries, lexicon)
            named = frozenset({title - countries, *phrases})
            forms.append(RoleForm(person.id, named, everything, form_countries, sources, own))
    heads = frozenset(lexicon.term(head) for head in OFFICES)
    surnames = frozenset(lexicon.term(word) for p in base.people.values() for word in topic_words(p.family))
    sides: dict[str, str] = {}
    for form in forms:
        if form.nationality is not None:
            sides.setdefault(topic_words(base.people[form.person].family)[-1], form.nationality)
    return RoleIndex(tuple(forms), heads, frozenset[str]().union(*(form.terms for form in forms)), surnames, sides)


def _own_country(role: Role, countries: frozenset[str], lexicon: Lexicon) -> str | None:
    """The country whose office a role is. A China specialist and a director for China need not be Chinese."""
    if is_scholar(role):
        return None
    words = topic_words(role.title)
    at = next((at for at, word in enumerate(words) if lexicon.term(word) in countries), None)
    return None if at is None or words[at - 1 : at] == ("for",) else lexicon.term(words[at])


def is_scholar(role: Role) -> bool:
    """Whether a role is one at a university or institute, by what its holder is called."""
    return any(_SCHOLARS & set(topic_words(text)) for text in (role.title, *role.also))


def _as_scholar(title: frozenset[str], base: FactBase, lexicon: Lexicon) -> set[frozenset[str]]:
    """What somebody may be called by where they work, `the Stimson fellow`, whatever the post there is called."""
    jobs = [lexicon.term(word) for word in _SCHOLARS]
    found = {title | {job} for job in jobs}
    for organization in base.organizations.values():
        spellings = [_terms(name, lexicon) for name in (organization.name, *organization.aliases)]
        if organization.kind in _WORKPLACES and any(spelling <= title for spelling in spellings):
            found |= {spelling | {job} for spelling in spellings for job in jobs}
    return found


def role_mentions(words: tuple[Word, ...], index: RoleIndex, lexicon: Lexicon) -> Iterable[Mention]:
    """Every stretch of words that is somebody's role. An exact phrase beats words that merely occur in a role."""
    terms = [_role_term(word, index, lexicon) for word in words]
    countries = frozenset({lexicon.term("us"), lexicon.term("china")})
    for start in range(len(words)):
        if terms[start] is None or words[start].text in _CONNECTORS:
            continue
        seen: set[str] = set()
        headed = False
        sent_to: set[str] = set()
        claimed = _country_before(words, terms, start, countries)
        if start and words[start - 1].possessive:
            claimed = claimed or index.sides.get(words[start - 1].text)
        for end in range(start + 1, min(start + MAX_TITLE_WORDS, len(words)) + 1):
            word, term = words[end - 1], terms[end - 1]
            if word.text in _CONNECTORS:
                continue
            if term is None or (term in seen and term not in countries):
                break
            seen.add(term)
            if end - start > 1 and words[end - 2].text == "to":
                sent_to.add(term)
            headed = (
                headed
                or word.text in OFFICES
                or (term in index.heads and not lexicon.is_spelling(word.text) and word.text not in SCAFFOLD_WORDS)
            )
            if headed:
                candidates = _holders(frozenset(seen), claimed, sent_to, index)
                if candidates:
                    best = candidates[0].score
                    content = sum(words[at].text not in _CONNECTORS for at in range(start, end))
                    yield Mention(start, end, "role", candidates, content * best + _WHOLE * (content - 1))


def _role_term(word: Word, index: RoleIndex, lexicon: Lexicon) -> str | None:
    """The role term that a word is or, misspelt, means; None if no role has it."""
    if word.text in _CONNECTORS:
        return word.text
    if word.text in _PLURALS:
        return None
    term = lexicon.term(word.text)
    if term in index.terms:
        return term
    if word.text in STOP_WORDS or word.text in NOT_NAMES or lexicon.knows(term):
        return None
    snapped = lexicon.snap(word.text)
    return snapped if snapped in index.terms else None


def _country_before(
    words: tuple[Word, ...], terms: list[str | None], start: int, countries: frozenset[str]
) -> str | None:
    """The country that claims the office: the first of the words before its head, as in `China's special envoy`."""
    for at in range(start, -1, -1):
        if terms[at] in countries:
            return terms[at]
        if terms[at] is None or (at < start and words[at].text in OFFICES):
            return None
    return None


def _holders(terms: frozenset[str], claimed: str | None, sent_to: set[str], index: RoleIndex) -> tuple[Candidate, ...]:
    best: dict[str, tuple[float, frozenset[str]]] = {}
    for form in index.forms:
        if form.nationality in sent_to:
            continue  # nobody is ambassador to their own country
        if not terms <= form.terms or (claimed is not None and form.nationality not in (claimed, None)):
            continue
        plain = terms - form.countries
        with_country = terms | form.countries
        national = plain != terms or claimed is not None
        if plain in form.phrases or terms in form.phrases or (national and with_country in form.phrases):
            score = 0.97
        elif plain - _IGNORED in form.phrases or (national and with_country - _IGNORED in form.phrases):
            score = 0.95
        elif terms & index.surnames:
            continue
        else:
            score = 0.8 if len(terms) > 1 else 0.62
        known = best.get(form.person, (0.0, frozenset()))
        if score > known[0]:
            best[form.person] = (score, form.sources)
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    if not ranked:
        return ()
    top = ranked[0][1][0]
    # whoever holds exactly this post hides those whose longer title contains it
    floor = top - (0.1 if top > 0.9 else 0.25)
    return tuple(Candidate(person, score, "role", sources) for person, (score, sources) in ranked if score >= floor)


def bare_unknown_role(words: tuple[Word, ...], explained: frozenset[int], lexicon: Lexicon) -> bool:
    """Whether a word for an office is left over that nobody in the fact base holds: the mayor, the chancellor."""
    heads = frozenset(OFFICES) - {
        "general",
        "head",
        "chief",
        "deputy",
        "executive",
        "prof",
        "pm",
        "potus",
        "counterpart",
    }
    return any(at not in explained and word.text in heads for at, word in enumerate(words))
