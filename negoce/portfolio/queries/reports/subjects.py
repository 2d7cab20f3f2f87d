"""What reports may be about. Records always come from the list of the same name: its rights, its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.payment_words import KINDS as DOCUMENT_KINDS
from negoce.billing.payment_words import METHODS
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.rules.filters import Condition, Operator
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup
from negoce.negotiation.deal_words import label_of
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason, QuoteState
from negoce.negotiation.quote_words import state_label
from negoce.orders.models import OrderLine
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import CAUSE_LABELS, STATUS_LABELS
from negoce.portfolio.models import StatusChange
from negoce.portfolio.queries.reports.dimensions import (
    Dimension,
    by_company,
    choice,
    columns_of,
    of_company,
    periods,
)
from negoce.portfolio.queries.reports.measures import (
    Measure,
    cents,
    count_of,
    days_between,
    distinct,
    less,
    mean,
    mean_money,
    money,
    plus,
    quantity,
    rate,
    signed_cents,
)
from negoce.portfolio.rules.portrait import KEPT
from negoce.ui.charts import Unit


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: `list_key` names the list that its filter speaks of, `rows` makes its records of those
    that the list gives.
    """

    key: str
    label: Any
    list_key: str
    rows: Callable[[QuerySet[Any]], QuerySet[Any]]
    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    # Whether a line leads to the list, which then counts the same records once `base` is asked of it too.
    leads: bool = True
    base: tuple[Condition, ...] = ()


def _subject(
    key: str,
    label: Any,
    list_key: str,
    rows: Callable[[QuerySet[Any]], QuerySet[Any]],
    measures: tuple[Measure, ...],
    dimensions: tuple[Dimension, ...],
    *,
    leads: bool = True,
    base: tuple[Condition, ...] = (),
) -> Subject:
    found = {measure.key: measure for measure in measures}
    return Subject(key, label, list_key, rows, found, columns_of(dimensions), leads, base)


_WON, _LOST = Q(state=DealState.WON.value), Q(state=DealState.LOST.value)
_OPEN = Q(state=DealState.OPEN.value)
_DONE = Q(state=ActivityState.DONE.value)
_KEPT = Condition("cancelled_at", Operator.EMPTY, ())
_COSTED = Q(cost__isnull=False)
_AGREED = Q(terms__isnull=False)
_BOUGHT = Q(sales__net_12_months__gt=0)
# A prospect who says goodbye is no customer lost.
_LOST_CUSTOMER = Q(after=LifeStatus.LOST.value, before__in=[each.value for each in KEPT])


def _margins() -> tuple[Measure, ...]:
    return (
        money("margin", _("Marge"), less("net", "cost", _COSTED), FieldGroup.MARGIN),
        rate(
            "margin_rate",
            _("Taux de marge"),
            less("net", "cost", _COSTED),
            cents("net", _COSTED),
            FieldGroup.MARGIN,
        ),
    )


def _not_cancelled(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(cancelled_at__isnull=True)


def _lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    return OrderLine.objects.filter(order__in=_not_cancelled(rows).values("pk"))


def _status_changes(rows: QuerySet[Any]) -> QuerySet[Any]:
    return StatusChange.objects.filter(company__in=rows.values("pk"))


def _overdue() -> Q:
    # A credit note to be used is not late.
    return Q(is_open=True, due_on__lt=timezone.localdate(), amount__gt=F("settled"))


def _status(value: str) -> str:
    return str(STATUS_LABELS[LifeStatus(value)])


def subjects() -> Mapping[str, Subject]:
    """Everything a report may be about, by key; made anew because some of it depends on the day."""
    found = (_orders(), _order_lines(), _deals(), _quotes(), _invoices(), _receivables(), _payments())
    return {each.key: each for each in (*found, _activities(), _companies(), _changes())}


def _orders() -> Subject:
    return _subject(
        "orders",
        _("Commandes"),
        "orders",
        _not_cancelled,
        (
            money("net", _("Montant HT"), cents("net")),
            count_of("count", _("Commandes")),
            mean_money("basket", _("Panier moyen HT"), cents("net"), Count("pk")),
            distinct("customers", _("Clients différents"), "company"),
            *_margins(),
        ),
        (*periods("ordered_on"), *of_company(), by_company()),
        base=(_KEPT,),
    )


def _order_lines() -> Subject:
    net = cents("net")
    allowance = cents("terms__allowance", _AGREED)
    return _subject(
        "order_lines",
        _("Lignes de commande"),
        "orders",
        _lines,
        (
            money("net", _("Montant HT"), net),
            quantity("quantity", _("Quantité"), "quantity"),
            count_of("count", _("Lignes")),
            distinct("orders", _("Commandes différentes"), "order"),
            rate("discount", _("Taux de remise"), allowance, plus("net", "terms__allowance", _AGREED)),
            *_margins(),
        ),
        (
            Dimension("product", _("Produit"), "product__label"),
            Dimension("family", _("Famille"), "product__family__name"),
            *periods("order__ordered_on", list_field="ordered_on"),
            *of_company("order__company__"),
            Dimension("company", _("Entreprise"), "order__company__name", list_field="company"),
        ),
        leads=False,
    )


def _deals() -> Subject:
    closed = _WON | _LOST
    return _subject(
        "deals",
        _("Affaires"),
        "deals",
        lambda rows: rows,
        (
            count_of("count", _("Affaires")),
            money("amount", _("Montant HT"), cents("amount")),
            count_of("won", _("Gagnées"), _WON),
            count_of("lost", _("Perdues"), _LOST),
            count_of("open", _("En cours"), _OPEN),
            rate("win_rate", _("Taux de gain"), Count("pk", filter=_WON), Count("pk", filter=closed)),
            money("won_amount", _("Montant gagné HT"), cents("amount", _WON)),
            mean(
                "cycle",
                _("Durée d’une affaire gagnée"),
                days_between("created_at", "closed_on", _WON),
                Count("pk", filter=_WON),
                unit=Unit.DAYS,
            ),
        ),
        (
            choice("state", _("État"), "state", lambda value: label_of(DealState, value), list_field="state"),
            choice("step", _("Étape"), "step", lambda value: label_of(DealStep, value), list_field="step"),
            choice(
                "reason",
                _("Raison"),
                "outcome_reason",
                lambda value: label_of(OutcomeReason, value),
                list_field="outcome_reason",
            ),
            Dimension("competitor", _("Concurrent"), "competitor__name"),
            *periods("closed_on"),
            Dimension("deal_owner", _("Affaire suivie par"), "owner_id", is_person=True, list_field="owner"),
            *of_company(),
            by_company(),
        ),
    )


def _quotes() -> Subject:
    accepted = Q(state=QuoteState.ACCEPTED.value)
    answered = Q(state__in=(QuoteState.ACCEPTED.value, QuoteState.REFUSED.value, QuoteState.EXPIRED.value))
    return _subject(
        "quotes",
        _("Devis"),
        "quotes",
        lambda rows: rows,
        (
            count_of("count", _("Devis")),
            money("net", _("Montant HT"), cents("net")),
            count_of("accepted", _("Acceptés"), accepted),
            money("accepted_net", _("Montant accepté HT"), cents("net", accepted)),
            rate(
                "acceptance",
                _("Taux d’acceptation"),
                Count("pk", filter=accepted),
                Count("pk", filter=answered),
            ),
            *_margins(),
        ),
        (
            choice("state", _("État"), "state", state_label, list_field="state"),
            *periods("issued_on"),
            Dimension("quote_owner", _("Devis suivi par"), "owner_id", is_person=True),
            *of_company(),
            by_company(),
        ),
    )


def _invoices() -> Subject:
    credit = Q(kind=DocumentKind.CREDIT_NOTE.value)
    return _subject(
        "invoices",
        _("Factures et avoirs émis"),
        "invoices",
        lambda rows: rows.filter(state=DocumentState.ISSUED.value),
        (
            money("net", _("Facturé HT"), signed_cents("net", credit)),
            money("incl_vat", _("Facturé TTC"), signed_cents("incl_vat", credit)),
            count_of("count", _("Documents")),
            distinct("customers", _("Clients différents"), "company"),
        ),
        (
            *periods("issued_on"),
            choice("kind", _("Type"), "kind", lambda value: str(DOCUMENT_KINDS[value]), list_field="kind"),
            *of_company(),
            by_company(),
        ),
        base=(Condition("state", Operator.IS, (DocumentState.ISSUED.value,)),),
    )


def _receivables() -> Subject:
    return _subject(
        "receivables",
        _("Comptes clients"),
        "receivables",
        lambda rows: rows,
        (
            money("left", _("Reste dû TTC"), less("amount", "settled")),
            money("overdue", _("Échu TTC"), less("amount", "settled", _overdue())),
            count_of("overdue_count", _("Documents échus"), _overdue()),
            money("amount", _("Montant TTC"), cents("amount")),
            count_of("count", _("Documents")),
        ),
        (*periods("due_on"), *of_company(), by_company()),
    )


def _payments() -> Subject:
    return _subject(
        "payments",
        _("Règlements"),
        "payments",
        _not_cancelled,
        (money("amount", _("Montant reçu"), cents("amount")), count_of("count", _("Règlements"))),
        (
            *periods("received_on"),
            choice("method", _("Mode"), "method", lambda value: str(METHODS[value]), list_field="method"),
            *of_company(),
            by_company(),
        ),
        base=(_KEPT,),
    )


def _activities() -> Subject:
    return _subject(
        "activities",
        _("Activités"),
        "activities",
        lambda rows: rows,
        (
            count_of("count", _("Activités")),
            count_of("done", _("Faites"), _DONE),
            distinct("companies", _("Entreprises différentes"), "company"),
            mean(
                "each",
                _("Activités par entreprise"),
                Count("pk", filter=Q(company__isnull=False)),
                Count("company", distinct=True),
                adds=False,
            ),
        ),
        (
            choice(
                "kind", _("Type"), "kind", lambda value: choice_label(ActivityKind, value), list_field="kind"
            ),
            choice(
                "state",
                _("État"),
                "state",
                lambda value: choice_label(ActivityState, value),
                list_field="state",
            ),
            Dimension("by", _("Par"), "owner_id", is_person=True, list_field="owner"),
            *periods("starts_at", is_moment=True),
            *of_company(owner_field=""),
            by_company(),
        ),
    )


def _companies() -> Subject:
    return _subject(
        "companies",
        _("Entreprises"),
        "companies",
        lambda rows: rows,
        (
            count_of("count", _("Entreprises")),
            money("revenue", _("CA 12 mois"), cents("sales__net_12_months")),
            count_of("customers", _("Ont commandé sur 12 mois"), _BOUGHT),
            mean_money(
                "revenue_each",
                _("CA moyen 12 mois"),
                cents("sales__net_12_months", _BOUGHT),
                Count("pk", filter=_BOUGHT),
            ),
            money("margin", _("Marge 12 mois"), cents("sales__margin_12_months"), FieldGroup.MARGIN),
        ),
        (*of_company("", owner_field="owner"), *periods("sales__first_order_on", list_field="none")),
    )


def _changes() -> Subject:
    return _subject(
        "status_changes",
        _("Changements de statut"),
        "companies",
        _status_changes,
        (
            count_of("count", _("Changements")),
            count_of("new", _("Nouveaux clients"), Q(after=LifeStatus.NEW.value)),
            count_of("lost", _("Clients perdus"), _LOST_CUSTOMER),
            count_of("dormant", _("Endormis"), Q(after=LifeStatus.DORMANT.value)),
            distinct("companies", _("Entreprises différentes"), "company"),
        ),
        (
            *periods("happened_on", list_field="none"),
            choice("after", _("Nouveau statut"), "after", _status),
            choice("before", _("Ancien statut"), "before", _status),
            choice("cause", _("Cause"), "cause", lambda value: str(CAUSE_LABELS[StatusCause(value)])),
            *of_company(owner_field=""),
            by_company(),
        ),
        leads=False,
    )
