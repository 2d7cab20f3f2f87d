"""The panels of the company page, in order: the one place where rooms meet on it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from negoce.web.activities.panel import NEXT_STEP, THREAD
from negoce.web.approaches.panel import COMPANY_APPROACHES
from negoce.web.attitudes.panel import ATTITUDE
from negoce.web.billing.panels import COMPANY_INVOICES
from negoce.web.calls.opening_panel import OPENING
from negoce.web.catalogue.tariff_panel import TARIFF
from negoce.web.companies.declared_panel import DECLARED
from negoce.web.companies.folds import is_folded
from negoce.web.companies.own_panels import ADDRESSES, CONTACTS, GROUP, IDENTITY_CARD, JOURNAL
from negoce.web.companies.panel_types import Panel
from negoce.web.companies.people_panel import PEOPLE_LIST
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.section_panels import CUSTOM, SECTION_PANELS
from negoce.web.contacts.former_panel import FORMER_PEOPLE
from negoce.web.contacts.second_posts import SECOND_POSTS
from negoce.web.contracts.panel import CONTRACTS
from negoce.web.deals.panel import COMPANY_DEALS
from negoce.web.foresight.panel import FORESIGHT
from negoce.web.life.panels import LIFE, LIFE_HEAD
from negoce.web.matrices.panel import TARGET
from negoce.web.matrices.told_panel import REASONS
from negoce.web.orders.panels import HANDLED_ORDERS, LAST_ORDERS
from negoce.web.partnerships.panel import COMPANY_PARTNERSHIPS
from negoce.web.payments.panels import ACCOUNT, PUNCTUALITY
from negoce.web.playbooks.panel import COMPANY_PLAYBOOKS
from negoce.web.playbooks.similar_panel import SIMILAR_BUY
from negoce.web.portfolio.behaviour_panels import BOUGHT, WALLET
from negoce.web.portfolio.prices_panel import PRICES
from negoce.web.portfolio.results_panels import RANK, VISITS, YEARS
from negoce.web.prospecting.panels import QUALIFICATION, REFERRALS
from negoce.web.prospecting.path_panel import PATH
from negoce.web.quotes.panel import COMPANY_QUOTES
from negoce.web.rebates.panels import REBATES
from negoce.web.scoring.panel import SCORE
from negoce.web.terms.sending import TERMS_RECEIVED

PANELS: tuple[Panel, ...] = (
    LIFE_HEAD,
    NEXT_STEP,
    LAST_ORDERS,
    HANDLED_ORDERS,
    CONTRACTS,
    THREAD,
    CONTACTS,
    IDENTITY_CARD,
    CUSTOM,
    *SECTION_PANELS,
    GROUP,
    ADDRESSES,
    JOURNAL,
    PEOPLE_LIST,
    SECOND_POSTS,
    FORMER_PEOPLE,
    LIFE,
    BOUGHT,
    SIMILAR_BUY,
    PATH,
    OPENING,
    QUALIFICATION,
    DECLARED,
    TARGET,
    REASONS,
    REFERRALS,
    COMPANY_PLAYBOOKS,
    SCORE,
    FORESIGHT,
    ATTITUDE,
    WALLET,
    PRICES,
    PUNCTUALITY,
    ACCOUNT,
    YEARS,
    RANK,
    VISITS,
    COMPANY_DEALS,
    COMPANY_APPROACHES,
    COMPANY_PARTNERSHIPS,
    COMPANY_QUOTES,
    COMPANY_INVOICES,
    REBATES,
    TARIFF,
    TERMS_RECEIVED,
)


def find_panel(key: str) -> Panel | None:
    """The panel of that key, if there is one."""
    return next((panel for panel in PANELS if panel.key == key), None)


def draw_panel(request: HttpRequest, panel: Panel, record: CompanyRecord) -> SafeString:
    """The panel's markup; empty when it has nothing to show."""
    context = panel.read(record)
    if context is None:
        return SafeString("")
    shared = {
        "panel": panel,
        "panel_url": panel.url(record.company),
        "record": record,
        "company": record.company,
        "folded": is_folded(request, panel.key),
    }
    return render_to_string(panel.template, {**shared, **context}, request=request)


def draw_column(request: HttpRequest, record: CompanyRecord, tab: str, column: str) -> SafeString:
    """Every panel of one column of a tab, one under the other."""
    drawn: Iterator[str] = (
        draw_panel(request, panel, record) for panel in PANELS if (panel.tab, panel.column) == (tab, column)
    )
    return SafeString("".join(drawn))
