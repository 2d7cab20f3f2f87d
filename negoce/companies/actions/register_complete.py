"""Fills in what is missing of many companies from the register, slowly enough for it (F12)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.register_lookup import register_client, tell_provenance
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.register_values import FIELDS, register_differences
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.integrations.register.client import RegisterClient
from negoce.integrations.register.types import RegisterAway, RegisterRecord, RegisterRefused
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

TASK = "companies.register_complete"
MOST = 5_000
# The service takes seven questions a second from one address: five leave room for people.
PACE_SECONDS = 0.2
MOST_FAILURES = 5


@dataclass(slots=True)
class Completed:
    """How many were completed, had nothing missing, were not found or are closed; whether the register gave up."""

    completed: int = 0
    unchanged: int = 0
    not_found: int = 0
    closed: int = 0
    left: int = 0


def ask_completion(actor: Actor, company_ids: Sequence[int]) -> Job:
    """Hand the completion of companies that have a number to a worker. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    require(actor, Permission.BULK_EDIT)
    register_client()
    rows = visible_companies(actor).filter(pk__in=list(company_ids)[:MOST]).exclude(siren="")
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Refused(_("Aucune de ces entreprises n’a de SIREN : l’annuaire se demande par numéro."))
    with transaction.atomic():
        return enqueue(TASK, {"companies": keys}, actor_id=actor.user_id, queue=JobQueue.LONG)


def complete_companies(
    actor: Actor,
    company_ids: Sequence[int],
    *,
    progress: Callable[[int, int], None],
    sleep: Callable[[float], None] = time.sleep,
    start: int = 0,
) -> Completed:
    """Fill the empty fields of each company from the place `start` on; what is written by people stays. May run twice.

    After several failures in a row it stops, and says how many are left: the register is out of order.
    """
    client, done, failures = register_client(), Completed(), 0
    for at, key in enumerate(company_ids[start:], start):
        progress(at, len(company_ids))
        company = visible_companies(actor).filter(pk=key).first()
        if company is None:
            continue
        try:
            record = _found(client, company.siren)
            failures = 0
        except (RegisterAway, RegisterRefused) as problem:
            failures += 1
            if failures >= MOST_FAILURES:
                done.left += len(company_ids) - at
                break
            sleep(min(problem.wait, 60.0) if isinstance(problem, RegisterAway) else PACE_SECONDS)
            done.left += 1
            continue
        _write(actor, company, record, done)
        sleep(PACE_SECONDS)
    progress(len(company_ids), len(company_ids))
    return done


def _found(client: RegisterClient, siren: str) -> RegisterRecord | None:
    """The company of this number; whatever else the register answers is another one."""
    return next((each for each in client.search(siren) if each.siren == siren), None)


def _write(actor: Actor, company: Company, record: RegisterRecord | None, done: Completed) -> None:
    if record is None:
        done.not_found += 1
        return
    if record.is_closed:
        # Nothing is filled in of a company that ceased: a person looks at it.
        done.closed += 1
        return
    ours = {name: getattr(company, name) for name in (*FIELDS, "headcount")}
    gaps = {
        each.field: each.theirs
        for each in register_differences(ours, asdict(record), timezone.localdate())
        if each.is_gap
    }
    if not gaps:
        done.unchanged += 1
        return
    try:
        with transaction.atomic():
            tell_provenance(actor, update_company(actor, company, changes=gaps), gaps)
    except Refused:
        done.unchanged += 1
        return
    done.completed += 1
