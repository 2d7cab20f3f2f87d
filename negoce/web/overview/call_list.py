"""Makes a list to work through of a move: a saved view of the person, kept in the sidebar's reach."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.companies.actions.saved_view_save import create_view
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.portfolio_page import latest_snapshot
from negoce.portfolio.queries.thresholds import current_thresholds
from negoce.portfolio.rules.moves import MoveKind
from negoce.portfolio.rules.portrait import Portrait
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of, go
from negoce.web.overview.asked import asked_of
from negoce.web.overview.to_do import move_url


@require_POST
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Save the list behind a move as a view of today, and open it."""
    if kind not in set(MoveKind):
        raise Http404(_("Cette liste n’existe pas."))
    actor = actor_of(request)
    asked = asked_of(request, actor)
    snapshot = latest_snapshot(asked.choice.scope.key, asked.segment)
    if snapshot is None:
        raise Http404(_("Ces chiffres ne sont pas encore calculés."))
    portrait, margin = Portrait(snapshot.content, asked.period), actor.may_read(FieldGroup.MARGIN)
    url = move_url(MoveKind(kind), asked, portrait, current_thresholds(), margin=margin)
    if not url:
        raise Http404(_("Cette liste n’existe pas."))
    names = {
        MoveKind.RECALL: _("Dormants à rappeler"),
        MoveKind.KEEP: _("Clients à retenir"),
        MoveKind.WIN: _("Prospects à gagner"),
        MoveKind.CLOSE: _("Prospects à conclure"),
        MoveKind.PROTECT: _("Clients à protéger"),
    }
    today = format_date(timezone.localdate(), reader_language())
    name = _("%(list)s · %(day)s") % {"list": names[MoveKind(kind)], "day": today}
    try:
        view = create_view(
            actor, list_key="companies", name=name, query=url.partition("?")[2], is_shared=False
        )
    except Refused as refused:
        flash(request, refused.message, tone="info")
        return go(request, url)
    flash(request, _("Liste « %(name)s » enregistrée parmi vos vues.") % {"name": view.name}, tone="good")
    return go(request, f"{reverse('lists:companies')}?{urlencode({'view': view.public_id})}")
