"""With whom: the company and the people, found, proposed or read from what was posted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.companies.queries.activities import people_of
from negoce.companies.queries.companies import search_companies
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key
from negoce.web.http import shown_address

_PAGE = re.compile(r"/(companies|contacts)/([0-9a-z]{12})/")


@dataclass(slots=True)
class Who:
    """The company chosen, its people with those who are ticked, and what is wrong with them."""

    company: Company | None = None
    people: Sequence[Contact] = ()
    ticked: frozenset[str] = frozenset()
    query: str = ""
    found: Sequence[Company] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> Sequence[tuple[Contact, bool, str]]:
        """Each person, whether they are ticked, and what they do; past people are said to be."""
        return [(person, person.public_id in self.ticked, self._function(person)) for person in self.people]

    @property
    def contacts(self) -> Sequence[Contact]:
        """The people who are ticked."""
        return [person for person in self.people if person.public_id in self.ticked]

    def _function(self, person: Contact) -> str:
        if self.company is not None and person.company_id != self.company.pk:
            return _("n’y est plus")
        return person.current_post.function if person.current_post else ""


def who_of(actor: Actor, values: QueryDict) -> Who:
    """Read the company and the people of a form or an address.

    A name typed without choosing is taken when one visible company alone answers to it. What the actor does
    not see is not there: it is told as an error and nothing is guessed.
    """
    query = values.get("q", "")[:100].strip()
    company_id, contact_id = values.get("company", ""), values.get("contact", "")
    ticked = frozenset(values.getlist("contacts"))
    company = _company(actor, company_id)
    if contact_id and company is None:
        person = visible_contacts(actor).filter(public_id=contact_id).select_related("company").first()
        if person is not None:
            company, ticked = person.company, ticked | {person.public_id}
    who = Who(company, ticked=ticked, query=query)
    if company_id and company is None:
        who.errors["company"] = _("Cette entreprise n’existe plus, ou n’est pas visible pour vous.")
    elif company is None and query:
        _find(actor, who)
    if who.company is not None:
        who.people = people_of(actor, who.company)
        _check_ticked(actor, who)
    return who


def who_of_page(actor: Actor, request: HttpRequest) -> Who:
    """The company or the contact whose page the form was opened on, from the address that htmx gives."""
    path = shown_address(request).path
    found = _PAGE.search(path)
    values = QueryDict(mutable=True)
    if found:
        values["company" if found[1] == "companies" else "contact"] = found[2]
    who = who_of(actor, values)
    who.errors.clear()
    return who


def _company(actor: Actor, public_id: str) -> Company | None:
    if not public_id:
        return None
    return visible_companies(actor).filter(public_id=public_id).first()


def _find(actor: Actor, who: Who) -> None:
    who.found = search_companies(actor, who.query)
    same = [row for row in who.found if row.name_key == name_key(who.query)]
    only = same if len(same) == 1 else who.found
    if len(only) == 1:
        who.company = only[0]
    elif who.found:
        who.errors["company"] = _(
            "Plusieurs entreprises correspondent à « %(query)s » : choisissez la bonne."
        ) % {"query": who.query}
    else:
        who.errors["company"] = _("Aucune entreprise visible ne commence par « %(query)s ».") % {
            "query": who.query
        }


def _check_ticked(actor: Actor, who: Who) -> None:
    """Refuse people of elsewhere by name when the actor sees them, without a name otherwise."""
    unknown = who.ticked - {person.public_id for person in who.people}
    if not unknown:
        return
    names = [
        person.full_name for person in visible_contacts(actor).filter(public_id__in=unknown).order_by("id")
    ]
    if names:
        who.errors["contacts"] = _("%(names)s : pas de poste, actuel ou passé, dans cette entreprise.") % {
            "names": ", ".join(names)
        }
    else:
        who.errors["contacts"] = _(
            "Une des personnes choisies n’existe plus, ou n’est pas visible pour vous."
        )
