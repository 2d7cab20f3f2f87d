"""The rules of the score, whom one applies to, and the scores that somebody may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, Q, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.filters import conditions_of
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.explain import Finding
from negoce.prospecting.models import CompanyScore, ScoreRule
from negoce.prospecting.queries.score_events import among

# What would turn in circles: a score that depends on a score.
SCORES = frozenset({"score", "model_score"})
# Bounds of the classes shown: from, up to but without the next.
CLASSES = (0, 20, 40, 60, 80)


@dataclass(frozen=True, slots=True)
class ReadCondition:
    """A condition of a rule as the list of companies understands it, or why it cannot be one.

    `hidden` names a field that not everybody may read: the line of a score would tell it.
    """

    spec: ListSpec
    problems: tuple[Finding, ...] = ()
    circular: bool = False
    hidden: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.problems and not self.circular and not self.hidden


def rules(*, active: bool = False) -> Sequence[ScoreRule]:
    """The rules: fit first, then behaviour, the most points first."""
    found = ScoreRule.objects.order_by("-kind", "-points", "pk")
    return list(found.filter(is_active=True) if active else found)


def read_condition(text: str, actor: Actor | None = None) -> ReadCondition:
    """What a condition means: for all companies, or those that `actor` sees."""
    spec = understand(LISTS["companies"], actor or system_actor(), Asked(filter=text))
    fields = [each.field for each in conditions_of(spec.filter)]
    hidden = next(
        (str(spec.readable[each].label) for each in fields if spec.readable[each].group is not None), ""
    )
    return ReadCondition(spec, tuple(spec.problems), any(each in SCORES for each in fields), hidden)


def meets(text: str, company_ids: Sequence[int] | None, actor: Actor | None = None) -> frozenset[int]:
    """Which of these companies (None: of all) meet a condition; none when it is no longer understood.

    Of many companies, others between them that meet it are told too.
    """
    read = read_condition(text, actor)
    if not read.is_sound:
        return frozenset()
    found = matching(read.spec)
    found = found.filter(**among(company_ids, "pk"))
    return frozenset(found.order_by().values_list("pk", flat=True))


def visible_scores(actor: Actor) -> QuerySet[CompanyScore]:
    """The scores of the companies that the actor sees."""
    if actor.sees_everything:
        return CompanyScore.objects.filter(company__deleted_at__isnull=True)
    return CompanyScore.objects.filter(company__in=visible_companies(actor))


def classes(actor: Actor) -> Mapping[int, int]:
    """How many companies that the actor sees stand in each class, by where it begins; 0 counts who has no point."""
    bounds = [*CLASSES, 101]
    wanted = {
        f"c{low}": Count("pk", filter=Q(score__gte=low, score__lt=high)) for low, high in pairwise(bounds)
    }
    found = visible_scores(actor).order_by().aggregate(**wanted, all=Count("pk"))
    counts = {low: found[f"c{low}"] for low in CLASSES}
    counts[0] += visible_companies(actor).count() - found["all"]
    return counts


def proposed(actor: Actor, status: str) -> QuerySet[Company]:
    """Companies of a status that their score proposes as prospects, the highest first."""
    ready = visible_companies(actor).filter(lead_score__reached_on__isnull=False, life__status=status)
    return ready.select_related("lead_score", "owner").order_by("-lead_score__score", "pk")
