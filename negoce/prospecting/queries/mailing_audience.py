"""Whom a mailing reaches, a part of the companies at a time: people, their decision by the gate, who is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Company, Contact
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.reach_limits import limits_on_companies
from negoce.companies.queries.reachable import Asked, asked_of, reaches
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.emails import is_generic_email
from negoce.companies.rules.privacy.reach import Reach
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.kit.refusal import Refused
from negoce.outbox.actions.messages_queue import closed_among
from negoce.prospecting.enums import MailingAudience, MailingKind
from negoce.prospecting.models import FormSubmission, Mailing, NewsletterConsent
from negoce.prospecting.queries.mailbox import mailbox_of
from negoce.prospecting.rules.mailing_audience import (
    GENERIC,
    NO_ADDRESS,
    NO_PLACE,
    NO_READER,
    SAME_ADDRESS,
    Reader,
    Wanted,
    first_of_each,
    readers_wanted,
)

_PURPOSE = ContactPurpose.PROFESSIONAL


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the mailing looked at; `left_out` says why they get nothing, `reach` why they may get something."""

    company: Company
    contact: Contact | None
    address: str = ""
    reach: Reach | None = None
    left_out: Explanation | None = None

    @property
    def name(self) -> str:
        """The reader's name, empty for the company itself."""
        return self.contact.full_name if self.contact is not None else ""


@dataclass(slots=True)
class Part:
    """The candidates of some companies, in order, and the last company looked at (None: there is no more)."""

    candidates: Sequence[Candidate] = ()
    last_key: int | None = None
    companies: int = 0


def reads_powers(actor: Actor) -> bool:
    """Whether the actor may choose readers by their power of decision."""
    return actor.may_read(FieldGroup.OBSERVATIONS)


def powers_refused() -> str:
    """What is said to who may not."""
    return _("Votre rôle ne lit pas le pouvoir de décision : choisissez les destinataires autrement.")


def require_powers(actor: Actor, mailing: Mailing) -> None:
    """Let through who may know by which power of decision the people of a mailing were chosen. Raises NotAllowed."""
    if mailing.audience == MailingAudience.POWERS.value and not reads_powers(actor):
        raise NotAllowed(
            _("Votre rôle ne lit pas le pouvoir de décision, par lequel ces destinataires sont choisis.")
        )


def audience_companies(actor: Actor, mailing: Mailing) -> QuerySet[Any]:
    """The companies that a mailing is for, among those the actor sees, in no order.

    Raises Refused when its filter is no longer wholly understood: it would reach whom it was to leave alone. And for
    who may not read decision powers, when it is for some of them: whom it reaches would tell.
    """
    if mailing.audience == MailingAudience.POWERS.value and not reads_powers(actor):
        raise Refused(powers_refused())
    if mailing.chosen:
        return visible_companies(actor).filter(public_id__in=mailing.chosen)
    return kept_records(COMPANY_LIST, actor, mailing.filter_text)


def read_part(
    actor: Actor, mailing: Mailing, *, after: int, limit: int, written: Set[str] = frozenset()
) -> Part:
    """The next companies and their candidates; `written` are the addresses that were written to already.

    As many queries whatever the number.
    """
    keys = list(
        audience_companies(actor, mailing)
        .filter(pk__gt=after)
        .order_by("pk")
        .values_list("pk", flat=True)[:limit]
    )
    if not keys:
        return Part()
    companies = Company.objects.in_bulk(keys)
    people = _people(keys)
    subscribed = _subscribed(people) if mailing.audience == MailingAudience.NEWSLETTER.value else frozenset()
    found = [
        each for key in keys for each in _of_company(companies[key], people.get(key, ()), mailing, subscribed)
    ]
    decided = _decided(found, mailing)
    if mailing.audience == MailingAudience.ONE.value:
        decided = _one_each(decided)
    return Part(_once(decided, written), keys[-1], len(keys))


def _people(company_ids: Sequence[int]) -> Mapping[int, Sequence[Contact]]:
    rows = Contact.objects.filter(
        company_id__in=company_ids, deleted_at__isnull=True, erased_at__isnull=True
    ).select_related("current_post")
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.company_id].append(row)
    return found


def _subscribed(people: Mapping[int, Sequence[Contact]]) -> Set[int]:
    """Those who asked for the newsletter, from the mailbox that they have now; a form counts once confirmed."""
    mailboxes = {each.pk: mailbox_of(each.email) for several in people.values() for each in several}
    agreed = NewsletterConsent.objects.filter(contact_id__in=mailboxes).order_by()
    confirmed = FormSubmission.objects.filter(
        contact_id__in=mailboxes, newsletter_wanted=True, confirmed_at__isnull=False
    ).order_by()
    said = [*agreed.values_list("contact_id", "email"), *confirmed.values_list("contact_id", "email")]
    return {key for key, email in said if key is not None and mailbox_of(email) == mailboxes[key]}


def _of_company(
    company: Company, people: Sequence[Contact], mailing: Mailing, subscribed: Set[int]
) -> Sequence[Candidate]:
    readers = [_reader(each, subscribed) for each in people]
    by_key = {each.pk: each for each in people}
    wanted = readers_wanted(readers, wanted_by(mailing))
    is_email = mailing.kind == MailingKind.EMAIL.value
    reached = [Candidate(company, by_key[each.key], each.address) for each in wanted]
    takes_generic = mailing.takes_generic and mailing.audience != MailingAudience.NEWSLETTER.value
    if is_email and takes_generic and not any(each.address for each in reached) and company.email:
        return [Candidate(company, None, company.email.strip().lower())]
    if (
        not reached
        and not is_email
        and mailing.audience in (MailingAudience.ONE.value, MailingAudience.ALL.value)
    ):
        # A letter finds a company of which nobody is known yet.
        return [Candidate(company, None)]
    return reached or [Candidate(company, None, left_out=Explanation(NO_READER))]


def wanted_by(mailing: Mailing) -> Wanted:
    """Whom a mailing is for, as the rule asks it."""
    return Wanted(
        MailingKind(mailing.kind),
        MailingAudience(mailing.audience),
        frozenset(mailing.powers),
        frozenset(mailing.departments),
    )


def _reader(contact: Contact, subscribed: Set[int]) -> Reader:
    post = contact.current_post
    return Reader(
        contact.pk,
        contact.email.strip().lower(),
        post.decision_power if post is not None else "",
        post.department if post is not None else "",
        contact.pk in subscribed,
    )


def _decided(found: Sequence[Candidate], mailing: Mailing) -> Sequence[Candidate]:
    """What the gate says of each, then what this mailing asks for."""
    if mailing.kind == MailingKind.LETTER.value:
        return decided_by_post(found, mailing)
    asked = [
        asked_of(each.contact, each.address) if each.contact is not None else Asked(each.address)
        for each in found
    ]
    use = use_key(mailing)
    said = reaches(asked, Channel.EMAIL, _PURPOSE, use=use)
    limits = limits_on_companies(
        [each.company.pk for each in found], Channel.EMAIL, timezone.localdate(), use=use
    )
    closed = closed_among([each.address for each in found if each.address])
    decided = []
    for each, reach in zip(found, said, strict=True):
        why = each.left_out
        if why is None and not each.address:
            why = Explanation(NO_ADDRESS)
        elif why is None and not reach.allowed:
            why = reach.reason
        elif why is None and each.contact is None and each.company.pk in limits:
            why = limits[each.company.pk]
        elif why is None and each.address in closed:
            why = closed[each.address]
        elif why is None and not mailing.takes_generic and is_generic_email(each.address):
            why = Explanation(GENERIC)
        decided.append(Candidate(each.company, each.contact, each.address, reach, why))
    return decided


def decided_by_post(found: Sequence[Candidate], mailing: Mailing) -> Sequence[Candidate]:
    """What R-G3 says today of each candidate of letters."""
    asked = [asked_of(each.contact) if each.contact is not None else Asked(is_generic=True) for each in found]
    use = use_key(mailing)
    said = reaches(asked, Channel.POST, _PURPOSE, use=use)
    limits = limits_on_companies(
        [each.company.pk for each in found], Channel.POST, timezone.localdate(), use=use
    )
    decided = []
    for each, reach in zip(found, said, strict=True):
        why = each.left_out
        if why is None and not reach.allowed:
            why = reach.reason
        elif why is None and each.contact is None and each.company.pk in limits:
            why = limits[each.company.pk]
        elif why is None and not (each.company.postal_code and each.company.city):
            why = Explanation(NO_PLACE)
        decided.append(Candidate(each.company, each.contact, "", reach, why))
    return decided


def _one_each(decided: Sequence[Candidate]) -> Sequence[Candidate]:
    """Of each company the first who may be written to; of one where nobody may, the first, with the reason."""
    chosen: dict[int, Candidate] = {}
    for each in decided:
        held = chosen.setdefault(each.company.pk, each)
        if held.left_out is not None and each.left_out is None:
            chosen[each.company.pk] = each
    return list(chosen.values())


def _once(decided: Sequence[Candidate], written: Set[str]) -> Sequence[Candidate]:
    """One address gets one mail."""
    open_ones = [each for each in decided if each.left_out is None]
    firsts = iter(first_of_each([each.address for each in open_ones], written))
    return [
        each
        if each.left_out is not None or next(firsts)
        else Candidate(each.company, each.contact, each.address, each.reach, Explanation(SAME_ADDRESS))
        for each in decided
    ]


def use_key(mailing: Mailing) -> str:
    """The name under which the licences of files count this mailing."""
    return f"mailing-{mailing.public_id}"
