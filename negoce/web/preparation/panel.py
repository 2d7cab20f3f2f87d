"""« Dossier de préparation » on the page of a deal: the way to it, and the approach that was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.queries.preparation.meeting import preparation_of
from negoce.negotiation.rules.preparation_values import questions_in
from negoce.web.deals.panel_types import PREPARATION, DealPanel, DealRecord


def _read(record: DealRecord) -> Mapping[str, object]:
    written = preparation_of(record.deal)
    place = [record.deal.public_id]
    return {
        "approach": written.approach if written is not None else "",
        "questions": questions_in(written.questions) if written is not None else (),
        "page_url": reverse("preparation:page", args=place),
        "pdf_url": reverse("preparation:pdf", args=place),
        "writing_url": reverse("preparation:writing", args=place) if record.may_edit else "",
    }


MEETING_PREPARATION = DealPanel(
    "preparation",
    _("Préparer le prochain entretien"),
    "web/preparation/_panel.html",
    _read,
    queries_max=1,
    tab=PREPARATION,
)
