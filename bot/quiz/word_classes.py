"""English words that can stand in each other's place in a sentence, for the gaps of quotes.

Within a class every word has the same part of speech and form, and no two mean the same. Add a word where a new quote
has one that belongs.
"""

from __future__ import annotations

WORD_CLASSES: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "dialogue trust respect confidence sincerity patience loyalty",
        "stability prosperity hegemony supremacy independence equality",
        "competition cooperation communication deterrence mediation espionage",
        "containment encirclement isolation retaliation suppression",
        "influence pressure support interference",
        "animosity suspicion envy optimism",
        "acquiescence neutrality transparency investment",
        "growth trade debt inflation",
        "recovery collapse boom recession",
        "relationship partnership alliance friendship rivalry",
        "conflict negotiation recession depression",
        "compromise ceasefire trial vote",
        "reward punishment substitute bribe",
        "tool pretext weapon signal",
        "struggle partnership contest",
        "opportunity achievement obstacle error",
        "sanctions tariffs exports weapons subsidies",
        "risks costs benefits opportunities",
        "tensions ties agreements contacts",
        "promises threats demands complaints",
        "hostilities ambitions alliances reforms",
        "differences debts borders crimes",
        "fragile rare costly final",
        "stable equal secret hostile",
        "healthy peaceful open honest",
        "constructive balanced profitable lasting",
        "dominant satisfied isolated defeated",
        "favorable neutral difficult equal",
        "mutual economic temporary military",
        "disastrous costly illegal pointless",
        "unacceptable manageable growing hidden",
        "alarming encouraging confusing familiar",
        "stabilizing mediating leading neutral declining",
        "decoupling retreating negotiating surrendering",
        "diversifying withdrawing investing borrowing",
        "sleepwalking rushing provoked dragged",
        "rebuild abandon restrict control",
        "maintain create threaten undermine",
        "contain invade isolate bankrupt",
        "replace attack imitate contain",
        "legitimize finance oppose reduce",
        "brakes scales border phone",
        "gas brake clutch",
        "instability transition equilibrium decline",
        "pause victory retreat alliance",
        "narrowly broadly vaguely wrongly",
        "small big wide flat",
        "high low weak hidden",
        "floor ceiling deadline precedent",
        "richer stronger weaker larger",
        "persistently reluctantly secretly recently",
        "immediately gradually quietly eventually",
        "tactical permanent humiliating necessary",
        "sluggish rapid surprising export-led",
        "economically militarily politically culturally",
        "structural personal military popular",
        "damaging betraying testing losing",
        "concrete small symbolic costly",
        "credibility budget security staffing",
        "reunification expansion democracy industry",
        "resolve regret interest temper",
        "middle common higher safer",
        "unprecedentedly increasingly surprisingly occasionally",
        "rhetoric legislation activism violence",
        "provocative defensive routine unannounced",
        "suspicion hope promise conclusion",
        "regime currency borders constitution",
        "effectively patiently jointly cheaply",
        "coordination leadership money neutrality",
        "notion promise evidence habit",
        "last first best",
    )
)


def exchangeable(word: str) -> frozenset[str]:
    """The words that can stand in the place of this one; none where it is in no class or in several."""
    classes = [each for each in WORD_CLASSES if word in each]
    return classes[0] - {word} if len(classes) == 1 else frozenset()
