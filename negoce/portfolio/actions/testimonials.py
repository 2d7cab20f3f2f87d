"""Notes that a customer said something of us in public, or takes it back (L4)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Company
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.portfolio.actions.attitude_refresh import refresh_attitudes
from negoce.portfolio.models import Testimonial


def note_testimonial(
    actor: Actor, company: Company, *, published_on: str, place: str, reason: str = ""
) -> Testimonial:
    """Note where a customer's testimonial was published, on a day as typed; their attitude follows at once.

    Raises NotAllowed, Refused for a day that is not one or is to come, and FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    today = timezone.localdate()
    day = parse_day(published_on, today)
    if day.value is None:
        raise refuse_field("published_on", _("Donnez le jour de la publication, comme 15/11/2026."))
    if day.value > today:
        raise refuse_field("published_on", _("Ce jour est à venir : notez le témoignage une fois publié."))
    where = " ".join(place.split())[:200]
    if not where:
        raise refuse_field("place", _("Dites où il est publié : site, revue, réseau social…"))
    guard_texts({"place": where}, {}, reason)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        testimonial = Testimonial.objects.create(
            company=row, published_on=day.value, place=where, author_id=actor.user_id
        )
        _journal(actor, testimonial, "created")
        refresh_attitudes([row.pk], today=today)
    return testimonial


def remove_testimonial(actor: Actor, testimonial: Testimonial) -> None:
    """Take a testimonial back; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        company = visible_company(actor, testimonial.company_id)
        row = Testimonial.objects.filter(pk=testimonial.pk, company=company).first()
        if row is None:
            raise NotAllowed(_("Ce témoignage n’existe plus. Rien n’a été changé."))
        _journal(actor, row, "deleted")
        row.delete()
        refresh_attitudes([company.pk], today=timezone.localdate())


def _journal(actor: Actor, row: Testimonial, verb: str) -> None:
    told = {"published_on": row.published_on, "place": row.place}
    changes = {key: (None, value) if verb == "created" else (value, None) for key, value in told.items()}
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="testimonial",
            subject_id=row.pk,
            subject_name=row.place,
            company_key=row.company_id,
            changes=changes,
        ),
    )
