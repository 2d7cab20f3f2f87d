"""Stores a draft as a whole: its head and its lines, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.catalogue.rules.entered_lines import EnteredLine
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Contact
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.create import check_contact, check_deal, offer_language
from negoce.negotiation.actions.quotes.loading import journal, loaded, store
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Deal, Quote, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_entry import QuoteEntry, TypedQuote, read_entry
from negoce.negotiation.queries.quote_floor import sale_lines_of
from negoce.negotiation.rules.quote_head import QuoteHead
from negoce.negotiation.words.quote import say_quote

_HEAD = (
    "buyer_reference", "introduction", "conditions", "early_payment", "valid_until", "delivery_days",
    "delivery_on", "payment_with_order", "shipping",
)  # fmt: skip
_LINKS = ("contact", "deal", "owner")


def save_quote(
    actor: Actor,
    quote: Quote,
    *,
    revision: int,
    typed: TypedQuote,
    contact: Contact | None = None,
    deal: Deal | None = None,
    owner: User | None = None,
) -> Quote:
    """Store what was typed over the draft; returns the quote as stored.

    The amounts are those of `document_amounts`; the costs are those of the catalogue, never typed. Raises NotAllowed,
    Conflict when somebody saved meanwhile, Refused when the version is no draft or a cell is wrong: `fields` then
    names head fields, and cells as `line-<row>-<cell>`.
    """
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        if version.state != QuoteState.DRAFT:
            raise Refused(_("Seul un brouillon se modifie : rouvrez-le, ou faites une nouvelle version."))
        check_contact(actor, row.company, contact)
        check_deal(row.company, deal)
        entry = read_entry(row.company, typed, day=timezone.localdate())
        refuse_faults(entry)
        before = _told(row, version)
        write_head(version, entry.head)
        version.language = offer_language(contact) or version.language
        write_lines(version, entry.lines)
        version.save()
        store(row, version, title=entry.head.title, contact=contact, deal=deal, owner=owner)
        after = _told(row, version)
        changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
        journal(actor, row, "changed", changes)
    return row


def refuse_faults(entry: QuoteEntry) -> None:
    """Raise Refused with the sentence of each fault, if there is any."""
    fields = {name: [say_quote(finding)] for name, finding in entry.faults.items()}
    for number, line in enumerate(entry.lines):
        fields |= {f"line-{number}-{cell}": [say_quote(fault)] for cell, fault in line.faults.items()}
    if not fields:
        return
    count = len(fields)
    raise Refused(
        ngettext(
            "%(count)s valeur est à corriger. Rien n’a été enregistré.",
            "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
            count,
        )
        % {"count": count},
        fields=fields,
    )


def write_head(version: QuoteVersion, head: QuoteHead) -> None:
    """Take the head over, unsaved."""
    for name in _HEAD:
        setattr(version, name, getattr(head, name))
    version.term_kind, version.term_days = head.term.kind.value, head.term.days
    version.term_sector = head.sector.value
    version.early_percent = head.early.percent if head.early else None
    version.early_days = head.early.days if head.early else None
    version.shipping_vat_rate = head.shipping_vat
    version.reductions = stored_reductions(head.reductions)


def write_lines(version: QuoteVersion, lines: Sequence[EnteredLine]) -> list[QuoteLine]:
    """Replace the lines of a version and take over what they come to; the version is not saved."""
    version.lines.all().delete()
    rows = [line_row(version, place, line) for place, line in enumerate(lines)]
    amounts = version.add_up(sale_lines_of(rows)).value
    for row, net, allowance in zip(rows, amounts.line_nets, amounts.line_reductions, strict=True):
        row.net, row.allowance = net, allowance
    return QuoteLine.objects.bulk_create(rows)


def line_row(version: QuoteVersion, place: int, line: EnteredLine) -> QuoteLine:
    """An entered line as it is stored, unsaved."""
    return QuoteLine(
        version=version,
        position=place,
        kind=line.kind.value,
        product_id=line.product_key,
        code=line.code,
        label=line.label,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        is_price_typed=line.typed.price_typed,
        price_reason=list(line.price_reason),
        reductions=stored_reductions(line.reductions),
        vat_category=line.vat.category.value,
        vat_rate=line.vat.rate,
        unit_cost=line.unit_cost,
        is_option=line.is_option,
        is_chosen=line.is_chosen,
        option_group=line.option_group,
    )


def _told(row: Quote, version: QuoteVersion) -> Mapping[str, object]:
    """What the journal tells of a change: the head and the amounts, not each line."""
    told: dict[str, object] = {"title": row.title, "net": version.net.quantize(Decimal("0.01"))}
    told |= {f"{name}_id": getattr(row, f"{name}_id") for name in _LINKS}
    told |= {name: getattr(version, name) for name in ("valid_until", "term_kind", "term_days", "shipping")}
    return told
