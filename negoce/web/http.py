"""Small pieces that every page uses: who asks, the record that they may see, the page that follows."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
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


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the browser to a page after a change, whether htmx asked or not."""
    if not request.headers.get("HX-Request"):
        return redirect(url)
    answer = HttpResponse(status=204, headers={"HX-Redirect": url})
    there, here = urlsplit(url), shown_address(request)
    # A browser that is sent to another place of the page it shows goes there without asking for what changed.
    if there.fragment and (there.path, there.query) == (here.path, here.query):
        answer.headers["HX-Refresh"] = "true"
    return answer


def shown_address(request: HttpRequest) -> SplitResult:
    """The address of the page from which htmx asks; empty when it tells none, or something that is no address."""
    try:
        return urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # A header says anything.
        return urlsplit("")


def whole_number(text: str, most_digits: int = 9) -> int | None:
    """The whole number that an address or a form bears; None for what is none, or has more digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None


def seen_revision(text: str) -> int:
    """The revision that a form bore; one that nothing has when it is no number."""
    known = whole_number(text)
    return -1 if known is None else known
