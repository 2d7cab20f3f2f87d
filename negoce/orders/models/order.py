"""An order of a customer and its lines."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product
from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.orders.enums import OrderSource


class Order(models.Model):
    """What a customer ordered on a day. Amounts exclude VAT; `net` and `cost` are the sums of the lines."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="orders", db_index=False)
    reference = models.CharField(_("référence"), max_length=60)
    ordered_on = models.DateField(_("commandée le"))
    currency = models.CharField(max_length=3, default="EUR")
    net = models.DecimalField(_("montant HT"), max_digits=16, decimal_places=2, default=0)
    incl_vat = models.DecimalField(
        _("montant TTC"), max_digits=16, decimal_places=2, null=True, blank=True,
        help_text="copied from the terms, so that lists sort by it; orders of the past have none",
    )  # fmt: skip
    cost = models.DecimalField(_("coût HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    lines_count = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    source = models.CharField(max_length=16, choices=choices(OrderSource), default=OrderSource.ENTERED.value)
    import_key = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-ordered_on", "-id"]
        indexes = [
            models.Index(fields=["company", "-ordered_on", "-id"], name="order_by_company"),
            models.Index(fields=["ordered_on", "id"], name="order_by_date"),
            models.Index(fields=["net", "id"], name="order_by_net"),
            models.Index(
                fields=["incl_vat", "id"], name="order_by_incl_vat", condition=Q(incl_vat__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="order_imported_once"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class OrderLine(models.Model):
    """One line: a product or a free label, at a net unit price. A return has a negative quantity."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    label = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    unit_price = models.DecimalField(max_digits=14, decimal_places=4)
    net = models.DecimalField(max_digits=16, decimal_places=2)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="order_line_position")]
        indexes = [models.Index(fields=["product", "order"], name="order_line_by_product")]
