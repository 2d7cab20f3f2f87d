"""Invoices, deposit invoices and credit notes: drafts that change, then issued documents that never do."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models.series import FiscalSeries
from negoce.catalogue.models.sale_columns import AmountColumns, SaleLineColumns, TermColumns
from negoce.catalogue.rules.stored_amounts import read_vat
from negoce.catalogue.rules.totals import VatSubtotal
from negoce.companies.models import Address, Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.orders.models import DeliveryLine, Order, OrderLineTerms

ISSUED = Q(state=DocumentState.ISSUED.value)


class FiscalDocument(AmountColumns, TermColumns):
    """A document of the accounts. A credit note has positive amounts and takes them off.

    `content` is the canonical JSON of all that was issued (seller, buyer, lines, amounts, mentions); `digest` covers
    it, its number, its day and `previous_digest`: the chain of its series. Triggers refuse any change once issued.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=12, choices=choices(DocumentKind))
    state = models.CharField(max_length=6, choices=choices(DocumentState), default=DocumentState.DRAFT.value)
    series = models.ForeignKey(
        FiscalSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("numéro"), max_length=40, blank=True)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="fiscal_documents", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    billing_address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    delivery_address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="fiscal_documents"
    )
    corrected = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_notes"
    )
    issued_on = models.DateField(_("émise le"), null=True, blank=True)
    supplied_on = models.DateField(_("livrée ou exécutée le"), null=True, blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    prepaid = models.DecimalField(_("acomptes déduits TTC"), max_digits=16, decimal_places=2, default=0)
    buyer_reference = models.CharField(_("n° de commande du client"), max_length=60, blank=True)
    commitment_number = models.CharField(_("n° d’engagement"), max_length=50, blank=True)
    service_code = models.CharField(_("code service"), max_length=100, blank=True)
    reason = models.CharField(_("motif"), max_length=200, blank=True, help_text="of a credit note")
    note = models.TextField(_("mentions"), max_length=4000, blank=True)
    content = models.TextField(blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    previous_digest = models.CharField(max_length=64, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    issue_key = models.CharField(
        max_length=80, null=True, blank=True, unique=True, help_text="a demand repeated issues nothing twice"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="fiscal_by_company"),
            models.Index(fields=["-issued_on", "-id"], name="fiscal_by_day", condition=ISSUED),
            models.Index(fields=["kind", "-id"], name="fiscal_drafts", condition=~ISSUED),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "sequence"], condition=ISSUED, name="one_number_a_series"
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="fiscal_number_once"),
            models.CheckConstraint(
                condition=~ISSUED
                | (
                    Q(
                        series__isnull=False,
                        year__isnull=False,
                        sequence__isnull=False,
                        issued_on__isnull=False,
                    )
                    & ~Q(number="")
                    & ~Q(digest="")
                ),
                name="issued_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.public_id

    def vat_told(self) -> Sequence[VatSubtotal]:
        """A credit note keeps the VAT that it gives back: the cents of its roundings are those of the invoice."""
        return read_vat(self.vat_table) if self.kind == DocumentKind.CREDIT_NOTE.value else ()


class FiscalLine(SaleLineColumns):
    """A line of an invoice or a credit note, and what it bills."""

    document = models.ForeignKey(
        FiscalDocument, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    order_line = models.ForeignKey(
        OrderLineTerms, on_delete=models.PROTECT, null=True, blank=True, related_name="billed"
    )
    delivery_line = models.ForeignKey(
        DeliveryLine, on_delete=models.PROTECT, null=True, blank=True, related_name="billed"
    )
    corrected_line = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="fiscal_line_position")]


class DepositUse(models.Model):
    """How much of a deposit invoice a later invoice takes into account, including VAT."""

    invoice = models.ForeignKey(FiscalDocument, on_delete=models.CASCADE, related_name="deposits_used")
    deposit = models.ForeignKey(FiscalDocument, on_delete=models.PROTECT, related_name="uses")
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "deposit"], name="a_deposit_once_an_invoice")
        ]


class FiscalFile(models.Model):
    """The PDF/A-3 with its XML, made once from what was issued."""

    document = models.OneToOneField(
        FiscalDocument, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    pdf = models.BinaryField()
    xml = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    xml_sha256 = models.CharField(max_length=64)
    profile = models.CharField(max_length=20)
    made_at = models.DateTimeField(auto_now_add=True)


class PlatformEvent(models.Model):
    """A status of the reform that an issued document reached (AFNOR XP Z12-012)."""

    document = models.ForeignKey(FiscalDocument, on_delete=models.PROTECT, related_name="platform_events")
    status = models.CharField(max_length=3)
    at = models.DateTimeField()
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="the platform, or who recorded it")
    external_key = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_key"], condition=~Q(external_key=""), name="platform_event_once"
            )
        ]


class PlatformSubmission(models.Model):
    """An issued document on its way to a platform; one a document, so that a crash never sends it twice."""

    document = models.OneToOneField(FiscalDocument, on_delete=models.PROTECT, related_name="submission")
    platform = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default="waiting", help_text="waiting, sending, sent, failed")
    receipt = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
