"""A contract or a subscription: its term, its notice, and what each period is invoiced for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.billing.models import FiscalDocument
from negoce.catalogue.models.sale_columns import AmountColumns, SaleLineColumns, TermColumns
from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.loyalty.enums import ContractKind, ContractState, Period, Renewal

RUNNING = Q(state__in=[ContractState.ACTIVE.value, ContractState.TERMINATED.value])


class Contract(AmountColumns, TermColumns):
    """The amounts are those of one period. `ends_on`, `notice_on` and `next_invoice_on` follow from the rules.

    They are stored so that lists read and sort one table; the actions and a job each night bring them up to the day.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("numéro"), max_length=30, unique=True)
    title = models.CharField(_("objet"), max_length=160)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="contracts", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("suivi par"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(
        _("type"), max_length=12, choices=choices(ContractKind), default=ContractKind.SUBSCRIPTION.value
    )
    state = models.CharField(
        _("état"), max_length=10, choices=choices(ContractState), default=ContractState.ACTIVE.value
    )
    starts_on = models.DateField(_("commence le"))
    term_months = models.PositiveSmallIntegerField(_("durée (mois)"), default=12)
    renewal = models.CharField(
        _("reconduction"), max_length=7, choices=choices(Renewal), default=Renewal.TACIT.value
    )
    renewals = models.PositiveSmallIntegerField(default=0, help_text="terms after the first that were agreed")
    notice_days = models.PositiveSmallIntegerField(_("préavis (jours)"), default=90)
    period = models.CharField(
        _("facturé chaque"), max_length=9, choices=choices(Period), default=Period.MONTH.value
    )
    in_advance = models.BooleanField(_("facturé d’avance"), default=True)
    invoiced_until = models.DateField(
        _("facturé ailleurs jusqu’au"), null=True, blank=True, help_text="ours begin the day after"
    )
    buyer_reference = models.CharField(_("référence du client"), max_length=60, blank=True)
    indexation = models.TextField(_("indexation"), max_length=2000, blank=True)
    ends_on = models.DateField(_("se termine le"))
    notice_on = models.DateField(_("préavis au plus tard le"), null=True, blank=True)
    next_invoice_on = models.DateField(_("prochaine facture"), null=True, blank=True)
    noticed_on = models.DateField(_("préavis reçu le"), null=True, blank=True)
    ending_reason = models.CharField(_("motif"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="contract_by_company"),
            models.Index(fields=["notice_on", "id"], name="contract_by_notice", condition=RUNNING),
            models.Index(fields=["next_invoice_on", "id"], name="contract_by_invoice", condition=RUNNING),
            models.Index(fields=["ends_on", "id"], name="contract_by_end"),
        ]
        constraints = [models.CheckConstraint(condition=Q(term_months__gt=0), name="contract_has_a_term")]

    def __str__(self) -> str:
        return self.number


class ContractLine(SaleLineColumns):
    """What one period is invoiced for."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lines", db_index=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="contract_line_position")
        ]


class ContractPeriod(models.Model):
    """A period that has its invoice, or its draft: gone with the draft, so that it is due again."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="periods", db_index=False)
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    document = models.ForeignKey(FiscalDocument, on_delete=models.CASCADE, related_name="contract_periods")
    credit = models.ForeignKey(
        FiscalDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="credited_periods",
        help_text="what an early end gives back of it",
    )  # fmt: skip

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="a_period_is_invoiced_once")
        ]
