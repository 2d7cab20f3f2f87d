"""« Encore client » explained: which law tells it, what past silences became, and how right it was on a past day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.kit.dates import format_date_long
from negoce.kit.money import format_decimal, format_percent
from negoce.portfolio.models import ForesightFit
from negoce.ui.charts import Chart, ChartKind, Dot, Unit
from negoce.ui.components.tables import TableColumn
from negoce.web.orders.figures import language

_TOLD_IN_WORDS = 3


def still_words(fit: ForesightFit) -> Mapping[str, Any] | None:
    """What the card shows; None for a fit that does not say it."""
    still = fit.reason.get("still")
    if not still:
        return None
    return {
        "law": _law(still),
        "example": _example(still["seen"]),
        "columns": (
            TableColumn(_("Silence")),
            TableColumn(_("Silences vus"), numeric=True),
            TableColumn(_("Ont recommandé"), numeric=True),
            TableColumn(_("Part des silences"), numeric=True),
        ),
        "lines": [_line(*each) for each in still["seen"]],
        "check": "" if still["check"] is None else _check(still["check"]),
        "chart": None if still["check"] is None else _chart(still["check"]),
    }


def level_words(fit: ForesightFit) -> str:
    """Whether the totals were corrected by what the last closed days got wrong, and why."""
    level = fit.reason.get("level") or {}
    without, corrected = level.get("without"), level.get("corrected")
    if without is None or corrected is None:
        return _("Votre passé est trop court pour dire si une correction des totaux aurait aidé.")
    figures = {"without": _percent(without), "corrected": _percent(corrected)}
    if level["factor"] == 1:
        return (
            _(
                "Les totaux ne sont pas corrigés : sur les jours passés, ils se trompaient de %(without)s en moyenne, "
                "et corriger par la dernière erreur connue aurait donné %(corrected)s."
            )
            % figures
        )
    change = level["factor"] - 1
    return _(
        "Les totaux sont corrigés de %(change)s : sur les jours passés, ils se trompaient de %(without)s en moyenne ; "
        "la même correction, avec ce qu’on savait alors, aurait ramené l’erreur à %(corrected)s."
    ) % {**figures, "change": f"{'+' if change > 0 else ''}{_percent(change)}"}


def _law(still: Mapping[str, Any]) -> str:
    if still["by"] == "curve":
        return _(
            "Probabilité d’une commande dans l’année, lue dans vos propres silences : un silence se compte en rythmes "
            "du client, comme pour son statut, et l’on regarde combien de silences aussi longs ont pris fin."
        )
    return _(
        "BG/NBD, ajusté sur vos clients : il s’est vérifié sur votre passé. Qui n’a commandé qu’une fois est jugé sur "
        "ce que sont devenus ceux qui étaient dans son cas."
    )


def _example(seen: Sequence[Sequence[int]]) -> str:
    """« Sur 100 clients silencieux depuis 3 fois leur rythme, 22 ont recommandé. »"""
    told = [each for each in seen if each[0] <= _TOLD_IN_WORDS]
    if not told:
        return ""
    paces, silences, ended = told[-1]
    return _(
        "Sur 100 clients silencieux depuis %(paces)s fois leur rythme, %(ended)s ont recommandé à ce jour."
    ) % {"paces": paces, "ended": round(100 * ended / silences)}


def _line(paces: int, silences: int, ended: int) -> Mapping[str, str]:
    return {
        "silence": _("au moins %(paces)s fois le rythme") % {"paces": paces},
        "silences": format_decimal(silences, language()),
        "ended": format_decimal(ended, language()),
        "share": _percent(ended / silences),
    }


def _check(check: Mapping[str, Any]) -> str:
    return _(
        "Contrôle : au %(day)s, sur %(customers)s clients, %(said)s devaient recommander dans les %(days)s jours ; "
        "%(came)s l’ont fait. Écart moyen par dixième de clients : %(error)s."
    ) % {
        "day": format_date_long(date.fromisoformat(check["day"]), language()),
        "customers": format_decimal(check["customers"], language()),
        "said": _percent(check["said"]),
        "days": check["days"],
        "came": _percent(check["came"]),
        "error": _percent(check["error"], 1),
    }


def _chart(check: Mapping[str, Any]) -> Chart:
    dots = tuple(
        Dot(_("Décile %(place)s") % {"place": place}, round(100 * said, 1), round(100 * came, 1), customers)
        for place, (customers, said, came) in enumerate(check["bins"], 1)
    )
    return Chart(
        ChartKind.CALIBRATION,
        _("« Encore client » : ce qui était dit, ce qui est venu"),
        dots=dots,
        unit=Unit.PERCENT,
        x_unit=Unit.PERCENT,
        x_label=_("Chance annoncée"),
        y_label=_("Ont recommandé"),
        height="large",
    )


def _percent(share: float, decimals: int = 0) -> str:
    return format_percent(Decimal(str(share)), language(), decimals)
