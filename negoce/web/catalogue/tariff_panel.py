"""What a customer pays, on their page: the lists of their kind, what was agreed with them, and « Quel prix ? »."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import NegotiatedPrice, PriceList
from negoce.catalogue.queries.customer_prices import customer_prices
from negoce.identity.enums import Permission
from negoce.kit.money import format_percent
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.catalogue.price_list_forms import clientele
from negoce.web.catalogue.price_lists import days_words
from negoce.web.companies.panel_types import DEALS, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language, price_words, quantity_words


def _read(record: CompanyRecord) -> Mapping[str, object]:
    today = timezone.localdate()
    found = customer_prices(record.company, today)
    public_id = record.company.public_id
    manage = record.actor.may(Permission.MANAGE_CATALOGUE)
    columns = [
        TableColumn(_now("Produit ou famille")),
        TableColumn(_now("Accord"), numeric=True),
        TableColumn(_now("Validité")),
    ]
    return {
        "lists": [_list(each) for each in found.lists],
        "agreed": [_agreed(each, public_id) for each in found.agreed],
        "columns": [*columns, TableColumn("")] if manage else columns,
        "question_url": reverse("tariffs:price", args=[public_id]),
        "choices_url": reverse("catalogue:product_choices"),
        "create_url": reverse("tariffs:create", args=[public_id]) if manage else "",
        "may_manage": manage,
    }


def _list(found: PriceList) -> Mapping[str, object]:
    return {
        "name": found.name,
        "url": reverse("catalogue:price_list", args=[found.public_id]),
        "about": f"{clientele(found.customer_kind)} · {days_words(found)}",
    }


def _agreed(row: NegotiatedPrice, public_id: str) -> Mapping[str, object]:
    today = timezone.localdate()
    over = row.ends_on is not None and row.ends_on < today
    coming = row.starts_on is not None and row.starts_on > today
    state = chip(_now("Échu")) if over else chip(_now("À venir"), tone="info") if coming else ""
    product = row.product
    return {
        "code": product.code if product else "",
        "name": product.label if product else row.family.name if row.family else "",
        "url": reverse("catalogue:product", args=[product.public_id]) if product else "",
        "family": row.family_id is not None,
        "what": agreed_words(row),
        "days": days_words(row),
        "reason": row.reason,
        "over": over,
        "chip": state,
        "edit_url": reverse("tariffs:agreed", args=[public_id, row.public_id]),
        "end_url": reverse("tariffs:end", args=[public_id, row.public_id]),
    }


def agreed_words(row: NegotiatedPrice) -> str:
    """« 74,50 € dès 10 », « −12 % »."""
    if row.price is not None:
        said = price_words(row.price, row.product.currency if row.product else "EUR")
    else:
        share = row.discount or Decimal(0)
        decimals = max(0, -int(share.normalize().as_tuple().exponent))
        said = f"−{format_percent(share / 100, language(), decimals)}"
    if row.min_quantity <= 1:
        return said
    return _now("%(price)s dès %(quantity)s") % {"price": said, "quantity": quantity_words(row.min_quantity)}


TARIFF = Panel("tariff", _("Tarif"), "web/catalogue/_tariff.html", _read, 3, tab=DEALS, column=SIDE)
