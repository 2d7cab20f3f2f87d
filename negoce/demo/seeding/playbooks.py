"""The demo's playbooks are on, and one of them has gone on for long enough to be measured."""

from __future__ import annotations

from datetime import date, timedelta

from negoce.automation.actions.offers.save import save_segment_offer
from negoce.automation.actions.playbooks.switch import switch_on
from negoce.automation.enums import RunState, StepOutcome
from negoce.automation.models import Playbook, PlaybookRun, PlaybookStepDone, SegmentOffer
from negoce.automation.rules.playbook_share import in_control
from negoce.companies.models import Company
from negoce.demo.draws import draws
from negoce.identity.rules.actor import system_actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.portfolio.enums import LifeStatus

MEASURED = 400
# Those who came into their status in the last weeks are taken too, a few a day.
_RECENT_DAYS, _A_DAY = 45, 5
_CONTROL = 20
_MEASURED_KEY = "recognise"
_AFFINITIES = "automation.work_out_affinities"

# Name, status, words, what it takes off.
_OFFERS = (
    ("Deuxième commande", LifeStatus.NEW, "Port offert sur la deuxième commande, si elle vient dans le mois.",
     "Port offert"),
    ("Retour d’un client", LifeStatus.DORMANT, "Les nouveautés de la saison, et une remise sur la commande de retour.",
     "5 % sur la commande de retour"),
)  # fmt: skip


def write_playbooks(today: date, _place: int) -> None:
    """Switch the house's own on, with runs of the past for one of them."""
    for playbook in Playbook.objects.exclude(key="").filter(is_active=False).order_by("pk"):
        playbook.starts_per_day, playbook.control_percent = _A_DAY, _CONTROL
        playbook.save(update_fields=["starts_per_day", "control_percent"])
        switch_on(system_actor("Démonstration"), playbook, takes_present=False, today=today)
        Playbook.objects.filter(pk=playbook.pk).update(takes_from=today - timedelta(days=_RECENT_DAYS))
    enqueue(_AFFINITIES, {}, unique_key=_AFFINITIES, queue=JobQueue.LONG)
    _write_offers(today)
    measured = Playbook.objects.filter(key=_MEASURED_KEY).first()
    if measured is not None and not measured.runs.exists():
        _past_runs(measured, today)


def _write_offers(today: date) -> None:
    """What is proposed this quarter to who must buy again."""
    if SegmentOffer.objects.exists():
        return
    starts, ends = today - timedelta(days=30), today + timedelta(days=60)
    for name, status, words, reduction in _OFFERS:
        values = {"name": name, "status": status.value, "words": words, "reduction": reduction}
        days = {"starts_on": f"{starts:%d/%m/%Y}", "ends_on": f"{ends:%d/%m/%Y}"}
        save_segment_offer(system_actor("Démonstration"), None, values={**values, **days})


def _past_runs(playbook: Playbook, today: date) -> None:
    """Customers who were taken, or left out by lot, months ago: what they ordered since is what they ordered."""
    steps = list(playbook.steps.order_by("delay_days", "pk"))
    customers = Company.objects.filter(
        is_fictional=True,
        owner__isnull=False,
        deleted_at__isnull=True,
        sales__first_order_on__lte=today - timedelta(days=400),
        sales__last_order_on__gte=today - timedelta(days=300),
    ).order_by("public_id")[:MEASURED]
    for company in customers:
        start = today - timedelta(days=draws("playbook", company.public_id).randrange(120, 200))
        is_control = in_control(playbook.public_id, company.public_id, playbook.control_percent)
        run = PlaybookRun.objects.create(
            playbook=playbook,
            company=company,
            entered_on=start,
            started_on=start,
            is_control=is_control,
            state=RunState.DONE.value,
            ended_on=start + timedelta(days=steps[-1].delay_days),
        )
        if not is_control:
            PlaybookStepDone.objects.bulk_create(
                PlaybookStepDone(
                    run=run,
                    step=step,
                    done_on=start + timedelta(days=step.delay_days),
                    outcome=StepOutcome.TASK.value,
                )
                for step in steps
            )
