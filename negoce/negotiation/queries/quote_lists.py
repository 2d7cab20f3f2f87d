"""The list of quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.lists.computed import difference, difference_condition
from negoce.companies.rules.filters import Operator
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import listed_quotes
from negoce.negotiation.words.quote import STATES

K = ColumnKind


def _states(_actor: Actor) -> Sequence[tuple[str, Any]]:
    named: Mapping[str, Any] = STATES
    return list(named.items())


COLUMNS: tuple[Column, ...] = (
    Column("number", _("Numéro"), K.TEXT, path="number", is_code=True, shown_by_default=True, width=150, position=0),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, width=220,
        position=10,
    ),
    Column("title", _("Objet"), K.TEXT, path="title", sortable=False, shown_by_default=True, width=200, position=15),
    Column("state", _("État"), K.CHOICE, path="state", options=_states, shown_by_default=True, width=150, position=20),
    Column(
        "net", _("Montant HT"), K.MONEY, path="net", decimals=2, aggregate="sum", sortable=False,
        shown_by_default=True, width=120, position=30,
    ),
    Column(
        "cost", _("Coût HT"), K.MONEY, path="cost", decimals=2, aggregate="sum", group=FieldGroup.MARGIN,
        sortable=False, width=120, position=40,
    ),
    Column(
        "margin", _("Marge"), K.MONEY, computed_from=("net", "cost"), computed=difference, decimals=2,
        condition=difference_condition("net", "cost"), aggregate="difference", group=FieldGroup.MARGIN,
        sortable=False, shown_by_default=True, width=120, position=41,
    ),
    Column("issued_on", _("Date"), K.DATE, path="issued_on", shown_by_default=True, width=110, position=50),
    Column("sent_on", _("Envoyé le"), K.DATE, path="sent_on", sortable=False, width=110, position=51),
    Column(
        "valid_until", _("Valable jusqu’au"), K.DATE, path="valid_until", shown_by_default=True, sortable=False,
        width=130, position=52,
    ),
    Column("answered_on", _("Répondu le"), K.DATE, path="answered_on", sortable=False, width=110, position=53),
    Column(
        "owner", _("Suivi par"), K.PERSON, path="owner_id", sortable=False, shown_by_default=True, width=130,
        position=60,
    ),
    Column("current_version", _("Version"), K.NUMBER, path="current_version", sortable=False, width=90, position=70),
    Column("deal", _("Affaire"), K.TEXT, path="deal__name", folded_path="deal__name_key", sortable=False, width=180,
           position=80),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
        position=112,
    ),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True, sortable=False,
        width=90, position=113,
    ),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", sortable=False, position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", sortable=False, position=161),
)  # fmt: skip
QUOTE_LIST = ListDefinition(
    key="quotes",
    label=_("Devis"),
    model=Quote,
    columns=COLUMNS,
    visible=listed_quotes,
    row_url="quotes:quote",
    subject_kind="quote",
    name_paths=("number",),
    quick="number",
    quick_operator=Operator.CONTAINS,
    default_sort="-number",
    views=(
        BuiltInView("mine", _("Les miens"), "filter=owner is me"),
        BuiltInView("to_send", _("À envoyer"), "filter=state is ready"),
        BuiltInView("approval", _("En attente d’accord"), "filter=state is approval"),
        BuiltInView(
            "unanswered", _("Sans réponse depuis 15 jours"), "filter=state is sent and sent_on older 15"
        ),
        BuiltInView("expiring", _("Expirent sous 7 jours"), "filter=state is sent and valid_until next 7"),
    ),
)
