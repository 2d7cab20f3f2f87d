"""Requests of people about their data: which wait, what is asked, what answers them, how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.people.rights_request import (
    FIELDS,
    close_request,
    extend_request,
    note_request,
)
from negoce.companies.enums import Channel, RightsKind, RightsState
from negoce.companies.models import Contact, RightsRequest
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.rights_requests import closed_requests, open_requests, visible_requests
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.privacy.rights_request import answer_due, may_extend
from negoce.companies.words.choices import choice_label, choice_options
from negoce.companies.words.findings import say
from negoce.identity.models import User
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.activities.form import people_choices, user_of
from negoce.web.contacts.record import contact_url
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language
from negoce.web.privacy.tabs import rights_tabs

_SOON_DAYS = 7
_SHOWN = 100


class RequestForm(forms.Form):
    """What a person asks. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Personne"))
    kind = forms.ChoiceField(label=_("Demande"))
    received_on = forms.CharField(label=_("Reçue le"), required=False, widget=day_input())
    received_through = forms.ChoiceField(label=_("Reçue par"))
    identity_note = forms.CharField(label=_("Identité vérifiée par"), required=False)
    handler = forms.ChoiceField(label=_("À traiter par"), required=False)
    details = forms.CharField(
        label=_("Ce qui est demandé"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", choice_options(RightsKind))
        offer(self, "received_through", choice_options(Channel))
        offer(self, "handler", [("", _now("Moi")), *people_choices()])
        self.fields["identity_note"].help_text = _(
            "Une pièce ne se demande qu’en cas de doute raisonnable, et ne se garde pas (RGPD, art. 12.6)."
        )


class ClosingForm(forms.Form):
    """How a request ended."""

    state = forms.ChoiceField(label=_("Issue"))
    answered_on = forms.CharField(label=_("Répondue le"), required=False, widget=day_input())
    answer = forms.CharField(label=_("Réponse"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "state", [each for each in choice_options(RightsState) if each[0] != RightsState.OPEN])
        self.fields["answer"].help_text = _(
            "Un refus se motive, et dit que la personne peut saisir la CNIL ou un juge (RGPD, art. 12.4)."
        )


class ExtensionForm(forms.Form):
    """Why two more months are needed."""

    extension_reason = forms.CharField(label=_("Raison, dite à la personne"))


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Those that wait, the most urgent first, then those that are closed."""
    actor = actor_of(request)
    today = timezone.localdate()
    context = {
        "tabs": rights_tabs(actor, "requests"),
        "waiting": [_line(each, today) for each in open_requests(actor)[:_SHOWN]],
        "closed": [_line(each, today) for each in closed_requests(actor)[:_SHOWN]],
        "columns": (
            TableColumn(_now("Demande")),
            TableColumn(_now("Personne")),
            TableColumn(_now("Reçue le")),
            TableColumn(_now("À répondre avant le")),
            TableColumn(_now("État")),
            TableColumn(_now("Traitée par")),
        ),
    }
    return render(request, "web/privacy/requests.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Note a request; `?contact=` says of whom."""
    actor = actor_of(request)
    require_privacy(actor)
    public_id = request.GET.get("contact", "")[:12]
    person = load_or_404(visible_contacts(actor), public_id) if public_id else None
    url = f"{request.path}?contact={person.public_id}" if person is not None else request.path
    context = {"title": _now("Noter une demande"), "url": url}
    template = "privacy/_request"
    if request.method == "GET":
        first = {
            "received_on": f"{timezone.localdate():%d/%m/%Y}",
            "name": person.full_name if person else "",
        }
        return show_form(request, template, RequestForm(initial=first), context)
    posted = request.POST
    handler = user_of(posted.get("handler", ""))
    try:
        row = note_request(
            actor,
            person,
            values={name: posted.get(name, "")[:4_000] for name in FIELDS},
            handler=handler.pk if isinstance(handler, User) else None,
        )
    except Refused as refused:
        return show_refusal(request, template, RequestForm(posted), refused, context)
    flash(request, _now("Demande notée."))
    return go(request, reverse("people_rights:request", args=[row.public_id]))


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request, with what answers it."""
    row = _load(request, public_id)
    today = timezone.localdate()
    due = answer_due(row.received_on, complex_request=row.extended_on is not None)
    context = {
        "row": row,
        "kind": choice_label(RightsKind, row.kind),
        "state": _state(row, today),
        "facts": _facts(row),
        "due_on": format_date(row.due_on, language()),
        "why": say(due.reason),
        "is_open": row.state == RightsState.OPEN.value,
        "may_extend": row.extended_on is None and may_extend(row.received_on, today),
        "doors": _doors(row.kind, row.contact),
    }
    return render(request, "web/privacy/request.html", context)


@require_http_methods(["GET", "POST"])
def extension(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two more months for a complex request."""
    row = _load(request, public_id)
    context = {"title": _now("Prolonger de deux mois"), "url": request.path}
    template = "privacy/_extension"
    if request.method == "GET":
        return show_form(request, template, ExtensionForm(), context)
    try:
        extend_request(actor_of(request), row, reason=request.POST.get("extension_reason", ""))
    except Refused as refused:
        return show_refusal(request, template, ExtensionForm(request.POST), refused, context)
    flash(request, _now("Délai prolongé : dites-le à la personne aujourd’hui."))
    return go(request, reverse("people_rights:request", args=[row.public_id]))


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how it ended."""
    row = _load(request, public_id)
    context = {"title": _now("Clore la demande"), "url": request.path, "revision": row.revision}
    template = "privacy/_closing"
    if request.method == "GET":
        first = {"answered_on": f"{timezone.localdate():%d/%m/%Y}", "state": RightsState.DONE.value}
        return show_form(request, template, ClosingForm(initial=first), context)
    values = {name: request.POST.get(name, "")[:4_000] for name in ("state", "answered_on", "answer")}
    revision = whole_number(request.POST.get("revision", ""))
    try:
        close_request(actor_of(request), row, values=values, revision=revision)
    except Refused as refused:
        return show_refusal(request, template, ClosingForm(request.POST), refused, context)
    flash(request, _now("Demande close."))
    return go(request, reverse("people_rights:requests"))


def _load(request: HttpRequest, public_id: str) -> RightsRequest:
    return load_or_404(visible_requests(actor_of(request)), public_id)


def _line(row: RightsRequest, today: date) -> Mapping[str, object]:
    contact = row.contact
    return {
        "url": reverse("people_rights:request", args=[row.public_id]),
        "kind": choice_label(RightsKind, row.kind),
        "name": row.name or _now("Personne effacée"),
        "company": contact.company.name if contact is not None else "",
        "received_on": format_date(row.received_on, language()),
        "due_on": format_date(row.due_on, language()),
        "state": _state(row, today),
        "handler": row.handler.full_name if row.handler is not None else "",
    }


def _state(row: RightsRequest, today: date) -> str:
    if row.state != RightsState.OPEN.value:
        return chip(
            choice_label(RightsState, row.state), tone="good" if row.state == RightsState.DONE else "neutral"
        )
    left = (row.due_on - today).days
    if left < 0:
        words = ngettext("en retard de %(days)s jour", "en retard de %(days)s jours", -left) % {"days": -left}
        return chip(words, tone="bad")
    words = ngettext("%(days)s jour", "%(days)s jours", left) % {"days": left}
    return chip(words, tone="warn" if left <= _SOON_DAYS else "info")


def _facts(row: RightsRequest) -> Sequence[tuple[Any, str]]:
    told = (
        (_("Reçue le"), format_date(row.received_on, language())),
        (_("Reçue par"), choice_label(Channel, row.received_through)),
        (_("Identité vérifiée par"), row.identity_note),
        (_("Ce qui est demandé"), row.details),
        (_("Traitée par"), row.handler.full_name if row.handler is not None else ""),
        (_("Prolongée le"), format_date(row.extended_on, language()) if row.extended_on else ""),
        (_("Raison de la prolongation"), row.extension_reason),
        (_("Répondue le"), format_date(row.answered_on, language()) if row.answered_on else ""),
        (_("Réponse"), row.answer),
    )
    return [(label, words) for label, words in told if words]


def _doors(kind: str, contact: Contact | None) -> Sequence[Mapping[str, object]]:
    """What answers a request of this kind, on the person's own pages."""
    if contact is None or contact.erased_at is not None or contact.deleted_at is not None:
        return ()
    wanted: dict[str, tuple[Any, str, str]] = {
        "export": (_("Toutes ses données (archive)"), "privacy:export", ""),
        "erasure": (_("Effacer la personne"), "privacy:erasure", "modal"),
        "opposition": (_("Noter une opposition"), "privacy:opposition_new", "modal"),
    }
    by_kind = {
        RightsKind.ACCESS: ("export",),
        RightsKind.PORTABILITY: ("export",),
        RightsKind.ERASURE: ("export", "erasure"),
        RightsKind.OPPOSITION: ("opposition",),
        RightsKind.LIMITATION: ("opposition",),
    }
    doors: list[Mapping[str, object]] = [
        {"label": contact.full_name, "url": contact_url(contact), "dialog": ""}
    ]
    for key in by_kind.get(RightsKind(kind), ()):
        label, name, dialog = wanted[key]
        doors.append({"label": label, "url": reverse(name, args=[contact.public_id]), "dialog": dialog})
    return doors
