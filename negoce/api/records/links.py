"""Records that a request names beside its fields, found among those that the person sees."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from negoce.api.endpoints import Call
from negoce.api.problems import Problem, invalid
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_companies, visible_contacts

MOST_PEOPLE = 100


def named_company(call: Call) -> Company:
    """The company of the body. Raises Problem."""
    given = call.body.get("company")
    found = visible_companies(call.actor).filter(public_id=given).first() if isinstance(given, str) else None
    if found is None:
        raise invalid("company", _("Indiquez l’identifiant d’une entreprise que vous voyez."))
    return found


def named_contact(call: Call, name: str = "contact") -> Contact | None:
    """The contact of the body, None when it names nobody. Raises Problem."""
    given = call.body.get(name)
    if given is None:
        return None
    found = visible_contacts(call.actor).filter(public_id=given).first() if isinstance(given, str) else None
    if found is None:
        raise invalid(name, _("Indiquez l’identifiant d’un interlocuteur que vous voyez."))
    return found


def named_contacts(call: Call) -> Sequence[Contact] | None:
    """Those of `contacts`, None when the request does not say. Raises Problem."""
    if "contacts" not in call.body:
        return None
    given = call.body["contacts"]
    if not isinstance(given, list) or len(given) > MOST_PEOPLE or not all(isinstance(e, str) for e in given):
        raise invalid("contacts", _("Une liste d’identifiants d’interlocuteurs est attendue."))
    found = list(visible_contacts(call.actor).filter(public_id__in=given).order_by("pk"))
    if len(found) != len(set(given)):
        raise invalid("contacts", _("Un de ces interlocuteurs n’existe pas, ou n’est pas visible pour vous."))
    return found


def only(call: Call, known: frozenset[str]) -> None:
    """Refuse what an address does not take. Raises Problem with every such field."""
    words = _("Ce champ n’existe pas, ou ne s’écrit pas.")
    wrong = {name[:60]: [words] for name in call.body if name not in known}
    if wrong:
        raise Problem("invalid", words, errors=wrong)
