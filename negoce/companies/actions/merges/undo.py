"""Parts two merged records again: what was theirs goes back, what came since stays with the survivor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.imports.pace import write_alone
from negoce.companies.actions.merges.after import after_merge, journal_merge
from negoce.companies.actions.merges.claim import require_merge
from negoce.companies.actions.merges.ledger import WayBack
from negoce.companies.actions.merges.oppositions import standing
from negoce.companies.actions.people.opposition_digests import carry_oppositions
from negoce.companies.models import Activity, Company, Contact, MergeRecord, Opposition
from negoce.companies.queries.merges.merges import standing_merges, visible_merges
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

# Columns that mean something together only: one that was edited keeps the others.
_GROUPS = {
    "company": (
        ("name", "name_key"),
        ("siren", "siret", "vat_number"),
        ("postal_code", "city", "city_key", "department", "country", "territory_id"),
        ("activity_code", "activity_code_version"),
        ("headcount", "headcount_band", "size_class", "turnover", "balance_sheet_total"),
        ("legal_form", "buyer_type", "public_body_kind"),
    ),
    "contact": (
        ("first_name", "last_name", "name_key"),
        ("informed_on", "informed_through", "information_source"),
        ("company_id", "current_post_id"),
    ),
}
# Worked out again, or stamps: nobody wants to hear of them.
_SILENT = frozenset(
    {
        "name_key",
        "city_key",
        "department",
        "size_class",
        "territory_id",
        "updated_at",
        "deleted_at",
        "last_sign_on",
    }
)


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """What an undo did: `edited` fields keep what was written since, `left` rows were changed or gone, by model;
    `activities` were added since and stay with the survivor.
    """

    kept: Company | Contact
    absorbed: Company | Contact
    edited: Sequence[str] = ()
    left: Mapping[str, int] = field(default_factory=dict)
    activities: int = 0


def undo_merge(actor: Actor, merge: MergeRecord) -> MergeUndone:
    """Take a merge back, row for row; what was edited or added since stays with the survivor and is told.

    Raises NotAllowed, and Refused when it was undone or its images are gone, when a person was erased, and when
    the survivor was merged again: later merges are undone first.
    """
    require_merge(actor)
    with transaction.atomic():
        write_alone()
        row = visible_merges(actor).filter(pk=merge.pk).first()
        if row is None:
            raise NotAllowed(_("Cette fusion n’est pas visible pour vous. Rien n’a été changé."))
        _hold_pair(row)
        kept, absorbed = _pair(row)
        _refuse_what_cannot(row, kept, absorbed)
        steps = row.images["steps"]
        moment = timezone.now()
        claimed = MergeRecord.objects.filter(pk=row.pk, undone_at__isnull=True, images_erased_at__isnull=True)
        # What is undone needs no image any more.
        if not claimed.update(undone_at=moment, undone_by_id=actor.user_id, images={}):
            raise _undone_already()
        # Whatever came since is told before the rows part.
        added = _added_since(row)
        back = WayBack(steps, _GROUPS[row.kind])
        back.walk()
        kept, absorbed = _pair(row)
        _after(actor, row, kept, absorbed)
        journal_merge(actor, row, kept, absorbed, {}, verb="merge_undone")
        after_merge(actor, row)
    model = kept._meta.label
    edited = [name for label, name in back.edited if label == model and name not in _SILENT]
    return MergeUndone(kept, absorbed, edited, dict(back.left), added)


def _hold_pair(merge: MergeRecord) -> None:
    """Make whoever merges or parts one of the two meanwhile wait; in the order of keys, as `claim` does."""
    model: type[Company] | type[Contact] = Company if merge.kind == "company" else Contact
    for key in sorted((merge.kept_id, merge.absorbed_id)):
        model._default_manager.filter(pk=key).update(updated_at=F("updated_at"))


def _pair(merge: MergeRecord) -> tuple[Company | Contact, Company | Contact]:
    model: type[Company] | type[Contact] = Company if merge.kind == "company" else Contact
    rows = {row.pk: row for row in model.objects.filter(pk__in=[merge.kept_id, merge.absorbed_id])}
    if len(rows) < 2:
        raise Refused(_("L’une des deux fiches n’existe plus : la fusion reste."))
    return rows[merge.kept_id], rows[merge.absorbed_id]


def _refuse_what_cannot(merge: MergeRecord, kept: Company | Contact, absorbed: Company | Contact) -> None:
    if merge.undone_at is not None:
        raise _undone_already()
    for row in (kept, absorbed):
        if isinstance(row, Contact) and row.erased_at is not None:
            raise Refused(_("Cette personne a été effacée : la fusion reste, il n’y a plus rien à rendre."))
    if merge.images_erased_at is not None:
        raise Refused(
            _(
                "Cette fusion ne peut plus être annulée : ce qu’il fallait pour cela n’est plus gardé (90 jours)."
            )
        )
    if standing_merges(merge.kind).filter(absorbed_id=merge.kept_id).exists():
        raise Refused(
            _("%(name)s a été fusionné depuis avec une autre fiche : annulez d’abord cette fusion-là.")
            % {"name": kept}
        )
    if standing_merges(merge.kind).filter(kept_id=merge.kept_id, pk__gt=merge.pk).exists():
        raise Refused(
            _("Une autre fiche a été fusionnée depuis dans %(name)s : annulez d’abord la dernière fusion.")
            % {"name": kept}
        )
    if kept.deleted_at is not None:
        raise Refused(_("%(name)s est à la corbeille : rétablissez d’abord cette fiche.") % {"name": kept})


def _undone_already() -> Refused:
    return Refused(_("Cette fusion est déjà annulée. Rien n’a été changé."))


def _added_since(merge: MergeRecord) -> int:
    rows = Activity.objects.filter(created_at__gt=merge.merged_at, deleted_at__isnull=True)
    if merge.kind == "company":
        return rows.filter(company_id=merge.kept_id).count()
    return rows.filter(activity_contacts__contact_id=merge.kept_id).count()


def _after(actor: Actor, merge: MergeRecord, kept: Company | Contact, absorbed: Company | Contact) -> None:
    pair = [merge.kept_id, merge.absorbed_id]
    if merge.kind == "company":
        refresh_contact_dates(pair)
        return
    assert isinstance(kept, Contact)
    assert isinstance(absorbed, Contact)
    refresh_last_signs(pair)
    # A refusal received while the two were one covers the addresses of both, whoever holds them now.
    since = Opposition.objects.filter(contact=kept, opposed_on__gte=timezone.localdate(merge.merged_at))
    if since.exists() and standing(kept):
        carry_oppositions(actor, absorbed, ("email", "phone", "mobile"))
