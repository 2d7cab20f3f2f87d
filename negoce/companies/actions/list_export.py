"""Lets a list out of the house: a permission, and a line of the journal."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.documents.list_export import ExportFormat
from negoce.companies.documents.workbook_stream import MAX_ROWS
from negoce.companies.queries.lists.export import export_records
from negoce.companies.queries.lists.spec import ListSpec
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused


def authorise_export(spec: ListSpec, *, form: str, public_ids: Sequence[str] | None = None) -> int:
    """Journal who takes what out, before the first row leaves; returns the number of rows. Raises
    NotAllowed.
    """
    actor = spec.actor
    require(actor, Permission.EXPORT)
    rows = export_records(spec, public_ids).count()
    if form == ExportFormat.XLSX and rows >= MAX_ROWS:
        raise Refused(
            _("Une feuille de tableur ne tient pas %(rows)s lignes : choisissez le format CSV.")
            % {"rows": rows}
        )
    with transaction.atomic():
        record(
            actor,
            Entry(
                verb="export",
                subject_kind=f"list_{spec.definition.key}",
                subject_id=None,
                subject_name=str(spec.definition.label),
                changes={
                    "filter": (None, spec.whole_filter_text if public_ids is None else ""),
                    "selected": (None, 0 if public_ids is None else len(public_ids)),
                    "sort": (None, spec.sort_text),
                    "columns": (None, ",".join(column.key for column in spec.columns)),
                    "format": (None, form),
                    "rows": (None, rows),
                },
            ),
        )
    return rows
