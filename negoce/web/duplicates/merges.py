"""The merges that were done, and their undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.merges.claim import require_merge
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import Company, Contact, MergeRecord
from negoce.companies.queries.merges.merges import CONTACT, visible_merges
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.duplicates.merge import load, record_url
from negoce.web.duplicates.merge_words import undone_words
from negoce.web.http import actor_of, go, load_or_404, whole_number

_SHOWN = 50
Records = Mapping[tuple[str, int], Company | Contact]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge: names are empty where the person was erased; `undo_url` is empty when it cannot be undone."""

    kept: str
    url: str
    absorbed: str
    who: str
    at: datetime
    undone_at: datetime | None
    undo_url: str


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """The last merges, newest first, fifty at a time; `?kind=…&of=…` only those of one record."""
    actor = actor_of(request)
    require_merge(actor)
    rows = visible_merges(actor).select_related("actor").order_by("-pk")
    of = request.GET.get("of", "")
    record = load(actor, request.GET.get("kind", ""), of) if of else None
    if record is not None:
        rows = rows.filter(kind=request.GET["kind"], kept_id=record.pk)
    before = whole_number(request.GET.get("before", ""), 18)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.defer("images")[: _SHOWN + 1])
    context = {
        "lines": _lines(actor, found[:_SHOWN]),
        "record": record,
        "scope": f"kind={request.GET['kind']}&of={of}&" if record is not None else "",
        "record_url": record_url(record) if record is not None else "",
        "next_before": found[_SHOWN - 1].pk if len(found) > _SHOWN else None,
    }
    return render(request, "web/duplicates/merges.html", context)


@require_POST
def undo(request: HttpRequest, merge_id: str) -> HttpResponse:
    """Part two records again; the survivor's page says what went back and what stayed."""
    actor = actor_of(request)
    require_merge(actor)
    merge: MergeRecord = load_or_404(visible_merges(actor), merge_id)
    try:
        undone = undo_merge(actor, merge)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("duplicates:merges"))
    label = _("Ouvrir %(name)s") % {"name": undone.absorbed}
    flash(request, undone_words(merge.kind, undone), link_url=record_url(undone.absorbed), link_label=label)
    return go(request, record_url(undone.kept))


def _lines(actor: Actor, merges: Sequence[MergeRecord]) -> Sequence[MergeLine]:
    """The merges in words: two queries for the names, two for what the actor may open."""
    names: dict[tuple[str, int], str] = {}
    urls: dict[tuple[str, int], str] = {}
    for kind, model, seen in (
        ("company", Company, visible_companies(actor)),
        (CONTACT, Contact, visible_contacts(actor)),
    ):
        keys = {key for each in merges if each.kind == kind for key in (each.kept_id, each.absorbed_id)}
        if not keys:
            continue
        for row in model._default_manager.filter(pk__in=keys):
            names[kind, row.pk] = str(row)
        for row in seen.filter(pk__in=keys):
            urls[kind, row.pk] = record_url(row)
    return [
        MergeLine(
            kept=names.get((each.kind, each.kept_id), ""),
            url=urls.get((each.kind, each.kept_id), ""),
            absorbed=names.get((each.kind, each.absorbed_id), ""),
            who=each.actor.full_name if each.actor else "",
            at=each.merged_at,
            undone_at=each.undone_at,
            undo_url=undo_url(each) if each.undone_at is None and each.images_erased_at is None else "",
        )
        for each in merges
    ]


def undo_url(merge: MergeRecord) -> str:
    """The address that parts a merge."""
    return reverse("duplicates:merge_undo", args=[merge.public_id])
