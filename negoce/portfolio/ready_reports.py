"""The reports that the house brings: ordinary ones, that anybody may open, change and keep as their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.rules.report_asked import ReportAsked


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """A report at hand; `group` hides it from who may not read such fields."""

    key: str
    title: Any
    about: Any
    asked: ReportAsked
    group: FieldGroup | None = None


_YEAR = "ordered_on last 365"
_MONTHS = "ordered_on last_months 12"
_THREE_YEARS = "ordered_on last_months 36"

READY: tuple[ReadyReport, ...] = (
    ReadyReport(
        "revenue-month",
        _("Commandes par mois"),
        _("Montant HT, nombre de commandes et panier moyen sur trois ans."),
        ReportAsked("orders", ("net", "count", "basket"), ("month",), _THREE_YEARS, "bars", "", 60),
    ),
    ReadyReport(
        "revenue-owner",
        _("Commandes par commercial"),
        _("Qui suit les clients qui ont commandé depuis un an."),
        ReportAsked("orders", ("net", "count", "customers"), ("owner",), _YEAR),
    ),
    ReadyReport(
        "revenue-family",
        _("Commandes par famille de produits"),
        _("Mois par mois : douze mois entiers et celui en cours."),
        ReportAsked("order_lines", ("net",), ("month", "family"), _MONTHS, "stacked"),
    ),
    ReadyReport(
        "revenue-segment",
        _("Commandes par type de client"),
        _("Montant HT et panier moyen depuis un an."),
        ReportAsked("orders", ("net", "count", "basket"), ("company_kind",), _YEAR),
    ),
    ReadyReport(
        "top-products",
        _("Produits les plus vendus"),
        _("Les vingt premiers depuis un an."),
        ReportAsked("order_lines", ("net", "quantity", "orders"), ("product",), _YEAR, "bars", "-net", 20),
    ),
    ReadyReport(
        "basket",
        _("Panier moyen"),
        _("Par mois, sur trois ans."),
        ReportAsked("orders", ("basket",), ("month",), _THREE_YEARS, "lines", "", 60),
    ),
    ReadyReport(
        "margin",
        _("Marge par mois"),
        _("Des commandes dont le coût est connu, sur trois ans."),
        ReportAsked("orders", ("margin", "margin_rate"), ("month",), _THREE_YEARS, "bars", "", 60),
        FieldGroup.MARGIN,
    ),
    ReadyReport(
        "margin-family",
        _("Marge par famille de produits"),
        _("Depuis un an, la plus forte d’abord."),
        ReportAsked("order_lines", ("margin", "margin_rate", "net"), ("family",), _YEAR, "bars", "-margin"),
        FieldGroup.MARGIN,
    ),
    ReadyReport(
        "discount",
        _("Taux de remise"),
        _("Ce que les remises ont pris sur les lignes des commandes traitées ici, par commercial."),
        ReportAsked(
            "order_lines", ("discount", "allowance", "agreed_net"), ("owner",), _YEAR, "bars", "-discount"
        ),
    ),
    ReadyReport(
        "gained-lost",
        _("Nouveaux clients et clients perdus"),
        _("Par mois, d’après les changements de statut."),
        ReportAsked("status_changes", ("new", "dormant", "lost"), ("month",), "", "bars", "", 60),
    ),
    ReadyReport(
        "life",
        _("Clients par statut"),
        _("Combien d’entreprises dans chaque statut, et ce qu’elles ont commandé sur 12 mois."),
        ReportAsked("companies", ("count", "revenue"), ("life",)),
    ),
    ReadyReport(
        "win-rate",
        _("Taux de gain des affaires"),
        _("Par commercial : affaires gagnées, perdues, taux et montant gagné."),
        ReportAsked(
            "deals",
            ("win_rate", "won", "lost", "won_amount"),
            ("deal_owner",),
            "closed_on last 365",
            "bars",
            "-win_rate",
        ),
    ),
    ReadyReport(
        "reasons",
        _("Raisons de gain et de perte"),
        _("Des affaires closes depuis un an."),
        ReportAsked("deals", ("count", "amount"), ("reason", "state"), "closed_on last 365", "stacked"),
    ),
    ReadyReport(
        "cycle",
        _("Durée des affaires gagnées"),
        _("De leur création à leur conclusion, par trimestre."),
        ReportAsked("deals", ("cycle", "won"), ("quarter",), "state is won", "lines"),
    ),
    ReadyReport(
        "quotes",
        _("Devis acceptés"),
        _("Par mois : nombre, montant et taux d’acceptation, sur douze mois entiers et celui en cours."),
        ReportAsked(
            "quotes",
            ("count", "accepted", "acceptance", "accepted_net"),
            ("month",),
            "issued_on last_months 12",
        ),
    ),
    ReadyReport(
        "activity",
        _("Activité par personne"),
        _("Visites, appels, messages des 90 derniers jours."),
        ReportAsked("activities", ("done",), ("by", "kind"), "starts_at last 90", "stacked"),
    ),
    ReadyReport(
        "visits",
        _("Visites par commercial"),
        _("Visites faites, entreprises visitées et visites à chacune, depuis un an."),
        ReportAsked(
            "activities",
            ("visits", "visited", "visits_each"),
            ("by",),
            "kind is visit and state is done and starts_at last 365",
        ),
    ),
    ReadyReport(
        "invoiced",
        _("Facturé par mois"),
        _("Factures moins avoirs, HT et TTC."),
        ReportAsked(
            "invoices", ("net", "incl_vat", "count"), ("month",), "issued_on last_months 36", "bars", "", 60
        ),
    ),
    ReadyReport(
        "overdue",
        _("Échu par commercial"),
        _("Ce qui est dû et ce qui est en retard, TTC."),
        ReportAsked(
            "receivables",
            ("overdue", "left", "overdue_count"),
            ("owner",),
            "is_open is yes",
            "bars",
            "-overdue",
        ),
    ),
    ReadyReport(
        "channels",
        _("Clients par origine"),
        _("D’où viennent les entreprises et ce qu’elles commandent."),
        ReportAsked("companies", ("count", "customers", "revenue"), ("channel",)),
    ),
)


def ready_reports(actor: Actor) -> Sequence[ReadyReport]:
    """Those that the actor may read."""
    return [each for each in READY if each.group is None or actor.may_read(each.group)]


def ready_report(actor: Actor, key: str) -> ReadyReport | None:
    """One of them by its key."""
    return next((each for each in ready_reports(actor) if each.key == key), None)
