"""Adds and takes back what is declared of the way a company buys."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings, visible_company
from negoce.companies.actions.competitor_named import competitor_named
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Company, DeclaredFact
from negoce.companies.rules.declared_values import clean_declared
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of


def declare_fact(
    actor: Actor, company: Company, *, values: Mapping[str, object], reason: str = ""
) -> DeclaredFact:
    """Add an entry; older ones of its subject stay as history. Raises NotAllowed, Refused and FreeTextRefused."""
    require(actor, Permission.EDIT)
    cleaned, errors = clean_declared(values, today=timezone.localdate(), mark=mark_of(actor.language))
    refuse_findings(errors)
    guard_texts({"text": cleaned.get("text")}, {}, reason)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        columns = dict(cleaned)
        name = str(columns.pop("competitor", "") or "")
        competitor = competitor_named(actor, name) if name else None
        fact = DeclaredFact.objects.create(
            company=row, competitor=competitor, recorded_by_id=actor.user_id, **columns
        )
        told = {key: (None, value) for key, value in cleaned.items() if value not in ("", None)}
        _journal(actor, fact, "created", told)
    return fact


def withdraw_fact(actor: Actor, fact: DeclaredFact) -> None:
    """Take an entry back that was wrong; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        visible_company(actor, fact.company_id)
        row = DeclaredFact.objects.filter(pk=fact.pk, company_id=fact.company_id).first()
        if row is None:
            raise NotAllowed(_("Cette information n’existe plus. Rien n’a été changé."))
        columns = ("kind", "category", "text", "practice", "share", "amount", "known_on", "source")
        told = {name: (getattr(row, name), None) for name in columns if getattr(row, name) not in ("", None)}
        _journal(actor, row, "deleted", told)
        row.delete()


def _journal(
    actor: Actor, fact: DeclaredFact, verb: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="declared_fact",
            subject_id=fact.pk,
            subject_name=fact.category,
            company_key=fact.company_id,
            changes=changes,
        ),
    )
