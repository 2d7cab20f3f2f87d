"""Small pieces that every page uses: loading what one may see, answers to htmx, refusals in words."""

from __future__ import annotations

import json
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor

Row = TypeVar("Row", bound=Model)


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware gave this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # put there by ActorMiddleware
    return actor


def load_or_404(rows: QuerySet[Row], public_id: str) -> Row:
    """The row with this public id among those the person may see; what is hidden looks like what is not there."""
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    return row


def toast(
    response: HttpResponse, text: str, *, tone: str = "good", undo_url: str = "", link: str = ""
) -> HttpResponse:
    """Show a short message after an htmx exchange, with an undo or a link where there is one."""
    event = {"toast": {"text": str(text), "tone": tone, "undo": undo_url, "link": link}}
    existing = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**existing, **event})
    return response
