"""Begins an import: a file is kept, looked at, and what was found is proposed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.vcard_table import is_vcard, vcard_table
from negoce.companies.enums import ImportState
from negoce.companies.models import ImportMapping, ImportRun
from negoce.companies.queries.imports.sheets import best_sheet
from negoce.companies.queries.imports.source import first_rows
from negoce.companies.queries.imports.targets import (
    amount_fields,
    guess_target,
    hints_of,
    import_target,
    is_known_name,
)
from negoce.companies.rules.imports.columns import guess_columns
from negoce.companies.rules.imports.header import Header, find_header, header_at, header_key
from negoce.companies.rules.imports.units import with_unit
from negoce.files.actions.file_store import store_table
from negoce.files.enums import TableKind
from negoce.files.models import StoredFile
from negoce.files.reading.table import MOST_COLUMNS
from negoce.files.reading.text_rows import guess_text_layout
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def create_import(
    actor: Actor, *, name: str, pieces: Iterable[bytes], target: str = "", dry_run: bool = False
) -> ImportRun:
    """Keep a file and propose how to import it. Cards are people of a table. Raises NotAllowed, and Refused for a
    file that is no table.
    """
    require(actor, Permission.IMPORT)
    if is_vcard(name):
        target = target or "contacts"
        pieces = vcard_table(pieces)
    file = store_table(actor, name=name, pieces=pieces)
    run = ImportRun(
        file=file, created_by_id=actor.user_id, owner_id=actor.user_id, target=target, dry_run=dry_run
    )
    try:
        guess_layout(run)
        guess_header(run)
        if not run.columns:
            raise Refused(_("Ce fichier ne contient aucune ligne. Rien n’a été importé."))
        guess_mapping(run)
        run.duplicates = import_target(run.target).usual
        with transaction.atomic():
            run.save()
    except BaseException:
        _forget(file)
        raise
    return run


def guess_layout(run: ImportRun) -> None:
    """Find how a text is written; a workbook says so itself."""
    if run.file.kind == TableKind.TEXT.value:
        layout = guess_text_layout(run.file.path)
        run.encoding, run.separator, run.mend = layout.encoding, layout.separator, layout.mend
    else:
        run.sheet = best_sheet(run)


def guess_header(run: ImportRun, position: int | None = None) -> None:
    """Find the header, or take the line that a person says: -1 for none. Raises Refused for too many columns."""
    rows = [row.cells for row in first_rows(run)]
    if position is None:
        header = find_header(rows, is_known_name())
    elif 0 <= position < len(rows):
        header = header_at(rows, position)
    else:
        width = max((len(row) for row in rows), default=0)
        header = header_at([[""] * width], 0)
        header = Header(0, -1, header.names)
    if len(header.names) > MOST_COLUMNS:
        raise Refused(
            _("Ce fichier a plus de %(max)s colonnes : ce n’est pas un tableau. Rien n’a été importé.")
            % {"max": MOST_COLUMNS}
        )
    run.header_row = header.last
    run.columns = list(header.names)


def guess_mapping(run: ImportRun) -> None:
    """Propose a field for each column: as a person mapped the same columns before, else by name and
    values.
    """
    header = Header(0, run.header_row, tuple(run.columns))
    samples = samples_of(run)
    # Of two used at once the named one is meant: the other is what the program noted beside it.
    saved = ImportMapping.objects.filter(signature=signature_of(run.columns)).order_by("-used_at", "-name")
    if run.target:
        saved = saved.filter(target=run.target)
    # A colleague's never takes the place of one's own.
    ways = (Q(created_by_id=run.created_by_id), Q(shared=True), Q(name=""))
    remembered = next((found for way in ways if (found := saved.filter(way).first()) is not None), None)
    if remembered is not None:
        run.target = remembered.target
        run.mapping = told_mapping(run, remembered_mapping(run.columns, remembered.columns))
        return
    if run.target:
        mapping = guess_columns(header.names, samples, hints_of(import_target(run.target)))
    else:
        target, mapping = guess_target(header, samples)
        run.target = target.key
    run.mapping = told_mapping(run, {str(at): key for at, key in mapping.items()})


def samples_of(run: ImportRun) -> Sequence[Sequence[str]]:
    """The first rows of data."""
    rows = first_rows(run)
    return [row.cells for row in islice(rows, run.header_row + 1, None) if not row.is_blank]


def signature_of(columns: Sequence[str]) -> str:
    """What tells files with the same columns."""
    return hashlib.sha256("\n".join(header_key(name) for name in columns).encode()).hexdigest()


def remembered_mapping(columns: Sequence[str], fields: Mapping[str, str]) -> dict[str, str]:
    """A saved mapping put on the columns of this file."""
    return {str(at): fields[name] for at, name in enumerate(columns) if name in fields}


def told_mapping(run: ImportRun, mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping as it is kept: columns of amounts with the unit that they, or a person, tell."""
    amounts = amount_fields(import_target(run.target))
    return {at: with_unit(told, run.columns[int(at)], amounts) for at, told in mapping.items()}


def require_draft(run: ImportRun) -> None:
    """Raises Refused when the import has begun: what it reads cannot change any more."""
    if run.state != ImportState.DRAFT.value:
        raise Refused(
            _("Cet import a déjà commencé. Pour lire le fichier autrement, importez-le de nouveau.")
        )


def _forget(file: StoredFile) -> None:
    path = file.path
    file.delete()
    path.unlink(missing_ok=True)
