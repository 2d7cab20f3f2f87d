"""The grid of a price list: a line a break, edited cell by cell, and an entry line that never leaves the keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.catalogue.actions.price_list_items import EDITED, add_item, change_item, remove_item
from negoce.catalogue.models import PriceList, PriceListItem
from negoce.catalogue.queries.price_lists import list_items
from negoce.catalogue.queries.products import meant_product, search_products
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_percent
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of, load_or_404, whole_number
from negoce.web.orders.figures import language, price_words, quantity_words

_FARTHEST = 1_000_000


def grid_context(
    request: HttpRequest, found: PriceList, *, typed: Mapping[str, str] | None = None, error: str = ""
) -> dict[str, object]:
    """What the grid shows; `typed` and `error` bring back an entry that was refused."""
    actor = actor_of(request)
    words, after = request.GET.get("q", "")[:100], request.GET.get("after", "")
    at = min(whole_number(after) or 0, _FARTHEST)
    page = list_items(found, words, at)
    manage, margins = actor.may(Permission.MANAGE_CATALOGUE), actor.may_read(FieldGroup.MARGIN)
    here = reverse("catalogue:price_list", args=[found.public_id])
    return {
        "list": found,
        "grid_columns": _columns(manage=manage, margins=margins),
        "items": _lines(found, page.items, manage=manage, margins=margins),
        "grid_query": words,
        "grid_url": reverse("catalogue:price_grid", args=[found.public_id]),
        "grid_here": here,
        "more_url": f"{reverse('catalogue:price_grid', args=[found.public_id])}?after={page.after}&q={escape(words)}"
        if page.after
        else "",
        "may_manage": manage,
        "margins": margins,
        "typed": typed or {},
        "entry_error": error,
        "items_url": reverse("catalogue:price_items", args=[found.public_id]),
        "choices_url": reverse("catalogue:product_choices"),
    }


@require_GET
def grid(request: HttpRequest, public_id: str) -> HttpResponse:
    """The grid alone: searched, or its next lines."""
    found = load_or_404(PriceList.objects.all(), public_id)
    part = "_price_rows" if request.GET.get("after") else "_price_grid"
    return render(request, f"web/catalogue/{part}.html", grid_context(request, found))


@require_POST
def items(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new line: the grid comes back ready for the next one, or with what is wrong."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    found = load_or_404(PriceList.objects.all(), public_id)
    typed = {name: request.POST.get(name, "")[:200] for name in ("product", "min_quantity", "price")}
    product, several = meant_product(actor, typed["product"])
    try:
        add_item(
            actor,
            found,
            product=product,
            typed=typed["product"],
            several=several,
            min_quantity=typed_number(actor, typed["min_quantity"]),
            price=typed_number(actor, typed["price"]),
        )
    except Refused as refused:
        said = " ".join(message for messages in refused.fields.values() for message in messages)
        context = grid_context(request, found, typed=typed, error=said or refused.message)
        return render(request, "web/catalogue/_price_grid.html", context, status=422)
    return render(request, "web/catalogue/_price_grid.html", grid_context(request, found))


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, public_id: str, item: int, name: str) -> HttpResponse:
    """One cell: its field, or what became of it."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_CATALOGUE)
    row = _item(public_id, item)
    if name not in EDITED:
        raise Http404(_("Ce champ n’existe pas."))
    if request.method == "GET":
        return _field(request, actor, row, name, _typed(actor, row, name))
    if request.POST.get("keep") == "theirs":
        return HttpResponse(_shown(row, name))
    value, seen = request.POST.get("value", ""), request.POST.get("seen")
    try:
        changed = change_item(actor, row, field=name, value=typed_number(actor, value), seen=seen)
    except Conflict as conflict:
        return _field(request, actor, _item(public_id, item), name, value, error=conflict.message, status=409)
    except Refused as refused:
        error = next(iter(refused.fields.values()), [refused.message])[0]
        return _field(request, actor, row, name, value, error=error, seen=seen, status=422)
    return HttpResponse(_shown(changed, name))


@require_POST
def item_deletion(request: HttpRequest, public_id: str, item: int) -> HttpResponse:
    """Take a line out; the grid comes back."""
    row = _item(public_id, item)
    remove_item(actor_of(request), row)
    return render(request, "web/catalogue/_price_grid.html", grid_context(request, row.price_list))


@require_GET
def product_choices(request: HttpRequest) -> HttpResponse:
    """Products that the words typed may mean, as the options of a `<datalist>`."""
    found = search_products(actor_of(request), request.GET.get("product", ""))
    options = [f'<option value="{escape(row.code)}">{escape(row.label)}</option>' for row in found]
    return HttpResponse("".join(options))


def typed_number(actor: Actor, text: str) -> str:
    """What was typed, with the comma of French where a numeric keypad gave a point."""
    return text.replace(".", ",") if actor.language == "fr" and "," not in text else text


def _item(public_id: str, key: int) -> PriceListItem:
    rows = PriceListItem.objects.select_related("product", "price_list")
    row = rows.filter(price_list__public_id=public_id, pk=key).first()
    if row is None:
        raise Http404(_("Cette ligne du tarif n’existe plus."))
    return row


def _columns(*, manage: bool, margins: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_("Produit")),
        TableColumn(_("À partir de"), numeric=True),
        TableColumn(_("Prix HT"), numeric=True),
        TableColumn(_("Écart au prix de base"), numeric=True),
    ]
    columns += [TableColumn(_("Marge"), numeric=True)] if margins else []
    return [*columns, TableColumn("")] if manage else columns


def _lines(
    found: PriceList, rows: Sequence[PriceListItem], *, manage: bool, margins: bool
) -> Sequence[Mapping[str, object]]:
    lines, above = [], None
    for row in rows:
        product = row.product
        edit = {
            name: reverse("catalogue:price_item", args=[found.public_id, row.pk, name]) for name in EDITED
        }
        lines.append(
            {
                "first": product.pk != above,
                "code": product.code,
                "label": product.label,
                "active": product.is_active,
                "url": reverse("catalogue:product", args=[product.public_id]),
                "quantity": quantity_words(row.min_quantity),
                "price": price_words(row.price, found.currency),
                "edit": edit if manage else {},
                "gap": _share(row.price - product.price, product.price) if product.price else "",
                "margin": _share(row.price - product.cost, row.price)
                if margins and product.cost is not None
                else "",
                "loses": margins and product.cost is not None and row.price < product.cost,
                "deletion_url": reverse("catalogue:price_item_deletion", args=[found.public_id, row.pk]),
            }
        )
        above = product.pk
    return lines


def _share(part: Decimal, whole: Decimal) -> str:
    return format_percent(part / whole, language(), 1) if whole else ""


def _shown(row: PriceListItem, name: str) -> str:
    shown = (
        price_words(row.price, row.price_list.currency)
        if name == "price"
        else quantity_words(row.min_quantity)
    )
    return escape(shown)


def _typed(actor: Actor, row: PriceListItem, name: str) -> str:
    plain = as_seen(getattr(row, name))
    return plain.replace(".", ",") if actor.language == "fr" else plain


def _field(
    request: HttpRequest,
    actor: Actor,
    row: PriceListItem,
    name: str,
    value: str,
    *,
    error: str = "",
    seen: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "label": _("Prix HT") if name == "price" else _("À partir de"),
        "here": reverse("catalogue:price_item", args=[row.price_list.public_id, row.pk, name]),
        "value": value,
        "seen": seen if seen is not None else as_seen(getattr(row, name)),
        "error": error,
        "conflict": status == 409,
        "options": [],
        "numeric": True,
    }
    return render(request, "web/lists/_cell_field.html", context, status=status)
