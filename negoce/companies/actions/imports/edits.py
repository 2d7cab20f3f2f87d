"""Corrects a cell of a file before it is imported; the file itself stays as it came (F10)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.create import require_draft
from negoce.companies.models import ImportRun
from negoce.companies.queries.imports.source import mapping_of
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

LONGEST_CELL = 10_000
_MOST_ROWS = 1_000


def edit_cell(actor: Actor, run: ImportRun, *, row_number: int, field: str, text: str) -> ImportRun:
    """Put a text in the cell of a row that goes to a field. Raises NotAllowed, and Refused when the import
    has begun or too many rows are corrected by hand.
    """
    position = next((at for at, key in mapping_of(run).items() if key == field), None)
    if position is None:
        raise Refused(_("Cette colonne n’est pas reprise."))
    return edit_row(actor, run, row_number=row_number, cells={position: text})


def edit_row(actor: Actor, run: ImportRun, *, row_number: int, cells: dict[int, str]) -> ImportRun:
    """Put texts in the cells of a row, by column position. Raises as `edit_cell`."""
    require(actor, Permission.IMPORT)
    with transaction.atomic():
        held = ImportRun.objects.select_for_update().get(pk=run.pk)
        require_draft(held)
        edits = dict(held.edits)
        row = dict(edits.get(str(row_number), {}))
        for position, text in cells.items():
            if 0 <= position < len(run.columns):
                row[str(position)] = text[:LONGEST_CELL]
        if str(row_number) not in edits and len(edits) >= _MOST_ROWS:
            raise Refused(
                _("Mille lignes sont déjà corrigées à la main : corrigez les autres dans le fichier.")
            )
        edits[str(row_number)] = row
        ImportRun.objects.filter(pk=run.pk).update(edits=edits)
    run.edits = edits
    return run
