"""Gives or lends pieces of a sales aid to a customer, and takes them back (N9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.done import complete_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject, refuse_field
from negoce.negotiation.actions.aids.stock import (
    Move,
    countable,
    place_named,
    read_note,
    read_pieces,
    write_move,
)
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.enums import AidCondition, AidMoveReason
from negoce.negotiation.models import AidHandout, Deal, SalesAid
from negoce.negotiation.queries.aids.handouts import visible_handouts
from negoce.negotiation.rules.aids import BACK_IN_STOCK, REASON_OF

_SUBJECT_MAX = 200


def hand_out(
    actor: Actor,
    aid: SalesAid,
    *,
    company: Company,
    deal: Deal | None = None,
    values: Mapping[str, str],
    guard_reason: str = "",
) -> AidHandout:
    """Give pieces to a customer, or lend them until a day: then a task reminds the actor to fetch them.

    `values` as typed: `place`, `pieces`, `contact` (a public id), `due_on` (nothing: given for good), `note`. Raises
    NotAllowed, Refused with the faulty field, also when fewer are there, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    pieces, note = read_pieces(actor, values), read_note(values)
    told = guard_texts({"note": note}, {}, guard_reason)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        tied = visible_deal(actor, deal.pk) if deal is not None else None
        if tied is not None and tied.company_id != home.pk:
            raise refuse_field("company", _("Cette affaire est celle d’une autre entreprise."))
        row, place = countable(aid), place_named(values.get("place", ""))
        due_on = _due(values, needed=row.is_lent)
        made = AidHandout.objects.create(
            aid=row, place=place, company=home, deal=tied, quantity=pieces, due_on=due_on, note=note,
            contact=_contact(actor, home, values.get("contact", "")),
            handed_on=timezone.localdate(), author_id=actor.user_id,
        )  # fmt: skip
        reason = AidMoveReason.LENT if due_on is not None else AidMoveReason.GIVEN
        write_move(actor, Move(row, place, reason, pieces, -1, note, handout=made))
        if due_on is not None:
            made.task = _plan(actor, made)
            made.save(update_fields=["task"])
        _tell(actor, made, (None, pieces), told)
    return made


def take_back(
    actor: Actor, handout: AidHandout, *, values: Mapping[str, str], guard_reason: str = ""
) -> AidHandout:
    """Note what came back of a loan, or will not; `values` as typed: `pieces`, `condition`, `place`, `note`.

    Pieces in order go back to the stock; the task is done when nothing is outside any more. Raises NotAllowed,
    Refused with the faulty field, also when fewer are outside, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    pieces, note = read_pieces(actor, values), read_note(values)
    reason = guard_texts({"note": note}, {}, guard_reason)
    if values.get("condition", "") not in set(AidCondition):
        raise refuse_field("condition", _("Dites dans quel état."))
    condition = AidCondition(values["condition"])
    with transaction.atomic():
        row = _visible(actor, handout)
        is_back = condition in BACK_IN_STOCK
        place = place_named(values.get("place", "") or row.place.name) if is_back else row.place
        column = "returned" if is_back else "lost"
        left = AidHandout.objects.filter(
            pk=row.pk, due_on__isnull=False, quantity__gte=F("returned") + F("lost") + pieces
        )
        if not left.update(**{column: F(column) + pieces}):
            row.refresh_from_db()
            message = _("Il n’en reste que %(left)s chez ce client. Rien n’a été enregistré.")
            raise refuse_field("pieces", message % {"left": row.outside})
        sign = 1 if is_back else 0
        write_move(
            actor, Move(row.aid, place, REASON_OF[condition], pieces, sign, note, condition, handout=row)
        )
        row.refresh_from_db()
        if not row.outside:
            _finish(actor, row)
        _tell(actor, row, (pieces, None), reason)
    return row


def postpone(actor: Actor, handout: AidHandout, *, due_on: str, seen: str | None = None) -> AidHandout:
    """Lend for longer, or ask back sooner; the task moves along.

    `seen` is the day that was read, in ISO form, or nothing. Raises NotAllowed, Refused, Conflict when it
    changed since.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = _visible(actor, handout)
        if not row.outside:
            raise refuse_field("due_on", _("Tout est revenu : il n’y a plus de jour à changer."))
        before = row.due_on
        current = before.isoformat() if before is not None else ""
        if seen is not None and seen != current:
            message = _("Quelqu’un a changé ce jour entre-temps. Rien n’a été enregistré : relisez-le.")
            subject = Subject("sales_aid", row.aid_id, "lent_until")
            raise Conflict(message, field="seen", current=current, subject=subject)
        row.due_on = _due({"due_on": due_on}, needed=True)
        row.save(update_fields=["due_on"])
        task = _to_do(row)
        if task is not None and row.due_on is not None:
            update_activity(actor, task, changes={"starts_at": row.due_on})
        told = {"lent_until": (before and before.isoformat(), row.due_on and row.due_on.isoformat())}
        record(actor, Entry("changed", "sales_aid", row.aid_id, row.aid.name, row.company_id, told))
    return row


def cancel_handout(actor: Actor, handout: AidHandout) -> None:
    """Take back a handout noted by mistake, all of it: the pieces are where they were. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = _visible(actor, handout)
        if row.returned or row.lost:
            raise refuse_field("pieces", _("Une partie est déjà revenue : notez plutôt le reste."))
        note = _("remise annulée")
        write_move(actor, Move(row.aid, row.place, AidMoveReason.RETURNED, row.quantity, 1, note))
        task = _to_do(row)
        if task is not None:
            cancel_activity(actor, task)
        row.delete()
        _tell(actor, handout, (row.quantity, None))


def _visible(actor: Actor, handout: AidHandout) -> AidHandout:
    """The handout as it is now, which nobody else changes before the end: of two who act on it, one comes second."""
    rows = visible_handouts(actor).select_related("aid", "place", "task", "company")
    row = alone_with(rows.filter(pk=handout.pk))
    if row is None:
        raise NotAllowed(_("Cette remise n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    return row


def _due(values: Mapping[str, str], *, needed: bool) -> date | None:
    typed, today = values.get("due_on", "").strip(), timezone.localdate()
    if not typed and not needed:
        return None
    day = parse_day(typed, today, forward=True).value
    if day is None or day < today:
        raise refuse_field("due_on", _("Donnez le jour où le récupérer, aujourd’hui au plus tôt."))
    return day


def _contact(actor: Actor, home: Company, public_id: str) -> Contact | None:
    if not public_id:
        return None
    found = visible_contacts(actor).filter(company_id=home.pk, public_id=public_id).first()
    if found is None:
        raise refuse_field("contact", _("Choisissez un interlocuteur de cette entreprise."))
    return found


def _plan(actor: Actor, row: AidHandout) -> Activity | None:
    """The task of fetching it, for who lent it; the subject names the thing, nobody."""
    if not actor.may(Permission.CREATE):
        return None
    words = _("Récupérer : %(aid)s (%(count)s)") % {"aid": row.aid.name, "count": row.quantity}
    values = {
        "kind": ActivityKind.TASK.value,
        "subject": words[:_SUBJECT_MAX],
        "state": ActivityState.PLANNED.value,
        "starts_at": row.due_on,
    }
    task = create_activity(actor, values=values, company=row.company)
    if row.deal is not None:
        set_activity_deal(actor, task, row.deal)
    return task


def _to_do(row: AidHandout) -> Activity | None:
    """The task while it is still to do."""
    task = row.task
    return (
        task if task is not None and task.state == ActivityState.PLANNED and task.deleted_at is None else None
    )


def _finish(actor: Actor, row: AidHandout) -> None:
    task = _to_do(row)
    if task is not None:
        complete_activity(actor, task)


def _tell(
    actor: Actor, row: AidHandout, change: tuple[int | None, int | None], guard_reason: str = ""
) -> None:
    told: dict[str, tuple[object, object]] = {"handed_out": change}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "sales_aid", row.aid_id, row.aid.name, row.company_id, told))
