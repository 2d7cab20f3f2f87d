"""A file that somebody brought."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from negoce.files.enums import DocumentKind, FilePurpose, TableKind
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id


class StoredFile(models.Model):
    """Its bytes lie under the data directory, named by its public id alone: a name from outside is only
    shown.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=8,
        choices=[
            *choices(TableKind),
            *((each.value, each.value) for each in DocumentKind if each is not DocumentKind.XLSX),
        ],
    )
    purpose = models.CharField(max_length=16, choices=choices(FilePurpose))
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return Path(settings.MEDIA_ROOT) / self.purpose / self.public_id
