"""A glance at a record beside its list: who it is, how to reach them, what comes next, the last exchanges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import ActivityState, Channel
from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.company_page import companies_for_page
from negoce.companies.queries.contact_page import contacts_for_page
from negoce.companies.queries.lists.peek import exchanges
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money_round
from negoce.orders.queries.last_orders import last_orders
from negoce.ui.html import link, text
from negoce.web.activities.lines import ActivityLine, activity_line, part_words, people_links
from negoce.web.activities.record import load_activity
from negoce.web.activities.words import is_late, moment_long
from negoce.web.companies import values as company_values
from negoce.web.companies.fields import FIELDS as COMPANY_FIELDS
from negoce.web.companies.head import head_chips as company_chips
from negoce.web.companies.head import head_line as company_line
from negoce.web.companies.own_panels import contact_line
from negoce.web.companies.record import CompanyRecord, company_url, url_or_nothing
from negoce.web.contacts import head as contact_head
from negoce.web.contacts.record import ContactRecord, contact_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.lists.cell_words import late_by, relative
from negoce.web.lists.nouns import SCREENS
from negoce.web.lists.screen_type import Peek
from negoce.web.lists.state import definition_or_404

PEOPLE_SHOWN = 4
# What a kind of record has nothing to say about.
_NOTHING: Mapping[str, object] = {
    **dict.fromkeys(("chips", "line", "state", "phone", "phone_shown", "email", "create_url", "text"), ""),
    **dict.fromkeys(("marks", "ways", "facts", "parts", "people", "planned", "done"), ()),
    "state_words": "",
    "state_tone": "",
    "with_exchanges": False,
    "other_people": 0,
    "people_url": "",
}
Fact = tuple[object, object]
_STATE_TONES = {"planned": "info", "done": "good", "cancelled": ""}


@require_GET
def peek(request: HttpRequest, key: str, public_id: str) -> HttpResponse:
    """The panel of one record; its buttons to the row before and after are the list's own business."""
    definition_or_404(key)
    read = reader_of(key)
    if read is None:
        raise Http404(_("Cette liste n’a pas d’aperçu."))
    actor = actor_of(request)
    context = {
        **_NOTHING,
        "public_id": public_id,
        "peek_url": request.path,
        "may_edit": actor.may(Permission.EDIT),
        **read(actor, public_id),
    }
    return render(request, "web/lists/_peek.html", context)


def _company(actor: Actor, public_id: str) -> Mapping[str, Any]:
    company = load_or_404(companies_for_page(actor), public_id)
    record = CompanyRecord(actor, company)
    people = record.people.contacts
    return {
        "title": company.name,
        "url": record.url,
        "chips": company_chips(record),
        "line": company_line(record),
        "phone": company.phone,
        "phone_shown": format_phone(company.phone) if company.phone else "",
        "email": company.email,
        "create_url": _create_url(actor, "company", public_id),
        "facts": _company_facts(record),
        "people": [contact_line(record, contact) for contact in people[:PEOPLE_SHOWN]],
        "other_people": len(people) - PEOPLE_SHOWN if len(people) > PEOPLE_SHOWN else 0,
        "people_url": f"{record.url}?tab=contacts",
        **_exchanges(actor, company),
    }


def _company_facts(record: CompanyRecord) -> Sequence[Fact]:
    company = record.company
    facts: list[Fact] = [
        (_("Téléphone"), link(f"tel:{company.phone}", format_phone(company.phone)) if company.phone else ""),
        (_("E-mail"), link(f"mailto:{company.email}", company.email) if company.email else ""),
        (_("Dernier contact"), _day(company.last_contact_on)),
        (_("Prochaine action"), _next_day(company.next_activity_on)),
    ]
    # The owner stands in the line under the name already.
    facts += [
        (COMPANY_FIELDS[name].title, company_values.shown_value(record, name))
        for name in ("relation", "kind")
    ]
    sold = last_orders(company, 1)
    if sold.orders and sold.sales is not None:
        language = (get_language() or "fr")[:2]
        facts.append((_("CA 12 mois"), format_money_round(sold.sales.net_12_months, language)))
        facts.append((_("Dernière commande"), _day(sold.orders[0].ordered_on)))
    if company.note:
        facts.append((COMPANY_FIELDS["note"].title, company_values.shown_value(record, "note")))
    return [pair for pair in facts if pair[1]]


def _contact(actor: Actor, public_id: str) -> Mapping[str, Any]:
    contact = load_or_404(contacts_for_page(actor), public_id)
    record = ContactRecord(actor, contact)
    return {
        "title": contact.full_name,
        "url": contact_url(contact),
        "chips": contact_head.head_chips(record),
        "line": contact_head.head_line(record),
        "ways": contact_head.ways_to_reach(record),
        "create_url": _create_url(actor, "contact", public_id),
        "facts": _contact_facts(record),
        **_exchanges(actor, contact),
    }


def _contact_facts(record: ContactRecord) -> Sequence[Fact]:
    contact = record.contact
    mobile = contact.mobile if record.may_read("mobile") else ""
    facts: list[Fact] = [
        (_("Ligne directe"), _number(record, contact.phone)),
        (_("Mobile"), _number(record, mobile)),
        (_("E-mail"), _address(record, contact.email)),
    ]
    facts.append((_("Suivi par"), contact.owner.full_name if contact.owner else ""))
    facts.append((_("Dernier signe de sa part"), _day(contact.last_sign_on)))
    if record.may_read("note"):
        facts.append((_("Note"), contact.note))
    return [pair for pair in facts if pair[1]]


def _number(record: ContactRecord, number: str) -> object:
    """A number to press, or only to read where the person refuses calls."""
    if not number:
        return ""
    shown = format_phone(number)
    return shown if Channel.PHONE in record.opposed else link(f"tel:{number}", shown)


def _address(record: ContactRecord, email: str) -> object:
    return link(f"mailto:{email}", email) if email and Channel.EMAIL not in record.opposed else email


def _activity(actor: Actor, public_id: str) -> Mapping[str, Any]:
    activity = load_activity(actor, public_id)
    line = activity_line(activity, timezone.localdate(), names_company=True)
    company = activity.company
    facts: list[Fact] = [
        (_("Date"), moment_long(activity.starts_at, all_day=activity.all_day)),
        (_("Entreprise"), link(company_url(company), company.name) if company else ""),
        (_("Avec"), people_links(activity)),
        (_("Par"), activity.owner.full_name if activity.owner else ""),
        (_("Besoin exprimé"), activity.need_recorded),
        (_("Information ou conseil apporté"), activity.brought),
    ]
    return {
        "title": activity.subject,
        "url": line.url,
        "line": line.kind,
        "state": activity.state,
        "state_words": choice_label(ActivityState, activity.state),
        "state_tone": "bad" if is_late(activity, timezone.localdate()) else _STATE_TONES[activity.state],
        "phone": company.phone if company else "",
        "phone_shown": format_phone(company.phone) if company and company.phone else "",
        "email": company.email if company else "",
        "marks": line.facts,
        "facts": [pair for pair in facts if pair[1]],
        "text": activity.body,
        "parts": [part_words(part) for part in activity.report_items.all()],
        "done": _others(actor, activity),
    }


def _others(actor: Actor, activity: Activity) -> Sequence[ActivityLine]:
    """What was exchanged with the same company, this one aside."""
    if activity.company is None:
        return []
    done = exchanges(actor, activity.company).done
    return [activity_line(row, timezone.localdate()) for row in done if row.pk != activity.pk]


def _exchanges(actor: Actor, record: Company | Contact) -> Mapping[str, object]:
    found = exchanges(actor, record)
    today = timezone.localdate()
    return {
        "with_exchanges": True,
        "planned": [activity_line(row, today) for row in found.planned],
        "done": [activity_line(row, today) for row in found.done],
    }


def _create_url(actor: Actor, name: str, public_id: str) -> str:
    url = url_or_nothing("activities:create") if actor.may(Permission.CREATE) else ""
    return f"{url}?{name}={public_id}" if url else ""


def _day(day: Any) -> str:
    return relative(day, timezone.localdate(), (get_language() or "fr")[:2]) if day else ""


def _next_day(day: Any) -> str:
    today, language = timezone.localdate(), (get_language() or "fr")[:2]
    if day is None or day >= today:
        return _day(day)
    return SafeString(f'<span class="tone" data-tone="bad">{text(late_by(day, today, language))}</span>')


def peek_path(key: str, placeholder: str) -> str:
    """The address of the panel of a list's rows; empty for a list without one."""
    return reverse("lists:peek", args=[key, placeholder]) if reader_of(key) else ""


def reader_of(key: str) -> Peek | None:
    """What reads the panel of a list's rows, if it has one."""
    return READERS.get(key) or SCREENS[key].peek


READERS: Mapping[str, Peek] = {
    "companies": _company,
    "contacts": _contact,
    "activities": _activity,
}
