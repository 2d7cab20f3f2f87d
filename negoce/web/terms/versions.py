"""The versions of our terms of sale, by category of customers; a new one; who received it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.catalogue.actions.terms_of_sale import add_terms, drop_terms
from negoce.catalogue.models import TermsOfSale
from negoce.catalogue.queries.terms_of_sale import all_terms, receipts_of
from negoce.catalogue.rules.terms_of_sale import MOST_BYTES, TermsVersion, in_force
from negoce.catalogue.terms_of_sale_words import WAYS
from negoce.companies.enums import CompanyKind
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.words.choices import choice_label, choice_options
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.middleware.body_size import takes_file
from negoce.web.orders.figures import language
from negoce.web.settings.tags import for_settings, put_refusal

_SHOWN = 100


class TermsForm(forms.Form):
    """A new version. Values are checked by the action; this form only shows them."""

    title = forms.CharField(label=_("Titre"), strip=False)
    version = forms.CharField(label=_("Version"), strip=False)
    customer_kind = forms.ChoiceField(label=_("Pour quels clients"))
    starts_on = forms.CharField(label=_("Applicables à partir du"))
    pdf = forms.FileField(
        label=_("Fichier PDF"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "customer_kind", [("", _("Tous les clients")), *choice_options(CompanyKind)])


@takes_file(Permission.MANAGE_SETTINGS)
@require_http_methods(["GET", "POST"])
@for_settings
def versions(request: HttpRequest) -> HttpResponse:
    """Every version, and the form of a new one."""
    first = {"title": _now("Conditions générales de vente"), "starts_on": _day(timezone.localdate())}
    form = TermsForm(initial=first)
    status = 200
    if request.method == "POST":
        form = TermsForm(request.POST, request.FILES)
        made = _add(request, form)
        if made is not None:
            flash(request, _now("Version %(version)s enregistrée.") % {"version": made.version})
            return redirect("terms:versions")
        status = 422
    rows = list(all_terms())
    today = timezone.localdate()
    known = [TermsVersion(row.pk, row.customer_kind, row.starts_on) for row in rows]
    current = {in_force([v for v in known if v.customer_kind == kind], kind, today) for kind in
               {row.customer_kind for row in rows}}  # fmt: skip
    keys = {each.key for each in current if each is not None}
    lines = [
        {
            "terms": row,
            "kind": kind_words(row.customer_kind),
            "starts": _day(row.starts_on),
            "is_current": row.pk in keys,
            "is_coming": row.starts_on > today,
            "sendings": row.sendings,  # type: ignore[attr-defined]
        }
        for row in rows
    ]
    columns = [
        TableColumn(_now("Version")),
        TableColumn(_now("Clients")),
        TableColumn(_now("À partir du")),
        TableColumn(""),
        TableColumn(_now("Envois"), numeric=True),
    ]
    return render(
        request, "web/terms/versions.html", {"form": form, "lines": lines, "columns": columns}, status=status
    )


@require_GET
@for_settings
def version(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who received a version, and when."""
    terms = load_or_404(all_terms(), public_id)
    receipts = receipts_of(actor_of(request), terms, _SHOWN)
    context = {
        "terms": terms,
        "kind": kind_words(terms.customer_kind),
        "starts": _day(terms.starts_on),
        "sendings": terms.sendings,  # type: ignore[attr-defined]
        "columns": [TableColumn(_now("Client")), TableColumn(_now("Reçues")), TableColumn(_now("Par"))],
        "lines": [
            {
                "company": each.company.name,
                "url": company_url(each.company),
                "contact": each.contact.full_name if each.contact else "",
                "how": WAYS[each.how],
                "day": _day(timezone.localtime(each.sent_at).date()),
                "by": each.recorded_by.full_name if each.recorded_by else "",
            }
            for each in receipts
        ],
    }
    return render(request, "web/terms/version.html", context)


@require_POST
@for_settings
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a version that nobody received."""
    terms = load_or_404(all_terms(), public_id)
    try:
        drop_terms(actor_of(request), terms)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return redirect("terms:version", public_id)
    flash(request, _now("Version %(version)s supprimée.") % {"version": terms.version})
    return redirect("terms:versions")


@require_GET
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The PDF as it was brought in; everybody who is signed in may read our terms."""
    terms = load_or_404(TermsOfSale.objects.order_by("pk"), public_id)
    answer = HttpResponse(bytes(terms.pdf), content_type="application/pdf")
    name = f"{slugify(str(terms)) or 'conditions'}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def kind_words(kind: str) -> str:
    """A category of customers in words."""
    return choice_label(CompanyKind, kind) if kind else _now("Tous les clients")


def _add(request: HttpRequest, form: TermsForm) -> TermsOfSale | None:
    form.is_valid()
    posted, given = request.POST, request.FILES.get("pdf")
    content = given.read(MOST_BYTES + 1) if isinstance(given, UploadedFile) else b""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    try:
        return add_terms(
            actor_of(request),
            version=posted.get("version", ""),
            title=posted.get("title", ""),
            customer_kind=posted.get("customer_kind", ""),
            starts_on=parse_day(posted.get("starts_on", ""), timezone.localdate()).value,
            pdf=content,
        )
    except Refused as refused:
        form.errors.clear()
        put_refusal(form, refused)
        return None


def _day(day: Any) -> str:
    return format_date(day, language())
