"""One's own reviews as a file: what is kept of a person is theirs to take along."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Debrief
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.debrief import ASPECTS, PRACTICES, RECOVERED, RECOVERIES, STARTS
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of
from negoce.web.lists.exports import CSV_TYPE


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Everything the signed-in person wrote, and what was answered, one line a fact."""
    actor = actor_of(request)
    rows = Debrief.objects.filter(author_id=actor.user_id).prefetch_related("notes")
    content = StringIO()
    content.write("\ufeff")
    writer = csv.writer(content, delimiter=";")
    writer.writerow([_("Jour"), _("Sujet"), _("Réponse"), _("Précision")])
    for row in rows.order_by("met_on", "pk"):
        day = format_date(row.met_on, reader_language())
        writer.writerows([day, *map(neutralise, facts)] for facts in _facts(row))
    response = HttpResponse(content.getvalue(), content_type=CSV_TYPE)
    name = f"bilans-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _facts(row: Debrief) -> Iterator[tuple[str, str, str]]:
    for step, state in row.steps.items():
        yield label_of(DealStep, step), str(PRACTICES[state]), ""
    for each in row.notes.all():
        yield str(ASPECTS[each.aspect]), str(each.note), each.seen
    if row.start:
        ways = ", ".join(str(RECOVERIES[way]) for way in row.recoveries)
        yield _("L’entretien a commencé"), str(STARTS[row.start]), ways
    if row.recovered:
        yield _("Le début a été rattrapé"), str(RECOVERED[row.recovered]), ""
    texts = (
        (_("Ce que j’ai perçu"), row.perceived),
        (_("Mots entendus"), row.heard),
        (_("Ce qui a bien marché"), row.went_well),
        (_("Ce que je change la prochaine fois"), row.to_change),
        (_("Retour du responsable"), row.feedback),
    )
    for label, words in texts:
        if words:
            yield label, "", words
