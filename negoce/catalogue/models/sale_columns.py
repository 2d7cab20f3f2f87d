"""The columns that quotes, orders and invoices have in common."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import LineKind, PaymentTermKind, TermSector, VatCategory
from negoce.catalogue.models.product import Product
from negoce.catalogue.rules.early_payment import EarlyPayment, early_of
from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine, sale_amounts
from negoce.catalogue.rules.stored_amounts import read_reductions, stored_vat
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal
from negoce.kit.choices import choices
from negoce.kit.worked import Worked

ZERO = Decimal(0)


class SaleLineColumns(models.Model):
    """A line as it was agreed: the product may change later, this does not. Prices exclude VAT."""

    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=choices(LineKind), default=LineKind.ITEM.value)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    code = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)
    unit = models.CharField(max_length=12, default="C62", help_text="UN/ECE recommendation 20")
    unit_price = models.DecimalField(max_digits=14, decimal_places=4, default=ZERO)
    price_reason = models.JSONField(default=list, help_text="steps of choose_price: code and figures")
    reductions = models.JSONField(default=list, help_text="kind, percent or amount; in the order taken")
    allowance = models.DecimalField(max_digits=16, decimal_places=2, default=ZERO, help_text="what they take")
    net = models.DecimalField(max_digits=16, decimal_places=2, default=ZERO)
    vat_category = models.CharField(
        max_length=2, choices=choices(VatCategory), default=VatCategory.STANDARD.value
    )
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(20))
    unit_cost = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True

    def as_sale_line(self, *, is_option: bool = False, is_chosen: bool = True) -> SaleLine:
        """The line as `sale_amounts` counts it."""
        return SaleLine(
            kind=LineKind(self.kind),
            quantity=self.quantity,
            unit_price=self.unit_price,
            vat=VatGroup(VatCategory(self.vat_category), self.vat_rate),
            reductions=read_reductions(self.reductions),
            unit_cost=self.unit_cost,
            is_option=is_option,
            is_chosen=is_chosen,
        )


class AmountColumns(models.Model):
    """What a document adds up to, as `document_amounts` said; `net` is the base excluding VAT."""

    currency = models.CharField(max_length=3, default="EUR")
    reductions = models.JSONField(default=list, help_text="of the whole document: kind, percent or amount")
    shipping = models.DecimalField(_("port HT"), max_digits=16, decimal_places=2, default=ZERO)
    shipping_vat_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    gross = models.DecimalField(max_digits=16, decimal_places=2, default=ZERO)
    net_commercial = models.DecimalField(max_digits=16, decimal_places=2, default=ZERO)
    cash_discount = models.DecimalField(max_digits=16, decimal_places=2, default=ZERO)
    net = models.DecimalField(_("total HT"), max_digits=16, decimal_places=2, default=ZERO)
    vat = models.DecimalField(_("TVA"), max_digits=16, decimal_places=2, default=ZERO)
    incl_vat = models.DecimalField(_("total TTC"), max_digits=16, decimal_places=2, default=ZERO)
    vat_table = models.JSONField(default=list, help_text="category, rate, base, vat of each group")
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True

    def add_up(self, lines: Sequence[SaleLine]) -> Worked[SaleAmounts]:
        """Work out the amounts of these lines under the reductions and shipping of this document, and take them over.

        Nothing is saved. Raises CannotWork as `sale_amounts` does.
        """
        rate = self.shipping_vat_rate
        worked = sale_amounts(
            lines,
            reductions=read_reductions(self.reductions),
            shipping=self.shipping,
            shipping_vat=None if rate is None else VatGroup(VatCategory.STANDARD, rate),
            vat_told=self.vat_told(),
        )
        amounts, margin = worked.value.document, worked.value.margin
        self.gross, self.net_commercial = amounts.gross, amounts.net_commercial
        self.cash_discount, self.net = amounts.cash_discount, amounts.base
        self.vat, self.incl_vat = amounts.vat, amounts.incl_vat
        self.vat_table = stored_vat(amounts.subtotals)
        self.cost = margin.cost
        return worked

    def vat_told(self) -> Sequence[VatSubtotal]:
        """VAT that does not follow from the lines alone; of a credit note only."""
        return ()


class TermColumns(models.Model):
    """When it is to be paid (R-C4), and the discount for paying early: its figures, else words printed as they are.

    Paid with the order there is no term, and a cash discount is deducted on the document; `early_percent` and
    `early_days` go together and are of a discount that is taken later.
    """

    term_kind = models.CharField(
        max_length=24, choices=choices(PaymentTermKind), default=PaymentTermKind.AFTER_INVOICE.value
    )
    term_days = models.PositiveSmallIntegerField(default=30)
    term_sector = models.CharField(
        max_length=16, choices=choices(TermSector), default=TermSector.GENERAL.value
    )
    payment_with_order = models.BooleanField(_("paiement à la commande"), default=False)
    early_payment = models.CharField(max_length=200, blank=True)
    early_percent = models.DecimalField(
        _("escompte conditionnel (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    early_days = models.PositiveSmallIntegerField(
        _("jours pour l’escompte"), null=True, blank=True, help_text="counted from the day of the invoice"
    )

    class Meta:
        abstract = True

    @property
    def early(self) -> EarlyPayment | None:
        """The discount for paying early; none for what is paid with the order."""
        return None if self.payment_with_order else early_of(self.early_percent, self.early_days)
