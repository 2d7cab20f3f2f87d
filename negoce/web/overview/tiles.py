"""The four figures on top, each with what it is compared with and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.portfolio.enums import CUSTOMERS
from negoce.portfolio.rules.portrait import KEPT, Portrait, share
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import NOTHING, money, number, percent, points, short_money, why
from negoce.web.overview.links import companies_url, lost_since, statuses
from negoce.web.overview.whys import ATTRITION, BALANCE, STATUS, VALUE, WEIGHT


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, its comparison, the list behind it, the sentences that explain it and the rule they follow."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    url: str = ""
    why: Sequence[str] = ()
    rule: object = ""


def tiles(portrait: Portrait, asked: Asked, thresholds: Thresholds, *, margin: bool) -> list[Tile]:
    """Attrition, balance, concentration, and what customers are still worth, or how many they are."""
    last = value_tile(portrait, asked) if margin else customers_tile(portrait, asked)
    return [
        attrition_tile(portrait, asked, thresholds),
        balance_tile(portrait),
        concentration_tile(portrait, asked, thresholds),
        last,
    ]


def attrition_tile(portrait: Portrait, asked: Asked, thresholds: Thresholds) -> Tile:
    """Lost ÷ customers at the start, beside the period of the same length before where it tells something."""
    now, before = portrait.attrition(), portrait.attrition(past=True)
    label, url = _("Attrition"), companies_url(asked, *lost_since(portrait))
    if now.value is None:
        return Tile(label, NOTHING, "", "", url, why(now), ATTRITION)
    alone = Tile(label, percent(now.value.attrition), _lost(portrait), "", url, why(now), ATTRITION)
    if before.value is None:
        return alone
    if not portrait.seniority().alike:
        return replace(alone, why=[*why(now), _too_young(portrait, thresholds)])
    gap = now.value.attrition - before.value.attrition
    words = _("%(points)s par rapport aux %(months)s mois d’avant")
    past = portrait.heads(past=True)
    sentence = _("La période d’avant : %(lost)s perdus ÷ %(start)s clients = %(rate)s.") % {
        "lost": number(past.lost),
        "start": number(past.start),
        "rate": percent(before.value.attrition, 2),
    }
    tone = "bad" if gap > 0 else "good" if gap < 0 else ""
    note = words % {"points": points(gap), "months": portrait.months}
    return replace(alone, note=note, tone=tone, why=[*why(now), sentence])


def _too_young(portrait: Portrait, thresholds: Thresholds) -> str:
    """Why the period before tells nothing: hardly anybody could be lost in it."""
    found = portrait.seniority()
    words = _(
        "Pas de comparaison avec les %(months)s mois d’avant : à leur début, %(aged_before)s clients sur "
        "%(before)s l’étaient depuis %(days)s jours, le temps qu’il faut pour en perdre un qui n’a commandé "
        "qu’une fois ; au début de cette période, %(aged)s sur %(started)s."
    )
    return words % {
        "months": portrait.months,
        "aged_before": number(found.aged_before),
        "before": number(found.started_before),
        "days": thresholds.lost_after_one,
        "aged": number(found.aged),
        "started": number(found.started),
    }


def _lost(portrait: Portrait) -> str:
    heads = portrait.heads()
    return ngettext(
        "%(lost)s perdu sur %(start)s clients", "%(lost)s perdus sur %(start)s clients", heads.lost
    ) % {"lost": number(heads.lost), "start": number(heads.start)}


def balance_tile(portrait: Portrait) -> Tile:
    """What came minus what left, in euros a year."""
    found = portrait.backward()
    label = _("Entrées − sorties")
    if found.value is None:
        return Tile(label, NOTHING, "", "", "#balance", why(found), BALANCE)
    cover = found.value
    gap = cover.incoming - cover.leaving
    if cover.cover is None:
        note = _("rien n’est parti en %(months)s mois") % {"months": portrait.months}
    else:
        note = _("couverture %(cover)s sur %(months)s mois") % {
            "cover": percent(cover.cover, 0),
            "months": portrait.months,
        }
    return Tile(
        label,
        short_money(gap, signed=True),
        note,
        "good" if cover.balanced else "bad",
        "#balance",
        why(found),
        BALANCE,
    )


def concentration_tile(portrait: Portrait, asked: Asked, thresholds: Thresholds) -> Tile:
    """What the five largest customers make of the revenue of 12 months."""
    place = portrait.content["concentration"]
    label = _("Concentration")
    if place is None:
        return Tile(label, NOTHING, "", "", "#concentration", [_("Rien n’a été vendu en 12 mois.")], WEIGHT)
    top, largest = share(place["top"], place["whole"]), share(place["largest"], place["whole"])
    gini, hhi = Decimal(str(place["gini"])), Decimal(str(place["hhi"]))
    alert = is_alert(portrait, thresholds)
    note = _("top 5 · Gini %(gini)s") % {"gini": number(gini, 2)}
    if alert:
        note += _(" · alerte")
    sentences = [
        _("Les 5 premiers : %(top)s ÷ %(whole)s = %(share)s.")
        % {"top": money(_euros(place["top"])), "whole": money(_euros(place["whole"])), "share": percent(top)},
        _("Gini %(gini)s sur %(customers)s clients (0 : tous pareils, 1 : un seul).")
        % {"gini": number(gini, 2), "customers": number(place["customers"])},
        _("HHI %(hhi)s : concentré comme %(equivalent)s clients de même taille.")
        % {"hhi": number(hhi), "equivalent": number(Decimal(10_000) / hhi, 1) if hhi else NOTHING},
        _(
            "Alerte au-delà de %(share)s pour un seul client (le premier : %(largest)s) ou d’un HHI de %(hhi)s."
        )
        % {
            "share": percent(thresholds.concentration_percent, 0),
            "largest": percent(largest),
            "hhi": number(thresholds.concentration_index),
        },
    ]
    return Tile(label, percent(top, 0), note, "bad" if alert else "", "#concentration", sentences, WEIGHT)


def is_alert(portrait: Portrait, thresholds: Thresholds) -> bool:
    """Whether one customer, or a few, weigh too much (by the thresholds of R-F7)."""
    place = portrait.content["concentration"]
    if place is None:
        return False
    one = Decimal(place["largest"]) * 100 > thresholds.concentration_percent * place["whole"]
    return one or Decimal(str(place["hhi"])) > thresholds.concentration_index


def value_tile(portrait: Portrait, asked: Asked) -> Tile:
    """The margin expected of customers within 36 months."""
    found = portrait.value()
    label, url = _("Valeur restante"), companies_url(asked, statuses(*KEPT), sort="-value_36_months")
    if found is None:
        sentence = _(
            "Aucun modèle ne dit encore ce que les clients rapporteront : il faut assez de clients fidèles."
        )
        return Tile(label, NOTHING, _("à 36 mois : pas encore de modèle"), "", url, [sentence], VALUE)
    worth, customers = found
    sentence = _(
        "Marge attendue de %(count)s clients sur 36 mois, actualisée : %(worth)s, soit %(each)s par client."
    )
    why_so = sentence % {"count": number(customers), "worth": money(worth), "each": money(worth / customers)}
    return Tile(label, short_money(worth), _("à 36 mois"), "", url, [why_so], VALUE)


def customers_tile(portrait: Portrait, asked: Asked) -> Tile:
    """For who may read no margin: how many customers still buy."""
    heads = portrait.heads()
    note = _("+%(new)s gagnés, −%(lost)s perdus") % {
        "new": number(heads.new + heads.reactivated),
        "lost": number(heads.lost),
    }
    url = companies_url(asked, statuses(*CUSTOMERS))
    sentence = _("Nouveaux, irréguliers, réguliers et ambassadeurs ; les dormants n’en sont pas.")
    return Tile(_("Clients actifs"), number(portrait.number(*CUSTOMERS)), note, "", url, [sentence], STATUS)


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100
