"""What is given up in a deal and what is asked for it (N6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models.deal import Deal


class Concession(models.Model):
    """`cost` to us and `value` of what comes back exclude VAT, in the currency of the deal; a value may be unknown.

    `is_quoted`: the quote bears it already, so that its margin does too. `settled_on` and `settled_by` say since when,
    and by whom, it is accepted or refused.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="concessions", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    given = models.CharField(_("nous donnons"), max_length=200)
    cost = models.DecimalField(_("coût"), max_digits=16, decimal_places=2)
    asked = models.CharField(_("contre"), max_length=200, blank=True)
    value = models.DecimalField(_("valeur"), max_digits=16, decimal_places=2, null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=8, choices=choices(ConcessionState), default=ConcessionState.RESERVE.value
    )
    is_quoted = models.BooleanField(_("déjà dans le devis"), default=False)
    settled_on = models.DateField(_("réglée le"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["deal", "position", "id"], name="concession_by_deal")]
        constraints = [models.CheckConstraint(condition=~Q(given=""), name="concession_gives_something")]
