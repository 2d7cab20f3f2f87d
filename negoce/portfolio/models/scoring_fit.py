"""Each model of scores learned on the team's own outcomes, kept for good, and what the one in use says (P6)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.models import Company
from negoce.kit.public_id import new_public_id


class ScoringFit(models.Model):
    """One fit. `outcome` is empty for « a customer within `horizon_days` », else the key of a custom field.

    `problem` says why nothing was learned (a code of `scoring/outcomes.py`, its `figures`); then nothing is told.
    `judged` holds each family and `kept` as `actions/scoring_fit.py` writes them, `columns` those that taught and
    `left_out` the others, `content` the scorer as `scoring/stored.py` writes it. The one in use is replaced by the
    next fit of the month, unless somebody chose it by hand.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    known_until = models.DateField()
    outcome = models.CharField(max_length=60, blank=True)
    outcome_label = models.CharField(max_length=120, blank=True)
    horizon_days = models.PositiveSmallIntegerField(default=180)
    rows = models.PositiveIntegerField(default=0, help_text="a company counts once a past day")
    companies = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    figures: models.JSONField[Any] = models.JSONField(default=dict)
    family = models.CharField(max_length=10, blank=True)
    judged: models.JSONField[Any] = models.JSONField(default=dict)
    columns: models.JSONField[Any] = models.JSONField(default=list)
    left_out: models.JSONField[Any] = models.JSONField(default=list)
    content: models.JSONField[Any] = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)
    job = models.CharField(
        max_length=12, null=True, unique=True, help_text="the job that made it: run again, it makes no other"
    )
    in_use = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="scoring_fit_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"], condition=Q(in_use=True), name="one_scoring_fit_in_use"
            ),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(problem=""), name="scoring_fit_in_use_learned"
            ),
        ]


class ModelScore(models.Model):
    """What the fit in use says of a company: its chance in percent, and what weighed most.

    `reasons` are `{"column": …, "value": …, "added": log-odds}`, the heaviest first.
    """

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, primary_key=True, related_name="model_score"
    )
    fit = models.ForeignKey(ScoringFit, on_delete=models.CASCADE, related_name="+")
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    reasons: models.JSONField[Any] = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["-percent", "company"], name="companies_by_model_score")]
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="model_score_bounded")
        ]
