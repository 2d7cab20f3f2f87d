"""Telling a lot of people what is held of them: by e-mail, or noted with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.people.notice_note import WHO
from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.companies.words.choices import choice_options
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.notices_note import note_lot
from negoce.prospecting.actions.notices_send import MOST, ask_notices, notice_of
from negoce.prospecting.queries.notice_lot import Lot, people_of, writable
from negoce.prospecting.words.mailing import short
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go

# Their keys stand in the address.
MOST_CHOSEN = 200


class GivenForm(forms.Form):
    """When and how they were told, and what proves it. The action checks it; this form only shows it."""

    day = forms.CharField(label=_("Informés le"), widget=day_input())
    through = forms.ChoiceField(label=_("Par"), required=False)
    proof = forms.CharField(label=_("Preuve"), max_length=200)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        offer(self, "through", [("", _now("De vive voix, en face à face")), *choice_options(Channel)])
        self.fields["proof"].help_text = _(
            "Où on la retrouve\u00a0: la lettre et sa date, l’article du contrat, le nom du fichier envoyé."
        )


def lot_of(request: HttpRequest) -> Lot:
    """The lot that the address names."""
    given = request.GET
    people = [each for each in given.get("people", "")[:4_000].split(",") if each]
    return Lot(
        filter=given.get("filter", "")[:4_000],
        mailing=given.get("mailing", "")[:12],
        origin=given["origin"][:200] if "origin" in given else None,
        people=tuple(people[:MOST_CHOSEN]),
    )


def lot_url(name: str, lot: Lot, **more: str) -> str:
    """An address about a lot."""
    query: dict[str, str] = {**more}
    query |= {key: value for key, value in (("filter", lot.filter), ("mailing", lot.mailing)) if value}
    if lot.people:
        query["people"] = ",".join(lot.people)
    if lot.origin is not None:
        query["origin"] = lot.origin
    url = reverse(f"people_rights:{name}")
    return f"{url}?{urlencode(query)}" if query else url


@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """Those ticked in the list of people, or all that it finds (`all`), as a lot."""
    require_any(actor_of(request), *WHO)
    if request.POST.get("all") == "1":
        return redirect(lot_url("notices", Lot(filter=request.GET.get("filter", "")[:4_000])))
    people = list(dict.fromkeys(request.POST.getlist("selected")))
    if not people:
        flash(request, _now("Aucune personne n’est cochée."), tone="bad")
        return redirect("lists:contacts")
    if len(people) > MOST_CHOSEN:
        flash(request, _now("Au-delà de 200 personnes, filtrez la liste et prenez toutes ses lignes."))
    return redirect(lot_url("notices", Lot(people=tuple(people[:MOST_CHOSEN]))))


@require_http_methods(["GET", "POST"])
def given(request: HttpRequest) -> HttpResponse:
    """Note that the people of the lot were told."""
    actor, lot = actor_of(request), lot_of(request)
    require_any(actor, *WHO)
    template = "privacy/_notice_given"
    context = {"title": _now("Noter l’information donnée"), "url": lot_url("notices_given", lot)}
    try:
        context["reach"] = _people(people_of(actor, lot).count(), actor)
        if request.method == "GET":
            first = {"day": timezone.localdate().strftime("%d/%m/%Y"), "through": Channel.POST.value}
            return show_form(request, template, GivenForm(initial=first), context)
        typed = {name: request.POST.get(name, "")[:400] for name in ("day", "through", "proof")}
        noted = note_lot(actor, lot, **typed)
    except Refused as refused:
        return show_refusal(request, template, GivenForm(request.POST), refused, {"reach": "", **context})
    if isinstance(noted, int):
        words = ngettext(
            "%(count)s personne notée comme informée.", "%(count)s personnes notées comme informées.", noted
        )
        flash(request, words % {"count": format_decimal(noted, actor.language)})
    else:
        flash(request, _now("Les personnes de ce lot sont notées comme informées, en tâche de fond."))
    return go(request, lot_url("notices", lot))


@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Write to the people of the lot: how many, who gets nothing, what the first would read."""
    actor, lot = actor_of(request), lot_of(request)
    require_any(actor, *WHO)
    template = "privacy/_notice_mail"
    context = {"title": _now("Informer par e-mail"), "url": lot_url("notices_mail", lot)}
    try:
        if request.method == "POST":
            ask_notices(actor, lot)
            flash(
                request,
                _now(
                    "Les messages partent en tâche de fond\u00a0: chaque personne est notée informée au départ du sien."
                ),
            )
            return go(request, lot_url("notices", lot))
        return show_form(request, template, forms.Form(), {**context, **_found(actor, lot)})
    except Refused as refused:
        empty = {"reach": "", "left_out": (), "reason_columns": (), "sample": None, "cut": ""}
        return show_refusal(request, template, forms.Form(request.POST), refused, {**context, **empty})


def _found(actor: Actor, lot: Lot) -> Mapping[str, object]:
    """Whom the mails would reach, and the first of them as it would read."""
    rows = people_of(actor, lot)
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    found = writable(actor, keys[:MOST])
    first = Contact.objects.select_related("company").filter(pk__in=found.contacts[:1]).first()
    return {
        "reach": _people(len(found.contacts), actor) if found.contacts else "",
        "cut": format_decimal(MOST, actor.language) if len(keys) > MOST else "",
        "left_out": [
            {"words": short(code), "count": format_decimal(count, actor.language)}
            for code, count in found.left_out.items()
        ],
        "reason_columns": [
            TableColumn(_now("N’auront pas ce message")),
            TableColumn(_now("Nombre"), numeric=True),
        ],
        "sample": notice_of(actor, first) if first is not None else None,
    }


def _people(count: int, actor: Actor) -> str:
    words = ngettext("%(count)s personne", "%(count)s personnes", count)
    return words % {"count": format_decimal(count, actor.language)}
