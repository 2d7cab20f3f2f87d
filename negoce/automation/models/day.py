"""The day of each person: what was worked out for it, and what the person answered (A1)."""

from django.conf import settings
from django.db import models

from negoce.automation.enums import DayAnswerKind, DayKind, RefusalReason
from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


def _euros() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=2, null=True)


class PersonDay(models.Model):
    """When a person's actions were worked out, and for which day; `is_stale` says that a fact changed since."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    day = models.DateField()
    computed_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)


class DayAction(models.Model):
    """One action of a person's day: a snapshot, written anew whenever it is worked out.

    `key` names what it is about within its kind, `fact` what it rests on: another fact undoes an answer. `target` is
    the public id of the record that its gesture opens. Of the euros at stake, `margin` and `revenue` exclude VAT,
    `owed` includes it; each is null when it is not known. `others` are the weaker reasons of the same company.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=choices(DayKind))
    key = models.CharField(max_length=40)
    fact = models.CharField(max_length=80, blank=True)
    target = models.CharField(max_length=12, blank=True)
    gesture = models.CharField(max_length=8)
    reason = models.JSONField(default=dict, help_text="code and figures of its sentence")
    others = models.JSONField(default=list)
    margin = _euros()
    revenue = _euros()
    owed = _euros()
    probability = models.FloatField(help_text="0 to 1")
    learned = models.FloatField(default=1, help_text="what the person's refusals left of it, 0 to 1")
    refusals = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="day_action_once")]


class DayAnswer(models.Model):
    """What a person said of an action. `until` is the day on which it comes back all the same; null for never."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=choices(DayKind))
    key = models.CharField(max_length=40)
    fact = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=9, choices=choices(DayAnswerKind))
    reason = models.CharField(max_length=16, choices=choices(RefusalReason), blank=True)
    words = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)
    at = models.DateTimeField()
    batch = models.CharField(max_length=12, help_text="answers given by one press, undone together")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    activity_is_new = models.BooleanField(default=False, help_text="made by the answer, not only said done")
    forgotten_at = models.DateTimeField(
        null=True, help_text="from then on a refusal does not make its kind sink any more"
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "kind", "key"], name="day_answer_of_action"),
            models.Index(fields=["person", "answer", "-at"], name="day_answer_of_person"),
            models.Index(fields=["batch"], name="day_answer_batch"),
        ]


class DaySetting(models.Model):
    """One row a value that the house set for everybody's day; keys are those of `rules/day_settings.py`."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.DecimalField(max_digits=8, decimal_places=2)
    updated_at = models.DateTimeField(auto_now=True)
