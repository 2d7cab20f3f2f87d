"""What is agreed on an order that we handle ourselves, beside the facts that all orders have."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models.sale_columns import AmountColumns, SaleLineColumns, TermColumns
from negoce.companies.models import Address, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.models import QuoteVersion
from negoce.orders.enums import OrderState, ReturnReason
from negoce.orders.models.order import Order, OrderLine

TO_DELIVER = Q(state__in=[OrderState.OPEN.value, OrderState.PARTLY_DELIVERED.value])


class OrderTerms(AmountColumns, TermColumns):
    """One row an order handled here. Orders of the past, brought in by files, have none: they are facts alone.

    Apart from `Order` so that figures over millions of orders read a narrow table.
    """

    order = models.OneToOneField(Order, on_delete=models.CASCADE, primary_key=True, related_name="terms")
    state = models.CharField(max_length=16, choices=choices(OrderState), default=OrderState.OPEN.value)
    quote_version = models.OneToOneField(
        QuoteVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="order_terms"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    billing_address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    delivery_address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    buyer_reference = models.CharField(_("n° de commande du client"), max_length=60, blank=True)
    commitment_number = models.CharField(_("n° d’engagement"), max_length=50, blank=True)
    service_code = models.CharField(_("code service"), max_length=100, blank=True)
    promised_on = models.DateField(_("promise pour le"), null=True, blank=True)
    delivered_on = models.DateField(_("livrée le"), null=True, blank=True)
    invoiced_net = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    closing_reason = models.CharField(
        _("motif"), max_length=300, blank=True, help_text="why it was cancelled, or its rest given up"
    )
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["promised_on", "order"], name="order_backlog", condition=TO_DELIVER)]


class OrderLineTerms(SaleLineColumns):
    """The line as it was agreed; `OrderLine` keeps what figures count. A title or a note has no `order_line`."""

    order = models.ForeignKey(
        OrderTerms, on_delete=models.CASCADE, related_name="agreed_lines", db_index=False
    )
    order_line = models.OneToOneField(
        OrderLine, on_delete=models.CASCADE, null=True, blank=True, related_name="terms"
    )
    promised_on = models.DateField(null=True, blank=True)
    delivered = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    invoiced = models.DecimalField(max_digits=14, decimal_places=3, default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="agreed_line_position")]


class Delivery(models.Model):
    """Goods that left together, or a service performed; an order may need several."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    order = models.ForeignKey(OrderTerms, on_delete=models.PROTECT, related_name="deliveries")
    number = models.CharField(_("numéro"), max_length=30, unique=True)
    promised_on = models.DateField(_("promise pour le"), null=True, blank=True)
    shipped_on = models.DateField(_("expédiée le"), null=True, blank=True)
    delivered_on = models.DateField(_("livrée le"), null=True, blank=True)
    carrier = models.CharField(_("transporteur"), max_length=80, blank=True)
    tracking = models.CharField(_("suivi"), max_length=120, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    return_reason = models.CharField(
        _("motif du retour"), max_length=10, choices=choices(ReturnReason), blank=True
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number


class DeliveryLine(models.Model):
    """How much of an agreed line a delivery holds."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="lines", db_index=False)
    line = models.ForeignKey(OrderLineTerms, on_delete=models.PROTECT, related_name="deliveries")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    invoiced = models.DecimalField(max_digits=14, decimal_places=3, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="a_line_once_a_delivery"),
            models.CheckConstraint(condition=~Q(quantity=0), name="something_is_delivered"),
        ]
