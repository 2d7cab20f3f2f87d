"""The sections of the tab « Identité »: every field of a company, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyerType
from negoce.web.companies.panel_types import IDENTITY, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.companies.values import derived_row, fact_rows
from negoce.web.custom.panel import custom_context


def _legal(record: CompanyRecord) -> Sequence[SafeString]:
    names = ["name", "trade_name", "legal_form", "siren", "siret", "vat_number", "relation", "buyer_type"]
    if record.company.buyer_type == BuyerType.PUBLIC_BODY.value:
        names += ["public_body_kind", "service_code_need", "commitment_need", "service_codes"]
    return [fact_rows(record, names)]


def _means(record: CompanyRecord) -> Sequence[SafeString]:
    return [
        fact_rows(
            record,
            ("activity_code", "kind", "headcount", "headcount_band", "turnover", "balance_sheet_total"),
        ),
        derived_row(record, "size_class"),
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
    return [
        fact_rows(record, ("owner",)),
        derived_row(record, "territory"),
        fact_rows(record, ("tags", "origin_channel", "origin_detail", "note")),
        derived_row(record, "created_at"),
    ]


def _section(key: str, title: Any, rows: Any, queries_max: int = 0) -> Panel:
    read = partial(_rows, rows)
    return Panel(key, title, "web/companies/_section.html", read, queries_max=queries_max, tab=IDENTITY)


def _rows(rows: Any, record: CompanyRecord) -> Mapping[str, object]:
    return {"rows": rows(record)}


CUSTOM = Panel(
    "custom",
    _("Champs personnalisés"),
    "web/companies/_section.html",
    lambda record: custom_context(record.actor, record.company),
    queries_max=1,
    column=SIDE,
)
SECTION_PANELS: tuple[Panel, ...] = (
    _section("legal", _("Identité légale"), _legal),
    _section("means", _("Activité, taille et moyens"), _means),
    _section("reach", _("Coordonnées"), _reach),
    _section("follow-up", _("Suivi"), _follow_up, queries_max=1),
)
