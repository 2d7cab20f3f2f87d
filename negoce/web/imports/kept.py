"""The records that the undo of an import left, and what people did to them since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.custom_known import find_custom
from negoce.companies.models import Activity, Company, Contact, ImportKept, ImportRun, Post
from negoce.companies.queries.visible import visible_activities, visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order
from negoce.orders.queries.visible import visible_orders
from negoce.ui.components.tables import TableColumn

SHOWN = 200
CUSTOM = "_custom"
_LINKS: Mapping[str, Any] = {
    "companies.activity": gettext_lazy("des activités"),
    "companies.activitycontact": gettext_lazy("des activités"),
    "companies.contact": gettext_lazy("des interlocuteurs"),
    "companies.post": gettext_lazy("un poste"),
    "companies.address": gettext_lazy("une adresse"),
    "companies.companytag": gettext_lazy("une étiquette"),
    "companies.company": gettext_lazy("une filiale"),
    "companies.opposition": gettext_lazy("une opposition"),
    "orders.order": gettext_lazy("des commandes"),
    "orders.orderline": gettext_lazy("des lignes de commande"),
    "catalogue.product": gettext_lazy("des produits"),
}
_FIELDS: Mapping[str, Any] = {
    "line1": gettext_lazy("adresse"),
    "line2": gettext_lazy("complément d’adresse"),
    "territory_id": gettext_lazy("secteur"),
}
_MODELS: Mapping[str, tuple[type[Model], ...]] = {
    "contact": (Contact, Post),
    "order": (Order,),
    "product": (Product,),
    "product_family": (ProductFamily,),
    "activity": (Activity,),
}
# The records that imports make: which of them the actor may see, their page, their name.
_RECORDS: Mapping[str, tuple[Callable[[Actor], QuerySet[Any]], str, Callable[[Any], str]]] = {
    "company": (visible_companies, "companies:record", lambda each: each.name),
    "contact": (visible_contacts, "contacts:record", lambda each: each.full_name),
    "activity": (visible_activities, "activities:record", lambda each: each.subject),
    "order": (visible_orders, "orders:order", lambda each: each.reference),
    "product": (lambda _actor: Product.objects.all(), "catalogue:product", lambda each: each.label),
    "product_family": (lambda _actor: ProductFamily.objects.all(), "", lambda each: each.name),
}
_SILENT = frozenset({"name_key", "city_key", "department", "size_class", "headcount_band"})


def kept_context(actor: Actor, run: ImportRun) -> dict[str, Any]:
    """The records that an undo left, with what people did to them since."""
    if not run.kept_count:
        return {}
    rows = list(ImportKept.objects.filter(run=run).order_by("pk")[:SHOWN])
    names = _names(actor, rows)
    return {
        "kept": [
            (*names.get((_record_kind(row.kind), row.object_id), ("", "")), _why(row), row.created)
            for row in rows
        ],
        "kept_columns": (
            TableColumn(_("Fiche")),
            TableColumn(_("Ce qui a été fait depuis")),
            TableColumn(_("Suite donnée")),
        ),
        "kept_more": max(0, run.kept_count - SHOWN),
    }


def _names(actor: Actor, rows: Sequence[ImportKept]) -> dict[tuple[str, int], tuple[str, str]]:
    """Name and address of each record that the actor may see, by its kind and key: one query a kind."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for kind, (visible, page, told) in _RECORDS.items():
        keys = {row.object_id for row in rows if _record_kind(row.kind) == kind}
        if not keys:
            continue
        for record in visible(actor).filter(pk__in=keys).order_by("pk"):
            url = reverse(page, args=[record.public_id]) if page else ""
            found[kind, record.pk] = (told(record), url)
    return found


def _record_kind(kind: str) -> str:
    """Custom fields are put back under a kind of their own; people know the record they belong to."""
    return kind.removesuffix(CUSTOM)


def _why(row: ImportKept) -> str:
    links = dict.fromkeys(str(_LINKS.get(link, _("d’autres fiches liées"))) for link in row.links)
    fields = dict.fromkeys(_label(row.kind, name) for name in row.fields if name not in _SILENT)
    return ", ".join([*fields, *links]) or _("modifiée")


def _label(kind: str, name: str) -> str:
    if name in _FIELDS:
        return str(_FIELDS[name])
    custom = find_custom(_record_kind(kind), name) if kind.endswith(CUSTOM) else None
    if custom is not None:
        return custom.label
    models = _MODELS.get(kind, (Company,))
    for model in models:
        for column in model._meta.concrete_fields:
            if name in (column.name, column.attname):
                return str(column.verbose_name)
    return name
