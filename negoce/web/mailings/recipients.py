"""Whom a mailing wrote to, or left out, one by one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.explain import Explanation
from negoce.outbox.enums import MessageState
from negoce.outbox.words.choices import STATES, TONES
from negoce.outbox.words.reasons import from_stored
from negoce.prospecting.models import MailingRecipient
from negoce.prospecting.queries.mailing_results import OUTCOMES, recipients_of
from negoce.prospecting.words.mailing import say, short
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of
from negoce.web.mailings.outcome_words import OUTCOME_WORDS
from negoce.web.mailings.record import for_prospecting, load, mailing_url

_PAGE = 100


@require_GET
@for_prospecting
def recipients(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page; `which` is an outcome, a reason, or everybody."""
    mailing = load(public_id)
    which = request.GET.get("which", "")[:40]
    page = Paginator(recipients_of(actor_of(request), mailing, which), _PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "mailing": mailing,
        "mailing_url": mailing_url(mailing),
        "list_url": reverse("mailings:list"),
        "title": _title(which),
        "which": which,
        "page": page,
        "pages_url": f"?{urlencode({'which': which})}&",
        "lines": [_line(row) for row in page.object_list],
        "columns": [
            TableColumn(_("Entreprise")),
            TableColumn(_("Personne")),
            TableColumn(_("Ce qu’il en est")),
        ],
    }
    return render(request, "web/mailings/recipients.html", context)


def _title(which: str) -> str:
    if which in OUTCOMES:
        return str(OUTCOME_WORDS[which])
    if which == "unsubscribed":
        return _("Désinscrits par le lien")
    return short(which) if which else _("Tous les destinataires")


def _line(row: MailingRecipient) -> dict[str, object]:
    message = row.message
    state = MessageState(message.state) if message is not None else None
    reason = ""
    if row.left_out:
        reason = say(from_stored({"code": row.left_out, "figures": row.figures}))
    elif message is not None and message.reason:
        reason = say(Explanation(message.reason))
    return {
        "company": row.company.name,
        "company_url": company_url(row.company),
        "person": row.name,
        "person_url": contact_url(row.contact) if row.contact is not None else "",
        "address": row.address or ", ".join(row.lines),
        "state": STATES[state] if state is not None else "",
        "tone": TONES[state] if state is not None else "",
        "reason": reason,
        "words": message.server_words if message is not None and message.reason else "",
        "message_url": reverse("outbox:message", args=[message.public_id]) if message is not None else "",
        "unsubscribed": row.unsubscribed_at is not None,
    }
