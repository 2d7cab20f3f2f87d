"""What a salesperson thinks of the chance to win a deal, each time they say it: the past ones stay."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.deal import Deal


class WinEstimate(models.Model):
    """`is_current` is the last said of its deal; those before tell what was thought on a past day."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="win_estimates")
    percent = models.PositiveSmallIntegerField(_("chance de gagner"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="win_estimate_is_a_percentage"),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(is_current=True), name="one_win_estimate_a_deal"
            ),
        ]
