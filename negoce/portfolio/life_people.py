"""What declared statuses say of a person: a reason may name them, and forgets the name with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.models import Contact, Post
from negoce.portfolio.models import StatusOverride, Testimonial


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A status is its company's: nothing of it is held about a person."""
    return ()


def _erase(contact_id: int, redact: Callable[[str], str]) -> int:
    """Rows stay; at the companies where the person works or worked, what they say forgets the name."""
    own = Contact.objects.filter(pk=contact_id).order_by().values("company_id")
    former = Post.objects.filter(contact_id=contact_id).order_by().values("company_id")
    changed = 0
    for row in StatusOverride.objects.filter(company_id__in=own.union(former)).order_by("pk"):
        reason = redact(row.reason)
        if reason != row.reason:
            changed += StatusOverride.objects.filter(pk=row.pk).update(reason=reason[:500])
    for told in Testimonial.objects.filter(company_id__in=own.union(former)).order_by("pk"):
        place = redact(told.place)
        if place != told.place:
            changed += Testimonial.objects.filter(pk=told.pk).update(place=place[:200])
    return changed


STATUS_PEOPLE = PersonData("statuses", _("Statuts déclarés"), _export, _erase)
