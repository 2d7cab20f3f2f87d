"""Who we are: what our quotes, invoices and letters print of us."""

from django.db import models
from django.db.models import Q


class Seller(models.Model):
    """The one row of the seller's own identity; documents keep a copy of what it was when they were issued."""

    name = models.CharField(max_length=200, blank=True)
    trade_name = models.CharField(max_length=200, blank=True)
    legal_form = models.CharField(max_length=60, blank=True, help_text="as printed: SAS, SARL…")
    capital = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    siren = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    register_town = models.CharField(
        max_length=80, blank=True, help_text="RCS or RM: the town of the register"
    )
    street = models.CharField(max_length=200, blank=True)
    complement = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    phone = models.CharField(max_length=24, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    logo = models.BinaryField(null=True, blank=True, help_text="PNG, JPEG or SVG, at most 300 kB")
    logo_kind = models.CharField(max_length=4, blank=True)
    colour = models.CharField(max_length=7, default="#1f5f4a", help_text="#rrggbb, of headings and rules")
    is_vat_exempt = models.BooleanField(default=False, help_text="franchise en base, CGI art. 293 B")
    vat_on_debits = models.BooleanField(default=False)
    size = models.CharField(max_length=5, default="pme", help_text="micro, pme, eti or ge")
    term_kind = models.CharField(max_length=24, default="after_invoice")
    term_days = models.PositiveSmallIntegerField(default=30)
    term_sector = models.CharField(max_length=16, default="general")
    late_rate = models.DecimalField(
        max_digits=6, decimal_places=3, null=True, blank=True, help_text="percent points; null: the law's"
    )
    early_payment = models.CharField(
        max_length=200, blank=True, help_text="discount terms; empty: none given"
    )
    quote_validity_days = models.PositiveSmallIntegerField(default=30)
    year_end_month = models.PositiveSmallIntegerField(
        default=12, help_text="the month at whose end the year is closed (R-C17: how long invoices are kept)"
    )
    footer = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_seller")]

    def __str__(self) -> str:
        return self.name
