"""When each recurring job was last enqueued."""

from django.db import models


class ScheduleRun(models.Model):
    """One row a schedule; the conditional update of `due_at` lets one worker of many enqueue it."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
