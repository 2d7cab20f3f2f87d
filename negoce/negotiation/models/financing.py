"""How the buyer of a deal, or of a version of a quote, may pay (N11)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.deal import Deal
from negoce.negotiation.models.quote import QuoteVersion


class Financing(models.Model):
    """`terms` are the buyer's, by the names of the rules; `our_terms` what it costs us, never shown to the buyer.

    `shown` names the ways that the customer sees with the quote. It belongs to a deal or to one version of a quote, and
    no longer changes once that version is closed.
    """

    deal = models.OneToOneField(
        Deal, on_delete=models.CASCADE, null=True, blank=True, related_name="financing"
    )
    version = models.OneToOneField(
        QuoteVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="financing"
    )
    terms = models.JSONField(default=dict)
    our_terms = models.JSONField(default=dict)
    shown = models.JSONField(_("modes présentés au client"), default=list)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deal__isnull=False, version__isnull=True)
                | Q(deal__isnull=True, version__isnull=False),
                name="financing_of_one_offer",
            )
        ]
