"""The list of invoices: drafts, what was issued, and what is open of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.payment_words import KINDS
from negoce.billing.queries.visible import listed_documents
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.lists.computed import difference, difference_condition

K = ColumnKind
STATES: Mapping[str, Any] = {
    DocumentState.DRAFT.value: _("Brouillon"),
    DocumentState.ISSUED.value: _("Émise"),
}
_OPEN = ("receivable__amount", "receivable__settled")
# What a document adds to what was invoiced: a credit note takes off.
SIGNED_NET = Case(When(kind=DocumentKind.CREDIT_NOTE.value, then=-F("net")), default=F("net"))


def _signed(values: Sequence[Any]) -> Any:
    net, kind = values
    return -net if kind == DocumentKind.CREDIT_NOTE else net


COLUMNS: tuple[Column, ...] = (
    Column("number", _("Numéro"), K.TEXT, path="number", shown_by_default=True, sortable=False, width=150,
           position=0),
    Column("kind", _("Type"), K.CHOICE, path="kind", options=lambda _actor: list(KINDS.items()), sortable=False,
           shown_by_default=True, width=120, position=10),
    Column("company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
           folded_path="company__name_key", sortable=False, shown_by_default=True, width=240, position=20),
    Column("issued_on", _("Émise le"), K.DATE, path="issued_on", shown_by_default=True, width=110, position=30),
    Column("due_on", _("Échéance"), K.DATE, path="due_on", sortable=False, shown_by_default=True, width=110,
           position=40),
    Column("net", _("Total HT"), K.MONEY, path="net", decimals=2, currency_path="currency",
           sortable=False, shown_by_default=True, width=120, position=50),
    Column("signed_net", _("HT, avoirs déduits"), K.MONEY, computed_from=("net", "kind"), computed=_signed, decimals=2,
           currency_path="currency", filterable=False, aggregate="sum", summed=SIGNED_NET, sortable=False,
           groupable=False, width=130, position=51),
    Column("incl_vat", _("Total TTC"), K.MONEY, path="incl_vat", decimals=2, currency_path="currency",
           sortable=False, shown_by_default=True, width=120, position=55),
    Column("open", _("Reste dû"), K.MONEY, computed_from=_OPEN, computed=difference, decimals=2,
           currency_path="currency", condition=difference_condition(*_OPEN),
           sortable=False, shown_by_default=True, width=120, position=60),
    Column("state", _("État"), K.CHOICE, path="state", options=lambda _actor: list(STATES.items()), sortable=False,
           shown_by_default=True, width=110, position=70),
    Column("is_open", _("À régler"), K.YES_NO, path="receivable__is_open", sortable=False, groupable=False,
           width=90, position=71),
    Column("supplied_on", _("Livrée ou exécutée le"), K.DATE, path="supplied_on", sortable=False, width=130,
           position=80),
    Column("order", _("Commande"), K.TEXT, path="order__reference", sortable=False, groupable=False, width=130,
           position=90),
    Column("buyer_reference", _("N° de commande du client"), K.TEXT, path="buyer_reference", sortable=False,
           groupable=False, width=130, position=91),
    Column("company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
           position=112),
)  # fmt: skip

DOCUMENT_LIST = ListDefinition(
    key="invoices",
    label=_("Factures"),
    model=FiscalDocument,
    columns=COLUMNS,
    visible=listed_documents,
    row_url="billing:document",
    subject_kind="invoice",
    name_paths=("number",),
    quick="number",
    default_sort="-issued_on",
    views=(
        BuiltInView("drafts", _("Brouillons"), "filter=state is draft"),
        BuiltInView("open", _("À régler"), "filter=is_open is yes"),
        BuiltInView("late", _("En retard"), "filter=is_open is yes and due_on older 1"),
        BuiltInView(
            "credits", _("Avoirs"), f"filter=kind is {DocumentKind.CREDIT_NOTE.value} and state is issued"
        ),
        BuiltInView("mine", _("De mes clients"), "filter=company_owner is me"),
    ),
)
