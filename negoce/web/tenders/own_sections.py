"""The sections of a tender itself: its procedure, its facts, the deal that answers it, its journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.money import format_money
from negoce.negotiation.enums import BuyerKind, DealState
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.of_deal import judged, tender_journal
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.tender import BUYER_KINDS, CALL_KINDS, NEED_KINDS, PROCEDURES, PUBLICITIES, say
from negoce.ui.components.lists import fact
from negoce.ui.html import link
from negoce.ui.words.say import reader_language
from negoce.web.activities.words import day_words, time_tag
from negoce.web.companies.record import company_url
from negoce.web.deals.lists import STATE_TONES
from negoce.web.tenders.days import steps
from negoce.web.tenders.section_types import SIDE, TenderRecord, TenderSection

_JOURNAL = 8


def _read_procedure(record: TenderRecord) -> Mapping[str, object]:
    tender, today = record.tender, timezone.localdate()
    found = judged(tender, today)
    turnover = found.procedure.value.most_turnover if found.procedure is not None else None
    return {
        "procedure": PROCEDURES[found.procedure.value.procedure] if found.procedure else "",
        "publicity": PUBLICITIES[found.procedure.value.publicity] if found.procedure else "",
        "turnover": "" if turnover is None else format_money(turnover, reader_language(), "EUR"),
        "refusal": say(found.refusal) if found.refusal else "",
        "warnings": [say(each) for each in found.procedure.findings] if found.procedure else [],
        "steps": steps(found),
        "is_private": tender.buyer == BuyerKind.PRIVATE,
        "own_rules": tender.own_rules,
        "procedure_url": procedure_url(tender, today),
    }


def procedure_url(tender: Tender, today: date) -> str:
    """The calculation of the procedure, with the values of this tender."""
    started = tender.published_on or today
    asked = {
        "buyer": tender.buyer,
        "need": tender.need,
        "amount": "" if tender.amount is None else f"{tender.amount.normalize():f}",
        "starts_on": f"{started:%d/%m/%Y}",
    }
    return f"{reverse('calculators:calculator', args=['tender-procedure'])}?{urlencode(asked)}"


def _read_facts(record: TenderRecord) -> Mapping[str, object]:
    tender = record.tender
    amount = "" if tender.amount is None else format_money(tender.amount, reader_language(), record.currency)
    rows: Sequence[SafeString] = [
        fact(_now("Acheteur"), link(company_url(tender.company), tender.company.name)),
        fact(_now("Type d’acheteur"), BUYER_KINDS[tender.buyer]),
        fact(_now("Achat"), NEED_KINDS[tender.need]),
        fact(_now("Montant HT du besoin entier"), amount),
        fact(_now("Forme"), CALL_KINDS.get(tender.call, "")),
        fact(_now("Référence"), tender.reference),
        fact(_now("Suivi par"), tender.owner.full_name if tender.owner is not None else ""),
    ]
    url = reverse("tenders:change", args=[tender.public_id]) if record.may_edit else ""
    return {"facts": rows, "change_url": url}


def _read_deal(record: TenderRecord) -> Mapping[str, object] | None:
    tender, deal = record.tender, record.tender.deal
    if deal is not None and deal.deleted_at is not None:
        deal = None
    if deal is None and not record.may_edit:
        return None
    amount = (
        ""
        if deal is None or deal.amount is None
        else format_money(deal.amount, reader_language(), deal.currency)
    )
    return {
        "answer": deal,
        "answer_url": reverse("deals:deal", args=[deal.public_id]) if deal is not None else "",
        "answer_state": label_of(DealState, deal.state) if deal is not None else "",
        "answer_tone": STATE_TONES[deal.state] if deal is not None else "",
        "answer_amount": amount,
        "may_open": record.may_edit and record.actor.may(Permission.CREATE) and tender.deal_id is None,
        "link_url": reverse("tenders:link", args=[tender.public_id]) if record.may_edit else "",
    }


def _read_journal(record: TenderRecord) -> Mapping[str, object] | None:
    verbs = {
        "created": _now("a entré l’appel d’offres"),
        "changed": _now("a modifié l’appel d’offres"),
        "decided": _now("a décidé d’y répondre ou non"),
        "outcome_told": _now("a noté son résultat"),
        "reopened": _now("a retiré son résultat"),
    }
    today = timezone.localdate()
    lines = []
    for entry in tender_journal(record.tender, _JOURNAL):
        when = time_tag(day_words(timezone.localtime(entry.at).date(), today), entry.at)
        words = verbs.get(entry.verb, _now("a agi sur l’appel d’offres"))
        lines.append({"name": entry.actor_name, "words": words, "when": when})
    return {"journal": lines} if lines else None


PROCEDURE = TenderSection(
    "procedure", _("Procédure"), "web/tenders/_procedure.html", _read_procedure, queries_max=0
)
FACTS = TenderSection(
    "facts", _("La consultation"), "web/tenders/_facts.html", _read_facts, queries_max=0, column=SIDE
)
DEAL = TenderSection(
    "deal", _("L’affaire qui y répond"), "web/tenders/_deal.html", _read_deal, queries_max=0, column=SIDE
)
JOURNAL = TenderSection(
    "journal", _("Historique"), "web/tenders/_journal.html", _read_journal, queries_max=1, column=SIDE
)
