"""One company being looked at: what is read for it is read once a request, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from django.urls import NoReverseMatch

from negoce.companies.actions.company_checks import stored_values
from negoce.companies.enums import Channel
from negoce.companies.models import Company, Tag
from negoce.companies.queries.company_page import (
    CompanyPeople,
    company_completeness,
    company_people,
    company_tags,
    visible_parent,
)
from negoce.companies.queries.contacts import opposed_channels
from negoce.companies.rules.company_derived import standing_warnings
from negoce.companies.rules.completeness import Completeness
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.web.addresses import address_of


class CompanyRecord:
    """A company, the actor who looks, and what panels share."""

    def __init__(self, actor: Actor, company: Company) -> None:
        self.actor = actor
        self.company = company

    @cached_property
    def people(self) -> CompanyPeople:
        """Its contacts."""
        return company_people(self.actor, self.company)

    @cached_property
    def opposed(self) -> Mapping[int, Mapping[Channel, date]]:
        """The channels that some of its contacts closed, with the day."""
        return opposed_channels([contact.pk for contact in self.people.contacts])

    @cached_property
    def tags(self) -> Sequence[Tag]:
        """Its tags."""
        return company_tags(self.company)

    @cached_property
    def parent(self) -> Company | None:
        """Its parent company, when the actor may see it."""
        return visible_parent(self.actor, self.company)

    @cached_property
    def gauge(self) -> Completeness:
        """How complete the file is."""
        return company_completeness(self.actor, self.company, self.people)

    @cached_property
    def warnings(self) -> dict[str, Finding]:
        """What is stored but looks wrong, by field."""
        return dict(standing_warnings(stored_values(self.company)))

    @property
    def may_edit(self) -> bool:
        """Whether fields open when pressed."""
        return self.actor.may(Permission.EDIT)

    @property
    def may_merge(self) -> bool:
        """Whether it may be merged with another one."""
        return self.may_edit and self.actor.may(Permission.MERGE)

    @property
    def url(self) -> str:
        """The address of its page."""
        return company_url(self.company)


def company_url(company: Company) -> str:
    """The address of a company's page."""
    return address_of("companies:record", company.public_id)


def url_or_nothing(name: str, *arguments: object) -> str:
    """The address of a page that another room may not have yet; empty when there is none."""
    try:
        return address_of(name, *map(str, arguments))
    except NoReverseMatch:
        return ""
