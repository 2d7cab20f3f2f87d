"""What is looked at before a document is issued: everything that will be fixed, and all that keeps it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.billing.actions.draft_writing import add_up
from negoce.billing.documents.content import Sources, fiscal_content, sources_of
from negoce.billing.documents.content_amounts import content_amounts, disagreement
from negoce.billing.documents.electronic.validate import validate
from negoce.billing.documents.fiscal_file import content_xml
from negoce.billing.documents.from_content import electronic_invoice
from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument, FiscalSeries
from negoce.billing.queries.credits import credit_left
from negoce.billing.queries.deposits import amounts_left, deposits_to_take, room_for_deposit
from negoce.billing.queries.series import next_number_of, series_of
from negoce.billing.queries.undelivered import cancelled_deliveries, undelivered_goods
from negoce.billing.rules.credit_left import over_left
from negoce.billing.rules.electronic_mentions import missing_mentions
from negoce.billing.rules.fiscal_chain import canonical
from negoce.catalogue.enums import LineKind, PaymentTermKind, TermSector, VatCategory
from negoce.catalogue.rules.payment_terms import PaymentTerm, check_term
from negoce.catalogue.rules.stored_amounts import read_vat
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import check_vat
from negoce.companies.enums import BuyerType
from negoce.companies.rules.service_codes import read_service_codes
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork
from negoce.parameters.queries.seller import seller

ZERO = Decimal(0)
OfficialCheck = Callable[[bytes], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft as it would be issued on a day: `content` is what will be fixed, `number` the one it would bear now."""

    document: FiscalDocument
    day: date
    series: FiscalSeries
    number: str
    due_on: date | None
    content: Mapping[str, Any]
    text: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being issued."""
        return tuple(each for each in self.findings if each.severity == "error")


# Rules of the official files that a mention of ours says better, with the page where it is mended.
_EXPLAINED = {"BR-FR-12_BT-49": "mention.buyer_address_electronic"}


def official_check(xml: bytes) -> Sequence[Finding]:
    """Hold the XML to its schema, EN 16931 and the French rules; some 60 ms, in a process of its own."""
    checked = validate(xml)
    return [
        Finding(
            "issue.official",
            "warning" if each.is_warning else "error",
            {"rule": each.rule, "text": each.text or each.where, "source": each.rule},
        )
        for each in checked.failures
    ]


def no_official_check(_xml: bytes) -> Sequence[Finding]:
    """Leave the official rules out: for who checks the whole lot afterwards, as a first filling does."""
    return ()


def prepare_issue(
    document: FiscalDocument, *, day: date, today: date, check: OfficialCheck = official_check
) -> Prepared:
    """Return a draft as it would be issued, with every finding; nothing is written. The caller checked the rights."""
    us = seller()
    sources = sources_of(document, us)
    draft = sources.document
    if draft.corrected is not None:
        # Another credit note may have been issued since: what is left of the VAT, to the cent, is read again.
        add_up([line.as_sale_line() for line in sources.lines], draft)
    series = series_of(draft)
    due_on, term_findings = _due(draft, sources, day)
    supplied_on = None if draft.kind == DocumentKind.DEPOSIT.value else draft.supplied_on
    content = fiscal_content(sources, issued_on=day, due_on=due_on, supplied_on=supplied_on)
    number = next_number_of(series, day)
    findings = [*_own(draft, sources, content, day, today), *term_findings, *_discount(draft, due_on, day)]
    if not any(each.severity == "error" for each in findings):
        findings += _electronic(content, number, day, us.size, check)
    return Prepared(draft, day, series, number, due_on, content, canonical(content), tuple(findings))


def _discount(draft: FiscalDocument, due_on: date | None, day: date) -> tuple[Finding, ...]:
    """A cash discount that is deducted supposes that payment comes with the order (R-C1): nothing is due later."""
    if draft.kind != DocumentKind.INVOICE.value or not draft.cash_discount or due_on is None or due_on <= day:
        return ()
    return (Finding("issue.discount_due_later", "error", {"amount": draft.cash_discount, "day": due_on}),)


def _due(draft: FiscalDocument, sources: Sources, day: date) -> tuple[date | None, tuple[Finding, ...]]:
    """The due date by the term (R-C4 counts it), a finding when the law has an earlier one; none for a credit note.

    Paid with the order, it is due as it is issued.
    """
    if draft.kind == DocumentKind.CREDIT_NOTE.value:
        return None, ()
    if draft.kind == DocumentKind.DEPOSIT.value:
        return draft.due_on or day, ()
    if draft.payment_with_order:
        return day, ()
    deliveries = {line.delivery_line.delivery_id for line in sources.lines if line.delivery_line is not None}
    term = PaymentTerm(PaymentTermKind(draft.term_kind), draft.term_days, periodic=len(deliveries) > 1)
    try:
        worked = check_term(
            TermSector(draft.term_sector), term, invoiced_on=day, delivered_on=draft.supplied_on
        )
    except CannotWork as problem:
        return None, (problem.finding,)
    due = worked.value if worked.value >= day else day
    return due, worked.findings


def _own(
    draft: FiscalDocument, sources: Sources, content: Mapping[str, Any], day: date, today: date
) -> list[Finding]:
    """What no law but arithmetic and our own order of things refuse."""
    findings: list[Finding] = []
    if not any(line.kind == LineKind.ITEM.value for line in sources.lines):
        return [Finding("issue.no_line")]
    if day > today:
        findings.append(Finding("issue.future", figures={"day": day}))
    if draft.currency != "EUR":
        findings.append(Finding("issue.currency", figures={"currency": draft.currency}))
    if draft.incl_vat < 0 and draft.kind != DocumentKind.CREDIT_NOTE.value:
        findings.append(Finding("issue.negative", figures={"incl_vat": draft.incl_vat}))
    elif draft.incl_vat <= 0 and not draft.gross:
        findings.append(Finding("issue.nothing"))
    taxed_on = draft.corrected.issued_on if draft.corrected and draft.corrected.issued_on else day
    groups = {
        VatGroup(VatCategory(line.vat_category), line.vat_rate)
        for line in sources.lines
        if line.kind == LineKind.ITEM.value
    }
    in_order = sorted(groups, key=lambda each: (each.category, each.rate))
    findings += [found for group in in_order if (found := check_vat(group, taxed_on)) is not None]
    try:
        wrong = disagreement(content, content_amounts(content))
    except CannotWork as problem:
        return [*findings, problem.finding]
    if wrong:
        findings.append(Finding("issue.amounts_differ", figures={"name": wrong}))
    return [
        *findings,
        *_service(draft),
        *undelivered_goods(draft.kind, sources.lines),
        *cancelled_deliveries(draft),
        *_limits(draft, sources),
    ]


def _service(draft: FiscalDocument) -> list[Finding]:
    """A service code that the customer's file does not know: Chorus Pro would reject a wrong one."""
    company = draft.company
    if company.buyer_type != BuyerType.PUBLIC_BODY.value or not draft.service_code:
        return []
    known = {each.code for each in read_service_codes(company.service_codes)}
    if not known or draft.service_code in known:
        return []
    return [Finding("issue.unknown_service", "warning", {"code": draft.service_code})]


def _limits(draft: FiscalDocument, sources: Sources) -> list[Finding]:
    """Deposits and corrected documents as far as they go; asked again while the number is held."""
    findings = []
    if draft.corrected is not None:
        findings += check_credit(draft, draft.corrected)
        if not draft.reason.strip():
            findings.append(Finding("issue.reason"))
    elif sources.settled:
        findings += check_settled(draft)
    if draft.kind == DocumentKind.INVOICE.value and sources.deposits:
        left = amounts_left([each.deposit for each in sources.deposits], but=draft.pk)
        findings += [
            Finding(
                "issue.deposit_over",
                figures={"number": each.deposit.number, "left": left[each.deposit_id]},
            )
            for each in sources.deposits
            if each.amount > left[each.deposit_id]
        ]
    return [*findings, *check_asked(draft)]


def check_asked(draft: FiscalDocument) -> list[Finding]:
    """Nothing is asked for twice: an invoice deducts every deposit, a deposit goes no further than its order."""
    if draft.kind == DocumentKind.DEPOSIT.value:
        room = room_for_deposit(draft)
        if room is not None and draft.incl_vat > room:
            return [Finding("issue.deposit_too_much", figures={"left": room})]
    missed = sum((each.left for each in deposits_to_take(draft)), ZERO) - draft.prepaid
    if draft.kind == DocumentKind.INVOICE.value and missed > 0:
        return [Finding("issue.deposit_missed", figures={"left": missed})]
    return []


def check_settled(draft: FiscalDocument) -> list[Finding]:
    """A settlement of a period gives no more than what is left of its invoices; two queries."""
    rows = list(draft.settles.order_by().values_list("invoice_id", "net"))
    ours = [key for key, _net in rows if key is not None]
    credited = FiscalDocument.objects.filter(corrected__in=ours, state=DocumentState.ISSUED.value)
    left = sum((net for _key, net in rows), ZERO) - sum(credited.values_list("net", flat=True), ZERO)
    return [Finding("issue.settled_over", figures={"left": max(left, ZERO)})] if draft.net > left else []


def check_credit(draft: FiscalDocument, corrected: FiscalDocument) -> list[Finding]:
    """What a credit note takes over what its document has left, by VAT rate; of a deposit, what is used stays."""
    left = credit_left(corrected)
    over = over_left(left, read_vat(draft.vat_table))
    if over is not None:
        whole = sum((each.base + each.vat for each in left), ZERO)
        return [Finding("issue.credit_over", figures={"left": whole})]
    if corrected.kind == DocumentKind.DEPOSIT.value:
        unused = amounts_left([corrected])[corrected.pk]
        if draft.incl_vat > unused:
            return [Finding("issue.credit_over", figures={"left": unused})]
    return []


def _electronic(
    content: Mapping[str, Any], number: str, day: date, size: str, check: OfficialCheck
) -> list[Finding]:
    """Missing mentions, then the official rules on the XML under the number that it would bear."""
    try:
        invoice = electronic_invoice(content, number=number, issued_on=day)
        findings = list(missing_mentions(invoice, today=day, issuer_size=size))
        if any(each.severity == "error" for each in findings):
            return findings
        return _explained(findings, check(content_xml(content, number=number, issued_on=day)))
    except CannotWork as problem:
        return [problem.finding]
    except ValueError:
        return [Finding("issue.amounts_differ", figures={"name": "VAT"})]


def _explained(findings: Sequence[Finding], official: Sequence[Finding]) -> list[Finding]:
    """A broken rule that a missing mention explains is said once, in its words, as what stops the issue."""
    broken = {_EXPLAINED.get(str(each.figures.get("rule", "")), "") for each in official}
    told = {each.code for each in findings} & broken
    kept = [each for each in official if _EXPLAINED.get(str(each.figures.get("rule", ""))) not in told]
    return [replace(each, severity="error") if each.code in told else each for each in findings] + kept
