"""The page of a stand, and what its telephone asks for: who is signed in, then one entry after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.activities.guard import TextWarned
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.fair_entry_take import Noted, take_entry
from negoce.prospecting.models import Fair
from negoce.prospecting.rules.fair_entry import NOTE_MAX
from negoce.prospecting.words.form import INTERESTS
from negoce.ui.words.say import reader_language
from negoce.web.fair.words import script_words
from negoce.web.http import actor_of

# A fair is offered from a month before it opens until entries may no longer be sent.
_AHEAD, _AFTER = timedelta(days=30), timedelta(days=30)
_MOST_BYTES = 20_000


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page itself, the same for everybody: a telephone keeps a copy, so it holds nothing of anybody."""
    require(actor_of(request), Permission.CREATE)
    context = {
        "interests": list(INTERESTS.items()),
        "note_max": NOTE_MAX,
        "words": script_words(),
        "urls": {
            **{name: reverse(f"fair:{name}") for name in ("entry", "ticket", "entries", "worker", "list")},
            "sign_in": f"{reverse('account_login')}?next={reverse('fair:entry')}",
        },
    }
    return render(request, "web/fair/entry.html", context)


@require_GET
def ticket(request: HttpRequest) -> HttpResponse:
    """Who is signed in, the fairs of these weeks, and what a request must carry."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    today = timezone.localdate()
    rows = Fair.objects.filter(starts_on__lte=today + _AHEAD, ends_on__gte=today - _AFTER)
    user = request.user
    assert isinstance(user, User)
    # The one that is on, else the nearest: the first is chosen until the person chooses.
    fairs = sorted(rows.order_by("starts_on", "pk")[:50], key=lambda fair: _days_away(fair, today))
    return JsonResponse(
        {
            "csrf": get_token(request),
            "person": user.public_id,
            "name": user.full_name,
            "fairs": [
                {"id": fair.public_id, "name": fair.name, "place": _where_and_when(fair)} for fair in fairs
            ],
        }
    )


def _days_away(fair: Fair, today: date) -> int:
    return max((fair.starts_on - today).days, (today - fair.ends_on).days, 0)


def _where_and_when(fair: Fair) -> str:
    language = reader_language()
    start, end = format_date(fair.starts_on, language), format_date(fair.ends_on, language)
    days = start if start == end else _("du %(start)s au %(end)s") % {"start": start, "end": end}
    return ", ".join(part for part in (fair.place, days) if part)


@require_POST
def entries(request: HttpRequest) -> HttpResponse:
    """Keep one entry; 422 says what to put right, and the telephone keeps it until then."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    raw = _read(request)
    if raw is None:
        return JsonResponse({"message": _("Cette fiche est illisible."), "fields": {}}, status=422)
    try:
        noted = take_entry(actor, raw)
    except Refused as refused:
        fields = {name: list(messages) for name, messages in refused.fields.items()}
        said = {"message": refused.message, "fields": fields, "guarded": isinstance(refused, TextWarned)}
        return JsonResponse(said, status=422)
    if noted.again and raw.get("edited") is True:
        said = {"message": _received_before(), "fields": {}, "guarded": False}
        return JsonResponse(said, status=422)
    return JsonResponse({"words": _words(noted)})


def _received_before() -> str:
    """A correction may come too late for what was received: the telephone keeps it until somebody has looked."""
    return _(
        "Déjà reçue une première fois\u00a0: voyez sur la fiche de l’entreprise si votre correction y est, puis "
        "supprimez celle-ci."
    )


def _read(request: HttpRequest) -> Mapping[str, object] | None:
    if len(request.body) > _MOST_BYTES:
        return None
    try:
        raw = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return {str(name): value for name, value in raw.items()} if isinstance(raw, dict) else None


def _words(noted: Noted) -> str:
    if noted.again:
        return _("Déjà reçue.")
    if noted.follower:
        return _("Entreprise connue, suivie par %(name)s\u00a0: la fiche lui est transmise.") % {
            "name": noted.follower
        }
    return _("Entreprise nouvelle.") if noted.entry.is_new_company else _("Entreprise déjà connue.")
