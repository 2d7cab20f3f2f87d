"""Writes a sales aid, gives it its document, takes it out of use (N9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.models import Product
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_line, clean_whole
from negoce.files.actions.document_store import store_document
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tender_documents.certificates import save_certificate
from negoce.negotiation.enums import AidKind, PaperKind
from negoce.negotiation.models import AidHandout, AidStock, SalesAid
from negoce.negotiation.rules.aids import UNCOUNTED
from negoce.negotiation.words.deal import say

LIMITS = {"name": 120, "description": 500}
MOST_PIECES = 1_000_000


def save_aid(
    actor: Actor,
    row: SalesAid | None,
    *,
    values: Mapping[str, str],
    revision: int | None = None,
    guard_reason: str = "",
) -> SalesAid:
    """Add a sales aid, or change `row` as it was at `revision`.

    `values` as typed: `kind`, `name`, `description`, `product` (a code, or nothing), `is_lent`, `low_at`,
    `expires_on`. Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    told = _checked(actor, values, row)
    stored = {name: getattr(row, name) if row is not None else "" for name in LIMITS}
    reason = guard_texts({name: told[name] for name in LIMITS}, stored, guard_reason)
    kept: dict[str, tuple[object, object]] = {"guard_reason": (None, reason)} if reason else {}
    with transaction.atomic():
        if row is None:
            saved = SalesAid.objects.create(**told)
            fresh = {name: (None, value) for name, value in told.items() if value}
            _journal(actor, saved, "created", {**fresh, **kept})
            return saved
        before = SalesAid.objects.select_related("product").get(pk=row.pk)
        if before.certificate_id is not None:
            _keep_of_house(before, told)
        asked = SalesAid.objects.filter(
            pk=row.pk, revision=-1 if revision is None else revision, withdrawn_at__isnull=True
        )
        if not asked.update(**told, revision=F("revision") + 1):
            message = _("Cette aide a changé entre-temps. Rien n’a été enregistré : rouvrez-la.")
            raise Conflict(
                message, field="revision", current=before.revision, subject=Subject("sales_aid", row.pk)
            )
        changes = {
            name: (getattr(before, name), value)
            for name, value in told.items()
            if getattr(before, name) != value
        }
        if changes:
            _journal(actor, before, "changed", {**changes, **kept})
    return SalesAid.objects.get(pk=row.pk)


def give_file(actor: Actor, row: SalesAid, *, name: str, content: bytes) -> SalesAid:
    """Keep the document of an aid, in the place of the former one. Raises NotAllowed, Refused with what is wrong."""
    require(actor, Permission.MANAGE_CATALOGUE)
    if row.kind == AidKind.ADMINISTRATIVE:
        return _shelve(actor, row, name=name, content=content)
    stored = store_document(actor, name=name, content=content)
    with transaction.atomic():
        here = SalesAid.objects.select_for_update(of=("self",)).select_related("file").get(pk=row.pk)
        former, here.file = here.file, stored
        here.save(update_fields=["file"])
        if former is not None:
            path = former.path
            former.delete()
            transaction.on_commit(lambda: path.unlink(missing_ok=True))
        _journal(actor, here, "changed", {"file": (former.name if former else None, stored.name)})
    return here


def _shelve(actor: Actor, row: SalesAid, *, name: str, content: bytes) -> SalesAid:
    """An administrative document takes its place among those of the house, where tenders find it."""
    if row.certificate_id is not None:
        raise Refused(
            _("C’est un document de la maison : renouvelez-le avec sa nouvelle date, les dossiers suivront.")
        )
    ends = f"{row.expires_on:%d/%m/%Y}" if row.expires_on is not None else ""
    given = {"kind": PaperKind.OTHER.value, "name": row.name, "expires_on": ends}
    # The guard has let its name through.
    save_certificate(actor, None, given=given, upload=(name, content), guard_reason=row.name, aid=row)
    return SalesAid.objects.get(pk=row.pk)


def withdraw_aid(actor: Actor, row: SalesAid) -> None:
    """Take an aid out of use; its moves stay. Raises NotAllowed, Refused while pieces lie somewhere or are lent."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        here = SalesAid.objects.select_for_update().get(pk=row.pk)
        if here.certificate_id is not None:
            raise Refused(_("C’est un document de la maison : retirez-le là où il est rangé."))
        lying = AidStock.objects.filter(aid=here).aggregate(total=Sum("quantity"))["total"] or 0
        lent = AidHandout.objects.filter(aid=here, due_on__isnull=False)
        if lying or lent.filter(quantity__gt=F("returned") + F("lost")).exists():
            raise Refused(
                _("Il en reste en stock ou chez des clients : comptez zéro et récupérez les prêts d’abord.")
            )
        if here.withdrawn_at is None:
            SalesAid.objects.filter(pk=here.pk).update(
                withdrawn_at=timezone.now(), revision=F("revision") + 1
            )
            _journal(actor, here, "deleted", {})


def _keep_of_house(before: SalesAid, told: Mapping[str, object]) -> None:
    """What a document of the house says is changed where it is kept. Raises Refused on the fields."""
    words = _("C’est un document de la maison : cela se change là où il est rangé.")
    changed = [name for name in ("kind", "name", "expires_on") if told[name] != getattr(before, name)]
    refuse_all(dict.fromkeys(changed, words))


def _checked(actor: Actor, values: Mapping[str, str], row: SalesAid | None) -> dict[str, object]:
    told: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, limit in LIMITS.items():
        parsed = clean_line(values.get(name, ""), limit)
        if parsed.finding is not None:
            errors[name] = say(parsed.finding)
        told[name] = parsed.value or ""
    if not told["name"]:
        errors.setdefault("name", _("Donnez-lui un nom."))
    kind = values.get("kind", "")
    if kind not in set(AidKind):
        errors["kind"] = _("Choisissez la sorte.")
    uncounted = kind in set(AidKind) and AidKind(kind) in UNCOUNTED
    if uncounted and row is not None and AidStock.objects.filter(aid=row, quantity__gt=0).exists():
        errors["kind"] = _("Un document ne se compte pas : il en reste en stock, comptez zéro d’abord.")
    low = clean_whole(values.get("low_at", ""), MOST_PIECES, mark_of(actor.language))
    if low.finding is not None:
        errors["low_at"] = say(low.finding)
    code = values.get("product", "").strip()
    product = Product.objects.filter(code=code).first() if code else None
    if code and product is None:
        errors["product"] = _("Aucun produit ne porte cette référence.")
    told |= {
        "kind": kind,
        "product": product,
        "is_lent": bool(values.get("is_lent")) and not uncounted,
        "low_at": None if uncounted else low.value,
        "expires_on": _expiry(values, errors),
    }
    refuse_all(errors)
    return told


def _expiry(values: Mapping[str, str], errors: dict[str, str]) -> date | None:
    typed = values.get("expires_on", "").strip()
    if not typed:
        return None
    day = parse_day(typed, timezone.localdate(), forward=True).value
    if day is None:
        errors["expires_on"] = _("Donnez un jour, par exemple 31/12/2027.")
    return day


def _journal(actor: Actor, row: SalesAid, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    told = {name: (_plain(before), _plain(after)) for name, (before, after) in changes.items()}
    record(actor, Entry(verb, "sales_aid", row.pk, row.name, changes=told))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.code if isinstance(value, Product) else value
