"""Likely duplicates: the pairs with their score and reasons, put away or merged."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.duplicate_decide import mark_not_same, reopen_pair
from negoce.companies.models import DuplicatePair, DuplicateSearch
from negoce.companies.queries.duplicates import KINDS, SeenPair, pair_page, visible_pairs
from negoce.companies.queries.duplicates_read import COMPANY, CONTACT
from negoce.companies.rules.duplicates.records import PairState
from negoce.companies.words.duplicates import reason_words
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import ENDED, JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.ui.components.lists import Tab
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404

LABELS = {COMPANY: _("Entreprises"), CONTACT: _("Interlocuteurs")}
RECORDS = {COMPANY: "companies:record", CONTACT: "contacts:record"}
TASK = "companies.find_duplicates"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Pairs of one kind, the likeliest first, fifty at a time."""
    actor = _allowed(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else COMPANY
    context = _context(actor, kind, request.GET.get("after", ""))
    more = request.headers.get("HX-Request") and request.GET.get("after")
    return render(request, f"web/duplicates/{'_pairs' if more else 'list'}.html", context)


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look through the whole file, as a job."""
    actor = _allowed(request)
    if _running(actor) is None:
        enqueue(TASK, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)
    return redirect("duplicates:list")


@require_POST
def not_same(request: HttpRequest, pair_id: str) -> HttpResponse:
    """Two records are not the same: the pair never comes back, unless undone at once."""
    actor = _allowed(request)
    pair = _pair(actor, pair_id)
    if mark_not_same(actor, pair):
        undo = reverse("duplicates:reopen", args=[pair.public_id])
        flash(request, _now("Ces deux fiches ne seront plus rapprochées."), undo_url=undo)
    return _back(request, pair.kind)


@require_POST
def reopen(request: HttpRequest, pair_id: str) -> HttpResponse:
    """Take back a "not the same"."""
    actor = _allowed(request)
    pair = _pair(actor, pair_id, state=PairState.NOT_SAME)
    reopen_pair(actor, pair)
    return _back(request, pair.kind)


def _back(request: HttpRequest, kind: str) -> HttpResponse:
    url = f"{reverse('duplicates:list')}?{urlencode({'kind': kind})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _allowed(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(actor, Permission.MERGE)
    return actor


def _pair(actor: Actor, public_id: str, state: PairState = PairState.OPEN) -> DuplicatePair:
    rows: QuerySet[DuplicatePair] = visible_pairs(actor, COMPANY, state) | visible_pairs(
        actor, CONTACT, state
    )
    return load_or_404(rows, public_id)


def _context(actor: Actor, kind: str, cursor: str) -> dict[str, Any]:
    page = pair_page(actor, kind, cursor=cursor)
    here = reverse("duplicates:list")
    searched = DuplicateSearch.objects.filter(kind=kind).first()
    query = urlencode({"kind": kind, "after": page.next_cursor})
    return {
        "kind": kind,
        "tabs": [
            Tab(str(LABELS[each]), f"{here}?{urlencode({'kind': each})}", active=each == kind)
            for each in KINDS
        ],
        "pairs": [_line(kind, pair) for pair in page.pairs],
        "more_url": f"{here}?{query}" if page.next_cursor else "",
        "searched_at": searched.finished_at if searched else None,
        "job": _running(actor),
    }


def _line(kind: str, pair: SeenPair) -> dict[str, Any]:
    sides = [
        {
            "name": side.name or _now("Connu d’un collègue"),
            "beside": side.beside,
            "owner": side.owner_name,
            "url": reverse(RECORDS[kind], args=[side.public_id]) if side.public_id else "",
        }
        for side in pair.sides
    ]
    ids = [side.public_id for side in pair.sides]
    return {
        "public_id": pair.public_id,
        "percent": round(pair.score * 100),
        "tone": "bad" if pair.score >= 0.9 else "warn",
        "reasons": reason_words(pair.reasons),
        "sides": sides,
        "merge_url": reverse("duplicates:merge", args=[kind, *ids]) if pair.both_seen else "",
    }


def _running(actor: Actor) -> Job | None:
    """The search under way that this person asked for."""
    rows = Job.objects.filter(task=TASK, actor_id=actor.user_id).exclude(state__in=ENDED)
    return rows.order_by("-id").first()
