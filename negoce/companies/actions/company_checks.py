"""What every action on a company asks first: who acts, on what, with which values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.models import Company
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.company_derived import derive_company
from negoce.companies.rules.company_values import EDITABLE, CleanedValues, clean_company
from negoce.companies.words.findings import say
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused, refuse_field

_DEEPEST_GROUP = 12


def visible_company(actor: Actor, company_id: int) -> Company:
    """The company as it is stored now; raises NotAllowed when the actor does not see it."""
    row = visible_companies(actor).filter(pk=company_id).select_related("owner", "parent").first()
    if row is None:
        raise NotAllowed(_("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    return row


def checked_values(actor: Actor, given: Mapping[str, object], stored: Company | None) -> Mapping[str, object]:
    """Values fit for the columns, with those that follow from them.

    Raises Refused with every faulty field, NotAllowed for a field that is not the actor's to change.
    """
    for name in given:
        if not may_write_field(actor, "company", name):
            raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    cleaned = clean_company(given, timezone.localdate(), mark_of(actor.language))
    refuse_findings(cleaned.errors)
    whole = stored_values(stored) if stored is not None else {}
    derived = derive_company(cleaned.values, whole)
    refuse_findings(derived.errors)
    return {**cleaned.values, **_links(actor, cleaned, stored), **derived.values}


def stored_values(company: Company) -> Mapping[str, object]:
    """The columns that people fill, as they are stored; links by key."""
    return {
        name: getattr(company, f"{name}_id" if name in ("owner", "parent") else name)
        for name in (*EDITABLE, "activity_code_version")
    }


def refuse_findings(errors: Mapping[str, Finding]) -> None:
    """Raise Refused with the sentence of each finding, if there is any."""
    if not errors:
        return
    fields = {name: [say(finding)] for name, finding in errors.items()}
    if len(fields) == 1:
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    count = len(fields)
    raise Refused(
        ngettext(
            "%(count)s valeur est à corriger. Rien n’a été enregistré.",
            "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
            count,
        )
        % {"count": count},
        fields=fields,
    )


def _links(actor: Actor, cleaned: CleanedValues, stored: Company | None) -> Mapping[str, object]:
    links: dict[str, object] = {}
    if "owner" in cleaned.values:
        links["owner"] = _owner(cleaned.values["owner"])
    if "parent" in cleaned.values:
        links["parent"] = _parent(actor, cleaned.values["parent"], stored)
    return links


def _owner(value: object) -> User | None:
    if value is None or value == "":
        return None
    if isinstance(value, User):
        return value
    owner = User.objects.filter(pk=_key(value), is_active=True).first()
    if owner is None:
        raise refuse_field("owner", _("Cette personne n’existe pas ou ne peut plus se connecter."))
    return owner


def _parent(actor: Actor, value: object, stored: Company | None) -> Company | None:
    if value is None or value == "":
        return None
    key = value.pk if isinstance(value, Company) else _key(value)
    parent = visible_companies(actor).filter(pk=key).first()
    if parent is None:
        raise refuse_field("parent", _("Cette société mère n’existe pas ou n’est pas visible pour vous."))
    if stored is not None and _leads_to(parent, stored.pk):
        raise refuse_field(
            "parent", _("Une entreprise ne peut pas dépendre d’elle-même ni d’une de ses filiales.")
        )
    return parent


def _leads_to(parent: Company, company_id: int) -> bool:
    """Whether `company_id` is `parent` or stands above it."""
    above: int | None = parent.pk
    for _step in range(_DEEPEST_GROUP):
        if above is None or above == company_id:
            return above is not None
        above = Company.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return True


def _key(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
