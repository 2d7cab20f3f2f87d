"""Each model of the chance to win, learned on the house's own closed deals, and what the one in use says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.kit.public_id import new_public_id
from negoce.negotiation.models import Deal


class WinChanceFit(models.Model):
    """One fit. `problem` says why nothing was learned (a code of `scoring/outcomes.py`, its `figures`).

    `judged` holds each family, `kept` and `later` (learned on the older deals, judged on the newest);
    `compared` what salespeople said beside what was learned (`rules/win_compared.py`), by user key as text and
    `house`. The one in use is replaced by the next fit of the month, unless somebody chose it by hand.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    known_until = models.DateField()
    rows = models.PositiveIntegerField(default=0, help_text="a deal counts once a moment of its life")
    deals = models.PositiveIntegerField(default=0)
    won = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    figures: models.JSONField[Any] = models.JSONField(default=dict)
    family = models.CharField(max_length=10, blank=True)
    judged: models.JSONField[Any] = models.JSONField(default=dict)
    compared: models.JSONField[Any] = models.JSONField(default=dict)
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
        constraints = [
            models.UniqueConstraint(
                fields=["in_use"], condition=Q(in_use=True), name="one_win_chance_fit_in_use"
            ),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(problem=""), name="win_chance_fit_in_use_learned"
            ),
        ]


class WinChance(models.Model):
    """What the fit in use says of a deal under way: its chance in percent, and what weighed most.

    `reasons` are `{"column": …, "value": …, "added": log-odds}`, the heaviest first.
    """

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="win_chance")
    fit = models.ForeignKey(WinChanceFit, on_delete=models.CASCADE, related_name="+")
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    reasons: models.JSONField[Any] = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="win_chance_bounded")
        ]
