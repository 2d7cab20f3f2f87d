"""People who were never told what is held about them, and by when they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
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
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_months, format_date
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.prospecting.queries.notice_lot import Lot, mailing_of, origins_of, people_of
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.privacy.notice_jobs import stopped_words
from negoce.web.privacy.notice_lots import lot_of, lot_url
from negoce.web.privacy.tabs import rights_tabs

PAGE = 100


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Those who are not informed, the oldest first."""
    actor = actor_of(request)
    if not (actor.may(Permission.MANAGE_PRIVACY) or actor.may(Permission.MANAGE_PROSPECTING)):
        raise NotAllowed(_("Votre rôle ne permet pas de suivre l’information des personnes."))
    today, lot, problem = timezone.localdate(), lot_of(request), ""
    try:
        rows = people_of(actor, lot)
    except Refused as refused:
        rows, problem = to_inform(actor).none(), refused.message
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = rows.filter(created_at__date__lt=add_months(today, -1)).count()
    context = {
        "tabs": rights_tabs(actor, "notices"),
        "lines": [_line(each, today) for each in shown],
        "shown": shown,
        "count": number_format(shown.paginator.count, use_l10n=True, force_grouping=True),
        "late": number_format(late, use_l10n=True, force_grouping=True),
        "problem": problem,
        "stopped": stopped_words(actor),
        "lot": _lot_words(lot),
        "all_url": reverse("people_rights:notices"),
        "next_url": _turned(lot, shown, 1),
        "before_url": _turned(lot, shown, -1),
        "given_url": lot_url("notices_given", lot),
        "mail_url": lot_url("notices_mail", lot),
        "origins": _origins(actor, lot, rows),
        "list_url": f"{reverse('lists:contacts')}?filter=informed_on+empty",
        "columns": (
            TableColumn(_("Personne")),
            TableColumn(_("Origine des données")),
            TableColumn(_("Reçues le")),
            TableColumn(_("À informer avant le")),
        ),
    }
    return render(request, "web/privacy/notices.html", context)


def _lot_words(lot: Lot) -> str:
    """Which lot is shown, "" for everybody."""
    mailing = mailing_of(lot)
    if mailing is not None:
        return _("Des entreprises de l’envoi «\u00a0%(name)s\u00a0»") % {"name": mailing.name}
    if lot.people:
        return _("Choisies dans la liste des interlocuteurs")
    if lot.filter:
        return _("D’un filtre de la liste des interlocuteurs")
    if lot.origin is not None:
        return _("Origine\u00a0: %(name)s") % {"name": lot.origin or _("non notée")}
    return ""


def _origins(actor: Actor, lot: Lot, rows: QuerySet[Contact]) -> Sequence[Mapping[str, str]]:
    """The lots that these people make, by where their data come from."""
    if lot.origin is not None:
        return []
    found = origins_of(rows)
    if len(found) < 2:
        return []
    return [
        {
            "name": name or _("Origine non notée"),
            "count": format_decimal(count, actor.language),
            "url": lot_url("notices", replace(lot, origin=name)),
        }
        for name, count in found
    ]


def _turned(lot: Lot, shown: Page[Contact], step: int) -> str:
    number = shown.number + step
    return lot_url("notices", lot, page=str(number)) if 1 <= number <= shown.paginator.num_pages else ""


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
