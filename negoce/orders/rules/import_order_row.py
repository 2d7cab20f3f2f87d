"""Reads a row of a file as a line of an order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.numbers import parse_decimal

CUSTOMER = "customer_"
# No date is longer; longer texts are told apart by their beginning, in messages too.
LONGEST_DATE, LONGEST_REMEMBERED = 60, 400
_LARGEST = Decimal(10) ** 9
_TOLERANCE = Decimal("0.01")
_ONE = Decimal(1)
_THOUSANDTH, _TEN_THOUSANDTH = Decimal("0.001"), Decimal("0.0001")
_CUSTOMER_CELLS = (
    "customer_name",
    "customer_siret",
    "customer_siren",
    "customer_postal_code",
    "customer_city",
)
_PLAIN = re.compile(r"\d{1,8}(?:[.,]\d{1,2})?", re.ASCII)

ORDER_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "reference",
        (
            "numero de commande",
            "n commande",
            "numero commande",
            "reference commande",
            "ref commande",
            "order number",
            "order id",
            "order reference",
            "invoice no",
            "invoice number",
            "numero de piece",
            "n piece",
            "numero de facture",
            "n facture",
            "commande",
        ),
        ("reference", "numero", "order", "invoice", "piece", "facture"),
    ),
    FieldHint(
        "ordered_on",
        ("date de commande", "date commande", "order date", "invoice date", "date de facture", "date"),
        (),
        shapes.like_date,
    ),
    FieldHint(
        "customer_key",
        (
            "code client",
            "numero client",
            "n client",
            "ref client",
            "customer id",
            "customer number",
            "code tiers",
        ),
        ("tiers",),
    ),
    FieldHint(
        "customer_name",
        ("raison sociale", "nom du client", "nom client", "customer name", "company name"),
        ("client", "customer", "societe", "entreprise"),
        shapes.like_words,
    ),
    FieldHint("customer_siret", ("siret",), (), shapes.like_siret, by_value=True),
    FieldHint("customer_siren", ("siren",), (), shapes.like_siren, by_value=True),
    FieldHint("customer_postal_code", ("code postal", "cp", "postal code"), (), shapes.like_postal_code),
    FieldHint("customer_city", ("ville", "city", "commune"), (), shapes.like_words),
    FieldHint(
        "product_code",
        (
            "code article",
            "reference article",
            "ref article",
            "code produit",
            "reference produit",
            "stock code",
            "product code",
            "sku",
        ),
        ("article", "produit", "product"),
    ),
    FieldHint(
        "label",
        ("designation", "libelle article", "libelle", "description", "product name", "item name"),
        ("item",),
        shapes.like_words,
    ),
    FieldHint("quantity", ("quantite", "qte", "quantity", "qty"), (), shapes.like_number),
    FieldHint(
        "unit_price",
        ("prix unitaire ht", "prix unitaire", "pu ht", "pu", "unit price", "prix net", "price", "prix"),
        (),
        shapes.like_number,
    ),
    FieldHint(
        "net",
        (
            "montant ht",
            "total ht",
            "montant net",
            "ca ht",
            "net amount",
            "line total",
            "montant",
            "amount",
            "total",
        ),
        (),
        shapes.like_number,
    ),
    FieldHint("currency", ("devise", "monnaie", "currency")),
)


def read_order_line(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: `values` holds the order's reference, date and customer, and the line's product and
    amounts.
    """
    get = cells.get
    day, day_finding = _read_date(get("ordered_on", "")[:LONGEST_DATE], context.today)
    texts = tuple(get(name, "") for name in _CUSTOMER_CELLS)
    # Long texts are read anew: they would fill the memory of those that come again.
    known = _read_customer if sum(map(len, texts)) <= LONGEST_REMEMBERED else _read_customer.__wrapped__
    customer, findings_of_customer = known(texts, context)
    findings: list[RowFinding] = [*day_finding, *findings_of_customer]
    values: dict[str, object] = {
        "reference": get("reference", "")[:60],
        "ordered_on": day,
        "customer": customer,
        "customer_key": get("customer_key", "")[:100],
        "product_code": get("product_code", "")[:40],
        "label": " ".join(get("label", "").split())[:200],
        "currency": _read_currency(get("currency", ""), findings),
    }
    if not values["reference"]:
        findings.append(RowFinding("reference", Finding("order.no_reference")))
    _read_amounts(cells, context, values, findings)
    return ReadRow(number, values, tuple(findings))


@lru_cache(maxsize=10_000)
def _read_date(text: str, today: date) -> tuple[date | None, Sequence[RowFinding]]:
    """The same days come again and again in a file."""
    parsed = parse_date(text, today)
    if parsed.finding is not None:
        return None, (RowFinding("ordered_on", parsed.finding),)
    if parsed.value is None:
        return None, (RowFinding("ordered_on", Finding("order.no_date")),)
    return parsed.value, ()


@lru_cache(maxsize=50_000)
def _read_customer(
    texts: tuple[str, ...], context: ReadContext
) -> tuple[Mapping[str, object], Sequence[RowFinding]]:
    """What is read of a customer; rows of one customer share it, and nobody changes it."""
    own = {
        name.removeprefix(CUSTOMER): text for name, text in zip(_CUSTOMER_CELLS, texts, strict=True) if text
    }
    if not own:
        return {}, ()
    read = read_company(0, own, context, needs_name=False)
    findings = tuple(RowFinding(f"{CUSTOMER}{each.field}", each.finding) for each in read.findings)
    return {**read.values, "name": own.get("name", "")}, findings


def _read_currency(text: str, findings: list[RowFinding]) -> str:
    if not text:
        return "EUR"
    code = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}.get(
        text.casefold(), text.upper()
    )
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    findings.append(RowFinding("currency", Finding("order.currency", "error", {"text": text[:20]})))
    return "EUR"


def _read_amounts(
    cells: Mapping[str, str], context: ReadContext, values: dict[str, object], findings: list[RowFinding]
) -> None:
    amounts: dict[str, Decimal | None] = {}
    for name in ("quantity", "unit_price", "net"):
        text = cells.get(name, "")
        if not text:
            amounts[name] = None
            continue
        if _PLAIN.fullmatch(text):
            # Digits with at most two decimals read alike whatever the marks of the file.
            amounts[name] = Decimal(text.replace(",", "."))
            continue
        parsed = parse_decimal(text, context.mark)
        if parsed.finding is not None:
            findings.append(RowFinding(name, parsed.finding))
        elif parsed.value is not None and abs(parsed.value) >= _LARGEST:
            figures = {"text": text[:30], "max": _LARGEST}
            findings.append(RowFinding(name, Finding("number.too_large", "error", figures)))
        amounts[name] = parsed.value
    if any(each.finding.code == "number.too_large" for each in findings):
        # Refused already: the product of two such numbers has more digits than a calculation holds.
        return
    quantity, price, net = amounts["quantity"], amounts["unit_price"], amounts["net"]
    if net is None and price is None:
        if not any(each.field in amounts for each in findings):
            findings.append(RowFinding("net", Finding("order.no_amount")))
        return
    quantity = _ONE if quantity is None else quantity.quantize(_THOUSANDTH)
    if price is None:
        assert net is not None
        price = net / quantity if quantity else net
    computed = round_money(quantity * price)
    # A price worked out from a tiny quantity, or their product, may be more than any column holds.
    if max(abs(price), abs(computed)) >= _LARGEST:
        name = "unit_price" if amounts["unit_price"] is not None else "quantity"
        figures = {"text": cells.get(name, "")[:30], "max": _LARGEST}
        findings.append(RowFinding(name, Finding("number.too_large", "error", figures)))
        return
    given = None if net is None else round_money(net)
    if (
        given is not None
        and given != computed
        and abs(given - computed) > _TOLERANCE * max(_ONE, abs(quantity))
    ):
        figures = {"computed": computed, "text": cells["net"][:30]}
        findings.append(left_out("net", Finding("order.amount_differs", "error", figures)))
    values["quantity"] = quantity
    values["unit_price"] = price.quantize(_TEN_THOUSANDTH)
    values["net"] = computed if given is None else given
