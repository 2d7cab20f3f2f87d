"""A text that people start from, with its merge fields."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.outbox.enums import MessageKind


class MessageTemplate(models.Model):
    """Subject and body in plain text with `{{ champ }}`; checked when saved (rules/merge.py).

    `key` names those that the house brings; it is empty for those that people make.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=40, blank=True, editable=False)
    name = models.CharField(_("nom"), max_length=80)
    kind = models.CharField(_("type"), max_length=12, choices=choices(MessageKind))
    language = models.CharField(_("langue"), max_length=2, default="fr")
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"), max_length=10_000)
    is_active = models.BooleanField(_("proposé"), default=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], condition=~models.Q(key=""), name="one_template_a_key"
            ),
            models.UniqueConstraint(fields=["name", "language"], name="one_template_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
