"""An approach is started, becomes a deal, is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.approaches.end import make_deal_of, stop_approach
from negoce.negotiation.actions.approaches.start import start_approach
from negoce.negotiation.models import Approach, SalesCycle
from negoce.negotiation.queries.approaches.read import visible_approaches
from negoce.negotiation.queries.cycles.book import CycleBook, cycle_book
from negoce.negotiation.rules.approaches import FIRST_STEPS
from negoce.negotiation.rules.cycles import Steps
from negoce.negotiation.words.approach import end_options
from negoce.negotiation.words.cycle import house_cycle_words, task_words
from negoce.ui.components.forms import offer
from negoce.ui.toasts import flash
from negoce.web.activities.answers import refresh
from negoce.web.companies.page import load_record as load_company
from negoce.web.companies.panel_types import DEALS
from negoce.web.contacts.record import load_record as load_contact
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_START, _STOP = "approaches/_start", "approaches/_stop"
_MOST_PEOPLE = 200
# What a choice of the cycle of the house sends: nothing is sent for no choice.
_HOUSE = "house"


class StartForm(forms.Form):
    """With whom and by which cycle. The action checks it; this form only shows it."""

    contact = forms.ChoiceField(label=_("Avec qui"), required=False)
    cycle = forms.ChoiceField(label=_("Cycle"))

    def __init__(self, people: list[tuple[str, str]], book: CycleBook, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "contact", people)
        offer(self, "cycle", [(key, name) for key, name, _steps in _cycles(book)])


class StopForm(forms.Form):
    """Why it is stopped."""

    reason = forms.ChoiceField(label=_("Pourquoi"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "reason", [("", "—"), *end_options()])


@require_http_methods(["GET", "POST"])
def of_company(request: HttpRequest, company_id: str) -> HttpResponse:
    """Start one with a company, or with somebody there."""
    record = load_company(request, company_id)
    address = reverse("approaches:of_company", args=[company_id])
    return _start(request, record.actor, record.company, None, address)


@require_http_methods(["GET", "POST"])
def of_contact(request: HttpRequest, contact_id: str) -> HttpResponse:
    """Start one with a person."""
    record = load_contact(request, contact_id)
    require(record.actor, Permission.CREATE)
    address = reverse("approaches:of_contact", args=[contact_id])
    if record.contact.company is None:
        raise Refused(
            _now("Une démarche se mène avec une entreprise\u00a0: dites d’abord où est cette personne.")
        )
    return _start(request, record.actor, record.contact.company, record.contact, address)


@require_POST
def to_deal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a deal of it and go there."""
    actor = actor_of(request)
    approach: Approach = load_or_404(visible_approaches(actor).select_related("company"), public_id)
    try:
        deal = make_deal_of(actor, approach)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, f"{reverse('companies:record', args=[approach.company.public_id])}?tab={DEALS}")
    flash(request, _now("La démarche est devenue une affaire\u00a0: dites ce qui se vend, et combien."))
    return go(request, reverse("deals:deal", args=[deal.public_id]))


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop it, for a reason."""
    actor = actor_of(request)
    approach: Approach = load_or_404(visible_approaches(actor), public_id)
    require(actor, Permission.EDIT)
    context = {
        "title": _now("Arrêter la démarche"),
        "url": reverse("approaches:stop", args=[public_id]),
    }
    if request.method == "GET":
        return show_form(request, _STOP, StopForm(), context)
    try:
        stop_approach(actor, approach, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return show_refusal(request, _STOP, StopForm(request.POST), refused, context)
    return _changed(_now("Démarche arrêtée\u00a0: ce qui restait à faire est annulé."))


def _start(
    request: HttpRequest, actor: Actor, company: Company, contact: Contact | None, address: str
) -> HttpResponse:
    require(actor, Permission.CREATE)
    book = cycle_book()
    people = [("", _now("L’entreprise, sans personne encore"))] if contact is None else []
    rows = visible_contacts(actor).filter(company=company).order_by("name_key", "id")
    if contact is not None:
        rows = rows.filter(pk=contact.pk)
    people += [(each.public_id, each.full_name) for each in rows[:_MOST_PEOPLE]]
    context: Mapping[str, object] = {
        "title": _now("Commencer une démarche"),
        "url": address,
        "told": [(name, _orders(steps)) for _key, name, steps in _cycles(book)],
    }
    if request.method == "GET":
        return show_form(request, _START, StartForm(people, book), context)
    chosen = request.POST.get("contact", "")
    with_whom = contact or (rows.filter(public_id=chosen[:12]).first() if chosen else None)
    key = request.POST.get("cycle", "")
    cycle = None if key == _HOUSE else SalesCycle.objects.filter(public_id=key[:12]).first()
    form = StartForm(people, book, request.POST)
    try:
        if cycle is None and key != _HOUSE:
            raise Refused(_now("Choisissez un cycle."), fields={"cycle": [_now("Choisissez un cycle.")]})
        approach = start_approach(actor, company, contact=with_whom, cycle=cycle)
    except Refused as refused:
        return show_refusal(request, _START, form, refused, context)
    planned = approach.tasks.count()
    return _changed(_now("Démarche commencée\u00a0: %(count)s à faire.") % {"count": planned})


def _changed(words: str) -> HttpResponse:
    """Say it; the card, the thread and what comes next are drawn again, for its tasks are exchanges as any other."""
    return refresh(done(words, ()))


def _cycles(book: CycleBook) -> list[tuple[str, str, Steps]]:
    """The cycles whose first steps order something: a key, a name, the steps."""
    found = [(row.public_id, str(row), book.steps[key]) for key, row in book.rows.items()]
    found = [(_HOUSE, house_cycle_words(book.default), book.steps_for(None)), *found]
    return [each for each in found if _orders(each[2])]


def _orders(steps: Steps) -> str:
    """What the first steps order, in words."""
    tasks = [task for each in steps if each.step in FIRST_STEPS and each.is_used for task in each.tasks]
    return "\u00a0; ".join(map(task_words, tasks))
