"""Hands out all that is held about a person, on their request (domain 5.6)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.contacts.store import journal_contact
from negoce.companies.documents.person_export import person_archive
from negoce.companies.models import Contact
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.person_data import person_tables
from negoce.identity.rules.actor import Actor


def export_person(actor: Actor, contact: Contact) -> bytes:
    """Return the archive of a person's data, and tell the journal that it was made. Raises NotAllowed."""
    require_privacy(actor)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        content = person_archive(row.full_name, person_tables(row), timezone.localdate())
        journal_contact(actor, row, "exported", {})
    return content
