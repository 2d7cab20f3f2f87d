"""The dialog that issues: exactly what will be fixed, and each missing mention with its source and where to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.issue_prepare import Prepared, prepare_issue
from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.document_page import documents_for_page
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.explain import Finding
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.billing.lists import title_of
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.orders.figures import language


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """What will be fixed, and the issue itself."""
    actor = actor_of(request)
    require(actor, Permission.ISSUE_INVOICES)
    found = load_or_404(documents_for_page(actor), public_id)
    url = reverse("billing:document", args=[found.public_id])
    if found.state == DocumentState.ISSUED.value:
        return go(request, url)
    if request.method != "POST":
        return _show(request, actor, found, "", 200)
    revision = request.POST.get("revision", "")
    try:
        done = issue_document(
            actor,
            found,
            revision=seen_revision(revision),
        )
    except Refused as refused:
        return _show(request, actor, found, refused.message, 422)
    flash(request, _issued(done))
    return go(request, url)


def _is_credit(found: FiscalDocument) -> bool:
    return found.kind == DocumentKind.CREDIT_NOTE.value


# What is typed on the draft itself, for this invoice.
_ON_THE_DRAFT = frozenset({"mention.public_service_code", "mention.public_commitment"})


def _issued(done: FiscalDocument) -> str:
    words = _("%(title)s est émis.") if _is_credit(done) else _("%(title)s est émise.")
    return words % {"title": title_of(done)}


def _show(
    request: HttpRequest, actor: Actor, found: FiscalDocument, refused: str, status: int
) -> HttpResponse:
    today = timezone.localdate()
    prepared = prepare_issue(found, day=today, today=today)
    page = "" if request.headers.get("HX-Request") else "_page"
    context = {
        "inner": "web/billing/_issue_form.html",
        "title": _("Émettre cet avoir") if _is_credit(found) else _("Émettre cette facture"),
        "is_credit": _is_credit(found),
        "url": reverse("billing:issue", args=[found.public_id]),
        "back_url": reverse("billing:document", args=[found.public_id]),
        "revision": prepared.document.revision,
        "refused": refused,
        "facts": _facts(prepared),
        "errors": [_point(actor, found, each) for each in prepared.errors],
        "warnings": [
            _point(actor, found, each) for each in prepared.findings if each.severity not in ("error", "info")
        ],
        "ready": not prepared.errors,
    }
    return render(request, f"web/dialog{page}.html", context, status=status)


def _facts(prepared: Prepared) -> list[tuple[str, str]]:
    document, content = prepared.document, prepared.content
    money = [
        (_("Total HT"), document.net),
        (_("TVA"), document.vat),
        (_("Total TTC"), document.incl_vat),
    ]
    if document.prepaid:
        money += [
            (_("Acomptes déduits"), -document.prepaid),
            (_("Net à payer"), document.incl_vat - document.prepaid),
        ]
    seller, buyer = content["seller"], content["buyer"]
    place = " ".join(part for part in (buyer["postal_code"], buyer["city"]) if part)
    facts = [
        (_("Numéro"), prepared.number),
        (_("Date d’émission"), format_date(prepared.day, language())),
        (_("Échéance"), format_date(prepared.due_on, language()) if prepared.due_on else ""),
        (_("Vendeur"), ", ".join(part for part in (seller["name"], seller["siren"]) if part)),
        (_("Client"), ", ".join(part for part in (buyer["name"], buyer["siren"], place) if part)),
        *[(label, format_money(amount, language(), document.currency)) for label, amount in money],
    ]
    return [(label, value) for label, value in facts if value]


def _point(actor: Actor, found: FiscalDocument, finding: Finding) -> Mapping[str, str]:
    """The finding in words, and the page where it is mended when it is not this one."""
    code = finding.code
    url = ""
    if ".seller_" in code or code in ("mention.iban", "mention.franchise"):
        url = reverse("settings:seller") if actor.may(Permission.MANAGE_SETTINGS) else ""
    elif ".buyer_" in code or code == "mention.public_siret":
        url = company_url(found.company)
    elif code in _ON_THE_DRAFT:
        url = reverse("billing:document", args=[found.public_id])
    return {"words": say(finding), "url": url}
