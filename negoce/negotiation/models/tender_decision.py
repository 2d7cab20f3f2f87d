"""Whether a tender is answered: the nine notes, what they advise, what was decided, by whom and why (N10)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.tender import Tender


class TenderDecision(models.Model):
    """One row a decision: the latest stands. `notes` holds nine notes by name, from 0 to 10 (rules/tender_go.py)."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="decisions")
    notes = models.JSONField(_("notes"), default=dict)
    mean = models.DecimalField(_("moyenne"), max_digits=4, decimal_places=2)
    advised = models.BooleanField(_("conseil"))
    go = models.BooleanField(_("répondre"))
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
