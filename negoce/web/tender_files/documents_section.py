"""« Pièces du dossier » as the page of a tender shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.negotiation.enums import PaperPart, PaperState
from negoce.negotiation.models import TenderDocument
from negoce.negotiation.queries.tender_documents.documents import FileFound, file_of
from negoce.negotiation.rules.tender_papers import PaperStanding
from negoce.negotiation.words.tender_file import PAPER_STATES, PARTS, say
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.tenders.section_types import FILE, TenderRecord, TenderSection

_TONES = {PaperState.MISSING: "bad", PaperState.ASKED: "warn", PaperState.READY: "good"}


def _read(record: TenderRecord) -> Mapping[str, object]:
    today = timezone.localdate()
    found = file_of(record.tender, today)
    place = [record.tender.public_id]
    may_edit = record.may_edit
    return {
        "columns": _columns(may_edit=may_edit),
        "parts": _parts(record, found),
        "meta": _progress(found),
        "done": found.progress.ready,
        "required": found.progress.required,
        "new_url": reverse("tender_files:document_new", args=place) if may_edit else "",
        "usual_url": reverse("tender_files:usual", args=place) if may_edit else "",
        "shelf_url": reverse("tender_files:shelf"),
    }


def _progress(found: FileFound) -> str:
    if not found.documents:
        return ""
    progress = found.progress
    said = _now("Prêts : %(ready)s sur %(required)s exigés") % {
        "ready": progress.ready,
        "required": progress.required,
    }
    return said + (_now(", %(late)s en retard") % {"late": progress.late} if progress.late else "")


def _columns(*, may_edit: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_now("Document")),
        TableColumn(_now("État")),
        TableColumn(_now("Fichier")),
        TableColumn(_now("Qui, pour quand")),
    ]
    return [*columns, TableColumn("")] if may_edit else columns


def _parts(record: TenderRecord, found: FileFound) -> Sequence[Mapping[str, object]]:
    parts = []
    for part in PaperPart:
        rows = [_row(record, each, stands) for each, stands in found.documents if each.part == part]
        if rows:
            parts.append({"title": str(PARTS[part]), "rows": rows})
    return parts


def _row(record: TenderRecord, row: TenderDocument, stands: PaperStanding) -> Mapping[str, object]:
    place = [record.tender.public_id, row.public_id]
    file, today = row.paper, timezone.localdate()
    late = not stands.is_ready and row.due_on is not None and row.due_on < today
    return {
        "name": row.name,
        "is_required": row.is_required,
        "state": _now("périmé") if stands.is_outdated else str(PAPER_STATES[row.state]),
        "tone": "bad" if stands.is_outdated else _TONES[stands.state],
        "note": say(stands.finding) if stands.finding is not None else "",
        "note_tone": "bad" if stands.is_outdated else "warn",
        "file": file.name if file is not None else "",
        "file_url": reverse("tender_files:file", args=place) if file is not None else "",
        "is_bare": file is None and stands.state is PaperState.READY,
        "own": row.certificate is not None,
        "owner": row.owner.short_name if row.owner is not None else "",
        "due": format_date(row.due_on, reader_language()) if row.due_on else "",
        "late": late,
        "change_url": reverse("tender_files:document", args=place) if record.may_edit else "",
        "removal_url": reverse("tender_files:document_removal", args=place) if record.may_edit else "",
    }


DOCUMENTS = TenderSection(
    "documents", _("Pièces du dossier"), "web/tender_files/_documents.html", _read, queries_max=1, tab=FILE
)
