"""The company of the file that somebody speaks of: by what can hardly be a coincidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from negoce.companies.models import Company, Contact
from negoce.companies.queries.duplicates_typed import find_similar
from negoce.companies.rules.duplicates.records import domain_of
from negoce.identity.rules.actor import system_actor
from negoce.kit.text import name_key
from negoce.prospecting.rules.form_match import Likely, choose_company

_LOOKED_AT = ("name", "siren", "phone", "website", "postal_code", "city")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: the public id of a company and why, "" for none; `latest` is the newest key looked at."""

    key: str
    why: str
    latest: int


def look_up(company: Mapping[str, object], contact: Mapping[str, object]) -> Looked:
    """Compare what somebody said with every company: slow, hence before the transaction that writes."""
    latest = Company.objects.aggregate(latest=Max("pk"))["latest"] or 0
    key, why = _most_likely(company, contact)
    return Looked(key, why, latest)


def found_again(
    looked: Looked | None, company: Mapping[str, object], contact: Mapping[str, object]
) -> tuple[Company | None, str]:
    """The company that was found, read now, and why; all is compared again when companies came meanwhile."""
    if looked is None or (not looked.key and Company.objects.filter(pk__gt=looked.latest).exists()):
        looked = look_up(company, contact)
    known = (
        Company.objects.filter(public_id=looked.key, deleted_at__isnull=True).first() if looked.key else None
    )
    return (known, looked.why) if known is not None else (None, "")


def _most_likely(company: Mapping[str, object], contact: Mapping[str, object]) -> tuple[str, str]:
    typed = {name: str(company.get(name) or "") for name in _LOOKED_AT}
    email = str(contact.get("email") or "")
    found = find_similar(system_actor(), but=None, **typed, email=email)
    keys = [each.public_id for each in found]
    places, colleagues = _places(keys), _with_people_at(domain_of(email), keys)
    here = {typed["postal_code"], name_key(typed["city"])} - {""}
    likely = [
        Likely(
            each.public_id,
            each.name,
            frozenset(
                {
                    *each.same,
                    *(("place",) if here & places.get(each.public_id, set()) else ()),
                    *(("domain",) if each.public_id in colleagues else ()),
                }
            ),
        )
        for each in found
    ]
    match = choose_company(typed["name"], likely)
    return (match.key, match.why) if match is not None else ("", "")


def _places(public_ids: Sequence[str]) -> Mapping[str, set[str]]:
    rows = Company.objects.filter(public_id__in=public_ids).order_by()
    return {key: {code, city} for key, code, city in rows.values_list("public_id", "postal_code", "city_key")}


def _with_people_at(domain: str, public_ids: Sequence[str]) -> set[str]:
    """Which of these companies have somebody with an address of this domain, mailboxes that anybody may have aside."""
    if not domain:
        return set()
    rows = Contact.objects.filter(
        company__public_id__in=public_ids, email__iendswith=f"@{domain}", deleted_at__isnull=True
    )
    return set(rows.order_by().values_list("company__public_id", flat=True))
