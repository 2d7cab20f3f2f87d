"""The competitor of a name, made when nobody has named it before."""

from __future__ import annotations

from negoce.companies.models import Competitor
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

NAME_MAX = 120


def competitor_named(actor: Actor, name: str) -> Competitor:
    """Return the competitor so named, whatever its accents and capitals; in the caller's transaction."""
    line = (clean_line(name, 10_000).value or "")[:NAME_MAX]
    competitor, created = Competitor.objects.get_or_create(
        name_key=name_key(line)[:NAME_MAX], defaults={"name": line}
    )
    if created:
        record(actor, Entry("created", "competitor", competitor.pk, line))
    return competitor
