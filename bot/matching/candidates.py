"""Many names compared with one typed word at once: only those that can be like it are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.similarity import MOST_EDITS, Likeness, likeness, sound, syllable_sound


@dataclass(frozen=True, slots=True)
class Candidates:
    """Name words in their order, prepared for any number of typed words."""

    places: Mapping[str, int]
    """Name word -> its place in the order."""
    sounds: Mapping[str, tuple[str, ...]]
    """How a name word sounds, by either key -> the name words that sound so."""

    def like(self, typed: str, *, prefix: bool = True) -> dict[str, Likeness]:
        """The name words that a folded word is like, in their order; see `bot.matching.similarity.likeness`."""
        near = {
            name
            for name, _, _ in process.extract(
                typed, self.places.keys(), scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=None
            )
        }
        near.update(self.sounds.get(sound(typed), ()), self.sounds.get(syllable_sound(typed), ()))
        if prefix:
            near.update(name for name in self.places if name.startswith(typed))
        ordered = sorted(near, key=self.places.__getitem__)
        return {name: how for name in ordered if (how := likeness(typed, name, prefix=prefix))}


def build_candidates(names: Iterable[str]) -> Candidates:
    ordered = tuple(names)
    sounds: dict[str, tuple[str, ...]] = {}
    for name in ordered:
        for key in {sound(name), syllable_sound(name)}:
            sounds[key] = (*sounds.get(key, ()), name)
    return Candidates({name: at for at, name in enumerate(ordered)}, sounds)
