"""The page of a message: what, to whom, why it was allowed, what happened, and what a person may decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_deliver import House, html_of
from negoce.outbox.actions.message_send import WRITERS
from negoce.outbox.actions.message_settle import cancel_message, resend_message, take_as_sent
from negoce.outbox.enums import (
    CANCELLABLE,
    RESENDABLE,
    ContactPurpose,
    MessageKind,
    MessageState,
    MessageStep,
)
from negoce.outbox.models import Message, MessageEvent
from negoce.outbox.queries.visible import visible_messages
from negoce.outbox.words.choices import KINDS, PURPOSES, STATES, STEPS, TONES
from negoce.outbox.words.reasons import from_stored, say
from negoce.ui.components.lists import fact
from negoce.ui.html import chip, link
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language, short_moment
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.outbox.sandbox import sandboxed, saved, with_frame

# The page of what a message is about, by its kind there.
RELATED = {
    "quote": "quotes:quote",
    "order": "orders:order",
    "invoice": "billing:document",
    "deal": "deals:deal",
    "contract": "contracts:contract",
    "reminder": "companies:record",
    "mailing": "mailings:mailing",
}


@require_GET
def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """The message, its history, and what may be done about it."""
    return _page(request, _load(request, public_id))


@require_GET
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The message as mail programs draw it, for the frame of its page."""
    row = load_or_404(visible_messages(actor_of(request)), public_id)
    house = House()
    return sandboxed(html_of(row, house), logo=house.logo)


@require_GET
def attachment(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """One attached file, to be saved: never drawn among our pages."""
    row = load_or_404(visible_messages(actor_of(request)), public_id)
    file = row.attachments.filter(position=position).first()
    if file is None or not file.path.is_file():
        raise Http404(_("Ce fichier n’existe pas, ou n’est plus gardé."))
    return saved(file.path.read_bytes(), file.name)


@require_POST
def sending(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send again a message that failed, was refused, cancelled, or is in doubt."""
    address = request.POST.get("address", "")
    return _decide(
        request,
        public_id,
        lambda actor, row: resend_message(actor, row, address=address),
        _("Le message repart."),
    )


@require_POST
def settlement(request: HttpRequest, public_id: str) -> HttpResponse:
    """A message in doubt is known to have arrived."""
    return _decide(request, public_id, take_as_sent, _("Le message est marqué comme envoyé."))


@require_POST
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep a message that waits from leaving."""
    return _decide(request, public_id, cancel_message, _("Le message ne partira pas."))


def _decide(
    request: HttpRequest, public_id: str, act: Callable[[Actor, Message], object], said: str
) -> HttpResponse:
    row = _load(request, public_id)
    try:
        act(actor_of(request), row)
    except Refused as refusal:
        row.refresh_from_db()
        return _page(request, row, refusal=refusal.message, status=422)
    flash(request, said)
    return go(request, reverse("outbox:message", args=[public_id]))


def _load(request: HttpRequest, public_id: str) -> Message:
    rows = visible_messages(actor_of(request)).select_related("company", "contact", "sender", "template")
    return load_or_404(rows, public_id)


def _page(request: HttpRequest, row: Message, *, refusal: str = "", status: int = 200) -> HttpResponse:
    state = MessageState(row.state)
    may_act = any(actor_of(request).may(permission) for permission in WRITERS)
    context = {
        "message": row,
        "title": row.subject or str(KINDS[MessageKind(row.kind)]),
        "state": chip(STATES[state], tone=TONES[state]),
        "status": _status(row),
        "tone": TONES[state] or "info",
        "decision": say(from_stored(row.decided_by)),
        "decided_at": _decided_at(row),
        "facts": _facts(row),
        "files": _files(row),
        "events": [_event(each) for each in MessageEvent.objects.filter(message=row).select_related("actor")],
        "may_resend": may_act and state in RESENDABLE and bool(row.text),
        "may_settle": may_act and state is MessageState.IN_DOUBT,
        "may_cancel": may_act and state in CANCELLABLE,
        "resend_to": row.contact.email if row.contact is not None and row.contact.email else row.to_address,
        "refusal": refusal,
    }
    return with_frame(render(request, "web/outbox/message.html", context, status=status))


def _status(row: Message) -> str:
    """In one sentence, why it stands where it stands; empty when its state says it all."""
    if row.state == MessageState.WAITING.value and row.attempts:
        again = short_moment(row.not_before)
        why = say(Explanation(row.reason)) if row.reason else ""
        return f"{why} {_('Prochain essai : %(at)s.') % {'at': again}}".strip()
    if row.state == MessageState.WAITING.value and row.not_before > timezone.now():
        at = short_moment(row.not_before)
        return _("Départ prévu : %(at)s.") % {"at": at}
    if not row.reason or row.state == MessageState.REFUSED.value:
        return ""
    return say(Explanation(row.reason))


def _decided_at(row: Message) -> str:
    at = str(row.decided_by.get("at", ""))
    return short_moment(datetime.fromisoformat(at)) if at else ""


def _facts(row: Message) -> Sequence[SafeString]:
    rows = [fact(_("À"), " · ".join(part for part in (row.to_name, row.to_address) if part))]
    if row.contact is not None and row.contact.erased_at is None:
        rows.append(fact(_("Interlocuteur"), link(contact_url(row.contact), row.contact.full_name)))
    if row.company is not None:
        rows.append(fact(_("Entreprise"), link(company_url(row.company), row.company.name)))
    about = _related_url(row)
    kind = KINDS[MessageKind(row.kind)]
    rows.append(fact(_("À propos de"), link(about, kind) if about else kind))
    rows += [
        fact(_("De"), row.from_name),
        fact(_("Répondre à"), row.reply_to),
        fact(_("Finalité"), PURPOSES[ContactPurpose(row.purpose)]),
        fact(_("Demandé le"), _moment(row.created_at)),
    ]
    if row.sent_at is not None:
        rows.append(fact(_("Parti le"), _moment(row.sent_at)))
    if row.template is not None:
        rows.append(fact(_("Modèle"), row.template.name))
    return [*rows, fact(_("Identifiant"), row.message_id)]


def _related_url(row: Message) -> str:
    page = RELATED.get(row.related_kind, "")
    try:
        return reverse(page, args=[row.related_id]) if page and row.related_id else ""
    except NoReverseMatch:
        return ""


def _files(row: Message) -> Sequence[Mapping[str, object]]:
    return [
        {
            "name": each.name,
            "size": _("%(size)s ko") % {"size": format_decimal(max(1, each.size // 1000), reader_language())},
            "url": reverse("outbox:attachment", args=[row.public_id, each.position]),
        }
        for each in row.attachments.all()
    ]


def _event(event: MessageEvent) -> Mapping[str, str]:
    reason = from_stored({"code": event.reason, "figures": event.figures})
    return {
        "title": str(STEPS[MessageStep(event.step)]),
        "rest": event.actor.full_name if event.actor is not None else "",
        "when": short_moment(event.at),
        "tone": _STEP_TONES.get(MessageStep(event.step), "info"),
        "text": " — ".join(part for part in (say(reason) if _is_told(event) else "", event.words) if part),
    }


def _is_told(event: MessageEvent) -> bool:
    """The decision has its own card; the line that says it was queued does not repeat it."""
    return bool(event.reason) and event.step not in (MessageStep.QUEUED.value, MessageStep.RESENT.value)


def _moment(at: datetime) -> str:
    return short_moment(at)


_STEP_TONES = {
    MessageStep.SENT: "good",
    MessageStep.SETTLED: "good",
    MessageStep.FAILED: "bad",
    MessageStep.REFUSED: "bad",
    MessageStep.DOUBTED: "warn",
    MessageStep.POSTPONED: "warn",
}
