"""The invoices that one credit note refers to, when it settles a period and corrects none of them by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.billing.models.fiscal_document import FiscalDocument


class SettledInvoice(models.Model):
    """An invoice of the period, ours or of the past (`invoice` is then empty); `net` is what it counted for.

    They are written with the draft; what was issued of them is in the content of the credit note, which is locked.
    """

    credit = models.ForeignKey(
        FiscalDocument, on_delete=models.CASCADE, related_name="settles", db_index=False
    )
    invoice = models.ForeignKey(
        FiscalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="settled_by"
    )
    reference = models.CharField(_("numéro"), max_length=60)
    issued_on = models.DateField(_("émise le"))
    net = models.DecimalField(_("total HT"), max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["issued_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit", "reference", "issued_on"], name="settled_once_a_credit_note"
            )
        ]

    def __str__(self) -> str:
        return self.reference
