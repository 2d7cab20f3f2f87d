"""« Cahier des charges » as the page of a tender shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.negotiation.enums import RequirementGap
from negoce.negotiation.models import TenderRequirement
from negoce.negotiation.queries.tender_requirements.requirements import progress_of, requirements_of
from negoce.negotiation.rules.tender_requirement_progress import RequirementProgress
from negoce.negotiation.words.tender_file import GAPS
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import short_moment
from negoce.web.tenders.section_types import FILE, TenderRecord, TenderSection

_TONES = {
    RequirementGap.FULL.value: "good",
    RequirementGap.PARTIAL.value: "warn",
    RequirementGap.VARIANT.value: "info",
    RequirementGap.NONE.value: "bad",
}


def _read(record: TenderRecord) -> Mapping[str, object]:
    rows = requirements_of(record.tender)
    found = progress_of(rows)
    place = [record.tender.public_id]
    said = _now("Réponses : %(answered)s sur %(count)s, conformes : %(met)s")
    return {
        "columns": _columns(may_edit=record.may_edit),
        "rows": [_row(record, each) for each in rows],
        "meta": said % {"answered": found.answered, "count": found.count, "met": found.met} if rows else "",
        "count": found.count,
        "answered": found.answered,
        "warnings": _warnings(found),
        "new_url": reverse("tender_files:requirement_new", args=place) if record.may_edit else "",
        "paste_url": reverse("tender_files:paste", args=place) if record.may_edit else "",
    }


def _columns(*, may_edit: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_now("Référence")),
        TableColumn(_now("Exigence")),
        TableColumn(_now("Écart")),
        TableColumn(_now("Réponse et preuve")),
    ]
    return [*columns, TableColumn("")] if may_edit else columns


def _warnings(found: RequirementProgress) -> Sequence[str]:
    said = []
    if found.failing:
        words = ngettext(
            "%(count)s exigence obligatoire n’est pas tenue : l’offre peut être écartée pour cela.",
            "%(count)s exigences obligatoires ne sont pas tenues : l’offre peut être écartée pour cela.",
            found.failing,
        )
        said.append(words % {"count": found.failing})
    if found.unproven:
        words = ngettext(
            "%(count)s réponse conforme est sans preuve.",
            "%(count)s réponses conformes sont sans preuve.",
            found.unproven,
        )
        said.append(words % {"count": found.unproven})
    return said


def _row(record: TenderRecord, row: TenderRequirement) -> Mapping[str, object]:
    place = [record.tender.public_id, row.public_id]
    by = row.answered_by.short_name if row.answered_by is not None else ""
    return {
        "reference": row.reference,
        "words": row.words,
        "name": row.reference or row.words[:40],
        "is_mandatory": row.is_mandatory,
        "gap": str(GAPS[row.gap]) if row.gap else _now("à répondre"),
        "tone": _TONES.get(row.gap, ""),
        "answer": row.answer,
        "proof": row.proof,
        "document": row.document.name if row.document is not None else "",
        "by": f"{by}, {short_moment(row.answered_at)}" if by else "",
        "change_url": reverse("tender_files:requirement", args=place) if record.may_edit else "",
        "removal_url": reverse("tender_files:requirement_removal", args=place) if record.may_edit else "",
    }


REQUIREMENTS = TenderSection(
    "requirements",
    _("Cahier des charges"),
    "web/tender_files/_requirements.html",
    _read,
    queries_max=1,
    tab=FILE,
)
