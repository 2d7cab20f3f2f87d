"""The list of deals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind, OriginChannel
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.rules.filters import NO, Operator
from negoce.companies.words.choices import choice_options
from negoce.identity.enums import Role
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import BuyingClass, DealState, DealStep, OutcomeReason, PurchaseStage
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import cycle_book, standing_still
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.words.deal import options_of

K = ColumnKind


def overdue(today: date) -> Q:
    """Deals under way whose conclusion was expected before today."""
    return Q(state=DealState.OPEN.value, close_on__lt=today)


def _stale(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    found = standing_still(timezone.localdate())
    return ~found if values and values[0] == NO else found


def _overdue(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    today = timezone.localdate()
    if values and values[0] == NO:
        return ~Q(state=DealState.OPEN.value) | Q(close_on__isnull=True) | Q(close_on__gte=today)
    return overdue(today)


def _cycles(_actor: Actor) -> Sequence[tuple[str, str]]:
    return [(row.public_id, str(row)) for row in cycle_book().rows.values()]


def _of_cycle(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Deals of the cycles named; those of none follow the cycle of the house."""
    if operator in (Operator.EMPTY, Operator.FILLED):
        return Q(cycle__isnull=operator == Operator.EMPTY)
    named = [row for row in cycle_book().rows.values() if row.public_id in values]
    found = Q(cycle_id__in=[row.pk for row in named])
    if any(row.is_default for row in named):
        found |= Q(cycle__isnull=True)
    return ~found if operator == Operator.IS_NOT else found


def _opening_view(actor: Actor) -> str:
    """Who sells opens on their own deals; the others on those of everybody that they see."""
    return "mine" if actor.role is Role.SALESPERSON else "open"


def _listed(actor: Actor) -> QuerySet[Deal]:
    return visible_deals(actor)


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("Affaire"), K.TEXT, path="name", sort_path="name_key", folded_path="name_key", editable="name",
        shown_by_default=True, width=240, position=0,
    ),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True, width=220,
        position=10,
    ),
    Column(
        "state", _("État"), K.CHOICE, path="state", options=lambda _actor: options_of(DealState),
        shown_by_default=True, width=100, position=20,
    ),
    Column(
        "step", _("Étape"), K.CHOICE, path="step", options=lambda _actor: options_of(DealStep), editable="step",
        shown_by_default=True, width=130, position=30,
    ),
    Column(
        "amount", _("Montant HT"), K.MONEY, path="amount", decimals=2, currency_path="currency", aggregate="sum",
        editable="amount", shown_by_default=True, width=120, position=40,
    ),
    Column(
        "close_on", _("Conclusion prévue"), K.DATE, path="close_on", editable="close_on", shown_by_default=True,
        width=140, position=50,
    ),
    Column(
        "owner", _("Suivie par"), K.PERSON, path="owner_id", sort_path="owner__last_name", editable="owner",
        shown_by_default=True, width=130, position=60,
    ),
    Column(
        "step_since", _("À cette étape depuis"), K.DATE, path="step_since", shown_by_default=True, width=140,
        position=70,
    ),
    Column(
        "purchase_stage", _("Étape de l’achat"), K.CHOICE, path="purchase_stage",
        options=lambda _actor: options_of(PurchaseStage), sortable=False, width=140, position=72,
    ),
    Column(
        "buying_class", _("Classe d’achat"), K.CHOICE, path="buying_class",
        options=lambda _actor: options_of(BuyingClass), sortable=False, width=140, position=73,
    ),
    Column(
        "cycle", _("Cycle"), K.CHOICE, path="cycle__public_id", options=_cycles, condition=_of_cycle, sortable=False,
        groupable=False, width=150, position=74,
    ),
    Column("closed_on", _("Close le"), K.DATE, path="closed_on", width=120, position=80),
    Column(
        "outcome_reason", _("Raison"), K.CHOICE, path="outcome_reason",
        options=lambda _actor: options_of(OutcomeReason), width=130, position=90,
    ),
    Column("competitor", _("Concurrent"), K.TEXT, path="competitor__name", sortable=False, width=140, position=91),
    Column("outcome_note", _("Précision"), K.TEXT, path="outcome_note", sortable=False, width=200, position=92),
    Column("stale", _("Sans mouvement"), K.YES_NO, condition=_stale, shown=False, sortable=False, position=100),
    Column("overdue", _("Conclusion dépassée"), K.YES_NO, condition=_overdue, shown=False, sortable=False,
           position=101),
    Column("currency", _("Devise"), K.TEXT, path="currency", is_code=True, sortable=False, width=80, position=110),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id", sortable=False,
        position=112,
    ),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True, sortable=False,
        width=90, position=113,
    ),
    Column(
        "company_origin", _("Origine de l’entreprise"), K.CHOICE, path="company__origin_channel",
        options=lambda _actor: choice_options(OriginChannel), sortable=False, width=140, position=114,
    ),
    Column("created_at", _("Créée le"), K.MOMENT, path="created_at", sortable=False, position=160),
    Column("updated_at", _("Modifiée le"), K.MOMENT, path="updated_at", sortable=False, position=161),
)  # fmt: skip
DEAL_LIST = ListDefinition(
    key="deals",
    label=_("Affaires"),
    model=Deal,
    columns=COLUMNS,
    visible=_listed,
    row_url="deals:deal",
    subject_kind="deal",
    name_paths=("name",),
    quick="name",
    default_sort="close_on",
    # What is over is a view away: it is not what one works on.
    opens_with=_opening_view,
    views=(
        BuiltInView("open", _("En cours"), "filter=state is open"),
        BuiltInView("mine", _("Mes affaires en cours"), "filter=owner is me and state is open"),
        BuiltInView("month", _("À conclure sous 30 jours"), "filter=state is open and close_on next 30"),
        BuiltInView("overdue", _("Conclusion dépassée"), "filter=overdue is yes"),
        BuiltInView("stale", _("Sans mouvement"), "filter=stale is yes&sort=step_since"),
        BuiltInView("won", _("Gagnées"), "filter=state is won&sort=-closed_on"),
        BuiltInView("lost", _("Perdues"), "filter=state is lost&sort=-closed_on"),
    ),
)
