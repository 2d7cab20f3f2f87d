"""What is asked of a company before it is a prospect, and what was answered, when, by whom (P5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Company, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.prospecting.enums import Answer, GridKind


class QualificationGrid(models.Model):
    """A list of criteria. The words of the four known ones stand in `words.py`: their `name` is empty."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    kind = models.CharField(max_length=6, choices=choices(GridKind), default=GridKind.OWN.value)
    is_active = models.BooleanField(_("proposée"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or self.key


class QualificationCriterion(models.Model):
    """One question of a grid. Those of the known grids have their words in `words.py`."""

    grid = models.ForeignKey(
        QualificationGrid, on_delete=models.CASCADE, related_name="criteria", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    label = models.CharField(_("critère"), max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True, help_text="off once taken out of its grid: answers stay")

    class Meta:
        ordering = ["grid", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["grid", "key"], name="a_criterion_once_a_grid")]

    def __str__(self) -> str:
        return self.label or self.key


class QualificationAnswer(models.Model):
    """One answer. None is written over: the latest by day, then by key, holds; the others are its history."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="qualification_answers", db_index=False
    )
    criterion = models.ForeignKey(QualificationCriterion, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(_("réponse"), max_length=7, choices=choices(Answer))
    text = models.CharField(_("précisions"), max_length=500, blank=True)
    answered_on = models.DateField(_("le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-answered_on", "-id"]
        indexes = [
            models.Index(fields=["company", "answered_on", "id"], name="qualification_by_company"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=[each.value for each in Answer]), name="qualification_answer_known"
            )
        ]
