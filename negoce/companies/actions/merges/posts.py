"""The posts of people and companies that become one: a person holds one open post in a company."""

from __future__ import annotations

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.models import Company, Contact, Post

_FILLED = (
    *("function", "department", "site_id", "responsibility", "decision_power", "decision_ceiling"),
    *("guards_id", "gatekeeper_advice", "started_on"),
)


def merge_company_posts(ledger: Ledger, kept: Company, absorbed: Company) -> None:
    """Bring the posts of a company to the other; who holds one in both keeps that of the survivor, made fuller."""
    open_ones = {
        post.contact_id: post
        for post in Post.objects.filter(company=kept, ended_on__isnull=True).order_by("pk")
    }
    for post in Post.objects.filter(company=absorbed, ended_on__isnull=True).order_by("pk"):
        twin = open_ones.get(post.contact_id)
        if twin is None:
            continue
        for contact in Contact.objects.filter(current_post=post):
            ledger.edit(contact, current_post_id=twin.pk)
        _join(ledger, post, twin)
    ledger.move(Post.objects.filter(company=absorbed), "company_id", kept.pk)


def merge_contact_posts(ledger: Ledger, kept: Contact, absorbed: Contact) -> Post | None:
    """Bring the posts of a person to the other; returns what has become of the absorbed one's main post."""
    main = absorbed.current_post_id
    ledger.edit(absorbed, current_post_id=None)
    open_ones = {
        post.company_id: post
        for post in Post.objects.filter(contact=kept, ended_on__isnull=True).order_by("pk")
    }
    for post in Post.objects.filter(contact=absorbed, ended_on__isnull=True).order_by("pk"):
        twin = open_ones.get(post.company_id)
        if twin is not None:
            main = twin.pk if main == post.pk else main
            _join(ledger, post, twin)
    ledger.move(Post.objects.filter(contact=absorbed), "contact_id", kept.pk)
    ledger.move(Post.objects.filter(guards=absorbed), "guards_id", kept.pk)
    # Nobody guards nor follows themselves: between the two it meant nothing.
    for post in Post.objects.filter(contact=kept, guards=kept).order_by("pk"):
        ledger.edit(post, guards_id=None)
    for post in Post.objects.filter(contact=kept, successor__in=(kept, absorbed)).order_by("pk"):
        ledger.edit(post, successor_id=None)
    return Post.objects.filter(pk=main or 0).first()


def _join(ledger: Ledger, post: Post, twin: Post) -> None:
    """Fill the survivor's post with what the other knows more, and drop the other."""
    filled = {
        name: getattr(post, name)
        for name in _FILLED
        if getattr(twin, name) in (None, "") and getattr(post, name) not in (None, "")
    }
    ledger.edit(twin, **filled)
    ledger.drop([post])
