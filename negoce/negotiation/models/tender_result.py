"""What came of a tender: why, what is learned, what is asked of the buyer, when it buys again (N10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Competitor
from negoce.kit.choices import choices
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models.tender import Tender


class TenderResult(models.Model):
    """How it ended is the stage of the tender. `reasons_asked_on`: when the reasons of a rejection were asked for."""

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, primary_key=True, related_name="result")
    known_on = models.DateField(_("résultat connu le"))
    reason = models.CharField(_("raison"), max_length=16, choices=choices(OutcomeReason), blank=True)
    words = models.CharField(_("ce que l’acheteur en dit"), max_length=500, blank=True)
    lessons = models.TextField(_("leçons"), max_length=2000, blank=True)
    reasons_asked_on = models.DateField(_("motifs demandés le"), null=True, blank=True)
    reasons_told_on = models.DateField(_("motifs reçus le"), null=True, blank=True)
    next_on = models.DateField(_("prochaine consultation vers le"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class TenderRank(models.Model):
    """What is known of one offer once the result is: `competitor` is null for ours. Prices exclude VAT."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="ranks")
    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rang"), null=True, blank=True)
    price = models.DecimalField(_("prix HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    mark = models.DecimalField(_("note"), max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "competitor"], name="a_competitor_once_a_tender"),
            models.UniqueConstraint(
                fields=["tender"], condition=Q(competitor=None), name="one_offer_of_ours_a_tender"
            ),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gt=0), name="tender_rank_price_above_zero"
            ),
        ]
