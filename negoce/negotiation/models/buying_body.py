"""What a works council or a public buyer decides with: its budget, its votes, who signs (N5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models.deal import Deal


class BuyingBody(models.Model):
    """`payroll` is that of the year; the authority signs alone up to `sign_limit`, excluding VAT, a committee above."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="buying_body")
    employees = models.PositiveIntegerField(_("salariés"), null=True, blank=True)
    payroll = models.DecimalField(
        _("masse salariale de l’année"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    social_percent = models.DecimalField(
        _("part des salaires aux activités sociales et culturelles (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
    )
    voters = models.PositiveSmallIntegerField(_("élus qui votent"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("voix acquises"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("voix contre"), null=True, blank=True)
    sign_limit = models.DecimalField(
        _("montant signé sans commission"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    decides_on = models.DateField(_("décision le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(social_percent=None) | Q(social_percent__range=(0, 100)),
                name="social_percent_0_to_100",
            )
        ]
