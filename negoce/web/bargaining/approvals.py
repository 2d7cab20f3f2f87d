"""What is asked below the floor, on the page of a deal: the quote that carries the price, requests and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal, format_money
from negoce.negotiation.enums import ApprovalAnswer, QuoteState
from negoce.negotiation.models import QuoteApproval
from negoce.negotiation.queries.bargaining.approvals import DealApproval, deal_approval
from negoce.negotiation.words.quote import STATES
from negoce.ui.words.say import reader_language, short_moment
from negoce.web.companies.record import url_or_nothing
from negoce.web.deals.panel_types import BARGAINING, DealPanel, DealRecord
from negoce.web.quotes.totals import stored_floor_context

_ANSWERS: Mapping[str, tuple[str, object]] = {
    ApprovalAnswer.WAITING.value: ("warn", _("Attend une réponse")),
    ApprovalAnswer.APPROVED.value: ("good", _("Accordé")),
    ApprovalAnswer.REFUSED.value: ("bad", _("Refusé")),
}


def _read(record: DealRecord) -> Mapping[str, object] | None:
    found = deal_approval(record.quotes, timezone.localdate())
    if found.quote is None and not found.asked and not (record.may_edit and record.is_open):
        return None
    place = [record.deal.public_id]
    may_answer = found.waiting is not None and record.actor.may(Permission.APPROVE_QUOTES)
    create_url = url_or_nothing("quotes:create") if record.actor.may(Permission.CREATE) else ""
    return {
        "quote": found.quote,
        **standing(record.actor, found),
        "asked": [request_line(record.actor, each) for each in found.asked],
        "ask_url": reverse("bargaining:approval", args=place)
        if record.may_edit and found.may_be_asked
        else "",
        "answer_url": reverse("bargaining:approval_answer", args=place) if may_answer else "",
        "create_url": f"{create_url}?deal={record.deal.public_id}" if create_url and record.is_open else "",
    }


def standing(actor: Actor, found: DealApproval) -> Mapping[str, object]:
    """The quote that carries the price and where it stands towards the floor."""
    quote, floor = found.quote, found.floor
    if quote is None or floor is None:
        return {"quote_url": "", "quote_words": "", "floor": {}, "is_changeable": False}
    words = " · ".join((quote.number, str(STATES[quote.state]), format_money(quote.net, reader_language())))
    return {
        "quote_url": reverse("quotes:quote", args=[quote.public_id]),
        "quote_words": words,
        "floor": stored_floor_context(floor, margins=actor.may_read(FieldGroup.MARGIN)),
        "is_changeable": quote.state == QuoteState.DRAFT,
    }


def request_line(actor: Actor, asked: QuoteApproval) -> Mapping[str, object]:
    tone, words = _ANSWERS[asked.answer]
    figures: Sequence[str] = ()
    if actor.may_read(FieldGroup.MARGIN):
        figures = _figures(asked)
    return {
        "number": asked.version.quote.number,
        "url": reverse("quotes:quote", args=[asked.version.quote.public_id]),
        "tone": tone,
        "answer": words,
        "who": asked.asked_by.full_name if asked.asked_by is not None else "",
        "when": short_moment(asked.asked_at),
        "reason": asked.reason,
        "figures": " · ".join(figures),
        "answered_by": asked.answered_by.full_name if asked.answered_by is not None else "",
        "answered_at": short_moment(asked.answered_at),
        "comment": asked.comment,
    }


def _figures(asked: QuoteApproval) -> Sequence[str]:
    language = reader_language()
    floor = _now("plancher %(rate)s %%") % {"rate": format_decimal(asked.floor, language, 2)}
    if asked.margin_rate is None:
        return [floor]
    return [_now("marge %(rate)s %%") % {"rate": format_decimal(asked.margin_rate, language, 2)}, floor]


APPROVALS = DealPanel(
    "approvals",
    _("Accord sous le plancher"),
    "web/bargaining/_approvals.html",
    _read,
    queries_max=6,
    tab=BARGAINING,
)
