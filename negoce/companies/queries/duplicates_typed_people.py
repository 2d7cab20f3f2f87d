"""People who may be the one being typed: by e-mail and telephone in the whole file, by name in their company (F11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from negoce.companies.models import Company, Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.duplicates_arms import Arm, ask_all
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.duplicates.while_typing import is_near_person
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.phones import parse_phone
from negoce.identity.rules.actor import Actor

_ENOUGH = 6
_READ_AT_MOST = 200
_COLUMNS = ("pk", "first_name", "last_name")
_ORDER = ("email", "phone", "name")
_SHOWN = (
    *("id", "public_id", "first_name", "last_name", "seen", "owner_first", "owner_last", "function"),
    "company_name",
)


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person who may be the one being entered.

    All but `owner_name` is empty when the actor may not see them: somebody else knows this person, no more
    is told, not even which of the things typed is theirs. `same` is "email", "phone" or "name".
    """

    same: str
    owner_name: str
    name: str = ""
    function: str = ""
    company_name: str = ""
    public_id: str = ""


def find_similar_people(
    actor: Actor,
    *,
    company: Company | None = None,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    numbers: Sequence[str] = (),
) -> Sequence[PersonCandidate]:
    """People of the whole file with this e-mail or number, of `company` with nearly this name; at most six.

    Only whole e-mails and numbers are looked up: the beginning of one tells nothing. Two queries, each through
    indexes and bounded.
    """
    shared: dict[int, str] = {}
    named = company if last_name.strip() else None
    for said, (key, first, last) in ask_all(list(_arms(actor, named, email, numbers)), _COLUMNS):
        if said == "name" and not is_near_person(first_name, last_name, first, last):
            continue
        shared.setdefault(key, said)
    told = sorted(shared, key=lambda key: (_ORDER.index(shared[key]), key))[:_ENOUGH]
    return _as_seen_by(actor, {key: shared[key] for key in told})


def _arms(actor: Actor, company: Company | None, email: str, numbers: Sequence[str]) -> Iterator[Arm]:
    # Whether a column is filled is said too: partial indexes only serve then.
    address = parse_email(email).value
    if address:
        yield Arm("email", _alive().filter(~Q(email=""), email=address).order_by("email"), _ENOUGH)
    for number in sorted({parse_phone(each).value for each in numbers} - {None}, key=str):
        yield Arm("phone", _alive().filter(~Q(phone=""), phone=number).order_by("phone"), _ENOUGH)
        if may_read_field(actor, "contact", "mobile"):
            # To who may not read mobiles, an answer would tell whose this one is.
            yield Arm("phone", _alive().filter(~Q(mobile=""), mobile=number).order_by("mobile"), _ENOUGH)
    if company is not None:
        rows = _alive().filter(company=company).order_by("name_key")
        yield Arm("name", rows, _READ_AT_MOST)


def _alive() -> QuerySet[Contact]:
    return Contact.objects.filter(deleted_at__isnull=True, erased_at__isnull=True)


def _as_seen_by(actor: Actor, told: Mapping[int, str]) -> Sequence[PersonCandidate]:
    if not told:
        return []
    seen = Exists(visible_contacts(actor).filter(pk=OuterRef("pk")))
    rows = _alive().filter(pk__in=list(told), company__deleted_at__isnull=True).order_by("pk")
    read = rows.annotate(
        seen=seen,
        owner_first=F("company__owner__first_name"),
        owner_last=F("company__owner__last_name"),
        function=F("current_post__function"),
        company_name=F("company__name"),
    ).values(*_SHOWN)
    found = {row["id"]: row for row in read}
    return [_candidate(found[key], told[key]) for key in told if key in found]


def _candidate(row: Mapping[str, Any], same: str) -> PersonCandidate:
    owner_name = f"{row['owner_first'] or ''} {row['owner_last'] or ''}".strip()
    if not row["seen"]:
        return PersonCandidate("", owner_name)
    name = f"{row['first_name']} {row['last_name']}".strip()
    function = row["function"] or ""
    return PersonCandidate(same, owner_name, name, function, row["company_name"], row["public_id"])
