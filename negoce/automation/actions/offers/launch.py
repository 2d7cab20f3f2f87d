"""Launches an offer and halts it: while it runs, each company that it aims at is given a task (S5)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.automation.actions.offers.save import tell
from negoce.automation.actions.playbooks.switch import JOB
from negoce.automation.models import SegmentOffer
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.portfolio.queries.whole_house import require_house


def launch_offer(actor: Actor, offer: SegmentOffer, *, today: date) -> None:
    """From its first day on it is made to who it aims at. Raises NotAllowed, and Refused when it is over."""
    require_house(actor)
    with transaction.atomic():
        row = SegmentOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if row.ends_on < today:
            raise Refused(_("Cette offre est terminée. Changez son dernier jour, puis lancez-la."))
        if row.launched_on is not None:
            return
        row.launched_on, row.launched_by_id = today, actor.user_id
        row.revision += 1
        row.save(update_fields=["launched_on", "launched_by", "revision", "updated_at"])
        tell(actor, row, "updated", {"launched": (False, True)})
        enqueue(JOB, {}, actor_id=actor.user_id, unique_key=JOB)


def halt_offer(actor: Actor, offer: SegmentOffer) -> None:
    """It is made to nobody any more; tasks that were made stay. Raises NotAllowed."""
    require_house(actor)
    with transaction.atomic():
        row = SegmentOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if row.launched_on is None:
            return
        row.launched_on = None
        row.revision += 1
        row.save(update_fields=["launched_on", "revision", "updated_at"])
        tell(actor, row, "updated", {"launched": (True, False)})
