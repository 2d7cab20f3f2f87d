"""What the address of a thread asks: kinds, a text, a colleague, a person, an older page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor

_SEARCH_MAX = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the thread; `colleague` and `person` are records already looked up."""

    groups: frozenset[str] = frozenset()
    search: str = ""
    before: str = ""
    colleague: User | None = None
    person: Contact | None = None

    @property
    def whose(self) -> str:
        """The name of the colleague or of the person asked for; empty for everybody."""
        found = self.colleague or self.person
        return found.full_name if found else ""

    @property
    def narrows(self) -> bool:
        """Whether something of the thread is left out."""
        return bool(self.groups or self.search or self.whose)

    def query(self, **more: str) -> str:
        """The address's query, with other values; an empty one takes its name out."""
        values = {
            "kinds": ",".join(sorted(self.groups)),
            "q": self.search,
            "by": self.colleague.public_id if self.colleague else "",
            "with": self.person.public_id if self.person else "",
            **more,
        }
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def read_asked(request: HttpRequest, actor: Actor) -> Asked:
    """Read the address; a person who is not there, or not to be seen, narrows nothing."""
    given = request.GET
    kinds = given.get("kinds", "")[:200].split(",")
    colleague, person = given.get("by", "")[:12], given.get("with", "")[:12]
    return Asked(
        groups=frozenset(kind for kind in kinds if kind),
        search=given.get("q", "")[:_SEARCH_MAX].strip(),
        before=given.get("before", "")[:600],
        colleague=User.objects.filter(public_id=colleague).first() if colleague else None,
        person=visible_contacts(actor).filter(public_id=person).first() if person else None,
    )
