"""What leaves is said once more before it does: how many, when, from whom, tried or not; then it is launched."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import ceil

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.rules.retry import room
from negoce.prospecting.actions.mailing_launch import launch_mailing
from negoce.prospecting.actions.mailing_prepare import run_of
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailings import Audience, audience_of
from negoce.ui.toasts import flash
from negoce.ui.words.figures import cents, number
from negoce.ui.words.say import short_moment
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, seen_revision
from negoce.web.mailings.record import for_prospecting, load, mailing_url
from negoce.web.public_links import public_link


@require_http_methods(["GET", "POST"])
@for_prospecting
def launch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what launching does, then do it."""
    actor, mailing = actor_of(request), load(public_id)
    if request.method == "GET":
        return show_form(
            request, "mailings/_launch", forms.Form(), {**_said(actor, mailing), **_read(request)}
        )
    try:
        revision = seen_revision(request.POST.get("revision", ""))
        launch_mailing(actor, mailing, revision=revision, site_url=public_link(request, "/"))
    except Refused as refused:
        # Of the revision that was read, not of one that came meanwhile: pressed again, it does not leave unread.
        said = {**_said(actor, mailing), "revision": request.POST.get("revision", "")}
        return show_refusal(request, "mailings/_launch", forms.Form(request.POST), refused, said)
    if mailing.kind == MailingKind.LETTER.value:
        flash(request, _("Les lettres de « %(name)s » se préparent.") % {"name": mailing.name})
    else:
        flash(request, _("Envoi « %(name)s » lancé.") % {"name": mailing.name})
    return go(request, mailing_url(mailing))


def _read(request: HttpRequest) -> Mapping[str, object]:
    """The revision of the draft that stands behind the dialog, when its page says so."""
    revision = request.GET.get("revision", "")
    return {"revision": seen_revision(revision)} if revision else {}


def _said(actor: Actor, mailing: Mailing) -> Mapping[str, object]:
    is_email = mailing.kind == MailingKind.EMAIL.value
    start: dict[str, object] = {
        "title": (_("Lancer « %(name)s » ?") if is_email else _("Préparer les lettres de « %(name)s » ?"))
        % {"name": mailing.name},
        "url": mailing_url(mailing, "launch"),
        "revision": mailing.revision,
        "is_email": is_email,
        "problem": "",
    }
    if mailing.state != MailingState.DRAFT.value:
        return {**start, "problem": _("Cet envoi est déjà lancé.")}
    try:
        audience = audience_of(actor, mailing)
    except Refused as refused:
        return {**start, "problem": refused.message}
    if not audience.pieces and audience.is_whole:
        return {**start, "problem": _("Personne ne recevrait cet envoi : tous sont écartés.")}
    run = run_of(actor, mailing)
    return {
        **start,
        "what": _what(mailing, audience),
        "left": _left(audience),
        "sender": run.from_name,
        "reply_to": run.reply_to,
        "pace": _pace(mailing, audience.pieces) if is_email else "",
        "cost": _cost(mailing, audience.pieces),
        "is_whole": audience.is_whole,
        "trial": _trial(mailing) if is_email else "",
    }


def _what(mailing: Mailing, audience: Audience) -> str:
    count = {"count": number(audience.pieces)}
    if mailing.kind == MailingKind.LETTER.value:
        words = ngettext(
            "%(count)s lettre est préparée, à imprimer. Rien n’est posté.",
            "%(count)s lettres sont préparées, à imprimer. Rien n’est posté.",
            audience.pieces,
        )
        return words % count
    if mailing.send_at is not None and mailing.send_at > timezone.now():
        words = ngettext(
            "%(count)s e-mail part le %(at)s.", "%(count)s e-mails partent le %(at)s.", audience.pieces
        )
        return words % {**count, "at": short_moment(mailing.send_at)}
    words = ngettext(
        "%(count)s e-mail part maintenant.", "%(count)s e-mails partent maintenant.", audience.pieces
    )
    return words % count


def _left(audience: Audience) -> str:
    count = sum(each.count for each in audience.left_out)
    words = ngettext("%(count)s destinataire est écarté.", "%(count)s destinataires sont écartés.", count)
    return words % {"count": number(count)} if count else ""


def _pace(mailing: Mailing, pieces: int) -> str:
    # What is left beside the messages that people send one by one.
    most = max(1, room(0, settings.NEGOCE_MAILS_A_MINUTE).bulk)
    a_minute = min(mailing.a_minute or most, most)
    minutes = ceil(pieces / a_minute)
    if minutes <= 1:
        return _("En moins d’une minute.")
    words = _("À %(pace)s par minute au plus, en %(minutes)s minutes au moins.")
    return words % {"pace": number(a_minute), "minutes": number(minutes)}


def _cost(mailing: Mailing, pieces: int) -> str:
    if not mailing.piece_cost:
        return ""
    parts = {
        "count": number(pieces),
        "each": number(mailing.piece_cost, _decimals(mailing.piece_cost)),
        "sum": cents(mailing.piece_cost * pieces),
    }
    return _("%(count)s × %(each)s € = %(sum)s") % parts


def _decimals(amount: Decimal) -> int:
    """As many as it has, two at least."""
    exponent = amount.normalize().as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def _trial(mailing: Mailing) -> str:
    """Why a trial is due; empty once this very draft was tried."""
    if mailing.tried_revision is None:
        return _("Aucun envoi d’essai n’a été fait.")
    if mailing.tried_revision != mailing.revision:
        return _("L’envoi a changé depuis son dernier essai.")
    return ""
