"""What people learned of how a company buys: each entry dated and sourced (F5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyingPractice, DeclaredKind, FactSource
from negoce.companies.models.company import Company
from negoce.companies.models.competitor import Competitor
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class DeclaredFact(models.Model):
    """One entry of the chapter on business behaviour. A newer one of the same subject takes its place; both are kept.

    By kind: the purchase process is `text`; the negotiation practised `practice`; a competitor `competitor` with
    `share`, its part of their purchases in percent points; total purchases `amount` (euros a year, excluding VAT) with
    `share`, the part that we could supply. `category` narrows to what is bought; empty is everything.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="declared_facts", db_index=False
    )
    kind = models.CharField(_("sujet"), max_length=12, choices=choices(DeclaredKind))
    category = models.CharField(_("catégorie d’achats"), max_length=80, blank=True)
    text = models.TextField(_("précisions"), max_length=2000, blank=True)
    practice = models.CharField(_("pratique"), max_length=16, choices=choices(BuyingPractice), blank=True)
    competitor = models.ForeignKey(
        Competitor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    share = models.DecimalField(_("part (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("montant HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    known_on = models.DateField(_("su le"))
    source = models.CharField(_("source"), max_length=12, choices=choices(FactSource))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-known_on", "-id"]
        indexes = [models.Index(fields=["company", "kind", "-known_on"], name="declared_by_company")]
        constraints = [
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=0, share__lte=100), name="declared_share_percent"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="declared_amount_positive"
            ),
        ]
