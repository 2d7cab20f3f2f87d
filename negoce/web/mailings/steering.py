"""A mailing is tried on oneself, paused, goes on, is stopped, or its draft thrown away."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_save import delete_mailing
from negoce.prospecting.actions.mailing_steer import pause_mailing, resume_mailing, stop_mailing
from negoce.prospecting.actions.mailing_trial import try_mailing
from negoce.prospecting.models import Mailing
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, whole_number
from negoce.web.mailings.record import for_prospecting, load, mailing_url


@require_POST
@for_prospecting
def trial(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send what a reader would get to oneself."""
    place = whole_number(request.POST.get("at", ""))

    def act(actor: Actor, mailing: Mailing) -> str:
        message = try_mailing(actor, mailing, place=place)
        return _("Essai confié à l’envoi, vers %(address)s.") % {"address": message.to_address}

    return _do(request, public_id, act)


@require_POST
@for_prospecting
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hold back what waits."""
    return _do(request, public_id, lambda actor, mailing: _paused(actor, pause_mailing(actor, mailing)))


@require_POST
@for_prospecting
def resumption(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let it go on."""

    def act(actor: Actor, mailing: Mailing) -> str:
        resume_mailing(actor, mailing)
        return _("L’envoi reprend.")

    return _do(request, public_id, act)


@require_POST
@for_prospecting
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """End it here."""

    def act(actor: Actor, mailing: Mailing) -> str:
        count = stop_mailing(actor, mailing)
        words = ngettext(
            "Envoi arrêté : %(count)s message ne partira pas.",
            "Envoi arrêté : %(count)s messages ne partiront pas.",
            count,
        )
        return words % {"count": format_decimal(count, actor.language)}

    return _do(request, public_id, act)


@require_POST
@for_prospecting
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    mailing = load(public_id)
    try:
        delete_mailing(actor_of(request), mailing)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        return go(request, mailing_url(mailing))
    flash(request, _("Brouillon « %(name)s » supprimé.") % {"name": mailing.name})
    return go(request, reverse("mailings:list"))


def _paused(actor: Actor, count: int) -> str:
    words = ngettext(
        "En pause : %(count)s message est retenu.", "En pause : %(count)s messages sont retenus.", count
    )
    return words % {"count": format_decimal(count, actor.language)}


def _do(request: HttpRequest, public_id: str, act: Callable[[Actor, Mailing], str]) -> HttpResponse:
    mailing = load(public_id)
    try:
        flash(request, act(actor_of(request), mailing))
    except Refused as refused:
        flash(request, refused.message, tone="warn")
    return go(request, mailing_url(mailing))
