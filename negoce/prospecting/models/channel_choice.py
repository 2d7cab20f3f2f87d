"""Which channels to prospect through, weighed for one target and one launch (P3, R-P5)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import OriginChannel
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import WorkMode
from negoce.prospecting.models.plan import ProspectingPlan


class ChannelChoice(models.Model):
    """One weighing of channels; kept with a plan, or alone.

    `known` holds what customers cost in our own plans when somebody read it for this choice (`rules/known_cost.py`):
    every reader sees those figures, whatever plans they may open, until somebody reads them anew.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    plan = models.OneToOneField(
        ProspectingPlan, on_delete=models.CASCADE, null=True, blank=True, related_name="channel_choice"
    )
    name = models.CharField(_("nom"), max_length=120)
    target = models.CharField(_("cible"), max_length=160, blank=True)
    launch = models.CharField(_("offre lancée"), max_length=120, blank=True)
    known = models.JSONField(default=dict, editable=False)
    known_at = models.DateTimeField(null=True, editable=False)
    known_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ChannelScore(models.Model):
    """What a channel is worth for a choice: three notes from 0 to 10, null while nobody gave one, and a typed cost.

    `estimated_cost` is euros per customer; without one, our own history speaks once there is enough of it.
    """

    choice = models.ForeignKey(ChannelChoice, on_delete=models.CASCADE, related_name="scores", db_index=False)
    channel = models.CharField(max_length=16, choices=choices(OriginChannel))
    mode = models.CharField(max_length=10, choices=choices(WorkMode), default=WorkMode.IN_HOUSE.value)
    effectiveness = models.PositiveSmallIntegerField(null=True, blank=True)
    skill = models.PositiveSmallIntegerField(null=True, blank=True)
    credibility = models.PositiveSmallIntegerField(null=True, blank=True)
    estimated_cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "channel"], name="a_channel_once_a_choice"),
            models.CheckConstraint(
                condition=(Q(effectiveness=None) | Q(effectiveness__lte=10))
                & (Q(skill=None) | Q(skill__lte=10))
                & (Q(credibility=None) | Q(credibility__lte=10)),
                name="channel_notes_up_to_ten",
            ),
        ]
