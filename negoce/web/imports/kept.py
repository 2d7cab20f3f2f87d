"""The records that the undo of an import left, and what people did to them since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from negoce.billing.models import ExternalDocument, Payment
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, Product, ProductFamily
from negoce.catalogue.queries.customer_prices import visible_negotiated
from negoce.companies.custom_known import find_custom
from negoce.companies.models import Activity, Address, Company, Contact, ImportKept, ImportRun, Post
from negoce.companies.permissions import is_custom
from negoce.companies.queries.imports.touched import removed_records
from negoce.companies.queries.visible import visible_activities, visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.visible import visible_deals
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
    "negotiation.quote": gettext_lazy("des devis"),
    "negotiation.dealcontact": gettext_lazy("des personnes"),
    "negotiation.dealactivity": gettext_lazy("des activités"),
    "negotiation.objective": gettext_lazy("des objectifs"),
    "orders.order": gettext_lazy("des commandes"),
    "orders.orderline": gettext_lazy("des lignes de commande"),
    "billing.settlement": gettext_lazy("un règlement"),
    "billing.reminder": gettext_lazy("une relance"),
    "catalogue.product": gettext_lazy("des produits"),
    "catalogue.pricelistitem": gettext_lazy("des prix de tarif"),
    "catalogue.negotiatedprice": gettext_lazy("des prix négociés"),
}
_FIELDS: Mapping[str, Any] = {
    "line1": gettext_lazy("adresse"),
    "line2": gettext_lazy("complément d’adresse"),
    "territory": gettext_lazy("secteur"),
    "owner": gettext_lazy("suivi par"),
    "parent": gettext_lazy("société mère"),
    "company": gettext_lazy("entreprise"),
    "site": gettext_lazy("lieu de travail"),
    "current_post": gettext_lazy("poste actuel"),
    "family": gettext_lazy("famille"),
    "is_pinned": gettext_lazy("épinglée"),
    "direction": gettext_lazy("sens"),
    "deleted_at": gettext_lazy("mise à la corbeille"),
    "tags": gettext_lazy("étiquettes"),
    "lines": gettext_lazy("lignes"),
    "currency": gettext_lazy("devise"),
    "name": gettext_lazy("nom"),
    "people": gettext_lazy("personnes présentes"),
    "contacts": gettext_lazy("personnes présentes"),
    "merged_with": gettext_lazy("réunie avec une autre fiche"),
    "not_same_as": gettext_lazy("séparée d’une autre fiche"),
}


def _past_documents(actor: Actor) -> QuerySet[Any]:
    return ExternalDocument.objects.filter(receivable__in=visible_receivables(actor))


_MODELS: Mapping[str, tuple[type[Model], ...]] = {
    "contact": (Contact, Post),
    "order": (Order,),
    "product": (Product,),
    "product_family": (ProductFamily,),
    "price_list": (PriceList,),
    "price_list_item": (PriceListItem,),
    "negotiated_price": (NegotiatedPrice,),
    "activity": (Activity,),
    "deal": (Deal,),
    "external_document": (ExternalDocument,),
    "payment": (Payment,),
}
# The records that imports make: which of them the actor may see, their page, their name.
_RECORDS: Mapping[str, tuple[Callable[[Actor], QuerySet[Any]], str, Callable[[Any], str]]] = {
    "company": (visible_companies, "companies:record", lambda each: each.name),
    "contact": (visible_contacts, "contacts:record", lambda each: each.full_name),
    "activity": (visible_activities, "activities:record", lambda each: each.subject),
    "deal": (visible_deals, "deals:deal", lambda each: each.name),
    "order": (visible_orders, "orders:order", lambda each: each.reference),
    "external_document": (_past_documents, "", lambda each: each.reference),
    "payment": (visible_payments, "payments:payment", lambda each: each.reference),
    "product": (lambda _actor: Product.objects.all(), "catalogue:product", lambda each: each.label),
    "product_family": (lambda _actor: ProductFamily.objects.all(), "", lambda each: each.name),
    "price_list": (lambda _actor: PriceList.objects.all(), "catalogue:price_list", lambda each: each.name),
    "price_list_item": (
        lambda _actor: PriceListItem.objects.select_related("product", "price_list"),
        "",
        lambda each: f"{each.price_list.name} · {each.product.code}",
    ),
    "negotiated_price": (
        lambda actor: visible_negotiated(actor).select_related("product", "family", "company"),
        "",
        lambda each: f"{each.company.name} · {each.product.code if each.product else each.family.name}",
    ),
}
_SILENT = frozenset(
    {"name_key", "city_key", "label_key", "size_class", "headcount_band", "import_key", "updated_at"}
)


def undone_words(run: ImportRun) -> str:
    """What an undo did, removed records apart from those that have their values of before again."""
    removed = removed_records(run)
    if removed is None:
        removed, back = 0, run.undone_count
    else:
        back = run.undone_count - removed
    parts = []
    if removed:
        parts.append(
            ngettext("%(counter)s fiche supprimée", "%(counter)s fiches supprimées", removed)
            % {"counter": _figure(removed)}
        )
    if back or not removed:
        parts.append(
            ngettext("%(counter)s fiche remise comme avant", "%(counter)s fiches remises comme avant", back)
            % {"counter": _figure(back)}
        )
    return _("Import annulé : %(what)s.") % {"what": ", ".join(parts)}


def _figure(count: int) -> str:
    return format_decimal(count, (get_language() or "fr")[:2])


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
    # That of a company follows its postal code; that of a person is where they work.
    silent = _SILENT | {"department"} if row.kind == "company" else _SILENT
    fields = dict.fromkeys(_label(row.kind, name) for name in row.fields if name not in silent)
    return ", ".join([*fields, *links]) or _("modifiée")


def _label(kind: str, name: str) -> str:
    bare = name.removesuffix("_id")
    if bare in _FIELDS:
        return str(_FIELDS[bare])
    if is_custom(name):
        custom = find_custom(_record_kind(kind), name)
        return custom.label if custom else _("un champ personnalisé supprimé depuis")
    for model in _MODELS.get(kind, (Company, Address)):
        for column in model._meta.concrete_fields:
            # Without a name in words a column bears that of the program, which tells nobody anything.
            if name in (column.name, column.attname) and isinstance(column.verbose_name, Promise):
                return str(column.verbose_name)
    return _("un autre renseignement")
