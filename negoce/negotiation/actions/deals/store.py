"""Writes what changed of a deal: the row, the journal, the figures of its company, search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.value_conflict import value_conflict
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import CompanyDeals, Deal, DealStepChange
from negoce.negotiation.queries.deals.shown import shown_value

# Told to nobody: it follows from another.
_SILENT = frozenset({"name_key", "step_since"})
_COUNTED = frozenset({"state", "amount", "deleted_at"})


def write_deal(actor: Actor, row: Deal, values: Mapping[str, object], verb: str = "changed") -> bool:
    """Store values over `row` where nobody changed it since it was read; returns whether anything differs.

    Inside the caller's transaction; no lock is relied on. Raises Conflict, naming a field that somebody else changed.
    """
    changed = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if not changed:
        return False
    after = {name: pair[1] for name, pair in changed.items()}
    moment = timezone.now()
    unchanged = Deal.objects.filter(pk=row.pk, revision=row.revision)
    if not unchanged.update(**after, updated_at=moment, revision=F("revision") + 1):
        raise conflict_on(
            Deal.objects.select_related("owner", "competitor", "cycle").get(pk=row.pk), next(iter(changed))
        )
    for name, value in after.items():
        setattr(row, name, value)
    row.updated_at, row.revision = moment, row.revision + 1
    after_change(actor, row, verb, changed)
    return True


def after_change(actor: Actor, row: Deal, verb: str, changed: Changes) -> None:
    """Journal, steps, figures and search of a deal that was just written."""
    told = {name.removesuffix("_id"): pair for name, pair in changed.items() if name not in _SILENT}
    told.pop("deleted_at", None)
    record(actor, Entry(verb, "deal", row.pk, row.name, row.company_id, told))
    if "step" in changed:
        before, after = changed["step"]
        DealStepChange.objects.create(
            deal=row, before=str(before or ""), after=str(after), happened_on=row.step_since
        )
    if verb == "created" or changed.keys() & _COUNTED:
        refresh_company_deals([row.company_id])
    if verb == "created" or changed.keys() & {"name", "state", "deleted_at"}:
        index_records("deal", [row.pk])


def conflict_on(row: Deal, field: str) -> Conflict:
    """The refusal for `field`: who changed it, to what, when."""
    name = field.removesuffix("_id")
    return value_conflict(
        "deal", row.pk, field=name, current=getattr(row, field), shown=shown_value(row, name)
    )


def check_revision(row: Deal, revision: int | None) -> None:
    """Raise Conflict when the person looked at an older state of the deal."""
    if revision is not None and revision != row.revision:
        message = _(
            "Cette affaire a changé entre-temps. Rien n’a été enregistré : vérifiez ce qui suit, puis recommencez."
        )
        raise Conflict(message, field="revision", current=row.revision, subject=Subject("deal", row.pk))


def refresh_company_deals(company_ids: Iterable[int]) -> int:
    """Count again the deals under way of these companies, and what those in our currency amount to.

    Returns how many companies were looked at.
    """
    keys = sorted(set(company_ids))
    rows = Deal.objects.filter(
        Q(company_id__in=keys), state=DealState.OPEN.value, deleted_at__isnull=True
    ).order_by()
    total = Sum("amount", filter=own_currency())
    found = rows.values("company_id").annotate(number=Count("id"), total=total)
    figures = [
        CompanyDeals(company_id=each["company_id"], open_count=each["number"], open_amount=each["total"] or 0)
        for each in found
    ]
    CompanyDeals.objects.filter(company_id__in=keys).exclude(
        company_id__in=[each.company_id for each in figures]
    ).delete()
    CompanyDeals.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=["company"],
        update_fields=["open_count", "open_amount"],
    )
    return len(keys)
