"""The customer in a few lines: what they are, what they buy, what they owe, what they contest."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.models import Receivable
from negoce.billing.queries.payments.punctuality import account_of
from negoce.companies.enums import ActivityCodeVersion
from negoce.companies.models import Company
from negoce.companies.rules.activity_codes import find_activity_code
from negoce.companies.words.company_values import show_value
from negoce.kit.dates import format_date
from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.company_results import rank_of, yearly_results
from negoce.portfolio.queries.life_page import life_of
from negoce.ui.words.figures import cents, money, number
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.preparation.prepared import Prepared

_YEARS, _DISPUTES = 3, 3


def customer_block(prepared: Prepared) -> SheetBlock:
    """Six queries at most."""
    company = prepared.deal.company
    return SheetBlock(
        key="customer",
        title=_("Le client"),
        lines=[
            each
            for each in (
                _identity(company),
                _status(company),
                _revenue(company),
                *_account(prepared),
                *_disputes(company),
            )
            if each is not None
        ],
        edits=[SheetEdit(_("Fiche du client"), company_url(company))],
    )


def _identity(company: Company) -> SheetLine | None:
    version = company.activity_code_version
    code = (
        find_activity_code(company.activity_code, ActivityCodeVersion(version))
        if company.activity_code and version
        else None
    )
    employees = show_value("headcount", company.headcount) or show_value(
        "headcount_band", company.headcount_band
    )
    parts = [
        code.label if code is not None else "",
        show_value("size_class", company.size_class),
        _("%(count)s salariés") % {"count": employees} if company.headcount else employees,
        company.city,
    ]
    words = " · ".join(part for part in parts if part)
    return SheetLine(words) if words else None


def _status(company: Company) -> SheetLine:
    life, rank = life_of(company), rank_of(company)
    status = str(STATUS_LABELS[LifeStatus(life.status)] if life else STATUS_LABELS[LifeStatus.SUSPECT])
    since = ""
    if life is not None and life.status_since is not None:
        since = _("depuis le %(day)s") % {"day": format_date(life.status_since, reader_language())}
    if rank is None:
        return SheetLine(status, note=since)
    figures = {
        "letter": rank.revenue_class,
        "rank": number(rank.revenue_rank),
        "customers": number(rank.customers),
    }
    placed = _("classe %(letter)s par le CA, place %(rank)s sur %(customers)s") % figures
    return SheetLine(f"{status} · {placed}", note=since)


def _revenue(company: Company) -> SheetLine:
    years = yearly_results(company, _YEARS)
    if not years:
        return SheetLine(_("Aucune commande encore."))
    this_year = timezone.localdate().year
    said = [
        (_("%(year)s en cours : %(amount)s") if each.year == this_year else _("%(year)s : %(amount)s"))
        % {"year": each.year, "amount": money(each.net)}
        for each in years
    ]
    return SheetLine(_("CA HT par année : %(years)s") % {"years": " · ".join(said)})


def _account(prepared: Prepared) -> Sequence[SheetLine]:
    account = account_of(prepared.deal.company, prepared.today)
    if not account.documents:
        return []
    late = _("dont %(amount)s en retard") % {"amount": cents(account.late)} if account.late else ""
    return [
        SheetLine(
            _("Encours : %(amount)s TTC") % {"amount": cents(account.owed)},
            note=late,
            tone="warn" if account.late else "",
        )
    ]


def _disputes(company: Company) -> Sequence[SheetLine]:
    rows = Receivable.objects.filter(company=company, is_open=True, disputed_at__isnull=False)
    return [
        SheetLine(
            _("Facture %(number)s contestée") % {"number": row.reference},
            note=row.dispute_reason,
            tone="bad",
            url=reverse("payments:receivable", args=[row.public_id]),
        )
        for row in rows.order_by("-disputed_at", "-pk")[:_DISPUTES]
    ]
