"""The values of the merged record: each from one side, or typed; what follows from them is worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import checked_values, refuse_findings, stored_values
from negoce.companies.actions.contacts import checks as contact_checks
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.people.opposition_digests import refuse_erased_email
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import may_read_field, may_write_field
from negoce.companies.queries.territories import territory_for
from negoce.companies.rules.company_derived import derive_company
from negoce.companies.rules.contact_values import CONTACT_FIELDS, GUARDED, contact_name_key
from negoce.companies.rules.merge_choice import ABSORBED, BOTH, KEPT, Part, is_empty, joined, parts_of
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

Values = Mapping[str, object]
_NUMBERS = ("siren", "siret", "vat_number")


def contact_values(contact: Contact) -> Values:
    """The columns of a person that people fill; links by key."""
    return {name: getattr(contact, f"{name}_id" if name == "owner" else name) for name in CONTACT_FIELDS}


def may_choose(actor: Actor, kind: str, part: Part) -> bool:
    """Whether the actor sees both values and decides between them."""
    return all(
        may_read_field(actor, kind, name) and may_write_field(actor, kind, name) for name in part.fields
    )


def merged_company(actor: Actor, kept: Company, absorbed: Company, choices: Values) -> Values:
    """The columns of the survivor that change. Raises Refused with the fields that do not go together."""
    ours, theirs = stored_values(kept), stored_values(absorbed)
    taken, typed, filled = _chosen(actor, "company", ours, theirs, choices)
    if typed:
        typed = {
            name: getattr(value, "pk", value) if name in ("owner", "parent") else value
            for name, value in checked_values(actor, typed, kept).items()
        }
    given = {**filled, **taken, **typed}
    derived = derive_company(given, ours)
    if derived.errors and not derived.errors.keys() & {*taken, *typed}:
        # Numbers that were only to fill a gap, and contradict those that stand: the survivor's stay alone.
        given = {
            name: value
            for name, value in given.items()
            if name in taken or name in typed or name not in _NUMBERS
        }
        derived = derive_company(given, ours)
    refuse_findings(derived.errors)
    values: dict[str, object] = {**given, **derived.values}
    if values.keys() & {"postal_code", "activity_code"}:
        whole = {**ours, **values}
        values["territory_id"] = territory_for(str(whole["postal_code"]), str(whole["activity_code"]))
    return _columns(values, ("owner", "parent"))


def merged_contact(actor: Actor, kept: Contact, absorbed: Contact, choices: Values) -> Values:
    """The columns of the surviving person that change. Raises Refused, FreeTextRefused."""
    ours, theirs = contact_values(kept), contact_values(absorbed)
    taken, typed, filled = _chosen(actor, "contact", ours, theirs, choices)
    if typed:
        checked = contact_checks.checked_values(actor, typed, kept.company, kept)
        refuse_erased_email(checked)
        guard_texts({name: checked[name] for name in GUARDED if name in checked}, {})
        typed = {name: getattr(value, "pk", value) for name, value in checked.items()}
    values: dict[str, object] = {**filled, **taken, **typed}
    if values.keys() & {"last_name", "first_name"}:
        whole = {**ours, **values}
        values["name_key"] = contact_name_key(str(whole["last_name"]), str(whole["first_name"]))
    return _columns(values, ("owner",))


def _chosen(
    actor: Actor, kind: str, ours: Values, theirs: Values, choices: Values
) -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
    """What was taken from the absorbed record, what was typed, and what fills a gap of the survivor."""
    parts = {name: part for part in parts_of(kind) for name in (part.key, *part.fields)}
    taken: dict[str, object] = {}
    typed: dict[str, object] = {}
    for name, choice in choices.items():
        part = parts.get(name)
        if part is None:
            raise refuse_field(name, _("Ce champ ne se choisit pas dans une fusion."))
        if not may_choose(actor, kind, part):
            raise NotAllowed(_("Votre rôle ne permet pas de choisir ce champ. Rien n’a été changé."))
        if choice == ABSORBED:
            fields = part.fields if name == part.key else (name,)
            taken |= {each: theirs[each] for each in fields}
        elif choice == BOTH:
            taken[name] = _both(kind, name, ours, theirs)
        elif choice != KEPT:
            typed[name] = choice
    filled = _gaps(actor, kind, ours, theirs, {part for name, part in parts.items() if name in choices})
    return {name: value for name, value in taken.items() if value != ours[name]}, typed, filled


def _both(kind: str, name: str, ours: Values, theirs: Values) -> str:
    text = joined(kind, name, ours[name], theirs[name])
    if not text:
        raise refuse_field(name, _("Ces deux textes ne tiennent pas ensemble : gardez l’un des deux."))
    return text


def _gaps(actor: Actor, kind: str, ours: Values, theirs: Values, decided: set[Part]) -> dict[str, object]:
    """What the survivor has not and nobody decided; hidden fields too, which the actor never sees."""
    found: dict[str, object] = {}
    for part in parts_of(kind):
        if part in decided:
            continue
        main = part.fields[:2] if part.key == "place" else part.fields
        if all(is_empty(ours[name]) for name in main):
            found |= {name: theirs[name] for name in part.fields if not is_empty(theirs[name])}
    return {name: value for name, value in found.items() if value != ours[name]}


def _columns(values: Mapping[str, Any], links: tuple[str, ...]) -> Values:
    return {f"{name}_id" if name in links else name: value for name, value in values.items()}
