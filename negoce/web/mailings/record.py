"""What every page of mailings begins with: who may, and the mailing that the address names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.notice_lot import NOT_INFORMED
from negoce.web.http import actor_of, load_or_404

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)


def for_prospecting(
    view: Callable[Concatenate[HttpRequest, P], Answer],
) -> Callable[Concatenate[HttpRequest, P], Answer]:
    """Only who runs prospecting."""

    @wraps(view)
    def answer(request: HttpRequest, *arguments: P.args, **named: P.kwargs) -> Answer:
        require(actor_of(request), Permission.MANAGE_PROSPECTING)
        return view(request, *arguments, **named)

    return answer


def load(public_id: str) -> Mailing:
    """The mailing of this id; 404 when there is none."""
    rows = Mailing.objects.select_related("author", "plan", "template", "launched_by")
    return load_or_404(rows, public_id)


def mailing_url(mailing: Mailing, name: str = "mailing") -> str:
    """An address of a mailing."""
    return reverse(f"mailings:{name}", args=[mailing.public_id])


def inform_url(mailing: Mailing, reason: str) -> str:
    """Where those of its companies who were never told what is held of them are told; "" for another reason."""
    if reason != NOT_INFORMED:
        return ""
    return f"{reverse('people_rights:notices')}?mailing={mailing.public_id}"
