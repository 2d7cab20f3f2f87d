"""A lot of a tender: what may be offered apart (N10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.public_id import new_public_id
from negoce.negotiation.models.tender import Tender


class TenderLot(models.Model):
    """`amount` is what the buyer estimates, excluding VAT. `is_answered`: an offer of ours is made for it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="lots", db_index=False)
    number = models.PositiveSmallIntegerField(_("numéro"))
    name = models.CharField(_("objet"), max_length=160)
    amount = models.DecimalField(_("montant HT"), max_digits=16, decimal_places=2, null=True, blank=True)
    is_answered = models.BooleanField(_("nous répondons"), default=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="a_lot_number_once_a_tender"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="lot_amount_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name
