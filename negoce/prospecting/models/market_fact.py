"""What a house declares of its market, dated and with its evidence, where its own records cannot tell (P1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import MarketTopic


class MarketFact(models.Model):
    """One declaration; it counts from `declared_on` to `holds_until`, both days included."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    topic = models.CharField(max_length=12, choices=choices(MarketTopic))
    words = models.CharField(_("ce qui change"), max_length=300)
    evidence = models.CharField(_("d’où on le tient"), max_length=300)
    declared_on = models.DateField(_("constaté le"))
    holds_until = models.DateField(_("à revoir le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-declared_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=[each.value for each in MarketTopic]), name="market_topic_known"
            ),
            models.CheckConstraint(
                condition=Q(holds_until__gte=F("declared_on")), name="market_fact_holds_a_while"
            ),
        ]

    def __str__(self) -> str:
        return self.words
