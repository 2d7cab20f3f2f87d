"""The terms of payment of an order that is typed: proposed as usual with the reason, read as a quote reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.words import TERMS
from negoce.companies.models import Company
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.rules.quote_head import check_terms, read_head
from negoce.negotiation.words.quote import say_quote
from negoce.orders.queries.usual_terms import UsualTerms, usual_terms
from negoce.web.orders.figures import language
from negoce.web.quotes.totals import due_words
from negoce.web.sale_lines.typing import mark_of, number_text

NAMES = ("payment_with_order", "term_days", "term_kind", "early_percent", "early_days", "early_payment")


@dataclass(frozen=True, slots=True)
class EnteredTerms:
    """The texts of the fields, the values for the action, what is wrong by field, and what is said below them."""

    texts: Mapping[str, str]
    values: Mapping[str, object]
    faults: Mapping[str, str]
    findings: Sequence[tuple[str, str]]
    due: str
    reason: str

    @property
    def context(self) -> Mapping[str, object]:
        """What the card and its preview draw."""
        return {
            "terms": TERMS,
            "typed_terms": self.texts,
            "wrong_terms": {name: self.faults.get(name, "") for name in NAMES[1:]},
            "term_findings": self.findings,
            "due": self.due,
            "terms_reason": self.reason,
        }


def entered_terms(company: Company, posted: QueryDict) -> EnteredTerms:
    """Read the terms that were posted; of a form without them, those usual for the customer."""
    usual = usual_terms(company)
    texts = {**_texts(usual), **{name: posted.get(name, "")[:300] for name in NAMES if name in posted}}
    if not texts["term_days"].strip():
        texts["term_days"] = str(usual.term.days)
    day = timezone.localdate()
    read = read_head({**texts, "term_sector": usual.sector.value}, (), day=day, mark=mark_of(language()))
    head = read.head
    checked = check_terms(head, day=day)
    values = {
        "payment_with_order": head.payment_with_order,
        "term_kind": head.term.kind.value,
        "term_days": head.term.days,
        "early": head.early,
        "early_payment": head.early_payment,
    }
    return EnteredTerms(
        texts,
        values,
        {name: say_quote(fault) for name, fault in read.faults.items()},
        [(each.severity, say_quote(each)) for each in checked.findings],
        due_words(checked),
        _reason(usual),
    )


def refuse_terms(terms: EnteredTerms) -> None:
    """Raise Refused for a field that cannot be read, and for a term that the law does not allow."""
    said = [*terms.faults.values(), *(words for severity, words in terms.findings if severity == "error")]
    if said:
        raise Refused(said[0])


def _texts(usual: UsualTerms) -> Mapping[str, str]:
    early = usual.early
    return {
        "payment_with_order": "1" if usual.payment_with_order else "",
        "term_days": str(usual.term.days),
        "term_kind": usual.term.kind.value,
        "early_percent": number_text(early.percent, language()) if early else "",
        "early_days": str(early.days) if early else "",
        "early_payment": usual.early_words,
    }


def _reason(usual: UsualTerms) -> str:
    if usual.order is None:
        return _("Proposé : nos conditions habituelles, faute de commande précédente.")
    return _("Proposé : comme à leur dernière commande, %(reference)s du %(day)s.") % {
        "reference": usual.order.reference,
        "day": format_date(usual.order.ordered_on, language()),
    }
