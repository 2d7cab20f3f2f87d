"""Sets the tags of a company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.company_journal import journal_company
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, CompanyTag, Tag
from negoce.companies.rules.value_cleaning import clean_line
from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.refusal import refuse_field
from negoce.kit.text import name_key

NAME_MAX = 40
MOST_TAGS = 30


def set_company_tags(
    actor: Actor, company: Company, *, names: Sequence[str], batch: str = ""
) -> Sequence[Tag]:
    """Give a company exactly these tags, making those that do not exist yet; returns them by name.

    Names that differ by case or accents are one tag. Raises NotAllowed, and Refused on the field `tags`.
    """
    require(actor, Permission.EDIT)
    wanted = _clean_names(names)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        before = {link.tag.name_key: link.tag for link in _links(row)}
        after = _tags(wanted)
        if before.keys() == after.keys():
            return sorted(before.values(), key=lambda tag: tag.name_key)
        gone = [tag.pk for key, tag in before.items() if key not in after]
        CompanyTag.objects.filter(company=row, tag_id__in=gone).delete()
        CompanyTag.objects.bulk_create(
            [CompanyTag(company=row, tag=tag) for key, tag in after.items() if key not in before],
            ignore_conflicts=True,
        )
        Company.objects.filter(pk=row.pk).update(updated_at=timezone.now())
        told = {"tags": (_names(before.values()), _names(after.values()))}
        journal_company(actor, row, "changed", told, batch=batch)
        index_records("company", [row.pk])
        emit("company_changed", {"company": row.pk, "fields": ["tags"]}, actor_id=actor.user_id)
    return sorted(after.values(), key=lambda tag: tag.name_key)


def _links(company: Company) -> Sequence[CompanyTag]:
    return list(CompanyTag.objects.filter(company=company).select_related("tag").order_by("tag__name_key"))


def _clean_names(names: Sequence[str]) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for name in names:
        parsed = clean_line(name, NAME_MAX)
        if parsed.finding is not None:
            raise refuse_field("tags", say(parsed.finding))
        key = name_key(parsed.value or "")
        if key:
            wanted.setdefault(key, parsed.value or "")
    if len(wanted) > MOST_TAGS:
        raise refuse_field("tags", _("%(max)s étiquettes au plus.") % {"max": MOST_TAGS})
    return wanted


def _tags(wanted: dict[str, str]) -> dict[str, Tag]:
    known = {tag.name_key: tag for tag in Tag.objects.filter(name_key__in=list(wanted)).order_by("name_key")}
    for key, name in wanted.items():
        if key not in known:
            known[key], _made = Tag.objects.get_or_create(name_key=key, defaults={"name": name})
    return known


def _names(tags: Iterable[Tag]) -> list[str]:
    return sorted(tag.name for tag in tags)
