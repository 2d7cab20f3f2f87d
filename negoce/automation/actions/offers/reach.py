"""Makes launched offers to the companies they aim at, a task each, and keeps to whom they were made (S5)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import translation

from negoce.automation.actions.playbooks.message import may_be_written, writes_alone
from negoce.automation.enums import RunState, StepOutcome
from negoce.automation.models import OfferReach, PlaybookRun, PlaybookStep, SegmentOffer
from negoce.automation.offer_words import offer_text
from negoce.automation.queries.busy import turned_to
from negoce.automation.queries.offers.audience import to_reach
from negoce.automation.queries.playbooks.came import came
from negoce.automation.rules.playbook_share import in_control, is_due
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused

logger = logging.getLogger(__name__)
_BATCH = 50
SUBJECT_MAX = 200
# By these a step made the offer to the company.
MADE = frozenset({StepOutcome.TASK.value, StepOutcome.TO_WRITE.value, StepOutcome.QUEUED.value})


def sweep_offers(today: date, pause: Callable[[], object] = lambda: None) -> int:
    """Make every launched offer to as many companies as one day takes; returns to how many, the lot's included.

    It may be repeated, cut short or late: an offer is made once to a company.
    """
    made = 0
    running = SegmentOffer.objects.filter(
        launched_on__isnull=False, starts_on__lte=today, ends_on__gte=today
    ).select_related("family", "launched_by")
    for offer in running.order_by("pk"):
        already = OfferReach.objects.filter(offer=offer, reached_on=today).count()
        room = max(offer.starts_per_day - already, 0)
        rows = to_reach(offer, today).exclude(turned_to(today)).select_related("owner")
        companies = list(rows[:room])
        for start in range(0, len(companies), _BATCH):
            # Somebody may have halted it since the last batch.
            if not running.filter(pk=offer.pk).exists():
                break
            made += sum(_reach(offer, company, today) for company in companies[start : start + _BATCH])
            pause()
    return made


def _reach(offer: SegmentOffer, company: Company, today: date) -> bool:
    drawn = in_control(offer.public_id, company.public_id, offer.control_percent)
    try:
        with transaction.atomic():
            reach = OfferReach.objects.create(
                offer=offer, company=company, reached_on=today, is_control=drawn
            )
            if not drawn:
                reach.activity = _task(offer, company, today)
                reach.save(update_fields=["activity"])
    except IntegrityError:
        # Another worker made it at the same moment.
        return False
    except (Refused, NotAllowed) as refusal:
        # One that cannot be made, to a company that went meanwhile, does not stop the others.
        logger.warning("Offer %s waits for %s: %s", offer.public_id, company.public_id, refusal)
        return False
    return True


def _task(offer: SegmentOffer, company: Company, today: date) -> Activity:
    person = doer(offer, company)
    with translation.override((person.language if person is not None else "") or "fr"):
        values: dict[str, object] = {
            "kind": ActivityKind.TASK.value,
            "state": ActivityState.PLANNED.value,
            "subject": offer.name[:SUBJECT_MAX],
            "body": offer_text(offer),
            "starts_at": today,
            "owner": person,
        }
    return create_activity(system_actor(), values=values, company=company, guard_reason="offre")


def doer(offer: SegmentOffer, company: Company) -> User | None:
    """Who is to make it: who follows the company, else who launched it."""
    for person in (company.owner, offer.launched_by):
        if person is not None and person.is_active:
            return person
    return None


def is_left_out(run: PlaybookRun, step: PlaybookStep) -> bool:
    """Whether a lot left the company out of the offer of a step: others are compared with it, it is told nothing."""
    if step.offer_id is None:
        return False
    return OfferReach.objects.filter(offer=step.offer_id, company=run.company_id, is_control=True).exists()


def note_reached(run: PlaybookRun, step: PlaybookStep, outcome: str, today: date) -> None:
    """A step of a playbook made its offer to the company."""
    if step.offer_id is not None and outcome in MADE:
        OfferReach.objects.get_or_create(
            offer_id=step.offer_id, company_id=run.company_id, defaults={"reached_on": today}
        )


def note_left_out(step: PlaybookStep, today: date) -> int:
    """Keep whom the lot of a playbook left out of the offer of a step, on the day they would have had it.

    Only those whom the step would have reached: an order, an answer or nobody to write to stops it for them too, or
    the others would be compared with better or worse customers than themselves.
    """
    offer = step.offer
    if offer is None or not offer.starts_on <= today <= offer.ends_on:
        return 0
    known = OfferReach.objects.filter(offer=offer).values("company")
    runs = PlaybookRun.objects.filter(
        playbook=step.playbook_id, is_control=True, state=RunState.RUNNING.value
    ).exclude(company__in=known)
    for stopped in came(today).values():
        runs = runs.exclude(stopped)
    due = [run for run in runs.order_by("pk") if is_due(step.delay_days, run.started_on, today)]
    reachable = [run for run in due if not writes_alone(step) or may_be_written(run.company_id)]
    OfferReach.objects.bulk_create(
        (
            OfferReach(offer=offer, company_id=run.company_id, reached_on=today, is_control=True)
            for run in reachable
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(reachable)
