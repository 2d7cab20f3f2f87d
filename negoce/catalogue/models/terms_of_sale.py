"""Our general terms of sale: their versions by category of customers, and who received which, when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import TermsWay
from negoce.companies.enums import CompanyKind
from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class TermsOfSale(models.Model):
    """One version for a category of customers, all of them when empty (C. com. L441-1 allows categories).

    The very file stays: what a customer received must be shown years later.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("titre"), max_length=160)
    customer_kind = models.CharField(
        _("catégorie de clients"), max_length=16, blank=True, choices=choices(CompanyKind)
    )
    starts_on = models.DateField(_("applicables à partir du"))
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    pdf_size = models.PositiveIntegerField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["customer_kind", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["customer_kind", "version"], name="terms_version_once"),
            models.CheckConstraint(condition=~Q(version=""), name="terms_have_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class TermsReceipt(models.Model):
    """A customer received a version: by which way, with which message, told by whom."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="terms_receipts", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    terms = models.ForeignKey(TermsOfSale, on_delete=models.PROTECT, related_name="receipts")
    sent_at = models.DateTimeField()
    how = models.CharField(max_length=5, choices=choices(TermsWay))
    message = models.CharField(max_length=12, blank=True, help_text="public id of the message that bore it")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["company", "-sent_at"], name="terms_of_a_company")]
