"""Values of a company as the page shows them, with what is worth knowing beside."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityCodeVersion
from negoce.companies.models import Company
from negoce.companies.rules.activity_codes import find_activity_code
from negoce.companies.words.choices import choice_label
from negoce.companies.words.company_values import field_label, show_value
from negoce.companies.words.findings import say
from negoce.kit.dates import format_date
from negoce.ui.components.lists import editable
from negoce.ui.html import chip, or_nothing, tag, text
from negoce.web.addresses import address_of
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.record import CompanyRecord, company_url

DERIVED_ROWS = ("size_class", "territory", "created_at")
_LINKS = frozenset({"website", "linkedin", "facebook", "instagram"})


def shown_value(record: CompanyRecord, name: str) -> str:
    """The value of a field in safe markup; empty for nothing."""
    company = record.company
    if name == "tags":
        return SafeString(" ".join(tag(each.name) for each in record.tags))
    if name == "owner":
        return text(company.owner.full_name) if company.owner else ""
    if name == "parent":
        return text(record.parent.name) if record.parent else ""
    if name == "activity_code":
        return _activity(company)
    value = text(show_value(name, getattr(company, name)))
    if name in _LINKS:
        return SafeString(value.removeprefix("https://").removesuffix("/"))
    if name in ("note", "equipment", "methods", "service_codes"):
        return SafeString(value.replace("\n", "<br>"))
    return SafeString(value)


def note_beside(record: CompanyRecord, name: str) -> SafeString:
    """A mark, a link or a warning after the value; empty for none."""
    company = record.company
    if name in record.warnings:
        return chip(say(record.warnings[name]), tone="warn")
    if name == "vat_number" and company.vat_number and company.vat_number[4:] == company.siren:
        label = text(_("La clé et le SIREN conviennent"))
        return SafeString(f'<span title="{label}" role="img" aria-label="{label}">✓</span>')
    if name in _LINKS and getattr(company, name):
        label = text(_("Ouvrir dans un autre onglet"))
        url = text(getattr(company, name))
        return SafeString(
            f'<a href="{url}" target="_blank" rel="noopener noreferrer" aria-label="{label}">↗</a>'
        )
    if name == "parent" and record.parent is not None:
        label = text(_("Ouvrir la fiche de %(name)s") % {"name": record.parent.name})
        return SafeString(f'<a href="{company_url(record.parent)}" aria-label="{label}">↗</a>')
    return SafeString("")


def field_url(company: Company, name: str) -> str:
    """The address that edits one field."""
    return address_of("companies:field", company.public_id, name)


def edited_value(record: CompanyRecord, name: str) -> str:
    """The value, edited in place where the actor may."""
    shown = SafeString(shown_value(record, name))
    if not record.may_edit:
        return or_nothing(shown)
    return editable(shown, field_url(record.company, name), label=FIELDS[name].title)


def fact_row(record: CompanyRecord, name: str) -> SafeString:
    """One line of a list of facts: label, value, and what is worth knowing beside it."""
    under = f' <span class="muted" id="n-{name}">{note_beside(record, name)}</span>'
    return SafeString(
        f'<dt>{text(FIELDS[name].title)}</dt><dd id="f-{name}">{edited_value(record, name)}{under}</dd>'
    )


def joined_row(record: CompanyRecord, label: object, parts: Sequence[tuple[str, object]]) -> SafeString:
    """One line for several short values, each followed by its word: « 48 · 2 établissements »."""
    pieces = [
        f'<span id="f-{name}">{edited_value(record, name)}</span>{f" {text(word)}" if word else ""}'
        for name, word in parts
    ]
    return SafeString(f"<dt>{text(label)}</dt><dd>{' · '.join(pieces)}</dd>")


def fact_rows(record: CompanyRecord, names: Sequence[str]) -> SafeString:
    """Several lines of facts."""
    return SafeString("".join(fact_row(record, name) for name in names))


def derived_row(record: CompanyRecord, name: str) -> SafeString:
    """A line that cannot be edited: it follows from others."""
    label = field_label(name)
    shown = or_nothing(derived_value(record, name))
    return SafeString(f'<dt>{text(label[:1].upper() + label[1:])}</dt><dd id="f-{name}">{shown}</dd>')


def derived_value(record: CompanyRecord, name: str) -> str:
    """The words of one of `DERIVED_ROWS`."""
    company = record.company
    if name == "size_class":
        return show_value("size_class", company.size_class)
    if name == "territory":
        return company.territory.name if company.territory else ""
    return format_date(timezone.localtime(company.created_at).date(), (get_language() or "fr")[:2])


def _activity(company: Company) -> SafeString:
    code = company.activity_code
    if not code:
        return SafeString("")
    version = company.activity_code_version
    known = find_activity_code(code, ActivityCodeVersion(version)) if version else None
    words = f" {text(known.label)}" if known else ""
    return SafeString(
        f'{text(code)}{words} <span class="muted">{text(choice_label(ActivityCodeVersion, version))}</span>'
    )
