"""What a person told of how a deal would be signed: what decides on the buyer's right of withdrawal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.deal import Deal


class DealSigning(models.Model):
    """Null for what nobody told: nothing is taken for granted."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="signing")
    off_premises = models.BooleanField(_("conclu hors établissement"), null=True, blank=True)
    outside_activity = models.BooleanField(
        _("hors de l’activité principale de l’acheteur"), null=True, blank=True
    )
    is_service = models.BooleanField(_("un service"), null=True, blank=True)
    information_given = models.BooleanField(
        _("information sur la rétractation remise"), null=True, blank=True
    )
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
