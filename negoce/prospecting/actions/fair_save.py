"""A fair is written down, or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, refuse_field
from negoce.prospecting.actions.plan_join import note_fair_cost
from negoce.prospecting.models import Fair, ProspectingPlan

NAME_MAX = 120
_HIGHEST = Decimal(10) ** 9


def save_fair(
    actor: Actor,
    fair: Fair | None,
    *,
    values: Mapping[str, str],
    plan: ProspectingPlan | None,
    today: date,
    revision: int | None = None,
) -> Fair:
    """Make a fair, or change one; days are typed as people write them. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    cleaned = _cleaned(actor, values, today)
    with transaction.atomic():
        row = fair or Fair(created_by_id=actor.user_id)
        if fair is not None:
            row = Fair.objects.select_for_update().get(pk=fair.pk)
            if revision is not None and row.revision != revision:
                raise Conflict(
                    _("Ce salon a changé entre-temps. Rechargez la page\u00a0: rien n’a été enregistré."),
                    field="revision",
                    current=None,
                )
            row.revision += 1
        before = {name: getattr(row, name) for name in cleaned} if fair is not None else {}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.plan = plan
        row.save()
        note_fair_cost(row, actor.user_id)
        told = {
            name: (before.get(name), value) for name, value in cleaned.items() if before.get(name) != value
        }
        record(actor, Entry("created" if fair is None else "updated", "fair", row.pk, row.name, changes=told))
    return row


def _cleaned(actor: Actor, values: Mapping[str, str], today: date) -> dict[str, object]:
    errors: dict[str, Finding] = {}
    cleaned: dict[str, object] = {}
    for name in ("name", "place"):
        line = clean_line(values.get(name, ""), NAME_MAX)
        if line.finding is not None:
            errors[name] = line.finding
        cleaned[name] = line.value or ""
    if not cleaned["name"] and "name" not in errors:
        errors["name"] = Finding("text.required")
    for name in ("starts_on", "ends_on"):
        day = parse_day(values.get(name, ""), today)
        if day.finding is not None:
            errors[name] = day.finding
        elif day.value is None:
            errors[name] = Finding("text.required")
        cleaned[name] = day.value
    typed = values.get("cost", "").strip()
    cost = clean_amount(typed, _HIGHEST, mark_of(actor.language)) if typed else None
    if cost is not None and cost.finding is not None:
        errors["cost"] = cost.finding
    cleaned["cost"] = cost.value if cost is not None else None
    refuse_findings(errors)
    first, last = cleaned["starts_on"], cleaned["ends_on"]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        raise refuse_field("ends_on", _("Le salon finirait avant d’avoir commencé."))
    return cleaned
