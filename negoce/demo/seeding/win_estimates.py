"""What salespeople of the demo think of their deals, as they went from step to step; some hope more than others."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from negoce.demo.draws import draws
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal, DealStepChange, WinEstimate

# What is said at each step by somebody who neither hopes nor fears too much.
_AT = {
    DealStep.CONTACT.value: 30,
    DealStep.DISCOVERY.value: 35,
    DealStep.PRESENTATION.value: 45,
    DealStep.DISCUSSION.value: 55,
    DealStep.NEGOTIATION.value: 65,
    DealStep.CONCLUSION.value: 80,
}
# The share of deals of which somebody says something.
_SAID = 0.7
_BIAS = (-15, 0, 10, 25)


def write_win_estimates(today: date, _place: int) -> None:
    """Estimates of all deals, and in the journal the end of those that ended before the demo began."""
    steps = DealStepChange.objects.filter(happened_on__lte=today, deal__deleted_at__isnull=True)
    rows: dict[int, WinEstimate] = {}
    written: list[WinEstimate] = []
    for change in steps.select_related("deal").order_by("deal_id", "happened_on", "pk"):
        deal, chance = change.deal, draws("estimate", change.deal.public_id, change.after)
        over = deal.closed_on is not None and change.happened_on >= deal.closed_on
        if change.after not in _AT or over or draws("estimated", deal.public_id).random() > _SAID:
            continue
        percent = _AT[change.after] + _BIAS[(deal.owner_id or 0) % len(_BIAS)] + chance.randint(-2, 2) * 5
        if deal.pk in rows:
            rows[deal.pk].is_current = False
        rows[deal.pk] = WinEstimate(
            deal=deal,
            percent=max(5, min(95, percent)),
            author_id=deal.owner_id,
            said_at=_moment(change.happened_on),
        )
        written.append(rows[deal.pk])
    WinEstimate.objects.bulk_create(written, batch_size=500)
    _note_ends()


def _note_ends() -> None:
    """Deals that were written closed: the journal tells how they ended, as of any deal."""
    actor = system_actor("Démonstration")
    past = Deal.objects.filter(closed_on__isnull=False, revision=0, deleted_at__isnull=True).order_by("pk")
    for deal in past:
        changes = {
            "state": (DealState.OPEN.value, deal.state),
            "outcome_reason": ("", deal.outcome_reason),
            "closed_on": (None, deal.closed_on),
        }
        entry = Entry(deal.state, "deal", deal.pk, deal.name, deal.company_id, changes)
        assert deal.closed_on is not None
        record(actor, entry, at=_moment(deal.closed_on))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17)))
