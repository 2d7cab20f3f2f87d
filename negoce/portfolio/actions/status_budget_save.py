"""Sets what is aimed at for the customers of a status, and what serving customers costs (S2)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.portfolio.actions.settings_keep import keep_settings
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import StatusBudget
from negoce.portfolio.queries.service_costs import current_service_costs
from negoce.portfolio.queries.whole_house import require_house
from negoce.portfolio.rules.service_costs import ServiceCosts

FIRST_YEAR, LAST_YEAR = 2000, 2100
# The most that each may be.
MOST = {"target_heads": Decimal(10_000_000), "budget": Decimal(10) ** 11, "visits_a_year": Decimal(366)}
COST_BOUNDS = {
    "acquisition_cost": (Decimal(0), Decimal(10_000_000)),
    "contact_cost": (Decimal(0), Decimal(10_000)),
    "message_cost": (Decimal(0), Decimal(10_000)),
    "visit_days": (Decimal(1), Decimal(366)),
    "visits_a_day": (Decimal("0.1"), Decimal(50)),
    "contact_days": (Decimal(1), Decimal(3_650)),
}


def set_status_budget(
    actor: Actor,
    *,
    year: int,
    status: LifeStatus,
    field: str,
    value: Decimal | None,
    seen: Decimal | None = None,
    ask_seen: bool = False,
) -> Decimal | None:
    """Set `target_heads`, `budget` or `visits_a_year` of a status; None takes it out. Returns what is stored.

    With `ask_seen`, `seen` is what the person saw before: another value by now raises Conflict. Raises NotAllowed, and
    Refused for a value that is out of range, or heads that are no whole number.
    """
    require_house(actor)
    if field not in MOST or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Cette case n’existe pas. Rien n’a été enregistré."))
    if value is not None and not 0 <= value <= MOST[field]:
        raise refuse_field("value", _("Cette valeur est hors de portée. Rien n’a été enregistré."))
    if field == "target_heads" and value is not None and value != value.to_integral_value():
        raise refuse_field("value", _("Donnez un nombre entier de clients."))
    with transaction.atomic():
        row = StatusBudget.objects.filter(year=year, status=status.value).first()
        stored = None if row is None else getattr(row, field)
        if ask_seen and stored != seen and stored != value:
            raise Conflict(
                _("Quelqu’un d’autre a changé cette valeur entre-temps. Rien n’a été enregistré."),
                field="value",
                current=stored,
            )
        if stored == value:
            return value
        kept = int(value) if field == "target_heads" and value is not None else value
        row, _made = StatusBudget.objects.update_or_create(
            year=year, status=status.value, defaults={field: kept}
        )
        # A code: each reader of the journal has it in their words.
        name = f"{status.value}:{year}"
        record(actor, Entry("changed", "status_budget", row.pk, name, changes={field: (stored, kept)}))
    return value


def save_service_costs(actor: Actor, costs: ServiceCosts) -> None:
    """Keep what serving costs; the figures follow the next night. Raises NotAllowed, and Refused out of range."""
    require(actor, Permission.MANAGE_SETTINGS)
    faults = {
        name: [_("Donnez une valeur de %(low)s à %(high)s.") % {"low": low, "high": high}]
        for name, (low, high) in COST_BOUNDS.items()
        if not low <= getattr(costs, name) <= high
    }
    if faults:
        raise Refused(_("Une valeur est hors de portée. Rien n’a été enregistré."), fields=faults)
    with transaction.atomic():
        keep_settings(actor, current_service_costs(), costs, COST_BOUNDS)
