"""From a field of the page to what the action takes: raw values, and the value that the person saw."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import stored_values
from negoce.companies.models import Company
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.phones import format_phone
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.models import User
from negoce.kit.refusal import refuse_field
from negoce.web.companies.fields import Control, Field
from negoce.web.companies.record import CompanyRecord


def current_input(record: CompanyRecord, field: Field) -> str:
    """What the field's control holds when it opens."""
    company = record.company
    if field.name == "tags":
        return ", ".join(tag.name for tag in record.tags)
    if field.name == "owner":
        return company.owner.public_id if company.owner else ""
    if field.name == "parent":
        return record.parent.name if record.parent else ""
    if field.control is Control.NUMBER:
        value = getattr(company, field.name)
        return as_seen(value).replace(".", ",") if record.actor.language == "fr" else as_seen(value)
    if field.input_type == "tel":
        return format_phone(getattr(company, field.name))
    return str(getattr(company, field.name))


def seen_now(record: CompanyRecord, name: str) -> str:
    """The stored value as it is sent along with the field, to be compared when it comes back."""
    if name == "tags":
        return ", ".join(tag.name for tag in record.tags)
    if name in ("owner", "parent"):
        linked = getattr(record.company, name)
        return linked.public_id if linked else ""
    return as_seen(stored_values(record.company)[name])


def seen_for_action(company: Company, name: str, seen: str) -> str:
    """The posted « seen » value in the terms of the action: links by key."""
    if name == "owner":
        return as_seen(User.objects.filter(public_id=seen).first()) if seen else ""
    if name == "parent":
        return as_seen(Company.objects.filter(public_id=seen).first()) if seen else ""
    return seen


def posted_change(record: CompanyRecord, field: Field, posted: QueryDict) -> Mapping[str, object]:
    """The change that a person asks for; raises Refused when a search was left without a choice."""
    value = posted.get("value")
    if field.name == "owner":
        return {"owner": User.objects.filter(public_id=value, is_active=True).first() if value else None}
    if field.name == "parent":
        return {"parent": _parent(record, value, posted.get("q", ""))}
    raw = value if value is not None else posted.get("q", "")
    if field.name == "activity_code" and ":" in raw:
        version, code = raw.split(":", 1)
        return {"activity_code": code, "activity_code_version": version}
    if field.name == "activity_code":
        return {"activity_code": raw, "activity_code_version": _kept_version(record.company, raw)}
    return {field.name: raw}


def _kept_version(company: Company, raw: str) -> str:
    """A code typed again as it stands keeps its nomenclature."""
    return company.activity_code_version if raw.strip() == company.activity_code else ""


def _parent(record: CompanyRecord, value: str | None, words: str) -> Company | None:
    if value:
        found = visible_companies(record.actor).filter(public_id=value).first()
    elif not words.strip():
        return None
    else:
        near = search_companies(record.actor, words, but=record.company.pk, limit=2)
        found = near[0] if len(near) == 1 else None
    if found is None:
        raise refuse_field("parent", _("Choisissez une entreprise dans la liste, ou créez-la."))
    return found
