"""The page of a form, and what becomes of what is sent by it. It works without a script."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.kit.refusal import Refused
from negoce.parameters.queries.seller import seller
from negoce.prospecting.actions.submission_take import Sent, note_view, take_submission
from negoce.prospecting.documents.form_notice import form_notice, newsletter_words
from negoce.prospecting.enums import FormState
from negoce.prospecting.models import PublicForm
from negoce.prospecting.rules.form_gate import CAMPAIGN, CONFIRM_WITHIN, Pace, Verdict, pace, read_campaign
from negoce.web.offers.doors import ip_of
from negoce.web.public_forms.doors import allow_frames, closed, form_page
from negoce.web.public_forms.fields import drawn_fields
from negoce.web.public_forms.tickets import new_ticket, read_ticket
from negoce.web.public_links import public_link
from negoce.web.seller_look import colours_answer, has_logo, logo_answer

# A box that people neither see nor reach: who fills it in is no person.
TRAP = "fax_number"
_ROBOTS = ("bot", "crawl", "spider", "preview", "monitor")


@form_page("GET", "HEAD", "POST")
def form(request: HttpRequest, form: PublicForm) -> HttpResponse:
    """Show the form, or take what was sent."""
    if form.state != FormState.OPEN.value:
        return closed(request, "closed", 410, form)
    if request.method == "POST":
        return allow_frames(_take(request, form), form)
    if request.GET.get("sent") == "1":
        return allow_frames(_thanks(request, form), form)
    if request.method == "GET" and not _is_robot(request):
        note_view(form)
    return allow_frames(draw_form(request, form), form)


@form_page("GET", "HEAD")
def logo(_request: HttpRequest, _form: PublicForm) -> HttpResponse:
    """The seller's logo."""
    return logo_answer()


@form_page("GET", "HEAD")
def colours(_request: HttpRequest, _form: PublicForm) -> HttpResponse:
    """The seller's colour."""
    return colours_answer()


def draw_form(
    request: HttpRequest,
    form: PublicForm,
    *,
    refused: Refused | None = None,
    problem: str = "",
    ticket: str = "",
    status: int = 200,
    preview: bool = False,
) -> HttpResponse:
    """The whole page, with what was typed and what is wrong; a `preview` of the house cannot be sent."""
    posted = request.POST
    errors = {name: messages[0] for name, messages in refused.fields.items()} if refused is not None else {}
    context = {
        **look_context(form),
        "form": form,
        "fields": drawn_fields(form, {name: posted.get(name, "") for name in posted}, errors),
        "problem": problem or (refused.message if refused is not None else ""),
        "notice": form_notice(form, seller()),
        "newsletter": newsletter_words(seller()) if form.asks_newsletter else "",
        "wants_newsletter": posted.get("newsletter") == "1",
        "campaign": read_campaign(_words(request)),
        "ticket": "" if preview else ticket or new_ticket(form.pk),
        "trap": TRAP,
        "preview": preview,
        "url": reverse("public_forms:form", args=[form.token]),
    }
    return render(request, "web/public_forms/form.html", context, status=status)


def look_context(form: PublicForm) -> Mapping[str, object]:
    """Who asks, as every public page of a form shows it."""
    us = seller()
    return {
        "title": form.title,
        "seller_name": us.trade_name or us.name,
        "seller": us,
        "has_logo": has_logo(),
        "logo_url": reverse("public_forms:logo", args=[form.token]),
        "colours_url": reverse("public_forms:colours", args=[form.token]),
        "confirm_days": CONFIRM_WITHIN.days,
    }


def _take(request: HttpRequest, form: PublicForm) -> HttpResponse:
    posted = request.POST
    if posted.get(TRAP):
        return _sent(form)
    carried = posted.get("ticket", "")
    ticket = read_ticket(carried, form.pk)
    at = pace(ticket.age) if ticket is not None else Pace.TOO_OLD
    if ticket is None or at is Pace.TOO_OLD:
        words = _(
            "Cette page est restée ouverte trop longtemps. Ce que vous avez écrit est gardé\u00a0: renvoyez-le."
        )
        return draw_form(request, form, problem=words, status=422)
    if at is Pace.TOO_FAST:
        words = _("C’était très rapide\u00a0: relisez ce que vous avez écrit, puis envoyez à nouveau.")
        return draw_form(request, form, problem=words, ticket=carried, status=422)
    sent = Sent(
        raw={name: posted.get(name, "") for name in list(posted)[:100]},
        nonce=ticket.nonce,
        ip=ip_of(request),
        newsletter=posted.get("newsletter") == "1",
        campaign=_words(request),
    )

    def address(secret: str) -> str:
        return public_link(request, reverse("public_forms:confirmation", args=[form.token, secret]))

    try:
        verdict = take_submission(form, sent, address=address)
    except Refused as refused:
        return draw_form(request, form, refused=refused, ticket=carried, status=422)
    if verdict is Verdict.BUSY:
        words = _(
            "Trop de demandes arrivent d’ici. Ce que vous avez écrit est gardé\u00a0: renvoyez-le dans une heure."
        )
        return draw_form(request, form, problem=words, ticket=carried, status=429)
    return _sent(form)


def _sent(form: PublicForm) -> HttpResponse:
    """The same answer whoever wrote, and whatever became of it."""
    url = f"{reverse('public_forms:form', args=[form.token])}?sent=1"
    return HttpResponse(status=303, headers={"Location": url})


def _thanks(request: HttpRequest, form: PublicForm) -> HttpResponse:
    return render(request, "web/public_forms/sent.html", {**look_context(form), "form": form})


def _words(request: HttpRequest) -> Mapping[str, str]:
    given = request.POST if request.method == "POST" else request.GET
    return {name: given.get(name, "") for name in CAMPAIGN}


def _is_robot(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "").lower()
    return any(word in agent for word in _ROBOTS)
