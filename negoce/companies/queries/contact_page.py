"""What the page of a contact reads, each piece in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from negoce.companies.enums import CONTACT_KINDS, ActivityState
from negoce.companies.models import (
    Activity,
    Address,
    Company,
    Contact,
    ContactPreference,
    Observation,
    Opposition,
    Post,
)
from negoce.companies.queries.visible import (
    company_rights,
    visible_activities,
    visible_contacts,
)
from negoce.identity.rules.actor import Actor
from negoce.kit.narrow import own_columns

MOST_POSTS = 50
MOST_FORMER = 50
_MOST = 100
_COMPANY = ("public_id", "name", "owner", "territory", "deleted_at")
_PERSON = ("public_id", "first_name", "last_name")
_POST = (
    *(f"current_post__{name}" for name in own_columns(Post)),
    *(f"current_post__company__{name}" for name in _COMPANY),
    *(f"current_post__guards__{name}" for name in _PERSON),
    *(f"current_post__site__{name}" for name in own_columns(Address)),
)
_PAGE = (
    *own_columns(Contact),
    *(f"company__{name}" for name in _COMPANY),
    *(f"owner__{name}" for name in _PERSON),
    *_POST,
)
_POSTS = (
    *own_columns(Post),
    *(f"company__{name}" for name in _COMPANY),
    *(f"successor__{name}" for name in (*_PERSON, "company", "deleted_at", "erased_at")),
)
# What the page says of an interview: that it took place, and where it is told.
_INTERVIEWS = ("public_id", "kind", "starts_at")
_GATEKEEPERS = (*own_columns(Post), *(f"contact__{name}" for name in _PERSON))


@dataclass(frozen=True, slots=True)
class Interview:
    """An exchange and what was observed of the person in it."""

    activity: Activity
    observations: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class FormerContact:
    """A post that somebody left in a company, and where that person is now, when they still are somewhere.

    `seen` tells that the actor may open the person's page.
    """

    post: Post
    person: Contact
    now: Post | None
    seen: bool


def contacts_for_page(actor: Actor) -> QuerySet[Contact]:
    """Visible contacts with the records that the header names."""
    return (
        visible_contacts(actor)
        .select_related(
            "company", "owner", "current_post__company", "current_post__guards", "current_post__site"
        )
        .only(*_PAGE)
    )


def contact_posts(contact: Contact) -> Sequence[Post]:
    """The posts of a person, open ones first, then the last left."""
    rows = Post.objects.filter(contact=contact).select_related("company", "successor").only(*_POSTS)
    return list(rows[:MOST_POSTS])


def named_companies(actor: Actor, company_ids: Sequence[int]) -> Mapping[int, bool]:
    """Those of these companies that may be named to the actor, and whether they open: one in the bin does not."""
    rows = Company.objects.filter(company_rights(actor), pk__in=list(company_ids)).order_by()
    return {key: deleted is None for key, deleted in rows.values_list("pk", "deleted_at")}


def contact_preferences(contact: Contact) -> Sequence[ContactPreference]:
    """What the person told us to take into account, the last told first."""
    return list(ContactPreference.objects.filter(contact=contact)[:_MOST])


def contact_oppositions(contact: Contact) -> Sequence[Opposition]:
    """The person's refusals, those that hold first."""
    rows = Opposition.objects.filter(contact=contact).select_related("recorded_by")
    return sorted(rows.order_by("-opposed_on", "-id"), key=lambda each: each.lifted_on is not None)


def contact_observations(actor: Actor, contact: Contact) -> Sequence[Interview]:
    """What was observed, by interview that the actor may see, newest first; in two queries."""
    observed = Observation.objects.filter(contact=contact).order_by("kind", "id")
    rows = (
        visible_activities(actor)
        .filter(observations__contact=contact)
        .distinct()
        .order_by("-starts_at", "-id")
        .prefetch_related(Prefetch("observations", queryset=observed, to_attr="observed"))
        .only(*_INTERVIEWS)
    )
    return [Interview(each, each.observed) for each in rows[:_MOST]]


def observable_interviews(actor: Actor, contact: Contact) -> Sequence[Activity]:
    """Exchanges in which something may have been observed of the person: done, with them, newest first."""
    rows = visible_activities(actor).filter(
        contacts=contact, state=ActivityState.DONE.value, kind__in=[kind.value for kind in CONTACT_KINDS]
    )
    return list(rows.order_by("-starts_at", "-id").only(*_INTERVIEWS)[:30])


def gatekeepers(actor: Actor, contact: Contact) -> Sequence[Post]:
    """The open posts of those who filter the access to a person."""
    rows = Post.objects.filter(
        company_rights(actor, "contact__company__"),
        guards=contact,
        ended_on__isnull=True,
        contact__deleted_at__isnull=True,
        contact__erased_at__isnull=True,
        contact__company__deleted_at__isnull=True,
    )
    rows = rows.select_related("contact").only(*_GATEKEEPERS)
    return list(rows.order_by("contact__name_key", "id")[:_MOST])


def open_tasks_with(actor: Actor, contact: Contact) -> Sequence[Activity]:
    """What is still planned with a person, soonest first; at most ten."""
    rows = visible_activities(actor).filter(contacts=contact, state=ActivityState.PLANNED.value)
    return list(rows.order_by("starts_at", "id")[:10])


def former_contacts(actor: Actor, company: Company) -> Sequence[FormerContact]:
    """Those who left a company that the actor sees, the last gone first, in two queries."""
    rows = (
        Post.objects.filter(company=company, ended_on__isnull=False, contact__deleted_at__isnull=True)
        .filter(contact__erased_at__isnull=True)
        .select_related("contact__current_post__company", "successor")
        .order_by("-ended_on", "-id")
    )
    posts = list(rows[:MOST_FORMER])
    people = [post.contact_id for post in posts]
    seen = (
        set(visible_contacts(actor).filter(pk__in=people).values_list("pk", flat=True)) if people else set()
    )
    return [
        FormerContact(post, post.contact, post.contact.current_post, post.contact_id in seen)
        for post in posts
        if post.contact.current_post is None or post.contact.current_post.company_id != company.pk
    ]


def second_posts(actor: Actor, company: Company) -> Sequence[Post]:
    """The open posts in a company of people whose main post is elsewhere, by name; only of those the actor sees."""
    rows = Post.objects.filter(company=company, ended_on__isnull=True).exclude(contact__company=company)
    rows = rows.filter(
        company_rights(actor, "contact__company__"),
        contact__deleted_at__isnull=True,
        contact__erased_at__isnull=True,
        contact__company__deleted_at__isnull=True,
    )
    return list(rows.select_related("contact__company").order_by("contact__name_key", "id")[:MOST_FORMER])
