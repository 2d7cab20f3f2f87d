"""Year-end rebates agreed with a customer, and what is set aside for them month by month."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import RebateState
from negoce.billing.models.fiscal_document import FiscalDocument
from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class RebateAgreement(models.Model):
    """A rebate on the purchases of a period: orders in euros, excluding VAT, that are not cancelled.

    `bands` is `[{"up_to": "20000.00" or null, "percent": "1.00"}, …]`, rising; each rate holds on its own band.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="rebates", db_index=False)
    label = models.CharField(_("intitulé"), max_length=120)
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"))
    bands = models.JSONField(_("tranches"), default=list)
    state = models.CharField(
        _("état"), max_length=8, choices=choices(RebateState), default=RebateState.ACTIVE.value
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    credit = models.ForeignKey(
        FiscalDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="rebates",
        help_text="the credit note that gives it, or its draft",
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(fields=["company", "-starts_on"], name="rebate_by_company"),
            models.Index(fields=["id"], name="rebate_active", condition=Q(state=RebateState.ACTIVE.value)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="rebate_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.label


class RebateAccrual(models.Model):
    """What one month adds to what is set aside; `month` is its first day, `purchases` those since the start.

    `accrued` is below zero when purchases were cancelled; `cumulative` is all that was set aside up to it.
    """

    agreement = models.ForeignKey(
        RebateAgreement, on_delete=models.CASCADE, related_name="accruals", db_index=False
    )
    month = models.DateField(_("mois"))
    purchases = models.DecimalField(_("achats HT"), max_digits=16, decimal_places=2)
    accrued = models.DecimalField(_("provision du mois"), max_digits=16, decimal_places=2)
    cumulative = models.DecimalField(_("provision à ce jour"), max_digits=16, decimal_places=2)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "month"], name="rebate_accrued_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
