"""The list of companies."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import (
    BuyerType,
    ColumnKind,
    CompanyKind,
    DirectoryNeed,
    OriginChannel,
    PublicBodyKind,
    Relation,
)
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.models import Company
from negoce.companies.queries.lists.imported import imported_column
from negoce.companies.queries.lists.options import (
    bands,
    in_words,
    members_of,
    short_phone,
    sizes,
    territories,
)
from negoce.companies.queries.visible import visible_companies
from negoce.ui.words.model_fields import words_of_field

K = ColumnKind


def _plain(name: str, kind: ColumnKind = K.TEXT, **more: Any) -> Column:
    """A column that is a field of the company, under the field's own name."""
    label = capfirst(words_of_field(Company, name))
    return Column(name, more.pop("label", label), kind, path=name, **more)


COLUMNS: tuple[Column, ...] = (
    _plain(
        "name", sort_path="name_key", folded_path="name_key", editable="name", shown_by_default=True,
        width=220, position=0,
    ),
    _plain("kind", K.CHOICE, options=members_of(CompanyKind), editable="kind", width=130, position=105),
    _plain(
        "city", label=_("Lieu"), more_paths=("department",), sort_path="city_key", folded_path="city_key",
        shown_by_default=True, width=160, position=20,
    ),
    _plain(
        "activity_code", is_code=True, label=_("APE"), shown_by_default=True, editable="activity_code",
        width=80, position=30,
    ),
    _plain("last_contact_on", K.DATE, shown_by_default=True, width=115, position=60),
    _plain("next_activity_on", K.DATE, label=_("Prochaine"), shown_by_default=True, width=110, position=70),
    Column("tags", _("Étiquettes"), K.TAGS, sortable=False, width=160, position=80),
    Column(
        "owner", _("Suivi par"), K.PERSON, path="owner_id", sort_path="owner__last_name",
        editable="owner", shown_by_default=True, width=105, position=75,
    ),
    _plain("department", is_code=True, width=90, position=100),
    _plain("postal_code", is_code=True, width=90, position=101),
    _plain("country", is_code=True, width=70, position=102),
    Column(
        "territory", _("Secteur"), K.CHOICE, path="territory__name", options=territories, width=140,
        position=103,
    ),
    _plain("relation", K.CHOICE, options=members_of(Relation), editable="relation", position=110),
    _plain("buyer_type", K.CHOICE, options=members_of(BuyerType), editable="buyer_type", position=111),
    _plain("public_body_kind", K.CHOICE, options=members_of(PublicBodyKind), position=112),
    _plain("service_code_need", K.CHOICE, options=members_of(DirectoryNeed), position=115),
    _plain("commitment_need", K.CHOICE, options=members_of(DirectoryNeed), position=116),
    _plain("service_codes", sortable=False, position=117),
    _plain(
        "origin_channel", K.CHOICE, options=members_of(OriginChannel), editable="origin_channel",
        position=113,
    ),
    _plain("origin_detail", editable="origin_detail", position=114),
    _plain("headcount", K.NUMBER, editable="headcount", aggregate="sum", width=90, position=120),
    _plain("headcount_band", K.CHOICE, options=bands, position=121),
    _plain("size_class", K.CHOICE, options=sizes, position=122),
    _plain("turnover", K.MONEY, label=_("CA de l’entreprise"), aggregate="sum", position=123),
    _plain("balance_sheet_total", K.MONEY, aggregate="sum", position=124),
    _plain("establishments_count", K.NUMBER, aggregate="sum", position=125),
    _plain("points_of_sale_count", K.NUMBER, aggregate="sum", position=126),
    _plain("production_surface", K.NUMBER, aggregate="sum", position=127),
    _plain("storage_surface", K.NUMBER, aggregate="sum", position=128),
    _plain("siren", is_code=True, words=in_words("siren"), width=110, position=130),
    _plain("siret", is_code=True, words=in_words("siret"), width=150, position=131),
    _plain("vat_number", is_code=True, words=in_words("vat_number"), width=140, position=132),
    _plain("legal_form", words=in_words("legal_form"), width=110, position=133),
    _plain("trade_name", editable="trade_name", position=134),
    _plain("group_name", editable="group_name", position=135),
    Column(
        "parent", _("Société mère"), K.COMPANY, path="parent__name", more_paths=("parent__public_id",),
        sort_path="parent__name_key", folded_path="parent__name_key", position=136,
    ),
    _plain("phone", words=short_phone, editable="phone", width=130, position=140),
    _plain("fax", words=short_phone, width=130, position=141),
    _plain("email", editable="email", width=200, position=142),
    _plain("website", editable="website", width=180, position=143),
    _plain("linkedin", width=180, position=144),
    _plain("equipment", sortable=False, position=150),
    _plain("methods", sortable=False, position=151),
    _plain("note", sortable=False, width=220, position=152),
    _plain("created_at", K.MOMENT, position=160),
    imported_column("company", position=162),
    _plain("updated_at", K.MOMENT, position=161),
)  # fmt: skip

COMPANY_LIST = ListDefinition(
    key="companies",
    label=_("Entreprises"),
    model=Company,
    columns=COLUMNS,
    visible=visible_companies,
    upper=lambda wiring: wiring.company_columns,
    row_url="companies:record",
    subject_kind="company",
    name_paths=("name",),
    quick="name",
    default_sort="name",
    has_bin=True,
    company_path="",
    views=(
        BuiltInView("mine", _("Mes entreprises"), "filter=owner is me"),
        BuiltInView(
            "silent", _("Sans contact depuis 90 j"), "filter=last_contact_on older 90&sort=last_contact_on"
        ),
        BuiltInView("no-next", _("Sans prochaine action"), "filter=next_activity_on empty"),
    ),
    bulk_actions=("owner", "tags", "field", "task"),
)
