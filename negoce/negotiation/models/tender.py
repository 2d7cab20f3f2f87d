"""The call for tenders that a deal answers: its buyer, its days, where it stands (N10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind, TenderStage
from negoce.negotiation.models.deal import Deal


class Tender(models.Model):
    """`amount` is that of the buyer's whole need, excluding VAT. `call` is empty where the buyer names no form."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="tender")
    reference = models.CharField(_("référence de la consultation"), max_length=80, blank=True)
    buyer = models.CharField(_("type d’acheteur"), max_length=8, choices=choices(BuyerKind))
    need = models.CharField(_("type d’achat"), max_length=8, choices=choices(NeedKind))
    call = models.CharField(
        _("forme de l’appel d’offres"), max_length=10, choices=choices(CallKind), blank=True
    )
    amount = models.DecimalField(
        _("montant HT du besoin"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    published_on = models.DateField(_("avis publié le"), null=True, blank=True)
    questions_until = models.DateField(_("questions jusqu’au"), null=True, blank=True)
    offers_until = models.DateField(_("offres jusqu’au"), null=True, blank=True)
    stage = models.CharField(
        _("étape de l’appel d’offres"),
        max_length=12,
        choices=choices(TenderStage),
        default=TenderStage.CONSULTATION.value,
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="tender_amount_above_zero"
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.deal.name
