"""The rules of the score of companies, and where each company stands (P6)."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind


class ScoreRule(models.Model):
    """Points for what a company is (`filter_text`, as the list of companies writes it) or for what it did (`event`)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=9, choices=choices(ScoreRuleKind))
    name = models.CharField(_("nom"), max_length=80)
    filter_text = models.TextField(_("condition"), max_length=4000, blank=True)
    event = models.CharField(_("événement"), max_length=14, blank=True, choices=choices(ScoreEvent))
    points = models.DecimalField(_("points"), max_digits=4, decimal_places=1)
    is_active = models.BooleanField(_("compte"), default=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "-points", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="fit", event="") & ~Q(filter_text="")
                | Q(kind="behaviour", filter_text="") & ~Q(event=""),
                name="score_rule_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=-100, points__lte=100) & ~Q(points=0), name="score_points_bounded"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyScore(models.Model):
    """The score by rules of a company as of a day; a company without any point has no row.

    `lines` are the steps of the rule: `{"rule": public id, "points": …, "on": …, "worth": …}`. `whole` is before the
    bounds. `reached_on` is the day since which it is proposed as a prospect, null below.
    """

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, primary_key=True, related_name="lead_score"
    )
    score = models.DecimalField(max_digits=4, decimal_places=1)
    whole = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))
    fit = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))
    behaviour = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(0))
    lines = models.JSONField(default=list)
    reached_on = models.DateField(null=True)
    as_of = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["-score", "company"], name="companies_by_score")]
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="score_bounded")
        ]
