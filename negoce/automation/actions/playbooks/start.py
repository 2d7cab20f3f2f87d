"""Begins playbooks with the companies that came into their status, and stops those whose company left it (L5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from negoce.automation.actions.offers.reach import sweep_offers
from negoce.automation.actions.playbooks.steps import take_steps
from negoce.automation.actions.playbooks.stop import stop_those_that_came
from negoce.automation.enums import RunEnd, RunState
from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.queries.busy import turned_to
from negoce.automation.queries.playbooks.candidates import candidates
from negoce.automation.rules.playbook_share import in_control
from negoce.portfolio.models import CustomerLife

_BATCH = 100


def sweep_playbooks(today: date, pause: Callable[[], object] = lambda: None) -> dict[str, int]:
    """Bring every playbook that is on up to the day; `pause` is called between transactions.

    A look at where companies stand, not at what changed: it may be repeated, cut short or late, and doubles nothing.
    Then offers that were launched are made to the companies they aim at. Returns how many began, stopped, how many
    steps were taken, and to how many companies an offer was made.
    """
    counts = {"begun": 0, "stopped": 0, "steps": 0, "offers": 0}
    for playbook in Playbook.objects.filter(is_active=True).order_by("pk"):
        counts["stopped"] += stop_those_that_left(playbook, today) + stop_those_that_came(playbook, today)
        counts["begun"] += begin(playbook, today)
        pause()
        counts["steps"] += take_steps(playbook, today, pause)
    counts["offers"] = sweep_offers(today, pause)
    return counts


def begin(playbook: Playbook, today: date) -> int:
    """Begin with as many companies as one day takes, those that the lot leaves out among them."""
    already = PlaybookRun.objects.filter(playbook=playbook, started_on=today).count()
    room = max(playbook.starts_per_day - already, 0)
    free = ~turned_to(today, "company", but_playbook=playbook.pk)
    rows = candidates(playbook, playbook.takes_from).filter(free).select_related("company")
    begun = 0
    for life in list(rows[:room]):
        try:
            with transaction.atomic():
                PlaybookRun.objects.create(
                    playbook=playbook,
                    company_id=life.company_id,
                    entered_on=life.status_since,
                    started_on=today,
                    is_control=in_control(
                        playbook.public_id, life.company.public_id, playbook.control_percent
                    ),
                )
        except IntegrityError:
            # Another worker began it at the same moment.
            continue
        begun += 1
    return begun


def stop_those_that_left(playbook: Playbook, today: date) -> int:
    """Stop where the company is no longer in the status, or came into it anew; returns how many."""
    there = CustomerLife.objects.filter(
        company=OuterRef("company"), status=playbook.status, status_since=OuterRef("entered_on")
    )
    going = PlaybookRun.objects.filter(playbook=playbook, state=RunState.RUNNING.value)
    left = list(going.filter(~Exists(there)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(left), _BATCH):
        PlaybookRun.objects.filter(pk__in=left[start : start + _BATCH], state=RunState.RUNNING.value).update(
            state=RunState.STOPPED.value, ended_on=today, end=RunEnd.LEFT.value
        )
    return len(left)
