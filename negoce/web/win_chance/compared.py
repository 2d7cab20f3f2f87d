"""Who is better calibrated: what people said beside what was learned; of oneself, of all for a manager."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import WinChanceFit
from negoce.portfolio.queries.win_chances import people_named
from negoce.portfolio.rules.win_compared import LEAST_DEALS, truer
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number, share

HOUSE = "house"


def compared_lines(actor: Actor, fit: WinChanceFit) -> Mapping[str, object]:
    """The table of people and the fifths of the scale; a person alone sees the house and themselves."""
    shown = {
        key: told
        for key, told in fit.compared.items()
        if key == HOUSE or actor.may(Permission.MANAGE_TARGETS) or key == str(actor.user_id)
    }
    people = people_named([int(key) for key in shown if key != HOUSE])
    named = {
        key: _("Toute la maison") if key == HOUSE else people[int(key)].full_name
        for key in shown
        if key == HOUSE or int(key) in people
    }
    order = sorted(named, key=lambda key: (key != HOUSE, named[key]))
    return {
        "compared": [_line(named[key], shown[key]) for key in order],
        "compared_columns": (
            TableColumn(_("Qui estime")),
            TableColumn(_("Affaires"), numeric=True),
            TableColumn(_("Dit en moyenne"), numeric=True),
            TableColumn(_("Gagné"), numeric=True),
            TableColumn(_("Brier, estimation"), numeric=True),
            TableColumn(_("Brier, appris"), numeric=True),
            TableColumn(_("Le plus juste")),
        ),
        "least": LEAST_DEALS,
        "band_columns": (
            TableColumn(_("Chance dite")),
            TableColumn(_("Affaires"), numeric=True),
            TableColumn(_("Gagné"), numeric=True),
        ),
        "bands": [
            {"said": _share(each["said"]), "deals": number(each["deals"]), "won": _share(each["won"])}
            for each in fit.compared.get(HOUSE, {}).get("bands", ())
        ],
    }


def _line(name: str, told: Mapping[str, Any]) -> Mapping[str, object]:
    found = truer(told["deals"], told["own_brier"], told["learned_brier"])
    enough = bool(found)
    return {
        "name": name,
        "deals": number(told["deals"]),
        "said": _share(told["own_mean"]) if enough else "—",
        "won": _share(told["won"]) if enough else "—",
        "own": _brier(told["own_brier"]) if enough else "—",
        "learned": _brier(told["learned_brier"]) if enough else "—",
        "truer": _words(found),
    }


def _words(truer_one: str) -> str:
    return {
        "own": _("l’estimation"),
        "learned": _("la probabilité apprise"),
        "alike": _("aussi justes l’un que l’autre"),
    }.get(truer_one, _("trop peu d’affaires"))


def _share(value: float) -> str:
    return share(Decimal(str(value)))


def _brier(value: float) -> str:
    return number(Decimal(str(value)), 3)
