"""Whose data fall due: asked again, or erased; what the night does by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.actions.retention_erase import ask_again, ask_erasure, save_retention_settings
from negoce.companies.models import Contact, RetentionProposal
from negoce.companies.queries.retention import retention_settings, visible_proposals
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.privacy.retention import KEPT_YEARS
from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.contacts.record import contact_url
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language
from negoce.web.privacy.tabs import rights_tabs

PAGE = 100


class RetentionForm(forms.Form):
    """Whether the night erases by itself, and after how long."""

    auto_erase = forms.BooleanField(
        label=_("Effacer chaque nuit celles et ceux qui sont au bout du délai"), required=False
    )
    grace_days = forms.CharField(label=_("Jours de grâce après le terme"))


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Those who are due, the most overdue first, then those of the next thirty days."""
    actor = actor_of(request)
    today = timezone.localdate()
    rows = visible_proposals(actor)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    people = _people(actor, [each.contact_key for each in shown])
    decided = retention_settings()
    context = {
        "tabs": rights_tabs(actor, "retention"),
        "lines": [
            _line(each, people[each.contact_key], today) for each in shown if each.contact_key in people
        ],
        "shown": shown,
        "due": number_format(rows.filter(due_on__lt=today).count(), use_l10n=True, force_grouping=True),
        "soon": number_format(rows.filter(due_on__gte=today).count(), use_l10n=True, force_grouping=True),
        "years": KEPT_YEARS,
        "decided": decided,
        "may_decide": actor.may(Permission.MANAGE_PRIVACY),
        "columns": (
            TableColumn(_now("Personne")),
            TableColumn(_now("Terme")),
            TableColumn(_now("Compté depuis")),
            TableColumn(_now("Interrogée de nouveau")),
            TableColumn(""),
        ),
    }
    return render(request, "web/privacy/retention.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """What the house decides."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PRIVACY)
    context = {"title": _now("Effacement en fin de délai"), "url": request.path}
    template = "privacy/_retention_settings"
    decided = retention_settings()
    if request.method == "GET":
        first = {"auto_erase": decided.auto_erase, "grace_days": decided.grace_days}
        return show_form(request, template, RetentionForm(initial=first), context)
    try:
        save_retention_settings(
            actor,
            auto_erase="auto_erase" in request.POST,
            grace_days=whole_number(request.POST.get("grace_days", ""), 4),
        )
    except Refused as refused:
        return show_refusal(request, template, RetentionForm(request.POST), refused, context)
    flash(request, _now("Réglage enregistré."))
    return go(request, reverse("people_rights:retention"))


@require_POST
def erasure(request: HttpRequest) -> HttpResponse:
    """Erase the people who were ticked, or all those who are due."""
    actor = actor_of(request)
    if request.POST.get("all") == "1":
        rows = visible_proposals(actor).filter(due_on__lt=timezone.localdate())
        keys = list(rows.values_list("pk", flat=True)[:5_000])
    else:
        chosen = request.POST.getlist("selected")[:PAGE]
        keys = list(visible_contacts(actor).filter(public_id__in=chosen).values_list("pk", flat=True))
    try:
        job = ask_erasure(actor, sorted(keys))
    except Refused as refused:
        flash(request, refused.message)
    else:
        words = _now("Effacement demandé pour %(count)s personnes\u00a0: il se fait en tâche de fond.")
        flash(request, words % {"count": len(job.arguments["contacts"])})
    return redirect("people_rights:retention")


@require_POST
def asked(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to a person to ask whether we may keep their data."""
    actor = actor_of(request)
    contact = load_or_404(visible_contacts(actor), public_id)
    ask_again(actor, contact)
    return redirect("outbox:to_contact", contact.public_id)


def _people(actor: Actor, keys: Sequence[int]) -> Mapping[int, Contact]:
    rows = visible_contacts(actor).filter(pk__in=list(keys)).select_related("company")
    return {each.pk: each for each in rows}


def _line(row: RetentionProposal, contact: Contact, today: date) -> Mapping[str, Any]:
    due = format_date(row.due_on, language())
    over = row.due_on < today
    return {
        "contact": contact,
        "url": contact_url(contact),
        "company": contact.company.name,
        "due_on": chip(due, tone="bad") if over else due,
        "over": over,
        "why": say(Explanation(row.code, {"day": row.since, "years": KEPT_YEARS})),
        "asked_on": format_date(row.asked_on, language()) if row.asked_on else "",
        "asked_url": reverse("people_rights:retention_asked", args=[contact.public_id]),
    }
