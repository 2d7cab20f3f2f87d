"""The list of tenders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.rules.filters import NO
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import BuyerKind
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.visible import visible_tenders
from negoce.negotiation.rules.tender_days import STEPS
from negoce.negotiation.words.tender import BUYER_KINDS, NEED_KINDS, STAGES

K = ColumnKind


def _public(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    private = Q(buyer=BuyerKind.PRIVATE.value)
    return private if values and values[0] == NO else ~private


def _running(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    found = Q(stage__in=[step.value for step in STEPS])
    return ~found if values and values[0] == NO else found


def _late(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    today = timezone.localdate()
    if values and values[0] == NO:
        return Q(deadline__isnull=True) | Q(deadline__gte=today)
    return Q(deadline__lt=today)


def _left(values: Sequence[Any]) -> int | None:
    (deadline,) = values
    return (deadline - timezone.localdate()).days if isinstance(deadline, date) else None


def _answered(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    return Q(deal__isnull=bool(values and values[0] == NO))


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("Objet"), K.TEXT, path="name", sort_path="name_key", folded_path="name_key",
        shown_by_default=True, width=260, position=0,
    ),
    Column(
        "company", _("Acheteur"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, width=220,
        position=10,
    ),
    Column(
        "stage", _("État"), K.CHOICE, path="stage", options=lambda _actor: list(STAGES.items()), sortable=False,
        shown_by_default=True, width=130, position=20,
    ),
    Column(
        "deadline", _("Prochaine remise"), K.DATE, path="deadline", shown_by_default=True, width=140, position=30,
    ),
    Column(
        "days_left", _("Jours restants"), K.NUMBER, computed_from=("deadline",), computed=_left, filterable=False,
        sortable=False, shown_by_default=True, width=120, position=31,
    ),
    Column(
        "amount", _("Montant HT du besoin"), K.MONEY, path="amount", decimals=2, aggregate="sum", sortable=False,
        shown_by_default=True, width=150, position=40,
    ),
    Column(
        "owner", _("Suivi par"), K.PERSON, path="owner_id", sort_path="owner__last_name", sortable=False,
        shown_by_default=True, width=130, position=50,
    ),
    Column(
        "buyer", _("Type d’acheteur"), K.CHOICE, path="buyer",
        options=lambda _actor: list(BUYER_KINDS.items()), sortable=False, width=200, position=60,
    ),
    Column(
        "need", _("Type d’achat"), K.CHOICE, path="need", options=lambda _actor: list(NEED_KINDS.items()),
        sortable=False, width=130, position=61,
    ),
    Column("reference", _("Référence"), K.TEXT, path="reference", sortable=False, width=140, position=62),
    Column("published_on", _("Avis publié le"), K.DATE, path="published_on", sortable=False, width=120, position=70),
    Column(
        "questions_until", _("Questions jusqu’au"), K.DATE, path="questions_until", sortable=False, width=130,
        position=71,
    ),
    Column("offers_until", _("Offres jusqu’au"), K.DATE, path="offers_until", sortable=False, width=130, position=72),
    Column(
        "deal", _("Affaire"), K.TEXT, path="deal__name", folded_path="deal__name_key", sortable=False, width=180,
        position=80,
    ),
    Column("public", _("Acheteur public"), K.YES_NO, condition=_public, shown=False, sortable=False, position=100),
    Column("running", _("Résultat attendu"), K.YES_NO, condition=_running, shown=False, sortable=False, position=101),
    Column("late", _("Remise dépassée"), K.YES_NO, condition=_late, shown=False, sortable=False, position=102),
    Column("has_deal", _("Une affaire y répond"), K.YES_NO, condition=_answered, shown=False, sortable=False,
           position=103),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True, sortable=False,
        width=90, position=113,
    ),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", sortable=False, position=160),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", sortable=False, position=161),
)  # fmt: skip
TENDER_LIST = ListDefinition(
    key="tenders",
    label=_("Appels d’offres"),
    model=Tender,
    columns=COLUMNS,
    visible=visible_tenders,
    row_url="tenders:tender",
    subject_kind="tender",
    name_paths=("name",),
    quick="name",
    default_sort="deadline",
    views=(
        BuiltInView("running", _("En cours"), "filter=running is yes"),
        BuiltInView("mine", _("Les miens"), "filter=owner is me and running is yes"),
        BuiltInView("week", _("À remettre sous 7 jours"), "filter=deadline next 7"),
        BuiltInView("late", _("Remise dépassée"), "filter=late is yes"),
        BuiltInView("public", _("Acheteurs publics"), "filter=public is yes and running is yes"),
        BuiltInView("private", _("Acheteurs privés"), "filter=public is no and running is yes"),
        BuiltInView("ended", _("Terminés"), "filter=running is no"),
    ),
)
