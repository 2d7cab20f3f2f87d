"""The files of the demo: one bought whose licence ends soon, one rented that served once, one of ours; a request."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef

from negoce.companies.actions.people.rights_request import note_request
from negoce.companies.enums import Channel
from negoce.companies.models import Company, Contact
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.prospecting.actions.source_use import note_use
from negoce.prospecting.enums import SourceEnd, SourceKind
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact

_BOUGHT, _RENTED = 40, 25


def write_sources(today: date, _place: int) -> None:
    """Companies that never ordered came by these files, with their people; a person asks for their data."""
    user = User.objects.filter(is_active=True, role="administrator").order_by("pk").first()
    if user is None or FileSource.objects.exists():
        return
    actor = actor_for(user)
    met = Contact.objects.filter(company_id=OuterRef("pk"), erased_at__isnull=True)
    prospects = Company.objects.filter(Exists(met), sales__isnull=True, deleted_at__isnull=True).order_by(
        "-pk"
    )
    keys = list(prospects.values_list("pk", flat=True)[: _BOUGHT + _RENTED])
    bought = FileSource.objects.create(
        name="Industries de l’Ouest, 2026",
        kind=SourceKind.BOUGHT.value,
        supplier="Données Pro Ouest (fictif)",
        contract="F-2026-0418",
        channels=[Channel.EMAIL.value, Channel.PHONE.value, Channel.POST.value],
        starts_on=today - timedelta(days=350),
        ends_on=today + timedelta(days=15),
        cost=Decimal(1850),
        dpo_contact="donnees@pro-ouest.example",
        at_end=SourceEnd.KEEP_ANSWERED.value,
        created_by=user,
    )
    rented = FileSource.objects.create(
        name="Exposants du salon de Laval",
        kind=SourceKind.RENTED.value,
        supplier="Salons Réunis (fictif)",
        channels=[Channel.EMAIL.value, Channel.POST.value],
        uses_allowed=2,
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=120),
        cost=Decimal(640),
        dpo_contact="dpo@salons-reunis.example",
        at_end=SourceEnd.DELETE.value,
        created_by=user,
    )
    _tie(bought, keys[:_BOUGHT], today - timedelta(days=340))
    _tie(rented, keys[_BOUGHT:], today - timedelta(days=50))
    note_use(
        actor,
        key="demo-first-letter",
        what="Courrier d’invitation",
        channel=Channel.POST,
        company_ids=keys[_BOUGHT:],
    )
    _ask(actor, keys, today)


def _ask(actor: Actor, keys: list[int], today: date) -> None:
    """Somebody whom these files brought asked for their data some weeks ago."""
    person = Contact.objects.filter(company_id__in=keys, erased_at__isnull=True).order_by("pk").first()
    if person is not None:
        received = today - timedelta(days=24)
        values = {
            "kind": "access",
            "received_through": "email",
            "received_on": f"{received:%d/%m/%Y}",
            "details": "Copie de toutes les données, et leur origine.",
        }
        note_request(actor, person, values=values)


def _tie(source: FileSource, keys: list[int], day: date) -> None:
    companies = [SourcedCompany(source=source, company_id=key, brought_on=day, created=True) for key in keys]
    SourcedCompany.objects.bulk_create(companies)
    people = Contact.objects.filter(company_id__in=keys).order_by("pk").values_list("pk", flat=True)
    links = [SourcedContact(source=source, contact_id=key, brought_on=day, created=True) for key in people]
    SourcedContact.objects.bulk_create(links)
