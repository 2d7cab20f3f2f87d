"""What a merge would take along and what to look at twice, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.apps import apps

from negoce.companies.models import (
    Activity,
    ActivityContact,
    Address,
    Company,
    CompanyTag,
    Contact,
    ContactPreference,
    Opposition,
    Post,
)
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.visible import visible_companies
from negoce.companies.wired import wired
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding


@dataclass(frozen=True, slots=True)
class Follower:
    """How many records of a kind follow; `label` is there for those of upper rooms."""

    key: str
    count: int
    label: object = ""


def company_followers(company: Company) -> Sequence[Follower]:
    """What hangs on a company that would be absorbed, zeros left out; as many queries whatever the number."""
    counts = {
        "activities": Activity.objects.filter(company=company, deleted_at__isnull=True),
        "people": Contact.objects.filter(company=company, deleted_at__isnull=True, erased_at__isnull=True),
        "addresses": Address.objects.filter(company=company),
        "tags": CompanyTag.objects.filter(company=company),
        "subsidiaries": Company.objects.filter(parent=company, deleted_at__isnull=True),
    }
    own = [Follower(key, rows.count()) for key, rows in counts.items()]
    return [each for each in (*own, *_upper("company", company.pk)) if each.count]


def contact_followers(actor: Actor, contact: Contact) -> Sequence[Follower]:
    """The same for a person; what the actor may not read is not counted either."""
    took_part = ActivityContact.objects.filter(contact=contact, activity__deleted_at__isnull=True)
    found = [
        Follower("activities", took_part.count()),
        Follower("posts", Post.objects.filter(contact=contact).count()),
        Follower("oppositions", Opposition.objects.filter(contact=contact, lifted_on__isnull=True).count()),
    ]
    if may_read_field(actor, "contact", "contact_preferences"):
        found.append(Follower("preferences", ContactPreference.objects.filter(contact=contact).count()))
    return [each for each in (*found, *_upper("contact", contact.pk)) if each.count]


def company_warnings(
    kept: Company, absorbed: Company, ours: Sequence[Follower], theirs: Sequence[Follower]
) -> Sequence[Finding]:
    """What speaks against two companies being one; codes are put into words by the shell."""
    found = []
    if kept.siren and absorbed.siren and kept.siren != absorbed.siren:
        found.append(
            Finding("merge.other_siren", "warning", {"kept": kept.siren, "absorbed": absorbed.siren})
        )
    elif kept.siret and absorbed.siret and kept.siret != absorbed.siret:
        found.append(
            Finding("merge.other_siret", "warning", {"kept": kept.siret, "absorbed": absorbed.siret})
        )
    counts = [{each.key: each.count for each in side}.get("orders", 0) for side in (ours, theirs)]
    if all(counts):
        found.append(Finding("merge.both_ordered", "warning", {"kept": counts[0], "absorbed": counts[1]}))
    if kept.owner_id and absorbed.owner_id and kept.owner_id != absorbed.owner_id:
        figures = {"kept": str(kept.owner), "absorbed": str(absorbed.owner)}
        found.append(Finding("merge.two_owners", "info", figures))
    return found


def contact_warnings(kept: Contact, absorbed: Contact) -> Sequence[Finding]:
    """What speaks against two people being one, and what will hold for both."""
    found = []
    if kept.name_key != absorbed.name_key:
        figures = {"kept": kept.full_name, "absorbed": absorbed.full_name}
        found.append(Finding("merge.other_name", "warning", figures))
    if kept.company_id != absorbed.company_id:
        figures = {"kept": kept.company.name, "absorbed": absorbed.company.name}
        found.append(Finding("merge.two_companies", "warning", figures))
    refused = Opposition.objects.filter(contact__in=(kept, absorbed), lifted_on__isnull=True)
    if refused.exists():
        found.append(Finding("merge.opposed", "info", {}))
    return found


def visible_names(actor: Actor, keys: Sequence[int | None]) -> Mapping[int, str]:
    """The names of those of these companies that the actor sees, in one query."""
    wanted = sorted({key for key in keys if key is not None})
    return dict(visible_companies(actor).filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _upper(kind: str, key: int) -> Sequence[Follower]:
    found = []
    for each in wired().linked_records:
        if each.kind == kind and each.links:
            link = each.links[0]
            rows = apps.get_model(link.model)._default_manager.filter(**{f"{link.column}_id": key})
            found.append(Follower(each.key, rows.count(), each.label))
    return found
