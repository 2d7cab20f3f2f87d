"""A house’s own sets of questions, and the one that fits a deal."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.negotiation.models import Deal, DiscoverySet, QuoteLine
from negoce.negotiation.rules.discovery_set import SetScope, choose_set

# So begins the choice of a house’s own set among the kinds of sale.
SET = "set-"


def own_sets() -> Sequence[DiscoverySet]:
    """All of them, by name."""
    return list(DiscoverySet.objects.select_related("family").order_by("name", "pk"))


def own_set(choice: str) -> DiscoverySet | None:
    """The set that a choice names, if it has questions; None for a kind of sale or a set that is gone."""
    if not choice.startswith(SET):
        return None
    return DiscoverySet.objects.filter(public_id=choice.removeprefix(SET)[:12]).exclude(questions=[]).first()


def set_for(deal: Deal, sets: Sequence[DiscoverySet]) -> DiscoverySet | None:
    """The set for a deal, by what its quotes offer and the activity of its company; one query where a family counts."""
    usable = [each for each in sets if each.questions]
    families: frozenset[int] = frozenset()
    if any(each.family_id for each in usable):
        lines = QuoteLine.objects.filter(version__quote__deal=deal, product__family__isnull=False).order_by()
        families = frozenset(lines.values_list("product__family_id", flat=True).distinct())
    scopes = [SetScope(each.pk, each.sector, each.family_id) for each in usable]
    chosen = choose_set(scopes, activity=deal.company.activity_code or "", families=families)
    return next((each for each in usable if each.pk == chosen), None)
