"""The answer as plain data. A surface renders it; it adds no fact and drops no citation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["answered", "ambiguous", "not_found", "invalid"]
Verdict = Literal["supported", "contradicted", "misattributed", "misquoted", "not_covered"]


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as people and machines read it, all of it plain text."""

    kind: str
    """person, meeting, quote, event, figure or source."""
    id: str
    title: str
    quotation: str | None
    """Verbatim words with their quotation marks, or None."""
    rows: tuple[tuple[str, str], ...]
    """Label and value, in the order of reading: Date, Place, Status ..."""
    citations: tuple[str, ...]
    """E.g. `The Christian Science Monitor, 20 June 2023, par. 17`."""
    notes: tuple[str, ...]
    """Conflicts between sources and doubts about a wording."""
    data: dict[str, Any] = field(hash=False)
    """The fact as the machine-readable answer has it."""

    @property
    def text(self) -> str:
        lines = [self.title]
        if self.quotation is not None:
            lines.append(self.quotation)
        lines += [f"{label}: {value}" for label, value in self.rows]
        lines += [f"Note: {note}" for note in self.notes]
        lines.append("Source: " + "; ".join(self.citations))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Entity:
    """What a stretch of the query was taken to mean, with the matcher's score from 0 to 1."""

    text: str
    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    query: str
    command: str | None
    status: Status
    lead: str
    """The direct answer in one or two sentences."""
    facts: tuple[FactView, ...] = ()
    entities: tuple[Entity, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Queries ready to send."""
    verdict: Verdict | None = None

    @property
    def text(self) -> str:
        """The whole answer as a person reads it."""
        parts = [self.lead, *(view.text for view in self.facts)]
        if self.suggestions:
            parts.append("Try:\n" + "\n".join(f"  {suggestion}" for suggestion in self.suggestions))
        return "\n\n".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The machine-readable answer, ready for json.dumps."""
        return {
            "query": self.query,
            "command": self.command,
            "status": self.status,
            "verdict": self.verdict,
            "text": self.text,
            "facts": [view.data for view in self.facts],
            "entities": [
                {"text": entity.text, "id": entity.id, "name": entity.name, "score": round(entity.score, 3)}
                for entity in self.entities
            ],
            "suggestions": list(self.suggestions),
        }
