"""The words of the learned chance: columns, their values, reasons up and down, what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import exp
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.money import format_money_round
from negoce.negotiation.enums import BuyingClass, DealStep, PurchaseStage
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.words.cycle import house_cycle_words
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.models import WinChanceFit
from negoce.portfolio.queries.win_chance_facts import HOUSE_CYCLE
from negoce.ui.words.figures import number
from negoce.ui.words.say import reader_language
from negoce.web.scoring.words import column_words as company_column_words
from negoce.web.scoring.words import value_words as company_value_words

# Under it, what was known of deals hardly says how they end; of fewer deals, as the newest are, a little less.
_POOR, _POOR_LATER = 0.6, 0.55
COLUMNS: Mapping[str, Any] = {
    "amount": _("Montant de l’affaire"),
    "cycle": _("Cycle de vente"),
    "purchase_stage": _("Étape de l’achat"),
    "buying_class": _("Classe d’achat"),
    "age_days": _("Âge de l’affaire, en jours"),
    "deal_step": _("Étape de la vente"),
    "days_at_step": _("Jours à cette étape"),
    "steps_reached": _("Étapes franchies"),
    "days_to_end": _("Jours jusqu’à la conclusion prévue"),
    "put_off": _("Reports de la conclusion prévue"),
    "tender": _("Appel d’offres"),
    "discoveries": _("Entretiens de découverte"),
    "offers_sent": _("Devis envoyés"),
    "discount": _("Remise du dernier devis envoyé, en %"),
    "wins_before": _("Affaires gagnées avant avec ce client"),
    "losses_before": _("Affaires perdues avant avec ce client"),
    "orders_year": _("Commandes des douze mois d’avant"),
    "revenue_year": _("Commandé en douze mois avant"),
    "days_since_order": _("Jours depuis la dernière commande"),
    "people_met": _("Personnes rencontrées"),
    "talks": _("Échanges depuis le début de l’affaire"),
    "days_known": _("Jours depuis l’entrée du client au fichier"),
}
# Never read, by design; what columns teach nothing is found by each fit.
NEVER_READ: Sequence[tuple[Any, Any]] = (
    (
        _("Raison, précision, concurrent, date de clôture, étape finale"),
        _("écrits avec l’issue, ou après elle : ils la diraient"),
    ),
    (_("L’estimation du commercial"), _("tenue à part : sans quoi les deux ne pourraient être comparées")),
    (
        _("Qui suit l’affaire"),
        _("par choix : la chance est celle d’une affaire, jamais une note d’une personne"),
    ),
    (
        _("Rôles et attitudes des personnes, mobiles entendus"),
        _("par choix : ce qui a été dit d’une personne ne sert pas à noter"),
    ),
    (_("Nom de l’affaire, notes, réponses"), _("textes libres")),
    (
        _("Montant, dates et étapes d’une affaire importée déjà close"),
        _("peut-être remplis avec l’issue ; un client, un historique et un âge restent lus"),
    ),
)
_CODED = {"deal_step": DealStep, "purchase_stage": PurchaseStage, "buying_class": BuyingClass}


def column_words(name: str) -> str:
    """The words of a column."""
    return str(COLUMNS[name]) if name in COLUMNS else company_column_words(name)


def value_words(name: str, value: str) -> str:
    """The value of a column as people read it."""
    if not value:
        return _now("non renseigné")
    if name in _CODED:
        return label_of(_CODED[name], value)
    if name == "cycle":
        book = cycle_book()
        rows = {str(row.pk): str(row) for row in book.rows.values()}
        return (
            house_cycle_words(book.default) if value == HOUSE_CYCLE else rows.get(value, _now("cycle retiré"))
        )
    if name == "tender":
        return _now("oui") if value == "yes" else _now("non")
    if name in ("amount", "revenue_year"):
        return format_money_round(Decimal(value), reader_language())
    if name == "discount":
        return f"{number(Decimal(value), 1)}\u00a0%"
    return company_value_words(name, value)


def reason_words(each: Mapping[str, Any]) -> Mapping[str, object]:
    """A reason: what, its value, whether it raises the chance, by how much."""
    times = exp(min(abs(each["added"]), 7))
    words = _now("cotes × %(times)s") if each["added"] > 0 else _now("cotes ÷ %(times)s")
    return {
        "name": column_words(each["column"]),
        "value": value_words(each["column"], each["value"]),
        "up": each["added"] > 0,
        "words": words % {"times": number(Decimal(str(round(times, 1))), 1)},
    }


def is_poor(fit: WinChanceFit) -> bool:
    """Whether the model hardly beats chance, on deals that it had not seen or on the newest ones."""
    later = fit.judged.get("later")
    return bool(fit.judged["kept"]["auc"] < _POOR or (later and later["auc"] < _POOR_LATER))


def problem_words(fit: WinChanceFit) -> str:
    """Why nothing was learned, with the figure."""
    told = fit.figures if isinstance(fit.figures, dict) else {}
    said = {
        "few_rows": _now(
            "Pas assez de données : %(rows)s affaires closes qui comptent, il en faut %(least)s."
        ),
        "few_of_one": _now(
            "Pas assez de données : l’issue la plus rare n’est arrivée que %(rows)s fois, il en faut %(least)s."
        ),
        "few_holders": _now(
            "Pas assez de données : l’issue la plus rare n’est arrivée qu’à %(rows)s affaires, il en faut %(least)s."
        ),
        "one_class": _now("Toutes les affaires closes ont la même issue : il n’y a rien à apprendre."),
        "no_outcome": _now("Aucune affaire close ne compte encore : rien à apprendre."),
        "no_column": _now("Aucune colonne ne peut servir : toutes sont constantes ou remplies après coup."),
    }.get(fit.problem)
    if said is None:
        return fit.problem
    return said % {"rows": told.get("rows", 0), "least": told.get("least", 0)}
