"""The fits of the learned score: the one in use, those before it, and how companies stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from negoce.companies.custom_known import find_custom
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import ModelScore, ScoringFit

_SHOWN = 24


def fit_in_use() -> ScoringFit | None:
    """The fit in use without its content, which only jobs read."""
    return ScoringFit.objects.filter(in_use=True).select_related("asked_by").defer("content").first()


def has_outcome(fit: ScoringFit) -> bool:
    """Whether what taught the fit is still there: not a custom field that was deleted."""
    return not fit.outcome or find_custom("company", fit.outcome) is not None


def latest_fits() -> Sequence[ScoringFit]:
    """The last fits, newest first."""
    return list(ScoringFit.objects.select_related("asked_by").defer("content", "judged")[:_SHOWN])


def visible_model_scores(actor: Actor) -> QuerySet[ModelScore]:
    """What the model says of the companies that the actor sees, the highest first."""
    return ModelScore.objects.filter(company__in=visible_companies(actor)).order_by("-percent", "pk")
