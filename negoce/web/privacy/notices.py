"""People who were never told what is held about them, and by when they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.models import Contact
from negoce.companies.queries.retention import notice_due, to_inform
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed
from negoce.kit.dates import add_months, format_date
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.privacy.tabs import rights_tabs

PAGE = 100


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Those who are not informed, the oldest first."""
    actor = actor_of(request)
    if not (actor.may(Permission.MANAGE_PRIVACY) or actor.may(Permission.MANAGE_PROSPECTING)):
        raise NotAllowed(_("Votre rôle ne permet pas de suivre l’information des personnes."))
    today = timezone.localdate()
    rows = to_inform(actor)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = rows.filter(created_at__date__lt=add_months(today, -1)).count()
    context = {
        "tabs": rights_tabs(actor, "notices"),
        "lines": [_line(each, today) for each in shown],
        "shown": shown,
        "count": number_format(shown.paginator.count, use_l10n=True, force_grouping=True),
        "late": number_format(late, use_l10n=True, force_grouping=True),
        "list_url": f"{reverse('lists:contacts')}?filter=informed_on+empty",
        "columns": (
            TableColumn(_("Personne")),
            TableColumn(_("Origine des données")),
            TableColumn(_("Reçues le")),
            TableColumn(_("À informer avant le")),
        ),
    }
    return render(request, "web/privacy/notices.html", context)


def _line(contact: Contact, today: date) -> Mapping[str, Any]:
    collected = timezone.localtime(contact.created_at).date()
    due = notice_due(collected)
    words = format_date(due, language())
    return {
        "contact": contact,
        "url": contact_url(contact),
        "company": contact.company.name,
        "source": contact.information_source,
        "collected_on": format_date(collected, language()),
        "due_on": chip(words, tone="bad") if due < today else words,
    }
