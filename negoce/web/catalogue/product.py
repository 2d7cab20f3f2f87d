"""The page of a product: what it is, who buys it, how much a year, the last orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.catalogue.models import Product
from negoce.catalogue.queries.price_lists import prices_of
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import Condition, Operator
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_money_round
from negoce.orders.models import CustomerProduct, OrderLine
from negoce.orders.queries.product_page import (
    ProductBuyers,
    ProductYear,
    last_lines,
    product_buyers,
    product_years,
)
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.catalogue.price_list_forms import clientele
from negoce.web.catalogue.price_lists import days_words
from negoce.web.catalogue.product_fields import ProductRecord, described, field_url, product_facts
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import language, margin_words, price_words, quantity_words

_BUYERS = 10
_ORDERS = 10


@require_GET
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody sees the catalogue; sales are those of the companies that the person sees."""
    actor = actor_of(request)
    found = load_or_404(Product.objects.select_related("family").order_by(), public_id)
    margins = actor.may_read(FieldGroup.MARGIN)
    record = ProductRecord(actor, found)
    buyers = product_buyers(actor, found, _BUYERS)
    context = {
        "product": found,
        "chip": SafeString("") if found.is_active else chip(_("Retiré du catalogue"), tone="warn"),
        "line": " · ".join(part for part in (found.code, found.family.name if found.family else "") if part),
        "list_url": list_of_buyers(found),
        "margins": margins,
        **_years(found, product_years(actor, found), margins=margins),
        **_buyers(found, buyers),
        **_last(last_lines(actor, found, _ORDERS)),
        "facts": product_facts(record),
        "list_prices": _list_prices(found),
        "label_url": field_url(found, "label") if record.may_manage else "",
        "description": described(record),
        "description_url": field_url(found, "description") if record.may_manage else "",
        "may_manage": record.may_manage,
        "families_url": reverse("catalogue:families"),
    }
    return render(request, "web/catalogue/product.html", context)


def _list_prices(product: Product) -> Sequence[Mapping[str, object]]:
    """The prices of the product in the lists in use, a line a break."""
    lines, above = [], None
    for row in prices_of(product):
        found = row.price_list
        lines.append(
            {
                "name": found.name if found.pk != above else "",
                "about": f"{clientele(found.customer_kind)} · {days_words(found)}"
                if found.pk != above
                else "",
                "url": reverse("catalogue:price_list", args=[found.public_id]),
                "quantity": quantity_words(row.min_quantity),
                "price": price_words(row.price, found.currency),
            }
        )
        above = found.pk
    return lines


def list_of_buyers(product: Product) -> str:
    """The list of companies, narrowed to those that bought this product."""
    condition = write_condition(Condition("products", Operator.BOUGHT, (product.code,)))
    return f"{reverse('lists:companies')}?{urlencode({'filter': condition})}"


def _years(product: Product, years: Sequence[ProductYear], *, margins: bool) -> Mapping[str, object]:
    columns = [
        TableColumn(_("Année")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Montant HT"), numeric=True),
        TableColumn(_("Commandes"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
    ]
    if margins:
        columns.append(TableColumn(_("Marge"), numeric=True))
    lines = [
        {
            "year": str(each.year),
            "quantity": quantity_words(each.quantity),
            "net": format_money_round(each.net, language(), product.currency),
            "orders": format_decimal(each.orders, language()),
            "customers": format_decimal(each.customers, language()),
            "margin": margin_words(each.net, each.cost, product.currency) if margins else "",
        }
        for each in years
    ]
    return {"year_columns": columns, "years": lines}


def _buyers(product: Product, found: ProductBuyers) -> Mapping[str, object]:
    columns = (
        TableColumn(_("Entreprise")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Montant HT"), numeric=True),
        TableColumn(_("Dernière commande"), numeric=True),
    )
    count = ngettext("%(count)s client", "%(count)s clients", found.count) % {
        "count": format_decimal(found.count, language())
    }
    lines = [_buyer(product, each) for each in found.first]
    return {"buyer_columns": columns, "buyers": lines, "buyers_count": count if lines else ""}


def _buyer(product: Product, each: CustomerProduct) -> Mapping[str, object]:
    return {
        "name": each.company.name,
        "url": company_url(each.company),
        "city": each.company.city,
        "quantity": quantity_words(each.quantity),
        "net": format_money(each.net, language(), product.currency),
        "day": format_date(each.last_ordered_on, language()),
    }


def _last(lines: Sequence[OrderLine]) -> Mapping[str, object]:
    columns = (
        TableColumn(_("Commande")),
        TableColumn(_("Entreprise")),
        TableColumn(_("Date")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Montant HT"), numeric=True),
    )
    orders = [
        {
            "reference": line.order.reference,
            "url": reverse("orders:order", args=[line.order.public_id]),
            "cancelled": line.order.cancelled_at is not None,
            "company": line.order.company.name,
            "company_url": company_url(line.order.company),
            "day": format_date(line.order.ordered_on, language()),
            "quantity": quantity_words(line.quantity),
            "net": format_money(line.net, language(), line.order.currency),
        }
        for line in lines
    ]
    return {"order_columns": columns, "orders": orders}
