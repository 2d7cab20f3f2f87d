"""Who we are, as our documents print it: the form, what is missing, and a sample beside it."""

from __future__ import annotations

import base64

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.catalogue.actions.seller_update import update_seller
from negoce.catalogue.documents.sale_pdf import sale_pdf, sale_pictures
from negoce.catalogue.documents.sample import sample_quote
from negoce.catalogue.rules.seller_missing import SellerFacts, seller_missing
from negoce.catalogue.rules.seller_values import read_seller_values
from negoce.catalogue.seller_words import say_seller
from negoce.files.reading.picture_trial import read_drawable
from negoce.kit.refusal import Conflict, Refused
from negoce.parameters.models import Seller
from negoce.parameters.queries.seller import seller as stored_seller
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.http import actor_of
from negoce.web.settings.seller_form import SellerForm, shown
from negoce.web.settings.tags import for_settings, put_refusal

_DOTS = 110.0
_TONES = {"error": "bad", "warning": "warn", "info": "info"}


@require_http_methods(["GET", "POST"])
@for_settings
def seller(request: HttpRequest) -> HttpResponse:
    """Show the identity, or store what was typed."""
    stored = stored_seller()
    if request.method == "GET":
        return _page(request, SellerForm(initial=shown(stored, reader_language())), stored)
    form = SellerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, stored)
    logo = form.cleaned_data["logo"]
    try:
        update_seller(
            actor_of(request),
            form.values(),
            revision=form.cleaned_data["revision"],
            today=timezone.localdate(),
            logo=logo.read() if logo else None,
            drops_logo=form.cleaned_data["drops_logo"],
        )
    except Conflict as conflict:
        form.add_error(None, conflict.message)
        return _page(request, form, stored)
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(request, form, stored)
    flash(request, _("Identité enregistrée : les prochains documents l’impriment."))
    return redirect("settings:seller")


@require_POST
@for_settings
def preview(request: HttpRequest) -> HttpResponse:
    """The sample with what is typed now; what cannot be accepted keeps its stored value."""
    form = SellerForm(request.POST, request.FILES)
    form.is_valid()
    return render(request, "web/settings/_seller_sample.html", {"picture_url": _as_typed(form)})


@require_GET
@for_settings
def picture(request: HttpRequest) -> HttpResponse:
    """The first page of the sample with what is stored."""
    return HttpResponse(_first_page(stored_seller()), content_type="image/png")


@require_GET
@for_settings
def sample(request: HttpRequest) -> HttpResponse:
    """The sample as a PDF."""
    with override("fr"):
        content = sale_pdf(sample_quote(stored_seller(), timezone.localdate()))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="devis-exemple.pdf"'
    return answer


def _as_typed(form: SellerForm) -> str:
    """The sample with what is typed, as the address of a picture; what is not acceptable keeps its stored value."""
    tried = stored_seller()
    for name, value in read_seller_values(form.values(), timezone.localdate()).values.items():
        setattr(tried, name, value)
    logo = form.cleaned_data.get("logo")
    if logo:
        logo.seek(0)
    picture = read_drawable(logo.read()).value if logo else None
    if picture is not None:
        tried.logo, tried.logo_kind = picture.content, picture.kind
    elif form.cleaned_data.get("drops_logo"):
        tried.logo, tried.logo_kind = None, ""
    return f"data:image/png;base64,{base64.b64encode(_first_page(tried)).decode('ascii')}"


def _first_page(seller: Seller) -> bytes:
    with override("fr"):
        return sale_pictures(sample_quote(seller, timezone.localdate()), dots_per_inch=_DOTS)[0]


def _page(request: HttpRequest, form: SellerForm, stored: Seller) -> HttpResponse:
    facts = SellerFacts(
        name=stored.name,
        legal_form=stored.legal_form,
        has_capital=stored.capital is not None,
        siren=stored.siren,
        vat_number=stored.vat_number,
        register_town=stored.register_town,
        street=stored.street,
        postal_code=stored.postal_code,
        city=stored.city,
        iban=stored.iban,
        is_vat_exempt=stored.is_vat_exempt,
    )
    missing = [
        {"words": say_seller(each), "source": each.figures["source"], "tone": _TONES[each.severity]}
        for each in seller_missing(facts)
    ]
    context = {
        "form": form,
        "missing": missing,
        "has_logo": bool(stored.logo),
        "picture_url": _as_typed(form) if form.is_bound else _stored_url(stored),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web/settings/seller.html", context, status=status)


def _stored_url(stored: Seller) -> str:
    return f"{reverse('settings:seller_picture')}?v={stored.revision}"
