"""Writes what became of a company into the journal."""

from __future__ import annotations

from negoce.companies.models import Company
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.rules.actor import Actor


def journal_company(
    actor: Actor, company: Company, verb: str, changes: Changes | None = None, *, batch: str = ""
) -> None:
    """Write the entry of a change of a company on its own thread, in the caller's transaction."""
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="company",
            subject_id=company.pk,
            subject_name=company.name,
            company_key=company.pk,
            changes=changes or {},
            batch=batch,
        ),
    )
