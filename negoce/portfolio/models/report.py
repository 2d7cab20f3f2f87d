"""Reports that people keep, when they receive them, and those that take long (S6)."""

from django.conf import settings
from django.db import models

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import ReportFormat, ReportRhythm


class SavedReport(models.Model):
    """A name for a report; shared with everybody, or its owner's alone. Each reader sees their own figures.

    `query` is the report's own query string: it is read as strictly as one typed by hand.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.TextField(max_length=4000)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ReportSchedule(models.Model):
    """That a person receives a report by e-mail, with their own rights at that moment.

    `weekday` (0 is Monday) holds for a weekly one, `month_day` (1 to 28) for a monthly one. `last_on` is the day of
    the last one that was sent, or that was due while the program was stopped.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey(SavedReport, on_delete=models.CASCADE, related_name="schedules")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=8, choices=choices(ReportRhythm))
    weekday = models.PositiveSmallIntegerField(default=0)
    month_day = models.PositiveSmallIntegerField(default=1)
    hour = models.PositiveSmallIntegerField(default=7)
    format = models.CharField(max_length=4, choices=choices(ReportFormat))
    last_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="one_schedule_a_person"),
            models.CheckConstraint(
                condition=models.Q(hour__lte=23, weekday__lte=6, month_day__gte=1, month_day__lte=28),
                name="report_schedule_bounds",
            ),
        ]


class ReportRun(models.Model):
    """A report worked out by a job because a page would have waited too long; kept for a day or two."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    query = models.TextField(max_length=4000)
    result = models.JSONField(null=True, help_text="ReportTable.as_json; null until it is there")
    problem = models.CharField(max_length=40, blank=True, help_text="a code of report_words.py")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
