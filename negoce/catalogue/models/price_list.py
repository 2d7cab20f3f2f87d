"""Price lists, and prices agreed with one customer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models.product import Product, ProductFamily
from negoce.companies.enums import CompanyKind
from negoce.companies.models import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class PriceList(models.Model):
    """Prices for a kind of customer (empty: all) over a time; where several hold, the highest priority wins."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=80, unique=True)
    customer_kind = models.CharField(
        _("clientèle"), max_length=16, choices=choices(CompanyKind), blank=True, default=""
    )
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    starts_on = models.DateField(_("à partir du"), null=True, blank=True)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    priority = models.SmallIntegerField(_("priorité"), default=0)
    is_active = models.BooleanField(_("en vigueur"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="price_list_days",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PriceListItem(models.Model):
    """The price of a product in a list from a quantity on, excluding VAT."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="items", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="list_prices", db_index=False)
    min_quantity = models.DecimalField(_("à partir de"), max_digits=14, decimal_places=3, default=1)
    price = models.DecimalField(_("prix HT"), max_digits=14, decimal_places=4)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["min_quantity", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "product", "min_quantity"], name="one_price_a_break"
            ),
            models.CheckConstraint(condition=Q(price__gte=0, min_quantity__gt=0), name="list_price_sound"),
        ]
        indexes = [models.Index(fields=["product", "price_list"], name="list_price_by_product")]


class NegotiatedPrice(models.Model):
    """What was agreed with a customer: a price for a product, or percent points off a product or a family."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="negotiated_prices", db_index=False
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    family = models.ForeignKey(
        ProductFamily, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    price = models.DecimalField(_("prix HT"), max_digits=14, decimal_places=4, null=True, blank=True)
    discount = models.DecimalField(_("remise (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    min_quantity = models.DecimalField(_("à partir de"), max_digits=14, decimal_places=3, default=0)
    starts_on = models.DateField(_("à partir du"), null=True, blank=True)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    reason = models.CharField(_("motif"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["company_id", "id"]
        indexes = [models.Index(fields=["company", "product"], name="negotiated_by_company")]
        constraints = [
            models.CheckConstraint(
                condition=Q(product=None, family__isnull=False) | Q(product__isnull=False, family=None),
                name="negotiated_product_or_family",
            ),
            models.CheckConstraint(
                condition=Q(price=None, discount__isnull=False) | Q(price__isnull=False, discount=None),
                name="negotiated_price_or_discount",
            ),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0, family=None), name="negotiated_price_of_a_product"
            ),
            models.CheckConstraint(
                condition=Q(discount=None) | Q(discount__gte=0, discount__lte=100),
                name="negotiated_discount_percent",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="negotiated_days",
            ),
        ]
