"""Changes the register of processing: a line that the program wrote, or one of the house."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.models import ProcessingEntry
from negoce.companies.rules.value_cleaning import clean_line, clean_paragraphs
from negoce.companies.words.processing import PROCESSINGS
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field

_LINES = {"name": 120, "basis": 300, "people": 300, "recipients": 500, "transfers": 300, "retention": 500}
_PARAGRAPHS = {"purpose": 1_000, "data": 1_000, "security": 1_000}
FIELDS = (*_LINES, *_PARAGRAPHS)


def save_processing(
    actor: Actor,
    entry: ProcessingEntry | None,
    *,
    values: Mapping[str, object],
    key: str = "",
    is_removed: bool = False,
    revision: int | None = None,
) -> ProcessingEntry:
    """Write a line: a new one of the house, one there is, or what the house says of the one of `key`.

    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    require(actor, Permission.MANAGE_PRIVACY)
    if key and key not in PROCESSINGS:
        raise Refused(_("Ce traitement n’est pas de ceux du programme."))
    read = {name: clean_line(values.get(name), most) for name, most in _LINES.items()}
    read |= {name: clean_paragraphs(values.get(name), most) for name, most in _PARAGRAPHS.items()}
    refuse_findings({name: parsed.finding for name, parsed in read.items() if parsed.finding is not None})
    cleaned = {name: parsed.value or "" for name, parsed in read.items()}
    own_key = entry.key if entry is not None else key
    if not own_key and not cleaned["name"]:
        raise refuse_field("name", _("Un traitement a un nom."))
    with transaction.atomic():
        row = (
            entry
            or ProcessingEntry.objects.filter(key=key).exclude(key="").first()
            or ProcessingEntry(key=key)
        )
        if row.pk is not None:
            row = ProcessingEntry.objects.select_for_update().get(pk=row.pk)
        if revision is not None and revision != row.revision:
            message = _("Quelqu’un a modifié ce traitement entre-temps. Rouvrez-le, puis recommencez.")
            raise Conflict(message, field="name", current=row.name)
        told = {**cleaned, "is_removed": is_removed}
        changes = {
            name: (getattr(row, name), value) for name, value in told.items() if getattr(row, name) != value
        }
        for name, value in told.items():
            setattr(row, name, value)
        row.revision += 1
        row.updated_by_id = actor.user_id
        row.save()
        name = row.name or str(PROCESSINGS[row.key].name)
        record(actor, Entry("updated", "processing_entry", row.pk, name, changes=changes))
    return row
