"""What is typed of a contract, checked: texts, lists, counts, days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import add_years
from negoce.kit.refusal import Refused, refuse_field
from negoce.loyalty.enums import ContractKind, Period, Renewal
from negoce.loyalty.rules.contract_terms import fits

_TEXTS = {"title": 160, "buyer_reference": 60, "indexation": 2_000}
# A slip of the year would have each night draft the periods of a century.
_YEARS_BACK, _YEARS_AHEAD = 30, 10
_COUNTS = {"term_months": (1, 240), "notice_days": (0, 730)}


def checked_values(values: Mapping[str, object]) -> dict[str, object]:
    """The columns of a contract as typed; raises Refused with every faulty field."""
    problems: dict[str, list[str]] = {}
    found: dict[str, object] = {"in_advance": bool(values.get("in_advance"))}
    for name, longest in _TEXTS.items():
        text = str(values.get(name) or "").strip()
        if len(text) > longest:
            problems[name] = [_("%(most)s caractères au plus.") % {"most": longest}]
        found[name] = text
    if not found["title"]:
        problems["title"] = [_("Donnez un objet au contrat : ce qu’il couvre, en quelques mots.")]
    for name, enum in (("kind", ContractKind), ("renewal", Renewal), ("period", Period)):
        if values.get(name) not in {each.value for each in enum}:
            problems[name] = [_("Choisissez dans la liste.")]
        found[name] = values.get(name)
    for name, (least, most) in _COUNTS.items():
        number = str(values.get(name) or "").strip()
        if not (number.isascii() and number.isdigit() and len(number) < 6 and least <= int(number) <= most):
            problems[name] = [_("Un nombre de %(least)s à %(most)s.") % {"least": least, "most": most}]
        else:
            found[name] = int(number)
    today = timezone.localdate()
    read = parse_day(str(values.get("starts_on") or ""), today)
    if read.value is None:
        problems["starts_on"] = [_("Écrivez une date, par exemple 31/12/2026.")]
    elif not add_years(today, -_YEARS_BACK) <= read.value <= add_years(today, _YEARS_AHEAD):
        problems["starts_on"] = [
            _("Au plus %(back)s ans en arrière et %(ahead)s ans en avant : vérifiez l’année.")
            % {"back": _YEARS_BACK, "ahead": _YEARS_AHEAD}
        ]
    found["starts_on"] = read.value
    found["invoiced_until"] = _invoiced_until(values.get("invoiced_until"), read.value, problems)
    if not problems and not fits(int(str(found["term_months"])), Period(str(found["period"]))):
        problems["term_months"] = [_("La durée doit compter un nombre entier de périodes facturées.")]
    if problems:
        raise Refused(next(iter(problems.values()))[0], fields=problems)
    return found


def _invoiced_until(given: object, starts_on: date | None, problems: dict[str, list[str]]) -> date | None:
    text = str(given or "").strip()
    if not text:
        return None
    read = given if isinstance(given, date) else parse_day(text, timezone.localdate(), forward=False).value
    if read is None:
        problems["invoiced_until"] = [_("Écrivez une date, par exemple 31/12/2026.")]
    elif starts_on is not None and read < starts_on:
        problems["invoiced_until"] = [
            _("Ce jour est avant le début du contrat : laissez vide si rien n’est facturé.")
        ]
    return read


def contact_of(actor: Actor, company: Company, contact: object) -> Contact | None:
    """The contact, of this company and seen by the actor; raises Refused for another."""
    if not isinstance(contact, Contact):
        return None
    if not visible_contacts(actor).filter(pk=contact.pk, company_id=company.pk).exists():
        raise refuse_field("contact", _("Choisissez quelqu’un de cette entreprise."))
    return contact


def read_day(given: object, name: str) -> date | None:
    """A day as typed or given; raises Refused on `name` for what is none."""
    if given is None or isinstance(given, date):
        return given
    read = parse_day(str(given), timezone.localdate(), forward=name != "noticed_on")
    if read.refused:
        raise refuse_field(name, _("Écrivez une date, par exemple 31/12/2026."))
    return read.value
