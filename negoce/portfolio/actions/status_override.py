"""A person declares a status against what the facts say, with a reason and an end, or takes it back (L1)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Company
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_years
from negoce.kit.refusal import refuse_field
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.models import StatusChange, StatusOverride
from negoce.portfolio.queries.overrides import in_force

REASON_MAX = 500
MOST_YEARS = 2


def override_status(
    actor: Actor, company: Company, *, status: str, reason: str, ends_on: str, guard_reason: str = ""
) -> StatusOverride:
    """Show this status from today until a day as typed, whatever the facts say; the facts go on being worked out.

    What was declared before ends. Raises NotAllowed, Refused with the faulty fields, and FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    today = timezone.localdate()
    if status not in {each.value for each in LifeStatus}:
        raise refuse_field("status", _("Choisissez le statut dans la liste."))
    why = " ".join(reason.split())[:REASON_MAX]
    if not why:
        raise refuse_field("reason", _("Dites pourquoi : les autres le liront sur la fiche."))
    last = _last_day(ends_on, today)
    guard_texts({"reason": why}, {}, guard_reason)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        StatusOverride.objects.filter(company=row, ended_at__isnull=True).update(ended_at=timezone.now())
        declared = StatusOverride.objects.create(
            company=row, status=status, reason=why, starts_on=today, ends_on=last, author_id=actor.user_id
        )
        _journal(actor, declared, "created")
        _work_out(actor, row, today)
    return declared


def take_back_override(actor: Actor, override: StatusOverride) -> None:
    """End what was declared: the facts speak again at once. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    today = timezone.localdate()
    with transaction.atomic():
        company = visible_company(actor, override.company_id)
        row = in_force(today).filter(pk=override.pk, company=company).first()
        if row is None:
            raise NotAllowed(_("Ce statut déclaré n’est plus en cours. Rien n’a été changé."))
        StatusOverride.objects.filter(pk=row.pk).update(ended_at=timezone.now())
        _journal(actor, row, "deleted")
        _work_out(actor, company, today)


def _last_day(typed: str, today: date) -> date:
    day = parse_day(typed, today)
    if day.value is None:
        raise refuse_field("ends_on", _("Jusqu’à quand ? Donnez un jour, comme 31/12/2026."))
    if day.value < today:
        raise refuse_field("ends_on", _("Ce jour est passé : donnez aujourd’hui ou un jour à venir."))
    if day.value > add_years(today, MOST_YEARS):
        raise refuse_field(
            "ends_on", _("Deux ans au plus : au-delà, les faits en sauront plus que ce que vous déclarez.")
        )
    return day.value


def _work_out(actor: Actor, company: Company, today: date) -> None:
    """Show the new status, and say who is behind the change."""
    last = StatusChange.objects.filter(company=company).order_by("-pk").values_list("pk", flat=True).first()
    refresh_life([company.pk], today=today)
    StatusChange.objects.filter(company=company, pk__gt=last or 0).exclude(
        cause=StatusCause.COMPUTED.value
    ).update(author_id=actor.user_id)


def _journal(actor: Actor, row: StatusOverride, verb: str) -> None:
    told: dict[str, object] = {
        "status": row.status,
        "reason": row.reason,
        "ends_on": row.ends_on,
    }
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="status_override",
            subject_id=row.pk,
            subject_name=row.status,
            company_key=row.company_id,
            changes={
                key: (None, value) if verb == "created" else (value, None) for key, value in told.items()
            },
        ),
    )
