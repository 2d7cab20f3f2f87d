"""What was discovered in a deal: dated interviews, and the answers heard in each (N4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.catalogue.models import ProductFamily
from negoce.companies.enums import PurchaseMotive
from negoce.companies.models import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import SaleKind
from negoce.negotiation.models.deal import Deal


class DiscoverySet(models.Model):
    """A house’s own questions (rules/discovery_set.py), for a sector, a product family, or everybody."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("sorte de vente"), max_length=8, choices=choices(SaleKind))
    sector = models.CharField(_("début du code APE"), max_length=5, blank=True)
    family = models.ForeignKey(
        ProductFamily, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    questions = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="discovery_set_has_a_name")]

    def __str__(self) -> str:
        return self.name


class DiscoveryInterview(models.Model):
    """One talk: on a day, with somebody, along the questions of a kind of sale, or of a set as it was that day.

    `questions` is that set’s document then, empty for the ready ones: a set may change, what was asked does not.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="discoveries", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("sorte de vente"), max_length=8, choices=choices(SaleKind))
    set_name = models.CharField(max_length=120, blank=True)
    questions = models.JSONField(default=list)
    held_on = models.DateField(_("date de l’entretien"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["deal", "-held_on", "-id"], name="discovery_by_deal")]


class DiscoveryAnswer(models.Model):
    """An answer as it was heard; `motive` is what its words told, as the salesperson linked them (5.4)."""

    interview = models.ForeignKey(
        DiscoveryInterview, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    question = models.CharField(max_length=40)
    answer = models.TextField(max_length=1000, blank=True)
    motive = models.CharField(
        pgettext_lazy("achat", "mobile"), max_length=11, choices=choices(PurchaseMotive), blank=True
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "question"], name="a_question_answered_once")
        ]
