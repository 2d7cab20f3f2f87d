"""The form of a draft: what is posted, what is stored, and what its template reads of either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from negoce.catalogue.enums import LineKind, ReductionKind
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.catalogue.rules.vat_rates import rates_on
from negoce.catalogue.term_words import percent_words
from negoce.catalogue.words import SECTORS, TERMS
from negoce.companies.models import Contact
from negoce.companies.queries.activities import people_of
from negoce.companies.queries.company_page import possible_owners
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import FieldGroup
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Deal, Quote, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_entry import QuoteEntry, TypedQuote, read_entry
from negoce.negotiation.queries.quote_head import stored_head
from negoce.negotiation.rules.quote_head import QuoteHead, TypedReduction
from negoce.negotiation.words.quote import say_price_reason, say_quote
from negoce.ui.words.say import reader_language
from negoce.web.quotes.totals import totals_context
from negoce.web.sale_lines.posted import typed_lines
from negoce.web.sale_lines.rows import Row, empty_row, rows_of, unit_choices, vat_choices
from negoce.web.sale_lines.typing import mark_of, number_text, reductions_text, typed_from

# In the legal order; the place of each in this list names its fault.
REDUCTIONS = (ReductionKind.DEFECT_REBATE, ReductionKind.TRADE_DISCOUNT, ReductionKind.CASH_DISCOUNT)
HEAD = (
    "title", "buyer_reference", "introduction", "conditions", "early_payment", "early_percent", "early_days",
    "valid_until", "delivery_days", "delivery_on", "term_kind", "term_days", "term_sector", "payment_with_order",
    "shipping", "shipping_vat_rate",
)  # fmt: skip
LINKS = ("contact", "deal", "owner")


@dataclass(frozen=True, slots=True)
class QuoteForm:
    """The texts of the form, from the database or as they were posted; `revision` is what the person saw."""

    typed: TypedQuote
    links: Mapping[str, str]
    revision: str


def posted_form(posted: QueryDict) -> QuoteForm:
    """What somebody sent."""
    head = {name: posted.get(name, "")[:5_000] for name in HEAD}
    reductions = [
        TypedReduction(kind.value, posted.get(f"reduction_{kind.value}", "")[:60]) for kind in REDUCTIONS
    ]
    typed = TypedQuote(head, typed_lines(posted), reductions, mark_of(reader_language()))
    return QuoteForm(typed, {name: posted.get(name, "")[:40] for name in LINKS}, _seen(posted))


def _seen(posted: QueryDict) -> str:
    """The revision that the person saw; `keep` is the one that a conflict showed them, and that they write over."""
    return posted.get("keep", "") or posted.get("revision", "")


def without_empty(typed: TypedQuote) -> TypedQuote:
    """Rows with nothing in them are not read: they would not line up with what is said of them."""
    return replace(typed, lines=[line for line in typed.lines if not line.is_empty])


def stored_form(quote: Quote, version: QuoteVersion, lines: Sequence[QuoteLine]) -> QuoteForm:
    """What is stored, as one types it."""
    language = reader_language()
    head = stored_head(version)
    texts = {
        "title": quote.title,
        "buyer_reference": head.buyer_reference,
        "introduction": head.introduction,
        "conditions": head.conditions,
        "early_payment": head.early_payment,
        "early_percent": number_text(head.early.percent, language) if head.early else "",
        "early_days": str(head.early.days) if head.early else "",
        "valid_until": _day(head.valid_until),
        "delivery_days": "" if head.delivery_days is None else str(head.delivery_days),
        "delivery_on": _day(head.delivery_on),
        "term_kind": head.term.kind.value,
        "term_days": str(head.term.days),
        "term_sector": head.sector.value,
        "payment_with_order": "1" if head.payment_with_order else "",
        "shipping": number_text(head.shipping, language, least=2) if head.shipping else "",
        "shipping_vat_rate": "" if head.shipping_vat is None else f"{head.shipping_vat.normalize():f}",
    }
    links = {
        "contact": quote.contact.public_id if quote.contact else "",
        "deal": quote.deal.public_id if quote.deal else "",
        "owner": quote.owner.public_id if quote.owner else "",
    }
    typed = TypedQuote(texts, _typed(lines, language), _reductions(head, language), mark_of(language))
    return QuoteForm(typed, links, str(quote.revision))


def form_context(actor: Actor, quote: Quote, form: QuoteForm) -> Mapping[str, object]:
    """All that the form draws, priced and added up as it stands."""
    entry = read_entry(quote.company, without_empty(form.typed), day=timezone.localdate())
    language = reader_language()
    lines = [line.typed for line in entry.lines]
    return {
        "quote": quote,
        "company": quote.company,
        "form": form,
        "head": form.typed.head,
        "links": form.links,
        "reductions": _reduction_cells(form, entry),
        "shipping_vats": [
            (f"{rate.normalize():f}", percent_words(rate, language))
            for rate in rates_on(timezone.localdate())
        ],
        "rows": entry_rows(actor, entry),
        "blanks": [empty_row(kind, "KEY") for kind in LineKind],
        "vats": vat_choices(timezone.localdate(), language, lines),
        "units": unit_choices(lines),
        "terms": TERMS,
        "sectors": SECTORS,
        "people": [(person.public_id, person.full_name) for person in people_of(actor, quote.company)],
        "deals": _deals(quote),
        "owners": [(person.public_id, person.full_name) for person in possible_owners()],
        "preview_url": reverse("quotes:preview", args=[quote.public_id]),
        **totals_context(actor, entry),
    }


def entry_rows(actor: Actor, entry: QuoteEntry) -> list[Row]:
    """The rows of the editor with what the server says of each."""
    return rows_of(
        entry.lines,
        entry.amounts.value,
        say=say_quote,
        say_reason=say_price_reason,
        language=reader_language(),
        margins=actor.may_read(FieldGroup.MARGIN),
    )


def chosen_links(actor: Actor, quote: Quote, form: QuoteForm) -> dict[str, Contact | Deal | User | None]:
    """The records that the form names, among those the actor may see; None for nobody."""
    contact, deal, owner = (form.links[name] for name in LINKS)
    return {
        "contact": visible_contacts(actor).filter(public_id=contact).first() if contact else None,
        "deal": Deal.objects.filter(public_id=deal, company_id=quote.company_id).first() if deal else None,
        "owner": User.objects.filter(public_id=owner, is_active=True).first() if owner else None,
    }


def _typed(lines: Sequence[QuoteLine], language: str) -> list[TypedLine]:
    return [
        typed_from(
            line,
            language=language,
            price_typed=line.is_price_typed,
            is_option=line.is_option,
            is_chosen=line.is_chosen,
            group=line.option_group,
        )
        for line in lines
    ]


def _reductions(head: QuoteHead, language: str) -> list[TypedReduction]:
    return [
        TypedReduction(
            kind.value, reductions_text([each for each in head.reductions if each.kind is kind], language)
        )
        for kind in REDUCTIONS
    ]


def _reduction_cells(form: QuoteForm, entry: QuoteEntry) -> list[tuple[str, str, str]]:
    """Kind, text and fault of each reduction of the document."""
    texts = {each.kind: each.text for each in form.typed.reductions}
    faults = {name: say_quote(finding) for name, finding in entry.faults.items()}
    return [
        (kind.value, texts.get(kind.value, ""), faults.get(f"reduction-{place}", ""))
        for place, kind in enumerate(REDUCTIONS)
    ]


def _deals(quote: Quote) -> list[tuple[str, str]]:
    rows = Deal.objects.filter(company_id=quote.company_id, deleted_at__isnull=True).order_by("-id")[:50]
    return [(deal.public_id, deal.name) for deal in rows]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
