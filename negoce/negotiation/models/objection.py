"""The library of objections with their answers, what was heard in each deal, and what is expected there (N7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.catalogue.models import Product
from negoce.companies.models import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import AnswerTechnique, ObjectionNature, ObjectionOutcome, ObjectionSubject
from negoce.negotiation.models.deal import Deal


class Objection(models.Model):
    """What buyers say against. Without a product it is of every sale, without a sector of every trade."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    words = models.CharField(_("objection"), max_length=200)
    subject = models.CharField(_("porte sur"), max_length=12, choices=choices(ObjectionSubject))
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    sector = models.CharField(
        pgettext_lazy("métier", "secteur"), max_length=2, blank=True, help_text="first digits of an APE code"
    )
    motives = models.JSONField(_("mobiles"), default=list, help_text="values of PurchaseMotive")
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["words", "id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="objection_is_told")]

    def __str__(self) -> str:
        return self.words


class ObjectionAnswer(models.Model):
    """One way to answer an objection, and what proves it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="answers")
    technique = models.CharField(_("technique"), max_length=12, choices=choices(AnswerTechnique))
    words = models.CharField(_("réponse"), max_length=500)
    proof = models.CharField(_("preuve"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="objection_answer_is_told")]

    def __str__(self) -> str:
        return self.words


class ObjectionHeard(models.Model):
    """An objection heard in a deal: who, when, in which words, what was answered, what became of it (5.4)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="objections_heard", db_index=False)
    objection = models.ForeignKey(
        Objection, on_delete=models.SET_NULL, null=True, blank=True, related_name="heard"
    )
    subject = models.CharField(_("porte sur"), max_length=12, choices=choices(ObjectionSubject))
    nature = models.CharField(_("nature"), max_length=12, choices=choices(ObjectionNature), blank=True)
    words = models.CharField(_("mots entendus"), max_length=300, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    heard_on = models.DateField(_("entendue le"))
    answer = models.ForeignKey(
        ObjectionAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="given"
    )
    reply = models.CharField(_("ce qui a été répondu"), max_length=300, blank=True)
    outcome = models.CharField(_("résultat"), max_length=8, choices=choices(ObjectionOutcome), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-heard_on", "-id"]
        indexes = [models.Index(fields=["deal", "-heard_on", "-id"], name="objection_by_deal")]


class ObjectionExpected(models.Model):
    """What somebody says of an objection of the library in a deal: it is expected there, or set aside."""

    deal = models.ForeignKey(
        Deal, on_delete=models.CASCADE, related_name="objections_expected", db_index=False
    )
    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="+")
    is_expected = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "objection"], name="an_objection_once_expected")
        ]
