"""Reports on what is sold: orders, their lines, deals, quotes."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.queries.own_currency import own_currency
from negoce.identity.enums import FieldGroup
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason, QuoteState
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.quote import state_label
from negoce.orders.models import OrderLine
from negoce.portfolio.queries.reports.dimensions import (
    Dimension,
    by_company,
    choice,
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
)
from negoce.portfolio.queries.reports.subject import (
    EUROS,
    KEPT_CONDITION,
    Subject,
    make_subject,
    not_cancelled,
)
from negoce.ui.charts import Unit

_WON, _LOST = Q(state=DealState.WON.value), Q(state=DealState.LOST.value)
_OPEN = Q(state=DealState.OPEN.value)
_COSTED = Q(cost__isnull=False)


def _margins(euros: Q | None = None) -> tuple[Measure, ...]:
    costed = _COSTED & euros if euros is not None else _COSTED
    return (
        money("margin", _("Marge"), less("net", "cost", costed), FieldGroup.MARGIN),
        rate(
            "margin_rate",
            _("Taux de marge"),
            less("net", "cost", costed),
            cents("net", costed),
            FieldGroup.MARGIN,
            is_amount=True,
        ),
    )


def _lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    return OrderLine.objects.filter(order__in=not_cancelled(rows).values("pk"))


def orders() -> Subject:
    return make_subject(
        "orders",
        _("Commandes"),
        "orders",
        not_cancelled,
        (
            money("net", _("Montant HT"), cents("net", EUROS)),
            count_of("count", _("Commandes")),
            mean_money("basket", _("Panier moyen HT"), cents("net", EUROS), Count("pk", filter=EUROS)),
            # Who only sent back is no customer.
            distinct("customers", _("Clients différents"), "company", Q(net__gt=0)),
            *_margins(EUROS),
        ),
        (*periods("ordered_on"), *of_company(), by_company()),
        base=(KEPT_CONDITION,),
        has_currency=True,
    )


def order_lines() -> Subject:
    euros = own_currency("order__")
    agreed = Q(terms__isnull=False) & euros
    return make_subject(
        "order_lines",
        _("Lignes de commande"),
        "orders",
        _lines,
        (
            money("net", _("Montant HT"), cents("net", euros)),
            quantity("quantity", _("Quantité"), "quantity"),
            count_of("count", _("Lignes")),
            distinct("orders", _("Commandes différentes"), "order"),
            rate(
                "discount",
                _("Taux de remise"),
                cents("terms__allowance", agreed),
                plus("net", "terms__allowance", agreed),
                is_amount=True,
            ),
            money("allowance", _("Remises accordées HT"), cents("terms__allowance", agreed)),
            money("agreed_net", _("Traité ici HT"), cents("net", agreed)),
            *_margins(euros),
        ),
        (
            Dimension("product", _("Produit"), "product__label"),
            Dimension("family", _("Famille"), "product__family__name"),
            *periods("order__ordered_on", list_field="ordered_on"),
            *of_company("order__company__"),
            Dimension("company", _("Entreprise"), "order__company__name", list_field="company"),
        ),
        leads=False,
        has_currency=True,
    )


def deals() -> Subject:
    closed = _WON | _LOST
    return make_subject(
        "deals",
        _("Affaires"),
        "deals",
        lambda rows: rows,
        (
            count_of("count", _("Affaires")),
            money("amount", _("Montant HT"), cents("amount", EUROS)),
            count_of("won", _("Gagnées"), _WON),
            count_of("lost", _("Perdues"), _LOST),
            count_of("open", _("En cours"), _OPEN),
            rate("win_rate", _("Taux de gain"), Count("pk", filter=_WON), Count("pk", filter=closed)),
            money("won_amount", _("Montant gagné HT"), cents("amount", _WON & EUROS)),
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
        has_currency=True,
    )


def quotes() -> Subject:
    accepted = Q(state=QuoteState.ACCEPTED.value)
    answered = Q(state__in=(QuoteState.ACCEPTED.value, QuoteState.REFUSED.value, QuoteState.EXPIRED.value))
    return make_subject(
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
