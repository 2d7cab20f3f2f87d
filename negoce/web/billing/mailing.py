"""Sends an issued invoice or credit note by e-mail, with the very file that was issued."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.file_make import issued_file
from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.visible import visible_documents
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.web.billing.lists import title_of
from negoce.web.http import actor_of, load_or_404
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft, DraftFile


@require_http_methods(["GET", "POST"])
def mailing(request: HttpRequest, public_id: str) -> HttpResponse:
    """The message that carries the document, read before it leaves. A draft has no number, and no way out."""
    actor = actor_of(request)
    rows = visible_documents(actor).select_related("company", "contact", "order")
    found = load_or_404(rows, public_id)
    require(actor, Permission.ISSUE_INVOICES)
    if found.state != DocumentState.ISSUED.value:
        raise Http404(_("Un brouillon ne s’envoie pas : émettez-le d’abord."))
    draft = Draft(
        title=_("Envoyer %(title)s") % {"title": title_of(found)},
        kind=MessageKind.INVOICE,
        # An invoice is owed to whoever bought: an opposition to prospecting does not stop it.
        purpose=ContactPurpose.CONTRACTUAL,
        company=found.company,
        contact=found.contact,
        template="credit_sent" if found.kind == DocumentKind.CREDIT_NOTE.value else "invoice_sent",
        fields=_fields(found),
        files=(
            DraftFile(
                f"{found.number.replace('/', '-')}.pdf",
                read=lambda: issued_file(found)[0],
                url=reverse("billing:pdf", args=[public_id]),
            ),
        ),
        related_kind="invoice",
        related_id=found.public_id,
    )
    return compose_message(
        request, draft, url=request.path, done_url=reverse("billing:document", args=[public_id])
    )


def _fields(found: FiscalDocument) -> dict[str, str]:
    """The values of the template, in the language of the person who will read it."""
    language = "en" if found.contact is not None and found.contact.language == "en" else "fr"
    return {
        "number": found.number,
        "date": format_date(found.issued_on, language) if found.issued_on else "",
        "net": format_money(abs(found.net), language, found.currency),
        "total": format_money(abs(found.incl_vat), language, found.currency),
        "due_on": format_date(found.due_on, language) if found.due_on else "",
        "order_number": found.order.reference if found.order is not None else "",
    }
