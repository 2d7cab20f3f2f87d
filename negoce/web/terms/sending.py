"""The terms in force on their way to a customer: by a message that is read first, or handed over."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.actions.terms_of_sale import note_terms_sent
from negoce.catalogue.enums import TermsWay
from negoce.catalogue.models import TermsOfSale
from negoce.catalogue.queries.terms_of_sale import company_terms, terms_in_force
from negoce.catalogue.terms_of_sale_words import WAYS
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message
from negoce.ui.toasts import flash
from negoce.web.companies.panel_types import DOCUMENTS, SIDE, Panel
from negoce.web.companies.record import CompanyRecord, company_url
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.orders.figures import language
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft, DraftFile

_WRITERS = (Permission.EDIT, Permission.MANAGE_ORDERS, Permission.ISSUE_INVOICES)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer whoever asks for our terms (C. com. L441-1): the message is ready, with the file."""
    actor, company, terms = _load(request, public_id)
    file_url = reverse("terms:version_file", args=[terms.public_id])
    draft = Draft(
        title=_now("Envoyer les conditions de vente à %(name)s") % {"name": company.name},
        kind=MessageKind.TERMS,
        company=company,
        template="terms_sent",
        fields={"version": terms.version, "date": format_date(terms.starts_on, language())},
        files=(DraftFile(f"CGV {terms.version}.pdf", read=lambda: _bytes(terms), url=file_url),),
    )

    def keep(message: Message) -> None:
        note_terms_sent(
            actor, company, terms, how=TermsWay.EMAIL, contact=message.contact, message=message.public_id
        )

    return compose_message(request, draft, url=request.path, done_url=_back(company), on_queued=keep)


@require_POST
def handed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note that the terms were handed over, or went by post (`how`)."""
    actor, company, terms = _load(request, public_id)
    how = TermsWay.POST if request.POST.get("how") == TermsWay.POST.value else TermsWay.HAND
    note_terms_sent(actor, company, terms, how=how)
    flash(request, _now("C’est noté : version %(version)s reçue.") % {"version": terms.version})
    return go(request, _back(company))


def _load(request: HttpRequest, public_id: str) -> tuple[Actor, Company, TermsOfSale]:
    actor = actor_of(request)
    company = load_or_404(visible_companies(actor), public_id)
    require_any(actor, *_WRITERS)
    terms = terms_in_force(company)
    if terms is None:
        raise Http404(_now("Aucune version de vos conditions de vente n’est en vigueur."))
    return actor, company, terms


def _bytes(terms: TermsOfSale) -> bytes:
    return bytes(TermsOfSale.objects.values_list("pdf", flat=True).get(pk=terms.pk))


def _back(company: Company) -> str:
    return f"{company_url(company)}?tab={DOCUMENTS}"


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    found = company_terms(record.company)
    if found.current is None and not found.receipts:
        return None
    writes = any(record.actor.may(each) for each in _WRITERS) and found.current is not None
    public_id = record.company.public_id
    return {
        "current": found.current,
        "starts": format_date(found.current.starts_on, language()) if found.current else "",
        "is_received": found.received is not None,
        "receipts": [
            {
                "version": each.terms.version,
                "url": reverse("terms:version_file", args=[each.terms.public_id]),
                "day": format_date(timezone.localtime(each.sent_at).date(), language()),
                "how": WAYS[each.how],
                "to": each.contact.full_name if each.contact else "",
            }
            for each in found.receipts[:10]
        ],
        "send_url": reverse("terms:send", args=[public_id]) if writes else "",
        "handed_url": reverse("terms:handed", args=[public_id]) if writes else "",
    }


TERMS_RECEIVED = Panel(
    "terms-of-sale",
    _("Conditions de vente"),
    "web/terms/_received.html",
    _read,
    queries_max=2,
    tab=DOCUMENTS,
    column=SIDE,
)
