"""The page of a contract: what is agreed, what comes next, what was invoiced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.enums import BuyerType
from negoce.identity.enums import FieldGroup, Permission
from negoce.kit.money import format_money
from negoce.loyalty.enums import ContractState, Period, Renewal
from negoce.loyalty.models import Contract, ContractLine, ContractPeriod
from negoce.loyalty.queries.contracts import contract_page, contracts_for_page
from negoce.loyalty.rules.contract_terms import Span, letter_window
from negoce.loyalty.rules.pro_rata import Share, share_given_back, share_of
from negoce.loyalty.words import KINDS, PERIODS, RENEWALS, STATES
from negoce.ui.components.lists import fact
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip, link
from negoce.web.companies.record import company_url
from negoce.web.contracts.lists import TONES
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language, margin_words, price_words, quantity_words
from negoce.web.orders.marks import day_words


@require_GET
def contract(request: HttpRequest, public_id: str) -> HttpResponse:
    """The contract; 404 for who does not see its company."""
    actor = actor_of(request)
    found = load_or_404(contracts_for_page(actor), public_id)
    today = timezone.localdate()
    read = contract_page(found, today)
    is_active = found.state == ContractState.ACTIVE.value
    edits, margins = actor.may(Permission.EDIT), actor.may_read(FieldGroup.MARGIN)
    bills = actor.may(Permission.ISSUE_INVOICES)
    context = {
        "contract": found,
        "company": found.company,
        "company_url": company_url(found.company),
        "chip": chip(STATES[found.state], tone=TONES.get(found.state, "")),
        "notice": day_words(found.notice_on),
        "is_too_late": found.notice_on is not None and found.notice_on < today,
        "ends": day_words(found.ends_on),
        "letter": _letter(found, today),
        "line_columns": [
            TableColumn(_("Désignation")),
            TableColumn(_("Quantité"), numeric=True),
            TableColumn(_("Prix HT"), numeric=True),
            TableColumn(_("Total HT"), numeric=True),
        ],
        "lines": [_line(each, found.currency) for each in read.lines],
        "totals": _totals(found, margins=margins),
        "period_columns": [TableColumn(_("Période")), TableColumn(_("Facture"))],
        "periods": [
            *(_due(found, each) for each in reversed(read.due)),
            *(_period(found, each) for each in read.periods),
        ],
        "due_count": len(read.due),
        "facts": _facts(found),
        "may_bill": bills and bool(read.due),
        "may_renew": edits and found.renewal == Renewal.EXPRESS.value and found.state != "terminated",
        "may_end": edits and is_active,
        "may_change": edits and found.state != ContractState.ENDED.value,
        "may_write": edits and found.notice_on is not None,
    }
    return render(request, "web/contracts/contract.html", context)


def _letter(found: Contract, today: date) -> str:
    """When the customer must be told that they may stop: for whoever is no professional of the matter."""
    if (
        found.notice_on is None
        or found.notice_on < today
        or found.company.buyer_type == BuyerType.BUSINESS.value
    ):
        return ""
    first, last = letter_window(found.notice_on)
    return _("entre le %(first)s et le %(last)s") % {"first": day_words(first), "last": day_words(last)}


def _line(line: ContractLine, currency: str) -> Mapping[str, object]:
    product = line.product
    return {
        "kind": line.kind,
        "label": line.label,
        "code": line.code,
        "description": line.description,
        "url": reverse("catalogue:product", args=[product.public_id]) if product else "",
        "quantity": quantity_words(line.quantity),
        "price": price_words(line.unit_price, currency),
        "net": format_money(line.net, language(), currency),
    }


def _totals(found: Contract, *, margins: bool) -> Sequence[tuple[str, str, bool]]:
    rows = [
        (_("HT par période"), format_money(found.net, language(), found.currency), True),
        (_("TVA"), format_money(found.vat, language(), found.currency), False),
        (_("TTC par période"), format_money(found.incl_vat, language(), found.currency), True),
    ]
    if margins and found.cost:
        rows.append((_("Marge"), margin_words(found.net, found.cost, found.currency), False))
    return rows


def _span(starts_on: object, ends_on: object) -> str:
    return _("du %(first)s au %(last)s") % {"first": starts_on, "last": ends_on}


def _period(found: Contract, each: ContractPeriod) -> Mapping[str, object]:
    document, credit = each.document, each.credit
    words = _due(found, Span(each.number, each.starts_on, each.ends_on))
    return {
        **words,
        "url": reverse("billing:document", args=[document.public_id]),
        "number": document.number or _("Brouillon"),
        "credit_url": reverse("billing:document", args=[credit.public_id]) if credit else "",
        "credit": (credit.number or _("Avoir en brouillon")) if credit else "",
        "given_back": _given_back(found, each) if credit else "",
    }


def _due(found: Contract, each: Span) -> Mapping[str, object]:
    share = share_of(each, found.starts_on, Period(found.period))
    return {
        "words": _span(day_words(each.starts_on), day_words(each.ends_on)),
        "share": "" if share.is_whole else _days(share),
        "url": "",
        "number": "",
        "credit": "",
    }


def _days(share: Share) -> str:
    words = ngettext("%(days)s jour sur %(of)s", "%(days)s jours sur %(of)s", share.days)
    return words % {"days": share.days, "of": share.of_days}


def _given_back(found: Contract, each: ContractPeriod) -> str:
    share = share_given_back(Span(each.number, each.starts_on, each.ends_on), found.ends_on)
    return _("rend %(days)s") % {"days": _days(share)}


def _facts(found: Contract) -> Sequence[SafeString]:
    values: list[tuple[object, object]] = [
        (_("Client"), link(company_url(found.company), found.company.name)),
        (_("Type"), KINDS[found.kind]),
        (_("Commence le"), day_words(found.starts_on)),
        (_("Durée"), _("%(count)s mois") % {"count": found.term_months}),
        (_("Reconduction"), RENEWALS[found.renewal]),
        (_("Se termine le"), day_words(found.ends_on)),
        (_("Préavis"), _("%(count)s jours") % {"count": found.notice_days}),
        (_("Préavis reçu le"), day_words(found.noticed_on)),
        (_("Motif"), found.ending_reason),
        (_("Facturé chaque"), PERIODS[found.period]),
        (_("Facturation"), _("d’avance") if found.in_advance else _("à terme échu")),
        (_("Facturé ailleurs jusqu’au"), day_words(found.invoiced_until)),
        (_("Prochaine facture"), day_words(found.next_invoice_on)),
        (_("Référence du client"), found.buyer_reference),
        (_("Indexation"), found.indexation),
        (_("Suivi par"), found.owner.full_name if found.owner else ""),
    ]
    return [fact(label, value) for label, value in values if value]
