"""What is declared of the way a company buys, latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.enums import DeclaredKind
from negoce.companies.models import Company, Competitor, DeclaredFact

_MOST = 200
_PROPOSED = 10


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    """`latest` holds the newest entry of each subject (kind, category, competitor); `older` those they replaced."""

    latest: Sequence[DeclaredFact]
    older: Sequence[DeclaredFact]

    def purchases(self) -> DeclaredFact | None:
        """What they buy in all, as was last declared; else the newest of a category."""
        found = [fact for fact in self.latest if fact.kind == DeclaredKind.PURCHASES]
        return next((fact for fact in found if not fact.category), found[0] if found else None)


def declared_facts(company: Company) -> DeclaredFacts:
    """The entries of a company that the caller may see, at most 200, in one query."""
    rows = DeclaredFact.objects.filter(company=company).select_related("competitor", "recorded_by")
    latest: list[DeclaredFact] = []
    older: list[DeclaredFact] = []
    seen: set[tuple[str, str, int | None]] = set()
    for fact in rows.order_by("-known_on", "-id")[:_MOST]:
        subject = (fact.kind, fact.category.casefold(), fact.competitor_id)
        (older if subject in seen else latest).append(fact)
        seen.add(subject)
    order = list(DeclaredKind)
    latest.sort(key=lambda fact: order.index(DeclaredKind(fact.kind)))
    return DeclaredFacts(latest, older)


def proposed_competitors(text: str) -> Sequence[str]:
    """Names of competitors that begin so, or hold it."""
    rows = Competitor.objects.filter(name__icontains=text) if text else Competitor.objects.all()
    return list(rows.order_by("name_key").values_list("name", flat=True)[:_PROPOSED])
