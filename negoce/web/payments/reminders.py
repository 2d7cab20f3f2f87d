"""The reminders of the day: one message a customer, by e-mail, by letter or by telephone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.billing.actions.payments.remind import record_reminder
from negoce.billing.documents.reminder_letter import language_of, reminder_letter
from negoce.billing.models import Receivable
from negoce.billing.payment_words import WAYS
from negoce.billing.queries.payments.interest import interest_of
from negoce.billing.queries.payments.reminders import DueReminder, due_reminders
from negoce.billing.rules.reminder_steps import ReminderWay
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.models import Message
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.rules.dated_values import DatedValues
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft
from negoce.web.payments.figures import day, left_of, money


@require_GET
def reminders(request: HttpRequest) -> HttpResponse:
    """Who is to be reminded today, the largest amount first; who sees a customer reads it, fewer may send it."""
    actor, today = actor_of(request), timezone.localdate()
    values = dated_values()
    found = due_reminders(actor, today)
    context = {
        "as_of": day(today),
        "lines": [
            {
                "due": each,
                "company_url": company_url(each.company),
                "way": str(WAYS[each.step.way]),
                "left": money(each.left),
                "late": ngettext("%(count)s jour", "%(count)s jours", each.oldest_late)
                % {"count": each.oldest_late},
                "references": ", ".join(row.reference for row in each.receivables[:6]),
                "more": max(len(each.receivables) - 6, 0),
                "interest": money(_interest(each, today, values)),
                "url": reverse(f"payments:reminder_{each.step.way.value}", args=[each.company.public_id]),
                "dialog": "modal" if each.step.way is ReminderWay.EMAIL else "",
            }
            for each in found[:100]
        ],
        "count": len(found),
        "may": actor.may(Permission.MANAGE_PAYMENTS),
    }
    return render(request, "web/payments/reminders.html", context)


@require_http_methods(["GET", "POST"])
def email(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read the message before it leaves; what is sent raises the step."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.MANAGE_PAYMENTS)
    due = _due(actor, public_id, today)
    draft = Draft(
        title=_("Relance : %(company)s") % {"company": due.company.name},
        kind=MessageKind.REMINDER,
        company=due.company,
        purpose=ContactPurpose.CONTRACTUAL,
        template="reminder_3" if due.step.is_notice else f"reminder_{min(due.step.number, 2)}",
        fields=_merge_fields(due),
        language=language_of(due.company),
        key=f"reminder:{due.company.public_id}:{due.step.number}:{today.isoformat()}",
        related_kind="reminder",
        related_id=due.company.public_id,
    )

    def keep(message: Message) -> None:
        keys = [row.pk for row in due.receivables]
        record_reminder(
            actor, due.company, step=due.step, keys=keys, today=today, message_key=message.public_id
        )

    url = reverse("payments:reminder_email", args=[public_id])
    return compose_message(request, draft, url=url, done_url=reverse("payments:reminders"), on_queued=keep)


@require_GET
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The formal notice as a PDF to print and send by registered post."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.MANAGE_PAYMENTS)
    due = _due(actor, public_id, today)
    answer = HttpResponse(reminder_letter(due, today), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="relance-{today.isoformat()}.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, public_id: str) -> HttpResponse:
    """What to say on the telephone, then what was said."""
    return _by_hand(request, public_id, "web/payments/reminder_call.html")


@require_POST
def letter_sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The letter was posted."""
    return _by_hand(request, public_id, "")


def _by_hand(request: HttpRequest, public_id: str, template: str) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.MANAGE_PAYMENTS)
    due = _due(actor, public_id, today)
    if request.method == "GET":
        context = {
            "due": due,
            "left": money(due.left),
            "lines": [
                {
                    "reference": row.reference,
                    "due": day(row.due_on),
                    "left": money(left_of(row), row.currency),
                }
                for row in due.receivables
            ],
        }
        return render(request, template, context)
    try:
        keys = [row.pk for row in due.receivables]
        note = request.POST.get("note", "")
        record_reminder(actor, due.company, step=due.step, keys=keys, today=today, note=note)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("Relance notée."))
    return go(request, reverse("payments:reminders"))


def _merge_fields(due: DueReminder) -> Mapping[str, str]:
    """What the texts of reminders may say, in the language of the customer."""
    rows = due.receivables
    with override(language_of(due.company)):
        return {
            # Of several invoices, each has its day and its due date: those of the oldest alone would be false.
            "number": ", ".join(row.reference for row in rows),
            "date": ", ".join(day(row.issued_on) for row in rows),
            "total": money(sum((row.amount for row in rows), Decimal(0)), rows[0].currency),
            "open_amount": money(due.left),
            "due_on": ", ".join(day(row.due_on) for row in rows),
            "days_late": str(due.oldest_late),
            "invoices": "\n".join(_invoice_line(row) for row in rows),
        }


def _invoice_line(row: Receivable) -> str:
    """One invoice as a reminder lists it."""
    said = _("– facture %(number)s du %(day)s, échue le %(due)s : %(left)s") % {
        "number": row.reference,
        "day": day(row.issued_on),
        "due": day(row.due_on),
        "left": money(left_of(row), row.currency),
    }
    return str(said)


def _due(actor: Actor, public_id: str, today: date) -> DueReminder:
    company = load_or_404(visible_companies(actor), public_id)
    found = due_reminders(actor, today, company)
    if not found:
        raise Http404(_("Aucune relance n’est due par ce client aujourd’hui."))
    return found[0]


def _interest(due: DueReminder, today: date, values: DatedValues) -> Decimal:
    worked = (interest_of(row, today, values) for row in due.receivables)
    return sum((each.value.total for each in worked if each is not None), Decimal(0))
