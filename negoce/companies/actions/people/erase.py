"""Erases a person for good: who they were is gone, what the company agreed with us stays (domain 5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.merges.erase import erase_merges
from negoce.companies.actions.people.erase_around import erase_around
from negoce.companies.actions.people.erase_imports import ImportsFound, find_in_imports, forget_imports
from negoce.companies.actions.people.erase_texts import Erasure, companies_elsewhere, erase_texts
from negoce.companies.actions.people.opposition_record import close_channels
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.search.tidy import TIDY_SEARCH
from negoce.companies.enums import Channel
from negoce.companies.models import (
    Activity,
    Company,
    Contact,
    ContactCustomValue,
    ContactPreference,
    Observation,
    Opposition,
    Post,
)
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.merges.merges import absorbed_people
from negoce.companies.queries.person_data import person_journal
from negoce.companies.rules.privacy.redaction import traces_of
from negoce.companies.rules.privacy.rows import sought
from negoce.companies.wired import wired
from negoce.identity.actions.erase_journal_values import erase_values
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import refuse_field
from negoce.kit.text import name_key

_EMPTY_CONTACT = {
    **dict.fromkeys(("civility", "title", "first_name", "last_name", "name_key", "email", "phone"), ""),
    **dict.fromkeys(("mobile", "fax", "linkedin", "note", "informed_through", "information_source"), ""),
    "import_key": "",
    "informed_on": None,
    "last_sign_on": None,
    "owner": None,
}
_EMPTY_POST = {
    **dict.fromkeys(("function", "department", "responsibility", "decision_power", "departure"), ""),
    **dict.fromkeys(("gatekeeper_advice", "email_then", "phone_then", "mobile_then"), ""),
    "decision_ceiling": None,
    "guards": None,
    "site": None,
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    `to_review` are exchanges with several people, whose text a person must read. `files_removed` are the names of
    the imported files that named the person; `files_left` those of imports under way, which still hold them.
    """

    activities_blanked: int
    records_mended: int
    to_review: Sequence[Activity]
    files_removed: Sequence[str] = ()
    files_left: Sequence[str] = ()


def erase_person(
    actor: Actor, contact: Contact, *, reason: str, typed_name: str, oppose: bool = False
) -> Erased:
    """Empty all that says who a contact is, in every room, in one transaction; it cannot be undone.

    The row stays, without a name, so that exchanges keep their place. The text of exchanges with them alone
    is emptied; elsewhere their name and coordinates are taken out of texts of their companies. Oppositions
    keep only their digests; with `oppose` every channel is closed first. Raises NotAllowed, and Refused when
    `typed_name` is not the person's or no `reason` is given.
    """
    require_privacy(actor)
    if not reason.strip():
        raise refuse_field("reason", _("Dites pourquoi : la demande de la personne, ou la fin du délai."))
    row = visible_contact(actor, contact.pk)
    _require_name(row, typed_name)
    # Files and other companies are looked through before, so that nobody waits behind this transaction.
    erasure, *merged = [_what_to_erase(each) for each in (row, *absorbed_people(row.pk))]
    imports = find_in_imports(erasure)
    also = [(each, find_in_imports(each)) for each in merged]
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        if oppose:
            close_channels(actor, row, list(Channel), timezone.localdate(), _("demande d’effacement"))
        told = erasure.traces.redact(reason.strip()[:300], _("la personne"))
        company_key = row.company_id
        blanked, mended, review = _erase_one(erasure, imports)
        # Records that were merged into this one are the same human being, under other spellings.
        mended += sum(_erase_one(each, found)[1] for each, found in also)
        record(
            actor,
            Entry("erased", "contact", row.pk, company_key=company_key, changes={"reason": (None, told)}),
        )
        index_records("contact", [row.pk])
        enqueue(TIDY_SEARCH, unique_key=TIDY_SEARCH)
    every = [(erasure, imports), *also]
    removed = [
        each.mend_label(run.file.name) for each, found in every for run in (*found.done, *found.drafts)
    ]
    left = [each.mend_label(run.file.name) for each, found in every for run in found.under_way]
    return Erased(blanked, mended, review, list(dict.fromkeys(removed)), list(dict.fromkeys(left)))


def _erase_one(erasure: Erasure, imports: ImportsFound) -> tuple[int, int, Sequence[Activity]]:
    """Erase what one record of the person holds and what speaks of it, inside the transaction.

    Returns how many exchanges were emptied, how many other records were mended, and the exchanges to review.
    """
    row = Contact.objects.get(pk=erasure.contact_id)
    _erase_journal(row)
    blanked, mended, review = erase_texts(erasure)
    mended += forget_imports(erasure, imports)
    for each in wired().person_data:
        mended += each.erase(row.pk, lambda text: erasure.traces.redact(text, erasure.replacement))
    # Before the posts are emptied: their keys say which images are the person's.
    mended += erase_merges(erasure)
    _empty_records(row)
    return blanked, mended + erase_around(erasure), review


def _require_name(row: Contact, typed_name: str) -> None:
    if " ".join(typed_name.split()).casefold() != row.full_name.casefold():
        raise refuse_field("typed_name", _("Ce n’est pas le nom de la personne : rien n’est effacé."))


def _what_to_erase(row: Contact) -> Erasure:
    """Gathered before anything is emptied: afterwards nobody could tell what to look for."""
    posts = list(Post.objects.filter(contact=row).order_by("pk"))
    then = [value for post in posts for value in (post.email_then, post.phone_then, post.mobile_then)]
    now = [row.email, row.phone, row.mobile, row.fax, row.linkedin]
    coordinates = [value for value in (*now, *then, *_past_values(row)) if value]
    traces = traces_of(row.first_name, row.last_name, coordinates)
    erasure = Erasure(
        contact_id=row.pk,
        last_name=row.last_name,
        company_ids=sorted({row.company_id, *(post.company_id for post in posts)}),
        traces=traces,
        traces_alone=traces_of(row.first_name, row.last_name, coordinates, alone=True),
        traces_label=traces_of("", row.last_name, (), alone=True) if _only_bearer(row) else traces,
        sought=sought(row.first_name, row.last_name, coordinates, traces),
        replacement=_("[personne effacée]"),
    )
    elsewhere = companies_elsewhere(erasure)
    return replace(erasure, company_ids=sorted({*erasure.company_ids, *elsewhere}))


def _only_bearer(row: Contact) -> bool:
    """Whether the last name says who it is: no other person and no company of the file bears it."""
    key = name_key(row.last_name)
    same_person = [row.pk, *(each.pk for each in absorbed_people(row.pk))]
    others = Contact.objects.filter(erased_at__isnull=True).exclude(pk__in=same_person)
    same = Q(name_key=key) | Q(name_key__gte=f"{key} ", name_key__lt=f"{key} \U0010ffff")
    if not key or others.filter(same).exists():
        return False
    return not Company.objects.filter(name_key__contains=key, deleted_at__isnull=True).exists()


def _past_values(row: Contact) -> Sequence[str]:
    """The coordinates that the journal says they once had."""
    names = ("email", "phone", "mobile", "fax", "linkedin")
    return [
        str(value)
        for entry in person_journal(row)
        for name in names
        for value in entry.values.get(name, ())
        if isinstance(value, str) and value
    ]


def _erase_journal(row: Contact) -> None:
    by_kind: dict[str, list[int]] = {}
    for entry in person_journal(row):
        by_kind.setdefault(entry.subject_kind, []).append(entry.subject_id or 0)
    for kind, keys in by_kind.items():
        erase_values(kind, keys)


def _empty_records(row: Contact) -> None:
    Observation.objects.filter(contact=row).delete()
    ContactCustomValue.objects.filter(record=row).delete()
    ContactPreference.objects.filter(contact=row).delete()
    Opposition.objects.filter(contact=row).update(contact=None, source="", recorded_by=None)
    Post.objects.filter(contact=row).update(**_EMPTY_POST)
    Post.objects.filter(contact=row, ended_on__isnull=True).update(ended_on=timezone.localdate())
    Post.objects.filter(guards=row).update(guards=None, gatekeeper_advice="")
    moment = timezone.now()
    Contact.objects.filter(pk=row.pk).update(
        **_EMPTY_CONTACT, current_post=None, erased_at=moment, deleted_at=moment, updated_at=moment
    )
