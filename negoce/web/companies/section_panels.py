"""The sections of the tab « Identité »: every field of a company, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyerType
from negoce.companies.words.company_values import field_label, show_value
from negoce.kit.dates import format_date
from negoce.web.companies.panel_types import IDENTITY, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.values import fact_rows, plain_row


def _legal(record: CompanyRecord) -> Sequence[SafeString]:
    names = ["name", "trade_name", "legal_form", "siren", "siret", "vat_number", "relation", "buyer_type"]
    if record.company.buyer_type == BuyerType.PUBLIC_BODY.value:
        names.append("public_body_kind")
    return [fact_rows(record, names)]


def _means(record: CompanyRecord) -> Sequence[SafeString]:
    size = show_value("size_class", record.company.size_class)
    return [
        fact_rows(
            record,
            ("activity_code", "kind", "headcount", "headcount_band", "turnover", "balance_sheet_total"),
        ),
        plain_row(_capital(field_label("size_class")), size),
        fact_rows(
            record, ("establishments_count", "points_of_sale_count", "production_surface", "storage_surface")
        ),
        fact_rows(record, ("equipment", "methods")),
    ]


def _reach(record: CompanyRecord) -> Sequence[SafeString]:
    return [
        fact_rows(record, ("phone", "fax", "email", "website", "linkedin", "facebook", "instagram")),
        fact_rows(record, ("postal_code", "city", "country")),
    ]


def _follow_up(record: CompanyRecord) -> Sequence[SafeString]:
    company = record.company
    language = (get_language() or "fr")[:2]
    territory = company.territory.name if company.territory else ""
    return [
        fact_rows(record, ("owner",)),
        plain_row(_now("Territoire"), territory),
        fact_rows(record, ("tags", "origin_channel", "origin_detail", "note")),
        plain_row(_now("Créée le"), format_date(timezone.localtime(company.created_at).date(), language)),
    ]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _section(key: str, title: Any, rows: Any, queries_max: int = 0) -> Panel:
    read = partial(_rows, rows)
    return Panel(key, title, "web/companies/_section.html", read, queries_max=queries_max, tab=IDENTITY)


def _rows(rows: Any, record: CompanyRecord) -> Mapping[str, object]:
    return {"rows": rows(record)}


SECTION_PANELS: tuple[Panel, ...] = (
    _section("legal", _("Identité légale"), _legal),
    _section("means", _("Activité, taille et moyens"), _means),
    _section("reach", _("Coordonnées"), _reach),
    _section("follow-up", _("Suivi"), _follow_up, queries_max=1),
)
