"""Stores the season that the team declares, or goes back to the one read from its orders (L2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.kit.numbers import parse_decimal
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.foresight_request import request_refit
from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.queries.season import PREFIX, declared_months
from negoce.portfolio.rules.month_season import LEAST_INDEX, MOST_INDEX, check_months

MONTHS = tuple(range(1, 13))


def read_months(typed: Mapping[str, str]) -> Mapping[int, Decimal]:
    """The twelve indices as typed. Raises Refused with the faulty ones."""
    found: dict[int, Decimal] = {}
    wrong: dict[str, list[str]] = {}
    for month in MONTHS:
        value = parse_decimal(typed.get(f"{PREFIX}{month}", "")).value
        if value is None:
            wrong[f"{PREFIX}{month}"] = [_("Un nombre est attendu, par exemple 1,2.")]
        else:
            found[month] = value.quantize(Decimal("0.0001"))
    for month in check_months({month: float(value) for month, value in found.items()}):
        said = _("L’indice doit être compris entre %(least)s et %(most)s.")
        wrong[f"{PREFIX}{month}"] = [said % {"least": LEAST_INDEX, "most": MOST_INDEX}]
    if wrong:
        raise Refused(_("Certains indices sont à corriger. Rien n’a été enregistré."), fields=wrong)
    return found


def save_season(actor: Actor, *, own: bool, typed: Mapping[str, str]) -> Job | None:
    """Declare the season typed, or with `own` read it from the orders; returns the fit asked for, None if all is as
    it was. Raises NotAllowed, Refused.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        before = declared_months()
        months: Mapping[int, Decimal] = {} if own else read_months(typed)
        after = {month: float(value) for month, value in months.items()}
        if before == after:
            return None
        PortfolioSetting.objects.filter(key__startswith=PREFIX).delete()
        PortfolioSetting.objects.bulk_create(
            PortfolioSetting(key=f"{PREFIX}{month}", value=value) for month, value in months.items()
        )
        told = {
            f"{PREFIX}{month}": (_written(before.get(month)), _written(after.get(month)))
            for month in MONTHS
            if before.get(month) != after.get(month)
        }
        record(actor, Entry(verb="changed", subject_kind="season", subject_id=None, changes=told))
        return request_refit(actor)


def _written(index: float | None) -> str:
    return "" if index is None else f"{index:g}"
