"""The head of a company's page: chips, the line under the name, and what one can do at once."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityCodeVersion, BuyerType, Relation
from negoce.companies.rules.activity_codes import find_activity_code
from negoce.companies.rules.identifiers import format_siren
from negoce.companies.words.choices import choice_label
from negoce.companies.words.company_values import show_value
from negoce.ui.components.lists import Tab
from negoce.ui.html import chip, tag, text
from negoce.web.companies.panel_types import BEHAVIOUR, DEALS, DOCUMENTS, IDENTITY, OVERVIEW, PEOPLE, RESULTS
from negoce.web.companies.record import CompanyRecord

_LABEL_SHOWN = 32


def head_chips(record: CompanyRecord) -> SafeString:
    """What kind of company it is, beside its name."""
    company = record.company
    parts = []
    if company.relation != Relation.CUSTOMER.value:
        parts.append(chip(choice_label(Relation, company.relation), tone="info"))
    if company.buyer_type != BuyerType.BUSINESS.value:
        parts.append(chip(choice_label(BuyerType, company.buyer_type), tone="info"))
    if company.is_fictional:
        parts.append(tag(_("Fictive")))
    if company.activity_code:
        parts.append(_activity_tag(company.activity_code, company.activity_code_version))
    parts += [tag(each.name) for each in record.tags]
    return SafeString("".join(parts))


def head_line(record: CompanyRecord) -> str:
    """« SAS · SIREN 900 123 456 · 48 salariés · Villard-de-Lans (38) · suivi par Camille R. »"""
    company = record.company
    parts = [show_value("legal_form", company.legal_form)]
    if company.siren:
        parts.append(_("SIREN %(number)s") % {"number": format_siren(company.siren)})
    parts.append(_headcount(record))
    if company.city:
        parts.append(f"{company.city} ({company.department})" if company.department else company.city)
    if company.owner is not None:
        parts.append(_("suivi par %(name)s") % {"name": company.owner.short_name})
    return " · ".join(part for part in parts if part)


def head_tabs(record: CompanyRecord, chosen: str) -> Sequence[Tab]:
    """The tabs of the page; each is an address."""
    url = record.url
    count = record.people.count if record.people.contacts else ""
    return (
        Tab(_("Vue d’ensemble"), url, active=chosen == OVERVIEW),
        Tab(_("Identité"), f"{url}?tab={IDENTITY}", active=chosen == IDENTITY),
        Tab(_("Interlocuteurs"), f"{url}?tab={PEOPLE}", count=count, active=chosen == PEOPLE),
        *(
            Tab(label, f"{url}?tab={tab}", active=chosen == tab)
            for tab, label in (
                (BEHAVIOUR, _("Comportement d’affaires")),
                (RESULTS, _("Résultats")),
                (DEALS, _("Affaires et devis")),
                (DOCUMENTS, _("Commandes et factures")),
            )
        ),
    )


def _headcount(record: CompanyRecord) -> str:
    company = record.company
    if company.headcount is None:
        return show_value("headcount_band", company.headcount_band)
    return ngettext("%(shown)s salarié", "%(shown)s salariés", company.headcount) % {
        "shown": show_value("headcount", company.headcount)
    }


def _activity_tag(code: str, version: str) -> SafeString:
    known = find_activity_code(code, ActivityCodeVersion(version)) if version else None
    if known is None:
        return tag(code)
    label = shorten(known.label, _LABEL_SHOWN, placeholder="…").replace(",…", "…")
    return SafeString(f'<span class="tag" title="{text(known.label)}">{text(label)} · {text(code)}</span>')
