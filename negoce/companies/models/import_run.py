"""Files brought into the customer file: how each is read, where it stands, what it changed (F10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import DuplicateMode, ImportState, OriginChannel, Relation
from negoce.files.models import StoredFile
from negoce.jobs.models import Job
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class ImportRun(models.Model):
    """One import of one file.

    `columns` are the names of the file's columns, `mapping` says `{position: field}`, a field of amounts told in
    thousands as `turnover*1000`. `done_rows` and `done_offset` are written in the transaction of each batch:
    whoever takes the import up goes on there.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    target = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=choices(ImportState), default=ImportState.DRAFT.value)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    sheet = models.PositiveSmallIntegerField(default=0)
    encoding = models.CharField(max_length=16, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    mend = models.BooleanField(default=False, help_text="undo UTF-8 read as cp1252")
    header_row = models.IntegerField(default=0, help_text="position of the header's last line; -1 for none")
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)

    duplicates = models.CharField(
        _("entreprises déjà connues"),
        max_length=12,
        choices=choices(DuplicateMode),
        default=DuplicateMode.OVERWRITE.value,
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    relation = models.CharField(max_length=12, choices=choices(Relation), default=Relation.CUSTOMER.value)
    origin_channel = models.CharField(
        max_length=16, choices=choices(OriginChannel), default=OriginChannel.OWN_FILE.value
    )
    dry_run = models.BooleanField(default=False)
    trial_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="trials",
        help_text="the draft whose whole file this run only tries",
    )
    edits = models.JSONField(
        default=dict, help_text="{row number: {column position: text}}, corrected before the import"
    )

    total_rows = models.PositiveIntegerField(null=True)
    done_rows = models.PositiveIntegerField(default=0)
    done_offset = models.PositiveBigIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    incomplete_count = models.PositiveIntegerField(
        default=0, help_text="rows taken without some faulty values"
    )
    asked_count = models.PositiveIntegerField(default=0, help_text="rows that wait for a person's word")
    undone_count = models.PositiveIntegerField(default=0, help_text="records that an undo put back")
    kept_count = models.PositiveIntegerField(
        default=0, help_text="records that an undo left, whole or in part"
    )

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["created_by", "-created_at"], name="imports_of_a_person")]

    def __str__(self) -> str:
        return self.file.name


class ImportRowIssue(models.Model):
    """What is to be said of one value of one row: an error refused the row, a warning left the value out."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues", db_index=False)
    row_number = models.PositiveIntegerField()
    severity = models.CharField(max_length=8)
    field = models.CharField(max_length=40, blank=True)
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40)
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ["row_number", "id"]
        indexes = [models.Index(fields=["run", "row_number", "id"], name="issues_of_a_run")]


class ImportImage(models.Model):
    """What the records of one kind were before one batch of an import changed them; kept 90 days.

    `records` is ``{"created": [key], "updated": {key: {field: [before, after]}}}``; `after` is missing where
    the writer did not tell it. `written_at` is the date of change that the batch gave its records: a later one
    tells that somebody edited them since. `undone_at` is set in the transaction that put the batch back; `records`
    then counts under ``removed`` how many of those it had created are gone.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="images", db_index=False)
    kind = models.CharField(max_length=32)
    records = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "id"], name="images_of_a_run")]


class ImportKept(models.Model):
    """A record that an undo left as it is, or in part: what people did since is theirs.

    `fields` are those that keep a later value; `links` names what was hung on a record since. No value is
    kept here.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="kept", db_index=False)
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    created = models.BooleanField()
    fields = models.JSONField(default=list)
    links = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "id"], name="kept_of_a_run")]


class ImportMapping(models.Model):
    """Which field each column went to, kept for the next file with the same columns.

    Without a name it is the program's memory of what a person did last; with one, that person saved it, for
    themselves or for everybody.
    """

    name = models.CharField(max_length=80, blank=True)
    shared = models.BooleanField(default=False)
    target = models.CharField(max_length=32)
    signature = models.CharField(max_length=64, help_text="SHA-256 of the folded column names")
    columns = models.JSONField(default=dict, help_text="{column name: field}")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "created_by"], condition=Q(name=""), name="one_mapping_a_header"
            ),
            models.UniqueConstraint(
                fields=["signature"],
                condition=Q(created_by__isnull=True, name=""),
                name="one_common_mapping_a_header",
            ),
            models.UniqueConstraint(
                fields=["created_by", "name"], condition=~Q(name=""), name="one_mapping_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(shared=False) | ~Q(name=""), name="a_shared_mapping_has_a_name"
            ),
        ]
