"""One contact being looked at: what is read for it is read once a request, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Post
from negoce.companies.permissions import may_answer_person, may_read_field, may_write_field
from negoce.companies.queries.contact_page import contact_posts, contacts_for_page, named_companies
from negoce.companies.queries.contacts import opposed_channels
from negoce.companies.rules.contact_values import POST_FIELDS
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.web.http import actor_of, load_or_404


class ContactRecord:
    """A contact, the actor who looks, and what panels share."""

    def __init__(self, actor: Actor, contact: Contact) -> None:
        self.actor = actor
        self.contact = contact

    @cached_property
    def post(self) -> Post | None:
        """The main post held now."""
        return self.contact.current_post

    @cached_property
    def posts(self) -> Sequence[Post]:
        """Every post, open ones first."""
        return contact_posts(self.contact)

    @cached_property
    def seen_companies(self) -> Mapping[int, bool]:
        """The companies of the posts, and of those who took them over, that may be named, and whether they open."""
        named = {post.company_id for post in self.posts}
        named |= {post.successor.company_id for post in self.posts if post.successor is not None}
        return named_companies(self.actor, sorted(named))

    def house(self, post: Post) -> str:
        """The name of the company of a post; only that there is one when the actor does not see it."""
        if post.company_id in self.seen_companies:
            return post.company.name
        return _("une entreprise que vous ne voyez pas")

    @cached_property
    def opposed(self) -> Mapping[Channel, date]:
        """The channels that the person closed, with the day."""
        return opposed_channels([self.contact.pk]).get(self.contact.pk, {})

    @property
    def may_edit(self) -> bool:
        """Whether fields open when pressed."""
        return self.actor.may(Permission.EDIT)

    @property
    def may_merge(self) -> bool:
        """Whether it may be merged with another one."""
        return self.may_edit and self.actor.may(Permission.MERGE)

    @property
    def may_answer(self) -> bool:
        """Whether the actor exports and erases people's data."""
        return may_answer_person(self.actor)

    def may_read(self, name: str) -> bool:
        """Whether the actor reads this field of the contact or of its post."""
        return may_read_field(self.actor, "post" if name in POST_FIELDS else "contact", name)

    def may_write(self, name: str) -> bool:
        """Whether the actor changes this field."""
        model = "post" if name in POST_FIELDS else "contact"
        return self.may_edit and may_write_field(self.actor, model, name)

    @property
    def url(self) -> str:
        """The address of its page."""
        return contact_url(self.contact)


def contact_url(contact: Contact) -> str:
    """The address of a contact's page."""
    return reverse("contacts:record", args=[contact.public_id])


def load_record(request: HttpRequest, public_id: str) -> ContactRecord:
    """The contact of an address, as the person of the request may see it; 404 otherwise."""
    actor = actor_of(request)
    contact: Contact = load_or_404(contacts_for_page(actor), public_id)
    return ContactRecord(actor, contact)
