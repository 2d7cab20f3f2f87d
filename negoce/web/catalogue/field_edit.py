"""A field of a product edited where it stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.catalogue.actions.product_save import seen_of, update_product
from negoce.catalogue.models import Product
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.kit.refusal import Conflict, Refused
from negoce.web.catalogue.product_fields import (
    FIELDS,
    Control,
    ProductField,
    ProductRecord,
    described,
    field_url,
    options_of,
    shown_or_prompt,
)
from negoce.web.http import actor_of, load_or_404


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """The control of one field, or what became of it."""
    edited = FIELDS.get(name)
    if edited is None:
        raise Http404(_("Ce champ n’existe pas."))
    record = _load(request, public_id)
    require(record.actor, Permission.MANAGE_CATALOGUE)
    if not record.may_write(name):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    if request.method == "GET":
        return _control(request, record, edited, record.typed(name))
    if request.POST.get("keep") == "theirs":
        return _shown(record, name)
    return _save(request, record, edited)


def _save(request: HttpRequest, record: ProductRecord, edited: ProductField) -> HttpResponse:
    typed, seen = request.POST.get("value", ""), request.POST.get("seen")
    numeric = edited.control is Control.NUMBER and record.actor.language == "fr"
    value = typed.replace(".", ",") if numeric else typed
    try:
        update_product(
            record.actor,
            record.product,
            changes={edited.name: value},
            seen=None if seen is None else {edited.name: seen},
        )
    except Conflict as conflict:
        fresh = _load(request, record.product.public_id)
        return _control(request, fresh, edited, typed, error=conflict.message, status=409)
    except Refused as refused:
        messages = next(iter(refused.fields.values()), [refused.message])
        return _control(request, record, edited, typed, error=" ".join(messages), seen=seen, status=422)
    return _shown(_load(request, record.product.public_id), edited.name)


def _load(request: HttpRequest, public_id: str) -> ProductRecord:
    rows = Product.objects.select_related("family").order_by()
    return ProductRecord(actor_of(request), load_or_404(rows, public_id))


def _shown(record: ProductRecord, name: str) -> HttpResponse:
    shown = described(record) if name == "description" else shown_or_prompt(record, name)
    return HttpResponse(shown or shown_or_prompt(record, name))


def _control(
    request: HttpRequest,
    record: ProductRecord,
    edited: ProductField,
    value: str,
    *,
    error: str = "",
    seen: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "field": edited,
        "control": edited.control.value,
        "value": value,
        "seen": seen if seen is not None else seen_of(record.product, edited.name),
        "error": error,
        "conflict": status == 409,
        "options": options_of(edited.name, record.product),
        "here": field_url(record.product, edited.name),
    }
    return render(request, "web/catalogue/_field.html", context, status=status)
