"""The fields of a contact and of its post as the page shows and edits them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.rules.contact_values import CHOICES, POST_FIELDS
from negoce.companies.words.contact_values import contact_field_label
from negoce.web.companies.fields import Control


@dataclass(frozen=True, slots=True)
class ContactField:
    """A field: `check` names the company field whose check as typed serves, `suffix` is a unit."""

    name: str
    control: Control = Control.LINE
    check: str = ""
    input_type: str = "text"
    placeholder: Any = ""
    suffix: str = ""
    optional: bool = True

    @property
    def title(self) -> str:
        """The field's name with a capital."""
        label = contact_field_label(self.name)
        return label[:1].upper() + label[1:]

    @property
    def of_post(self) -> bool:
        """Whether the value is the main post's."""
        return self.name in POST_FIELDS


def _choice(name: str) -> ContactField:
    return ContactField(name, Control.CHOICE)


_DAY = _("jj/mm/aaaa")
_ALL = (
    _choice("civility"),
    ContactField("title", placeholder=_("Maître, Dr, Pr…")),
    ContactField("first_name"),
    ContactField("last_name", optional=False),
    ContactField("email", check="email", input_type="email"),
    ContactField("phone", check="phone", input_type="tel"),
    ContactField("mobile", check="phone", input_type="tel"),
    ContactField("fax", check="phone", input_type="tel"),
    ContactField("linkedin", placeholder="linkedin.com/in/…"),
    ContactField("language", Control.CHOICE, optional=False),
    ContactField("note", Control.PARAGRAPHS),
    ContactField("informed_on", placeholder=_DAY),
    _choice("informed_through"),
    ContactField("information_source", placeholder=_("Carte de visite, salon, site web…")),
    ContactField("owner", Control.CHOICE),
    ContactField("function"),
    _choice("department"),
    ContactField("site", Control.CHOICE),
    ContactField("responsibility"),
    _choice("decision_power"),
    ContactField("decision_ceiling", Control.NUMBER, suffix="€"),
    ContactField("guards", Control.CHOICE),
    ContactField("gatekeeper_advice", Control.PARAGRAPHS),
    ContactField("started_on", placeholder=_DAY),
)
FIELDS: Mapping[str, ContactField] = {each.name: each for each in _ALL}
LINKS = frozenset({"owner", "site", "guards"})
CLOSED_LISTS = CHOICES
