"""What we sell."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import ProductKind, VatCategory
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class ProductFamily(models.Model):
    """A family of products, by which sales are grouped."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A product or a service, with its list price and what it costs us, both excluding VAT a unit."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(_("référence"), max_length=40, unique=True)
    label = models.CharField(_("désignation"), max_length=200)
    label_key = models.CharField(max_length=200, editable=False, help_text="folded label, for search")
    family = models.ForeignKey(
        ProductFamily, on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    kind = models.CharField(
        _("nature"), max_length=7, choices=choices(ProductKind), default=ProductKind.GOODS.value
    )
    unit = models.CharField(_("unité"), max_length=12, default="C62", help_text="UN/ECE recommendation 20")
    currency = models.CharField(max_length=3, default="EUR")
    price = models.DecimalField(_("prix de base HT"), max_digits=14, decimal_places=4, null=True, blank=True)
    cost = models.DecimalField(
        _("coût de revient HT"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    vat_category = models.CharField(
        _("régime de TVA"), max_length=2, choices=choices(VatCategory), default=VatCategory.STANDARD.value
    )
    vat_rate = models.DecimalField(_("taux de TVA (%)"), max_digits=5, decimal_places=2, default=20)
    description = models.TextField(_("description détaillée"), max_length=4000, blank=True)
    is_active = models.BooleanField(_("au catalogue"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["label_key"], name="product_by_label")]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="product_has_a_code"),
            models.CheckConstraint(condition=Q(vat_rate__gte=0, vat_rate__lte=100), name="product_vat_rate"),
        ]

    def __str__(self) -> str:
        return self.label
