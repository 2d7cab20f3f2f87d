"""Asks the register about a company in a job, and takes from its answer what a person ticked (F12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.enums import LookupState
from negoce.companies.models import Company, RegisterLookup
from negoce.companies.rules.register_values import FIELDS, register_differences, register_query
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.integrations.register.client import RegisterClient
from negoce.integrations.register.types import RegisterAway, RegisterRefused
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

TASK = "companies.register_lookup"


def register_is_on() -> bool:
    """Whether the administrator gave the address of the register."""
    return bool(settings.NEGOCE_REGISTER)


def register_client() -> RegisterClient:
    """The client of the register; raises Refused while it is off."""
    if not register_is_on():
        raise Refused(
            _(
                "L’annuaire des entreprises n’est pas branché : l’administrateur en donne l’adresse (NEGOCE_REGISTER)."
            )
        )
    return RegisterClient(settings.NEGOCE_REGISTER)


def ask_lookup(actor: Actor, company: Company, *, query: str = "") -> RegisterLookup:
    """Ask the register about a company, by its number, its name, or what the person typed.

    Raises NotAllowed, Refused when it is off or when there is nothing to ask by.
    """
    require(actor, Permission.EDIT)
    register_client()
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        typed = " ".join(query.split())[:200]
        asked = typed or register_query(row.siret, row.siren, row.name, row.city)[:200]
        if len(asked) < 3:
            raise Refused(_("Tapez un SIREN, un SIRET, ou au moins trois lettres du nom."))
        RegisterLookup.objects.filter(company=row).delete()
        lookup = RegisterLookup.objects.create(company=row, query=asked, asked_by_id=actor.user_id)
        enqueue(TASK, {"lookup": lookup.pk}, actor_id=actor.user_id)
    return lookup


def run_lookup(lookup: RegisterLookup) -> LookupState:
    """Ask, outside any transaction, and keep the answer. May run twice."""
    results: Sequence[Mapping[str, object]] = ()
    error = ""
    try:
        results = [asdict(each) for each in register_client().search(lookup.query)]
        state = LookupState.DONE
    except RegisterAway as problem:
        state, error = LookupState.AWAY, str(problem)
    except (RegisterRefused, Refused) as problem:
        state, error = LookupState.FAILED, str(problem)
    RegisterLookup.objects.filter(pk=lookup.pk, state=LookupState.WAITING.value).update(
        state=state.value, results=list(results), error=error[:200]
    )
    return state


def take_values(actor: Actor, lookup: RegisterLookup, *, position: int, fields: Sequence[str]) -> Company:
    """Write the ticked fields of one answer over those of the company; the journal tells where they come from.

    Raises NotAllowed, Refused for an answer or fields that are not there, Conflict.
    """
    if not 0 <= position < len(lookup.results):
        raise Refused(_("Cette réponse de l’annuaire n’est plus là. Interrogez-le de nouveau."))
    theirs = lookup.results[position]
    with transaction.atomic():
        row = visible_company(actor, lookup.company_id)
        ours = {name: getattr(row, name) for name in (*FIELDS, "headcount")}
        wanted = {
            each.field: each.theirs
            for each in register_differences(ours, theirs, timezone.localdate())
            if each.field in set(fields)
        }
        if not wanted:
            raise Refused(_("Cochez au moins un champ à reprendre."))
        saved = update_company(actor, row, changes=wanted, batch=lookup.public_id)
        tell_provenance(actor, saved, wanted)
    return saved


def tell_provenance(actor: Actor, company: Company, taken: Mapping[str, object]) -> None:
    """Write into the journal that these fields come from the register."""
    entry = Entry(
        "completed",
        "company",
        company.pk,
        company.name,
        company_key=company.pk,
        changes={"source": (None, _("annuaire des entreprises")), "fields": (None, ", ".join(sorted(taken)))},
    )
    record(actor, entry)
