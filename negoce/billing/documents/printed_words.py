"""The words of a printed invoice that its content says in codes; French, as the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from negoce.billing.rules.electronic_codes import Operation
from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.enums import PaymentTermKind
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.term_words import payment_words
from negoce.kit.dates import format_date
from negoce.kit.money import NO_BREAK_SPACE, format_decimal, format_money

OPERATIONS = {
    Operation.GOODS.value: "Livraison de biens",
    Operation.SERVICES.value: "Prestation de services",
    Operation.MIXED.value: "Biens et services",
}
_ZERO = Decimal(0)


def party_of(told: Mapping[str, Any], *, identified: bool) -> Party:
    """A buyer or a place, with the identifiers of a buyer."""
    country = told["country"] if told["country"] not in ("", "FR") else ""
    town = " ".join(part for part in (told["postal_code"], told["city"]) if part)
    identifiers = (("SIRET", "siret"), ("SIREN", "siren"), ("TVA", "vat_number")) if identified else ()
    known = [(label, told[key]) for label, key in identifiers if told[key]]
    if len(known) > 1 and known[0][0] == "SIRET" and known[1][0] == "SIREN":
        # The SIRET begins with the SIREN, but the law names the SIREN: both are there.
        known = [known[1], known[0], *known[2:]]
    return Party(
        told["name"],
        address=tuple(line for line in (*told["lines"], town, country) if line),
        identifiers=tuple(known),
    )


def term_words(terms: Mapping[str, Any]) -> str:
    """When it is to be paid, in the words of the quote and of the order; French, as the document."""
    term = PaymentTerm(PaymentTermKind(terms["kind"]), int(terms["days"]))
    with override("fr"):
        return payment_words(term, with_order=bool(terms.get("with_order")))


def line_reductions(stored: Sequence[Mapping[str, str]]) -> str:
    """« 10 % + 5 % » or « 12,00 € »."""
    return " + ".join(_reduction(each) for each in stored)


def _reduction(each: Mapping[str, str]) -> str:
    if "percent" in each:
        percent = Decimal(each["percent"])
        decimals = 0 if percent == percent.to_integral_value() else 2
        return f"{format_decimal(percent, 'fr', decimals)}{NO_BREAK_SPACE}%"
    return format_money(Decimal(each["amount"]), "fr")


def deposit_label(deposit: Mapping[str, Any]) -> str:
    """« Acompte F2026-00012 du 3 nov. 2026 »."""
    day = format_date(date.fromisoformat(deposit["issued_on"]), "fr").replace(" ", NO_BREAK_SPACE)
    return f"Acompte {deposit['number']} du {day}"


def vat_left(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What of the VAT was due on the deposits already, and what is due now."""
    deposits = content["deposits"]
    if not deposits:
        return ()
    already = sum((Decimal(each["vat"]) for each in deposits), _ZERO)
    left = Decimal(content["amounts"]["vat"]) - already
    return (
        f"TVA déjà exigible sur acomptes{NO_BREAK_SPACE}: {format_money(already, 'fr')}"
        f"{NO_BREAK_SPACE}; TVA restant due{NO_BREAK_SPACE}: {format_money(left, 'fr')}.",
    )
