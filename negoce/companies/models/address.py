"""Addresses of a company."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import AddressKind
from negoce.companies.models.company import Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class Address(models.Model):
    """One place of a company; at most one head office."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(_("usage"), max_length=12, choices=choices(AddressKind))
    label = models.CharField(_("libellé"), max_length=100, blank=True)
    line1 = models.CharField(_("adresse"), max_length=200, blank=True)
    line2 = models.CharField(_("complément"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=10, blank=True)
    city = models.CharField(_("ville"), max_length=100, blank=True)
    country = models.CharField(_("pays"), max_length=2, default="FR")

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"], condition=Q(kind=AddressKind.HEAD_OFFICE.value), name="one_head_office"
            )
        ]
