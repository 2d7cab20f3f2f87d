"""A free message, from the page of a company or of a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.outbox.actions.message_send import WRITERS
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft


@require_http_methods(["GET", "POST"])
def to_company(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to somebody of a company."""
    actor = actor_of(request)
    company = load_or_404(visible_companies(actor), public_id)
    require_any(actor, *WRITERS)
    draft = Draft(
        title=_("Écrire à %(name)s") % {"name": company.name},
        kind=MessageKind.LETTER,
        purpose=ContactPurpose.PROFESSIONAL,
        company=company,
        # The people of the company come first; its own address is there when none of them has one.
        address=company.email if not _has_people(actor, company) else "",
        template="letter",
        may_choose_purpose=True,
    )
    url = reverse("outbox:to_company", args=[public_id])
    return compose_message(request, draft, url=url, done_url=company_url(company))


@require_http_methods(["GET", "POST"])
def to_contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write to a person."""
    actor = actor_of(request)
    contact = load_or_404(visible_contacts(actor).select_related("company"), public_id)
    require_any(actor, *WRITERS)
    draft = Draft(
        title=_("Écrire à %(name)s") % {"name": contact.full_name},
        kind=MessageKind.LETTER,
        purpose=ContactPurpose.PROFESSIONAL,
        company=contact.company,
        contact=contact,
        template="letter",
        may_choose_purpose=True,
    )
    url = reverse("outbox:to_contact", args=[public_id])
    return compose_message(request, draft, url=url, done_url=contact_url(contact))


def _has_people(actor: Actor, company: Company) -> bool:
    return visible_contacts(actor).filter(company=company).exclude(email="").exists()
