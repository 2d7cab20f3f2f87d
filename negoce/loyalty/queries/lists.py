"""The list of contracts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.loyalty.models import Contract
from negoce.loyalty.queries.contracts import listed_contracts
from negoce.loyalty.words import KINDS, PERIODS, RENEWALS, STATES

K = ColumnKind
COLUMNS: tuple[Column, ...] = (
    Column("number", _("Numéro"), K.TEXT, path="number", shown_by_default=True, width=140, position=0),
    Column("title", _("Objet"), K.TEXT, path="title", sortable=False, shown_by_default=True, width=220, position=5),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, width=220,
        position=10,
    ),
    Column(
        "kind", _("Type"), K.CHOICE, path="kind", options=lambda _actor: list(KINDS.items()), width=120, position=20,
    ),
    Column(
        "state", _("État"), K.CHOICE, path="state", options=lambda _actor: list(STATES.items()),
        shown_by_default=True, width=100, position=21,
    ),
    Column(
        "net", _("HT par période"), K.MONEY, path="net", decimals=2, currency_path="currency",
        shown_by_default=True, width=120, position=30,
    ),
    Column(
        "period", _("Facturé chaque"), K.CHOICE, path="period", options=lambda _actor: list(PERIODS.items()),
        shown_by_default=True, width=110, position=31,
    ),
    Column(
        "next_invoice_on", _("Prochaine facture"), K.DATE, path="next_invoice_on", shown_by_default=True, width=130,
        position=40,
    ),
    Column("ends_on", _("Se termine le"), K.DATE, path="ends_on", shown_by_default=True, width=120, position=50),
    Column(
        "notice_on", _("Préavis au plus tard le"), K.DATE, path="notice_on", shown_by_default=True, width=150,
        position=51,
    ),
    Column(
        "renewal", _("Reconduction"), K.CHOICE, path="renewal", options=lambda _actor: list(RENEWALS.items()),
        width=110, position=52,
    ),
    Column("starts_on", _("Commence le"), K.DATE, path="starts_on", width=120, position=53),
    Column("owner", _("Suivi par"), K.PERSON, path="owner_id", sort_path="owner__last_name", width=130, position=60),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
        position=112,
    ),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", sortable=False, position=160),
)  # fmt: skip
CONTRACT_LIST = ListDefinition(
    key="contracts",
    label=_("Contrats"),
    model=Contract,
    columns=COLUMNS,
    visible=listed_contracts,
    row_url="contracts:contract",
    subject_kind="contract",
    name_paths=("number",),
    quick="number",
    default_sort="-number",
    views=(
        BuiltInView("mine", _("Les miens"), "filter=owner is me and state is active"),
        BuiltInView("active", _("En cours"), "filter=state is active&sort=ends_on"),
        BuiltInView("notices", _("Préavis sous 120 jours"), "filter=notice_on next 120&sort=notice_on"),
    ),
)
