"""A saved view of a list (F8)."""

from django.conf import settings
from django.db import models

from negoce.kit.public_id import new_public_id


class SavedView(models.Model):
    """A name for a list's filters, sort and columns; shared with everybody, or its owner's alone.

    `query` is the list's own query string: it is read as strictly as one typed by hand.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    query = models.TextField(max_length=4000, blank=True)
    is_shared = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["list_key", "owner"], name="views_of_a_list")]
