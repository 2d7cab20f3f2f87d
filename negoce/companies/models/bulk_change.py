"""What a bulk change replaced, so that it can be undone."""

from django.conf import settings
from django.db import models

from negoce.companies.enums import BulkState
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class BulkChange(models.Model):
    """One change of many records; its public id is the `batch` of its lines in the journal.

    `value` is what was set: a stored code, the key of a person (empty for nobody), or `+tag`/`-tag` with a
    tag's key. `filter_text` is empty when rows were chosen one by one. Where the column is `task`, a task was created
    for each company: `value` holds its day and the key of whom it is for (empty: whoever follows the company), `text`
    its subject, and each `BulkBefore` the key of a task with that of its owner.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    list_key = models.CharField(max_length=32)
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=200, blank=True)
    filter_text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=choices(BulkState), default=BulkState.RUNNING.value)
    matched = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    last_key = models.BigIntegerField(
        default=0, help_text="records up to this key are done: where to go on after a crash"
    )
    takes_activities = models.BooleanField(
        default=False, help_text="what the former owners had planned goes to the new one"
    )
    follows = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="follower",
        help_text="the change that this one is undone with",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-id"]


class BulkBefore(models.Model):
    """The value that one record had before; personal values never pass here, only owners, tags and closed
    choices.
    """

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="befores", db_index=False)
    record_key = models.BigIntegerField()
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "record_key"], name="a_record_once_a_bulk_change")
        ]
