"""Reads a row of a file as an invoice of the past, or as a payment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.billing.enums import DocumentKind, PaymentMethod
from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding
from negoce.companies.rules.value_cleaning import clean_line
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding
from negoce.kit.numbers import parse_decimal
from negoce.kit.text import name_key

CUSTOMER = "customer_"
_CUSTOMER_CELLS = ("name", "siret", "siren", "postal_code", "city")
_LARGEST = Decimal(10) ** 12
_CENT = Decimal("0.01")
ZERO = Decimal(0)
_KINDS = {
    DocumentKind.CREDIT_NOTE: ("avoir", "avoirs", "credit note", "credit", "a", "note de credit", "refund"),
    DocumentKind.DEPOSIT: ("acompte", "facture d acompte", "deposit", "down payment", "ac"),
    DocumentKind.INVOICE: ("facture", "factures", "invoice", "f", "fa", "facture client"),
}
_KIND_OF = {name: kind.value for kind, names in _KINDS.items() for name in names}
_METHODS = {
    PaymentMethod.TRANSFER: ("virement", "virements", "vir", "transfer", "bank transfer", "sepa", "wire"),
    PaymentMethod.DIRECT_DEBIT: ("prelevement", "prelevements", "prlv", "direct debit", "sdd"),
    PaymentMethod.CARD: ("carte", "carte bancaire", "cb", "card", "credit card"),
    PaymentMethod.CHEQUE: ("cheque", "cheques", "chq", "check"),
    PaymentMethod.BILL: ("lcr", "effet", "effet de commerce", "traite", "billet a ordre", "boe", "bill"),
    PaymentMethod.CASH: ("especes", "espece", "cash", "liquide"),
}
_METHOD_OF = {name: method.value for method, names in _METHODS.items() for name in names}

_CUSTOMER_HINTS: tuple[FieldHint, ...] = (
    FieldHint("customer_key", ("code client", "numero client", "n client", "ref client", "customer id",
                               "customer number", "code tiers", "compte tiers", "compte client"), ("tiers",)),
    FieldHint("customer_name", ("raison sociale", "nom du client", "nom client", "customer name", "company name"),
              ("client", "customer", "societe", "entreprise", "partner"), shapes.like_words),
    FieldHint("customer_siret", ("siret",), (), shapes.like_siret, by_value=True),
    FieldHint("customer_siren", ("siren",), (), shapes.like_siren, by_value=True),
    FieldHint("customer_postal_code", ("code postal", "cp", "postal code"), (), shapes.like_postal_code),
    FieldHint("customer_city", ("ville", "city", "commune"), (), shapes.like_words),
)  # fmt: skip
INVOICE_HINTS: tuple[FieldHint, ...] = (
    FieldHint("reference", ("numero de facture", "n facture", "numero facture", "n de facture", "facture n",
                            "reference facture", "invoice number", "invoice no", "invoice reference",
                            "numero de piece", "n piece"), ("numero", "facture", "invoice", "reference", "piece")),
    FieldHint("kind", ("type de piece", "type de document", "type de facture", "document type", "type facture")),
    FieldHint("issued_on", ("date de facture", "date facture", "date de facturation", "invoice date",
                            "date d emission", "date piece", "date de la facture", "date"), (), shapes.like_date,
              without=("echeance", "due", "reglement", "paiement")),
    FieldHint("due_on", ("date d echeance", "date echeance", "echeance", "due date", "a payer le"), (),
              shapes.like_date),
    FieldHint("net", ("montant ht", "total ht", "ht", "net amount", "untaxed amount", "amount excl vat"), (),
              shapes.like_number),
    FieldHint("vat", ("montant tva", "total tva", "tva", "vat amount", "tax amount", "vat"), (), shapes.like_number,
              without=("taux", "rate")),
    FieldHint("incl_vat", ("montant ttc", "total ttc", "ttc", "net a payer", "amount incl vat", "total incl vat"), (),
              shapes.like_number),
    FieldHint("paid", ("montant regle", "montant paye", "deja regle", "deja paye", "amount paid", "paid amount",
                       "regle"), (), shapes.like_number, without=("date", "reste")),
    FieldHint("left", ("reste du", "reste a payer", "reste a regler", "solde du", "amount due", "balance due",
                       "outstanding"), (), shapes.like_number),
    FieldHint("paid_on", ("date de reglement", "date reglement", "date de paiement", "payment date", "regle le",
                          "paye le", "reglee le", "payee le"), (), shapes.like_date),
    FieldHint("order_reference", ("numero de commande", "n commande", "reference commande", "order number",
                                  "commande")),
    FieldHint("currency", ("devise", "monnaie", "currency")),
    *_CUSTOMER_HINTS,
)  # fmt: skip
PAYMENT_HINTS: tuple[FieldHint, ...] = (
    FieldHint("received_on", ("date de reglement", "date reglement", "date de paiement", "payment date", "recu le",
                              "date d encaissement", "encaisse le"), ("date",), shapes.like_date),
    FieldHint("amount", ("montant regle", "montant paye", "montant du reglement", "montant reglement", "amount paid",
                         "payment amount", "montant encaisse"), ("montant", "amount"), shapes.like_number),
    FieldHint("method", ("mode de reglement", "mode reglement", "mode de paiement", "moyen de paiement",
                         "payment method", "payment mode")),
    FieldHint("reference", ("reference reglement", "reference du reglement", "numero de cheque", "payment reference",
                            "numero de reglement"), ("libelle",)),
    FieldHint("invoice_reference", ("facture reglee", "numero de facture", "n facture", "reference facture",
                                    "invoice number", "invoice no", "facture payee"), ("facture", "invoice")),
    FieldHint("currency", ("devise", "monnaie", "currency")),
    *_CUSTOMER_HINTS,
)  # fmt: skip


def read_invoice(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row. Two of net, VAT and total are enough; a total below zero is a credit note.

    Refused: no number, no day, no total, a total that is not net + VAT, more paid than the total, a due date before
    the day of issue.
    """
    findings: list[RowFinding] = []
    reference = _line("reference", cells, 60, findings)
    if not reference:
        findings.append(RowFinding("reference", Finding("account.no_number")))
    days = {name: _day(name, cells, context, findings) for name in ("issued_on", "due_on", "paid_on")}
    amounts = {
        name: _amount(name, cells, context, findings) for name in ("net", "vat", "incl_vat", "paid", "left")
    }
    totals = _totals(amounts, findings)
    kind = _known("kind", cells, _KIND_OF, "account.kind", findings) or ""
    values: dict[str, object] = {
        **_customer(cells, context, findings),
        "reference": reference,
        "order_reference": _line("order_reference", cells, 60, findings),
        "currency": _currency(cells, findings),
        "issued_on": days["issued_on"],
        "due_on": days["due_on"],
        **totals,
    }
    total = totals.get("incl_vat", ZERO)
    below = isinstance(total, Decimal) and total < 0
    values["kind"] = DocumentKind.CREDIT_NOTE.value if below else kind or DocumentKind.INVOICE.value
    if values["kind"] == DocumentKind.CREDIT_NOTE.value and isinstance(total, Decimal) and total > 0:
        # Some programs write credit notes above zero.
        for name in ("net", "vat", "incl_vat"):
            values[name] = -_decimal(values[name])
    if days["issued_on"] is None and not any(each.field == "issued_on" for each in findings):
        findings.append(RowFinding("issued_on", Finding("account.no_day")))
    if days["issued_on"] and days["due_on"] and days["due_on"] < days["issued_on"]:
        findings.append(RowFinding("due_on", Finding("account.due_before", "error", {"day": days["due_on"]})))
    values |= _paid(values, amounts, days["paid_on"], findings)
    return ReadRow(number, values, tuple(findings))


def read_payment(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row. Refused: no day, no amount, a day to come, an unknown method."""
    findings: list[RowFinding] = []
    day = _day("received_on", cells, context, findings)
    if day is None and not findings:
        findings.append(RowFinding("received_on", Finding("account.no_day")))
    elif day is not None and day > context.today:
        findings.append(RowFinding("received_on", Finding("payment.day_to_come", "error", {"day": day})))
    amount = _amount("amount", cells, context, findings)
    if not amount and not any(each.field == "amount" for each in findings):
        findings.append(RowFinding("amount", Finding("account.no_amount")))
    method = _known("method", cells, _METHOD_OF, "account.method", findings)
    values = {
        **_customer(cells, context, findings),
        "received_on": day,
        "amount": amount,
        "method": method or PaymentMethod.OTHER.value,
        "reference": _line("reference", cells, 140, findings),
        "invoice_reference": _line("invoice_reference", cells, 60, findings),
        "currency": _currency(cells, findings),
    }
    return ReadRow(number, values, tuple(findings))


def _totals(amounts: Mapping[str, Decimal | None], findings: list[RowFinding]) -> dict[str, object]:
    net, vat, total = amounts["net"], amounts["vat"], amounts["incl_vat"]
    if total is None and net is not None:
        total = net + (vat or ZERO)
    if total is None:
        if not any(each.field in ("net", "incl_vat") for each in findings):
            findings.append(RowFinding("incl_vat", Finding("account.no_amount")))
        return {"net": ZERO, "vat": ZERO, "incl_vat": ZERO}
    if net is None:
        net = total - (vat or ZERO)
    if vat is None:
        vat = total - net
    if net + vat != total:
        figures = {"net": net, "vat": vat, "total": total}
        findings.append(RowFinding("incl_vat", Finding("account.does_not_add_up", "error", figures)))
    if total == 0:
        findings.append(RowFinding("incl_vat", Finding("account.no_amount")))
    return {"net": net, "vat": vat, "incl_vat": total}


def _paid(
    values: Mapping[str, object],
    amounts: Mapping[str, Decimal | None],
    paid_on: date | None,
    findings: list[RowFinding],
) -> dict[str, object]:
    """What is paid already and when: from the amount paid, or from what is left."""
    total = abs(_decimal(values["incl_vat"]))
    paid, left = amounts["paid"], amounts["left"]
    if paid is None and left is not None:
        paid = total - abs(left)
    if paid is None and paid_on is not None:
        paid = total
    given = abs(paid) if paid is not None else ZERO
    if given > total:
        figures = {"paid": given, "total": total}
        findings.append(RowFinding("paid", Finding("account.paid_too_much", "error", figures)))
        given = ZERO
    signed = given if _decimal(values["incl_vat"]) > 0 else -given
    return {"paid": signed, "paid_on": paid_on or values["due_on"] or values["issued_on"]}


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def _customer(
    cells: Mapping[str, str], context: ReadContext, findings: list[RowFinding]
) -> dict[str, object]:
    own = {name: cells[f"{CUSTOMER}{name}"] for name in _CUSTOMER_CELLS if cells.get(f"{CUSTOMER}{name}")}
    values: dict[str, object] = {"customer_key": cells.get("customer_key", "")[:100], "customer": {}}
    if own:
        read = read_company(0, own, context, needs_name=False)
        findings += [RowFinding(f"{CUSTOMER}{each.field}", each.finding) for each in read.findings]
        values["customer"] = {**read.values, "name": own.get("name", "")}
    return values


def _line(name: str, cells: Mapping[str, str], most: int, findings: list[RowFinding]) -> str:
    line = clean_line(cells.get(name, ""), most)
    if line.finding is not None:
        findings.append(RowFinding(name, line.finding))
    return line.value or ""


def _day(
    name: str, cells: Mapping[str, str], context: ReadContext, findings: list[RowFinding]
) -> date | None:
    parsed = parse_date(cells.get(name, "")[:60], context.today)
    if parsed.finding is not None:
        findings.append(RowFinding(name, parsed.finding))
    return parsed.value


def _amount(
    name: str, cells: Mapping[str, str], context: ReadContext, findings: list[RowFinding]
) -> Decimal | None:
    parsed = parse_decimal(cells.get(name, ""), context.mark)
    if parsed.finding is not None:
        findings.append(RowFinding(name, parsed.finding))
        return None
    if parsed.value is None:
        return None
    if abs(parsed.value) > _LARGEST:
        text = {"text": cells[name][:30], "max": _LARGEST}
        findings.append(RowFinding(name, Finding("number.too_large", "error", text)))
        return None
    return parsed.value.quantize(_CENT)


def _known(
    name: str, cells: Mapping[str, str], known: Mapping[str, str], code: str, findings: list[RowFinding]
) -> str | None:
    text = cells.get(name, "")
    if not text:
        return None
    found = known.get(name_key(text))
    if found is None:
        findings.append(RowFinding(name, Finding(code, "error", {"text": text[:40]})))
    return found


def _currency(cells: Mapping[str, str], findings: list[RowFinding]) -> str:
    text = cells.get("currency", "")
    if not text:
        return "EUR"
    code = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}.get(
        text.casefold(), text.upper()
    )
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        findings.append(RowFinding("currency", Finding("order.currency", "error", {"text": text[:20]})))
        return "EUR"
    return code
