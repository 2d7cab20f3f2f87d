"""« Fusionner avec… »: finding the other record, those that look alike first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.actions.merges.claim import require_merge
from negoce.companies.models import Company, Contact
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.duplicates_typed import find_similar
from negoce.companies.queries.duplicates_typed_people import find_similar_people
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.identifiers import format_siren
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key
from negoce.web.duplicates.merge import Record, load
from negoce.web.http import actor_of

_LONGEST = 120
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A record to merge with: `beside` tells it from others."""

    name: str
    beside: str
    url: str


@require_GET
def pick(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The dialog; with `q` the records that answer, alone."""
    actor = actor_of(request)
    require_merge(actor)
    record = load(actor, kind, public_id)
    typed = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]
    rows = _found(actor, record, typed) if typed else _alike(actor, record)
    context = {
        "title": _("Fusionner %(name)s avec…") % {"name": record},
        "choices": [_choice(kind, record, row) for row in rows],
        "typed": typed,
        "url": reverse("duplicates:merge_pick", args=[kind, public_id]),
    }
    if "q" in request.GET and request.headers.get("HX-Request"):
        return render(request, "web/duplicates/_pick_choices.html", context)
    page = "" if request.headers.get("HX-Request") else "_page"
    context["inner"] = "web/duplicates/_pick.html"
    return render(request, f"web/dialog{page}.html", context)


def _found(actor: Actor, record: Record, typed: str) -> Sequence[Record]:
    if isinstance(record, Company):
        return search_companies(actor, typed, but=record.pk, limit=_SHOWN)
    key = name_key(typed)
    if not key:
        return []
    begins = Q(name_key__gte=key, name_key__lt=f"{key}\U0010ffff") | Q(email=typed.lower())
    rows = visible_contacts(actor).filter(begins).exclude(pk=record.pk)
    return list(rows.select_related("company", "current_post").order_by("name_key", "id")[:_SHOWN])


def _alike(actor: Actor, record: Record) -> Sequence[Record]:
    """What the file holds that looks like it, before anything is typed."""
    if isinstance(record, Company):
        near = find_similar(actor, name=record.name, siren=record.siren, but=record.pk)
        keys = [each.public_id for each in near if each.public_id]
        return list(visible_companies(actor).filter(public_id__in=keys).order_by("name_key", "id"))
    people = find_similar_people(
        actor,
        company=record.company,
        first_name=record.first_name,
        last_name=record.last_name,
        email=record.email,
        numbers=[record.phone] if record.phone else [],
    )
    keys = [each.public_id for each in people if each.public_id]
    rows = visible_contacts(actor).filter(public_id__in=keys).exclude(pk=record.pk)
    return list(rows.select_related("company", "current_post").order_by("name_key", "id"))


def _choice(kind: str, record: Record, row: Record) -> Choice:
    url = reverse("duplicates:merge", args=[kind, record.public_id, row.public_id])
    if isinstance(row, Contact):
        function = row.current_post.function if row.current_post else ""
        return Choice(row.full_name, ", ".join(each for each in (function, row.company.name) if each), url)
    parts = (row.postal_code, row.city, row.siren and format_siren(row.siren))
    return Choice(row.name, " ".join(part for part in parts if part), url)
