"""What is to be looked for of people who are erased: gathered while the file still says who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from negoce.companies.actions.people.erase_texts import companies_elsewhere
from negoce.companies.models import Company, Contact, Post
from negoce.companies.queries.merges.merges import absorbed_people
from negoce.companies.queries.person_data import people_journal
from negoce.companies.rules.privacy.crowd import Crowd, Erasure
from negoce.companies.rules.privacy.redaction import traces_of
from negoce.companies.rules.privacy.rows import sought
from negoce.identity.models import JournalEntry
from negoce.kit.text import name_key

_COORDINATES = ("email", "phone", "mobile", "fax", "linkedin")


@dataclass(frozen=True, slots=True)
class Whole:
    """One human being: the record that is erased, then those that were merged into it, under other spellings."""

    contact: Contact
    erasures: Sequence[Erasure]


def gather(contacts: Sequence[Contact]) -> Sequence[Whole]:
    """What to look for of each of these people, in as many queries whatever their number."""
    merged = absorbed_people([row.pk for row in contacts])
    wholes = [[row, *merged[row.pk]] for row in contacts]
    rows = [row for whole in wholes for row in whole]
    keys = [row.pk for row in rows]
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(contact_id__in=keys).order_by("pk"):
        posts[post.contact_id].append(post)
    told = people_journal(keys)
    bearers = _only_bearers(wholes)
    found = [_what_to_erase(row, posts[row.pk], told[row.pk], row.pk in bearers) for row in rows]
    elsewhere = companies_elsewhere(Crowd(found))
    complete = {
        one.contact_id: replace(one, company_ids=sorted({*one.company_ids, *more}))
        for one, more in zip(found, elsewhere, strict=True)
    }
    return [Whole(whole[0], [complete[row.pk] for row in whole]) for whole in wholes]


def _what_to_erase(
    row: Contact, posts: Sequence[Post], told: Sequence[JournalEntry], is_only_bearer: bool
) -> Erasure:
    then = [value for post in posts for value in (post.email_then, post.phone_then, post.mobile_then)]
    now = [getattr(row, name) for name in _COORDINATES]
    coordinates = [value for value in (*now, *then, *_past_values(told)) if value]
    traces = traces_of(row.first_name, row.last_name, coordinates)
    companies = sorted({row.company_id, *(post.company_id for post in posts)})
    return Erasure(
        contact_id=row.pk,
        last_name=row.last_name,
        own_companies=companies,
        company_ids=companies,
        traces=traces,
        traces_alone=traces_of(row.first_name, row.last_name, coordinates, alone=True),
        traces_label=traces_of("", row.last_name, (), alone=True) if is_only_bearer else traces,
        sought=sought(row.first_name, row.last_name, coordinates, traces),
        replacement=_("[personne effacée]"),
    )


def _past_values(told: Sequence[JournalEntry]) -> Sequence[str]:
    """The coordinates that the journal says they once had."""
    return [
        str(value)
        for entry in told
        for name in _COORDINATES
        for value in entry.values.get(name, ())
        if isinstance(value, str) and value
    ]


def _only_bearers(wholes: Sequence[Sequence[Contact]]) -> set[int]:
    """Those whose last name says who it is: no other person and no company of the file bears it.

    Who stands before them in the same lot is erased already when their turn comes.
    """
    keys = {row.pk: name_key(row.last_name) for whole in wholes for row in whole}
    wanted = sorted(set(keys.values()) - {""})
    if not wanted:
        return set()
    holders = _holders(wanted)
    named = [Q(name_key__contains=key) for key in wanted]
    companies = Company.objects.filter(reduce(or_, named), deleted_at__isnull=True).order_by()
    firms = list(companies.values_list("name_key", flat=True))
    taken = {key for key in wanted if any(key in firm for firm in firms)}
    gone: set[int] = set()
    found = set()
    for whole in wholes:
        gone |= {row.pk for row in whole}
        found |= {
            row.pk
            for row in whole
            if (key := keys[row.pk]) and key not in taken and not holders.get(key, set()) - gone
        }
    return found


def _holders(wanted: Sequence[str]) -> Mapping[str, set[int]]:
    """Who bears each of these names, or one that begins with it."""
    same = [Q(name_key=key) | Q(name_key__gte=f"{key} ", name_key__lt=f"{key} \U0010ffff") for key in wanted]
    rows = Contact.objects.filter(reduce(or_, same), erased_at__isnull=True).order_by()
    found: dict[str, set[int]] = defaultdict(set)
    for pk, name in rows.values_list("pk", "name_key"):
        words = name.split(" ")
        for length in range(1, len(words) + 1):
            found[" ".join(words[:length])].add(pk)
    return found
