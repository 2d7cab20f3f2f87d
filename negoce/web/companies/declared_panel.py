"""The card of what is declared of the way a company buys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyingPractice, DeclaredKind, FactSource
from negoce.companies.models import DeclaredFact
from negoce.companies.queries.declared_facts import declared_facts
from negoce.companies.words.choices import choice_label, choice_options
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_round
from negoce.web.companies.panel_types import BEHAVIOUR, Panel
from negoce.web.companies.record import CompanyRecord


def _read_panel(record: CompanyRecord) -> Mapping[str, object] | None:
    facts = declared_facts(record.company)
    if not facts.latest and not record.may_edit:
        return None
    return {
        "lines": [_line(fact) for fact in facts.latest],
        "older": [_line(fact) for fact in facts.older],
        "kinds": [
            (reverse("companies:declared_new", args=[record.company.public_id, value]), label)
            for value, label in choice_options(DeclaredKind)
        ],
        "may_edit": record.may_edit,
    }


DECLARED = Panel(
    "declared", _("Ce que l’on sait d’eux"), "web/companies/_declared.html", _read_panel, 1, tab=BEHAVIOUR
)


def _line(fact: DeclaredFact) -> Mapping[str, object]:
    language = (get_language() or "fr")[:2]
    return {
        "fact": fact,
        "kind": choice_label(DeclaredKind, fact.kind),
        "says": fact_words(fact, language),
        "source": choice_label(FactSource, fact.source),
        "day": format_date(fact.known_on, language),
    }


def fact_words(fact: DeclaredFact, language: str) -> str:
    """What an entry says in few words; empty when its text says it all."""
    share = _percent(fact.share, language)
    if fact.kind == DeclaredKind.COMPETITOR:
        name = fact.competitor.name if fact.competitor else ""
        if not share:
            return name
        return _now("%(name)s, %(share)s %% de leurs achats") % {"name": name, "share": share}
    if fact.kind == DeclaredKind.PURCHASES and fact.amount is not None:
        amount = format_money_round(fact.amount, language)
        if not share:
            return _now("%(amount)s HT par an") % {"amount": amount}
        said = _now("%(amount)s HT par an, dont %(share)s %% accessibles")
        return said % {"amount": amount, "share": share}
    if fact.kind == DeclaredKind.NEGOTIATION:
        return choice_label(BuyingPractice, fact.practice)
    return ""


def _percent(share: Decimal | None, language: str) -> str:
    if share is None:
        return ""
    return format_decimal(share, language, 0 if share == int(share) else 2)
