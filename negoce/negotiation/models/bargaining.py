"""The room for manoeuvre in a deal: our three prices, and what is thought of theirs (N6)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.negotiation.enums import EstimateConfidence
from negoce.negotiation.models.deal import Deal


def _price(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


def _confidence() -> models.CharField:
    return models.CharField(
        _("confiance"),
        max_length=6,
        choices=choices(EstimateConfidence),
        default=EstimateConfidence.LOW.value,
    )


def _source() -> models.CharField:
    return models.CharField(_("source"), max_length=200, blank=True)


def _told_on() -> models.DateField:
    return models.DateField(_("su le"), null=True, blank=True)


class Bargaining(models.Model):
    """Amounts exclude VAT, in the currency of the deal. The buyer's opening is what they first name, their reserve the
    most that they would pay; each of theirs is an estimate, with its confidence and where it comes from."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="bargaining")
    our_opening = _price(_("notre offre"))
    our_target = _price(_("notre objectif"))
    our_reserve = _price(_("notre plancher"))
    alternative = models.CharField(_("meilleure solution de repli"), max_length=500, blank=True)
    their_opening = _price(_("leur première demande"))
    their_opening_confidence = _confidence()
    their_opening_source = _source()
    their_opening_on = _told_on()
    their_target = _price(_("leur objectif"))
    their_target_confidence = _confidence()
    their_target_source = _source()
    their_target_on = _told_on()
    their_reserve = _price(_("leur plafond"))
    their_reserve_confidence = _confidence()
    their_reserve_source = _source()
    their_reserve_on = _told_on()
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
