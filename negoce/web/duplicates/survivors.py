"""The old address of a record that was merged leads to the one that stands for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.queries.merges.merges import survivor_of
from negoce.web.http import actor_of

_PAGES = {"company": "companies:record", "contact": "contacts:record"}


def to_survivor(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The page of the survivor, when the person sees it; raises Http404 otherwise."""
    survivor = survivor_of(actor_of(request), kind, public_id)
    if survivor is None:
        raise Http404(_("Cette fiche n’existe pas, ou n’est pas visible pour vous."))
    return redirect(reverse(_PAGES[kind], args=[survivor.public_id]))
