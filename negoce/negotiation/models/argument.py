"""The library of arguments, and where each was used, with what success (N7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import Product
from negoce.kit.public_id import new_public_id
from negoce.negotiation.models.deal import Deal


class Argument(models.Model):
    """Characteristic → advantage → benefit, and the proof. Without a product it serves every sale."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    characteristic = models.CharField(_("caractéristique"), max_length=200)
    advantage = models.CharField(_("avantage"), max_length=200, blank=True)
    benefit = models.CharField(_("bénéfice"), max_length=300)
    proof = models.CharField(_("preuve"), max_length=300, blank=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    motives = models.JSONField(_("mobiles servis"), default=list, help_text="values of PurchaseMotive")
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["characteristic", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(characteristic="") & ~Q(benefit=""), name="argument_is_told")
        ]

    def __str__(self) -> str:
        return self.characteristic


class ArgumentUse(models.Model):
    """An argument told in a deal, and whether it worked; once a deal, the last word counts."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="argument_uses", db_index=False)
    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="uses")
    worked = models.BooleanField(_("a porté"))
    used_on = models.DateField(_("employé le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deal", "argument"], name="an_argument_once_a_deal")]
