"""Those who sell against us."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.kit.public_id import new_public_id


class Competitor(models.Model):
    """A competitor, met in deals or declared present at a customer's."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    name_key = models.CharField(max_length=120, unique=True, editable=False, help_text="folded name")
    note = models.TextField(_("note"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name
