"""Templates of messages, as forms offer them and settings list them."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate


def templates_for(kind: MessageKind) -> Sequence[MessageTemplate]:
    """Those offered for a kind of message, French ones first."""
    rows = MessageTemplate.objects.filter(kind=kind.value, is_active=True)
    return sorted(rows.order_by("name", "pk"), key=lambda row: (row.language != "fr", row.name))


def template_choices(rows: Sequence[MessageTemplate], language: str) -> Sequence[tuple[str, str]]:
    """Templates as a list offers them to a reader: those of their language first, the others named by theirs."""
    names = dict(settings.LANGUAGES)
    ordered = sorted(rows, key=lambda row: (row.language != language, row.language))
    return [
        (row.public_id, row.name if row.language == language else f"{row.name} ({names[row.language]})")
        for row in ordered
    ]


def all_templates() -> Sequence[MessageTemplate]:
    """Every template, French ones first, by kind, then name."""
    rows = MessageTemplate.objects.order_by("kind", "key", "name", "pk")
    return sorted(rows, key=lambda row: (row.language != "fr", row.language))
