"""« Pourquoi ? » of each card: what it counts, with its own numbers, and the rule it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from negoce.kit.dates import format_date
from negoce.portfolio.enums import CUSTOMERS, LifeStatus
from negoce.portfolio.rules.moves import MoveKind, moves
from negoce.portfolio.rules.portrait import KEPT, Portrait, share
from negoce.portfolio.rules.steering import Steering
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.ui.words.say import reader_language
from negoce.web.overview.figures import money, number, percent

STATUS = gettext_lazy("Règle : statut d’après les commandes (R-F1)")
ATTRITION = gettext_lazy("Règle : attrition et fidélisation (R-F3)")
BALANCE = gettext_lazy("Règle : équilibre du portefeuille (R-F5)")
WEIGHT = gettext_lazy("Règles : classes ABC (R-F6), Gini et HHI (R-F7)")
VALUE = gettext_lazy("Règles : probabilité d’être encore client (R-F2), valeur (R-F4)")
RFM = gettext_lazy("Règle : récence, fréquence, montant (R-F8)")
MOVES = gettext_lazy("Règles : équilibre (R-F5), concentration (R-F7), rappel des dormants (R-P7)")
LIFE = gettext_lazy("Règles : statut (R-F1), coût du suivi (R-M1), actions par statut (R-M4)")


def rules() -> dict[str, object]:
    """The rule of each card, by its name in the page."""
    return {
        "status": STATUS,
        "attrition": ATTRITION,
        "balance": BALANCE,
        "weight": WEIGHT,
        "rfm": RFM,
        "moves": MOVES,
        "life": LIFE,
    }


def life_why(portrait: Portrait, thresholds: Thresholds, *, margin: bool, budget: bool) -> list[str]:
    """What the table of statuses counts."""
    limits = _(
        "Dormant après le plus long de %(dormant)s jours ou %(dormant_times)s fois son rythme sans commander ; "
        "perdu après %(lost)s jours ou %(lost_times)s fois. Sans rythme connu : %(cadence)s jours."
    )
    found = [
        limits
        % {
            "dormant": number(thresholds.dormant_days),
            "dormant_times": _times(thresholds.dormant_cadences),
            "lost": number(thresholds.lost_days),
            "lost_times": _times(thresholds.lost_cadences),
            "cadence": number(thresholds.default_cadence_days),
        },
        _("Client : au moins une commande, %(kept)s clients et %(lost)s perdus. Un retour n’en est pas une.")
        % {"kept": number(portrait.number(*KEPT)), "lost": number(portrait.number(LifeStatus.LOST))},
        _(
            "CA 12 mois : commandes hors taxe des 365 derniers jours, retours déduits, des clients de ce statut."
        ),
    ]
    found += _strays(portrait)
    if margin:
        found.append(
            _(
                "Coût de gestion : visites, échanges et messages des 365 derniers jours × leur coût, d’après "
                "les réglages des budgets."
            )
        )
    if budget:
        found.append(_("Budget : celui que l’année donne à chaque statut."))
    return found


def _strays(portrait: Portrait) -> list[str]:
    strays = portrait.content["strays"]
    if not strays["number"]:
        return []
    words = ngettext(
        "%(count)s entreprise n’a que des retours, sans commande connue : elle n’est pas cliente, et ses %(sum)s "
        "n’y sont pas.",
        "%(count)s entreprises n’ont que des retours, sans commande connue : elles ne sont pas clientes, et leurs "
        "%(sum)s n’y sont pas.",
        strays["number"],
    )
    return [words % {"count": number(strays["number"]), "sum": money(Decimal(strays["cents"]) / 100)}]


def _times(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() else 1)


def flows_why(portrait: Portrait) -> list[str]:
    """Whose passages are drawn, and between which days."""
    moved = sum(count for was, now, count in portrait.flows() if was != now)
    whole = sum(count for _was, _now, count in portrait.flows())
    return [
        _(
            "Le statut de chaque entreprise le %(start)s, puis celui d’aujourd’hui : %(moved)s sur %(whole)s en ont "
            "changé."
        )
        % {"start": _day(portrait.start), "moved": number(moved), "whole": number(whole)},
        _(
            "Le statut d’alors se lit dans les commandes passées ce jour-là ; avant la première commande, dans "
            "l’historique noté à l’époque. Un statut déclaré l’emporte."
        ),
        _("Les suspects restés suspects ne sont pas dessinés."),
        _("Un trait mène aux entreprises qui ont fait exactement ce passage."),
    ]


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text), reader_language()) if text else ""


def weight_why(portrait: Portrait) -> list[str]:
    """How customers are put in classes."""
    place = portrait.content["concentration"]
    if place is None:
        return []
    return [
        _("%(count)s clients dont le CA de 12 mois dépasse zéro : %(whole)s en tout.")
        % {"count": number(place["customers"]), "whole": money(Decimal(place["whole"]) / 100)},
        _(
            "Du plus grand au plus petit : A tant que ceux d’avant font moins de %(a)s du CA, B moins de %(b)s, "
            "C ensuite."
        )
        % {"a": percent(Decimal(80), 0), "b": percent(Decimal(95), 0)},
        _(
            "La courbe s’éloigne de la diagonale quand peu de clients font beaucoup du CA : c’est ce que dit Gini."
        ),
    ]


def rfm_why(portrait: Portrait) -> list[str]:
    """How notes are given."""
    count = sum(number_of for _recency, _frequency, number_of, _cents in portrait.content["rfm"])
    return [
        _("%(count)s clients classés du meilleur au moins bon sur chaque critère.")
        % {"count": number(count)},
        _(
            "Note = 5 − partie entière de 5 × (rang − 1) ÷ nombre de clients ; les ex æquo ont le meilleur rang. "
            "Récence : jours depuis la dernière commande ; fréquence : commandes en 12 mois."
        ),
    ]


def cohorts_why() -> list[str]:
    """What a cell of the cohorts is."""
    return [
        _(
            "Une ligne : ceux dont la première commande est de ce trimestre. Une case : la part d’entre eux qui a "
            "commandé dans le trimestre ; on peut sauter un trimestre et revenir."
        ),
        _("Le trimestre en cours n’est pas fini : sa case est encore basse."),
    ]


def leaving_why(portrait: Portrait) -> list[str]:
    """What a bar of « Qui part » is."""
    heads = portrait.heads()
    return [
        _("Clients perdus depuis le %(start)s ÷ clients ce jour-là, groupe par groupe.")
        % {"start": _day(portrait.start)},
        _("En tout : %(lost)s ÷ %(started)s = %(rate)s.")
        % {
            "lost": number(heads.lost),
            "started": number(heads.start),
            "rate": percent(share(heads.lost, heads.start)),
        },
        _("Le groupe est celui d’aujourd’hui : qui a changé de commercial compte chez le nouveau."),
    ]


def trend_why(history: Sequence[tuple[date, Mapping[str, Any]]]) -> list[str]:
    """Where the months come from."""
    return [
        _(
            "L’attrition sur 12 mois telle que la page la montrait à la fin de chacun des %(count)s derniers mois ; "
            "elle n’est pas recalculée après coup."
        )
        % {"count": number(len(history))}
    ]


def moves_why(portrait: Portrait, thresholds: Thresholds, steering: Steering, *, margin: bool) -> list[str]:
    """What each proposed move is worth, and how that was worked out."""
    shown = {move.kind for move in moves(portrait, thresholds)}
    words = {
        MoveKind.RECALL: _(
            "Réveiller : chance de revenir × marge de sa dernière année − %(contact)s par appel, des seuls "
            "dormants où cela reste positif. Sans modèle, la chance est de %(chance)s."
        )
        % {"contact": money(steering.contact_cost), "chance": percent(steering.recall_percent, 0)},
        MoveKind.KEEP: _(
            "Retenir : le CA de 12 mois des %(count)s clients actifs que le modèle donne partants à plus de 50 %%."
        )
        % {"count": number(portrait.sum("doubtful", *CUSTOMERS))},
        MoveKind.WIN: _(
            "Gagner : (CA à risque − affaires en cours de prospects) ÷ CA de la première année d’un client, "
            "%(mean)s."
        )
        % {"mean": money(portrait.mean_new())},
        MoveKind.CLOSE: _("Conclure : montant de chaque affaire × chance de gagner de son étape."),
        MoveKind.PROTECT: _("Protéger : les clients qui font chacun plus de %(limit)s du CA de 12 mois.")
        % {"limit": percent(thresholds.concentration_percent, 0)},
    }
    found = [text for kind, text in words.items() if kind in shown]
    if not margin and MoveKind.RECALL in shown:
        found = [text for kind, text in words.items() if kind in shown and kind is not MoveKind.RECALL]
        found.append(_("Réveiller : les dormants dont l’appel rapporte plus qu’il ne coûte."))
    return [*found, _("Le geste qui vaut le plus vient en premier ; ce qui ne vaut rien n’y est pas.")]
