"""« Envois »: every mailing, newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailings import listed_mailings
from negoce.prospecting.words.mailing import KINDS, TONES, state_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.mailings.record import for_prospecting, mailing_url

_PAGE = 50


@require_GET
@for_prospecting
def listing(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = Paginator(listed_mailings(), _PAGE).get_page(request.GET.get("page"))
    columns = [
        TableColumn(pgettext("un", "Envoi")),
        TableColumn(_("Type")),
        TableColumn(_("État")),
        TableColumn(_("Départ")),
        TableColumn(_("Préparés"), numeric=True),
        TableColumn(_("Écartés"), numeric=True),
        TableColumn(_("Plan")),
    ]
    context = {
        "page": page,
        "lines": [_line(row) for row in page.object_list],
        "columns": columns,
        "companies_url": reverse("lists:companies"),
    }
    return render(request, "web/mailings/list.html", context)


def _line(row: Mailing) -> dict[str, object]:
    language = reader_language()
    at = timezone.localtime(row.launched_at).date() if row.launched_at else None
    return {
        "name": row.name,
        "url": mailing_url(row),
        "kind": KINDS[row.kind],
        "state": state_words(row, is_gone=row.gone_at is not None),
        "tone": TONES[row.state],
        "day": format_date(at, language) if at else "",
        "prepared": format_decimal(row.prepared, language),
        "left": format_decimal(row.left, language),  # type: ignore[attr-defined]  # annotated
        "plan": row.plan.name if row.plan is not None else "",
        "author": row.author.full_name if row.author is not None else "",
    }
