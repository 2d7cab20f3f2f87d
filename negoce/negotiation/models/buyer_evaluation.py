"""What the buyer says afterwards, of the purchase or of the offer not taken: a score, marks, words, on a day (N14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models.deal import Deal


class BuyerEvaluation(models.Model):
    """`score` goes from 0 (not satisfied at all) to 10; what was said before stays beside what is said now."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="evaluations", db_index=False)
    told_on = models.DateField(_("dit le"))
    score = models.PositiveSmallIntegerField(_("note de l’acheteur"))
    words = models.CharField(_("mots de l’acheteur"), max_length=500, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-told_on", "-id"]
        indexes = [models.Index(fields=["deal", "-told_on", "-id"], name="evaluation_by_deal")]
        constraints = [models.CheckConstraint(condition=Q(score__lte=10), name="evaluation_up_to_ten")]


class BuyerMark(models.Model):
    """The mark, 0 to 10, of one criterion of an evaluation."""

    evaluation = models.ForeignKey(
        BuyerEvaluation, on_delete=models.CASCADE, related_name="marks", db_index=False
    )
    criterion = models.CharField(_("critère"), max_length=16, choices=choices(OutcomeReason))
    mark = models.PositiveSmallIntegerField(_("note"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="a_criterion_marked_once"),
            models.CheckConstraint(condition=Q(mark__lte=10), name="buyer_mark_up_to_ten"),
        ]
