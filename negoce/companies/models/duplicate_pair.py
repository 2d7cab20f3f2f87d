"""Pairs of records that may be one, and how far the search for them has come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negoce.companies.rules.duplicates.records import PairState
from negoce.kit.public_id import new_public_id


class DuplicatePair(models.Model):
    """Two records of a kind; `reasons` are codes, no value of a person. What was said "not the same" stays said."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=8)
    low_key = models.BigIntegerField()
    high_key = models.BigIntegerField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in PairState], default=PairState.OPEN.value
    )
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-score", "-id"]
        indexes = [models.Index(fields=["kind", "state", "-score", "-id"], name="duplicate_by_score")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "low_key", "high_key"], name="a_pair_once"),
            models.CheckConstraint(condition=Q(low_key__lt=F("high_key")), name="a_pair_in_order"),
        ]


class DuplicateSearch(models.Model):
    """The last search through a kind of records: later ones only compare what changed `since`."""

    kind = models.CharField(max_length=8, unique=True)
    since = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    compared = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
