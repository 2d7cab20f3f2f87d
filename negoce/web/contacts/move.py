"""The dialog of a job move (F3), and its undo."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.contacts.job_move import Move, Moved, move_contact
from negoce.companies.actions.contacts.job_move_undo import undo_move
from negoce.companies.enums import Departure
from negoce.companies.models import Contact
from negoce.companies.queries.contact_page import gatekeepers, open_tasks_with
from negoce.companies.queries.contacts import colleagues
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.phones import format_phone
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash, toast
from negoce.web.contacts.company_choice import NETWORK, choices_context, company_or_new
from negoce.web.contacts.forms import MoveForm
from negoce.web.contacts.record import ContactRecord, load_record
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import go

_TEMPLATE = "contacts/_move"
_INPUTS = {
    "ended_on": "left_on",
    "company": "company_name",
    "name": "company_name",
    "last_name": "successor_last_name",
    "first_name": "successor_first_name",
}
_POST_VALUES = ("function", "department", "started_on")


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dialog, and the move."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    if request.method == "POST":
        return _move(request, record)
    today = timezone.localdate().strftime("%d/%m/%Y")
    first = {"departure": Departure.MOVED.value, "left_on": today, "mobile": _mobile(record)}
    typed = {name: request.GET[name][:300] for name in MoveForm.base_fields if name in request.GET}
    form = _form(record, initial={**first, **typed})
    return show_form(request, _TEMPLATE, form, _context(record, request.GET))


@require_POST
def undo(request: HttpRequest, public_id: str, batch: str) -> HttpResponse:
    """Take the move back; refused once something else has happened."""
    record = load_record(request, public_id)
    try:
        undo_move(record.actor, record.contact, batch=batch)
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="warn")
        return answer
    flash(request, _("%(name)s a retrouvé son poste.") % {"name": record.contact.full_name})
    return go(request, record.url)


def _move(request: HttpRequest, record: ContactRecord) -> HttpResponse:
    try:
        moved = move_contact(record.actor, record.contact, move=_asked(request, record))
    except Refused as refused:
        form = _form(record, request.POST)
        return show_refusal(request, _TEMPLATE, form, refused, _context(record, request.POST), _INPUTS)
    undo_url = reverse("contacts:move_undo", args=[record.contact.public_id, moved.batch])
    flash(request, _words(moved), undo_url=undo_url)
    return go(request, record.url)


def _asked(request: HttpRequest, record: ContactRecord) -> Move:
    posted = request.POST
    kinds = {kind.value for kind in Departure}
    departure = Departure(posted["departure"]) if posted.get("departure") in kinds else Departure.MOVED
    moving = departure is Departure.MOVED
    names = (*_POST_VALUES, "email", "phone") if moving else ()
    values = {name: posted[name] for name in names if name in posted}
    if "mobile" in posted and record.may_write("mobile"):
        values["mobile"] = posted["mobile"]
    person = {name: posted.get(f"successor_{name}", "").strip() for name in ("first_name", "last_name")}
    return Move(
        left_on=posted.get("left_on", ""),
        departure=departure,
        company=company_or_new(record.actor, posted) if moving else None,
        company_name=posted.get("company_name", "") if moving else "",
        values=values,
        successor=_successor(record, posted.get("successor", "")),
        successor_values={name: value for name, value in person.items() if value},
    )


def _successor(record: ContactRecord, public_id: str) -> Contact | None:
    return visible_contacts(record.actor).filter(public_id=public_id).first() if public_id else None


def _form(
    record: ContactRecord, data: object = None, initial: Mapping[str, object] | None = None
) -> MoveForm:
    contact = record.contact
    people = [
        (person.public_id, person.full_name)
        for person in colleagues(record.actor, contact.company_id, contact.pk)
    ]
    here = reverse("contacts:move", args=[contact.public_id])
    return MoveForm(data, people=people, here=here, initial=dict(initial or {}))


def _context(record: ContactRecord, typed: Mapping[str, str]) -> Mapping[str, object]:
    contact = record.contact
    departure = typed.get("departure") or Departure.MOVED.value
    name = typed.get("company_name", "")[:200]
    return {
        "title": _("Changement de poste : %(name)s") % {"name": contact.full_name},
        "url": reverse("contacts:move", args=[contact.public_id]),
        "moving": departure == Departure.MOVED.value,
        "has_post": record.post is not None,
        "shows_mobile": record.may_write("mobile"),
        "house": contact.company.name,
        "guardians": [post.contact.full_name for post in gatekeepers(record.actor, contact)],
        "tasks": [task.subject for task in open_tasks_with(record.actor, contact)],
        **choices_context(record.actor, name, create=NETWORK),
    }


def _mobile(record: ContactRecord) -> str:
    return format_phone(record.contact.mobile) if record.may_read("mobile") else ""


def _words(moved: Moved) -> str:
    name = moved.contact.full_name
    if moved.new_post is None:
        return _("Le départ de %(name)s est noté.") % {"name": name}
    company = moved.new_post.company.name
    if moved.new_company is not None:
        return _("%(name)s est maintenant chez %(company)s, ajoutée au fichier comme suspect.") % {
            "name": name,
            "company": company,
        }
    return _("%(name)s est maintenant chez %(company)s.") % {"name": name, "company": company}
