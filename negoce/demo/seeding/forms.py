"""The demo's public forms with a season of requests, and its fairs with their visitors (P4)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from negoce.companies.enums import OriginChannel
from negoce.companies.models import Contact
from negoce.demo.draws import draws, weighted
from negoce.demo.seeding.white_paper import white_paper
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.prospecting.actions.form_save import give_white_paper, save_form, switch_form
from negoce.prospecting.enums import FairInterest, FormState, SubmissionState
from negoce.prospecting.models import Fair, FairEntry, FormDay, FormNotice, FormSubmission, PublicForm

DAYS = 120
_MOST_REQUESTS, _MOST_VISITORS = 40, 24
_CAMPAIGNS: Sequence[tuple[int, dict[str, str]]] = (
    (4, {"utm_source": "lettre", "utm_campaign": "automne"}),
    (3, {"utm_source": "moteur", "keyword": "vitrine de Noël"}),
    (2, {"utm_source": "salon", "utm_campaign": "catalogue"}),
    (5, {}),
)
_INTERESTS = (
    (3, FairInterest.HOT),
    (5, FairInterest.PROJECT),
    (7, FairInterest.CURIOUS),
    (1, FairInterest.SUPPLIER),
)
_FORMS = (
    {
        "name": "Guide des vitrines",
        "kind": "white_paper",
        "title": "Le guide des vitrines qui font entrer",
        "introduction": "Douze idées, leurs prix et leurs délais, par ceux qui équipent des magasins toute l’année.",
        "purpose": "vous envoyer le guide et vous proposer d’en parler",
        "white_paper_title": "Le guide des vitrines",
        "lead_rule": "territory",
    },
    {
        "name": "Contact du site",
        "kind": "contact",
        "title": "Parlons de votre projet",
        "introduction": "Dites-nous en deux lignes ce que vous cherchez : une personne de votre région vous rappelle.",
        "purpose": "répondre à votre demande",
        "lead_rule": "territory",
    },
)
_ASKED = {"first_name": False, "function": False, "phone": False, "postal_code": False, "message": False}


def write_forms(today: date, _place: int) -> None:
    """Two open forms, their views and requests, two fairs; nothing when the demo has some already."""
    if PublicForm.objects.exists() or Fair.objects.exists():
        return
    sellers = list(User.objects.filter(is_active=True, role=Role.SALESPERSON.value).order_by("pk"))
    if not sellers:
        return
    for place, values in enumerate(_FORMS):
        form = _form(values, sellers[place % len(sellers)])
        _views(form, today)
        _requests(form, today, _people(OriginChannel.INBOUND, place))
    _fairs(today, sellers)


def _form(values: dict[str, str], owner: User) -> PublicForm:
    actor = system_actor("Démonstration")
    form = save_form(actor, None, values=values, asked=_ASKED, owner=owner, asks_newsletter=True)
    if values["kind"] == "white_paper":
        form = give_white_paper(actor, form, name="guide-des-vitrines.pdf", content=white_paper())
    return switch_form(actor, form, FormState.OPEN)


def _views(form: PublicForm, today: date) -> None:
    chance = draws("form views", form.name)
    FormDay.objects.bulk_create(
        [
            FormDay(form=form, day=today - timedelta(days=back), views=chance.randrange(2, 14))
            for back in range(DAYS)
        ]
    )


def _people(channel: OriginChannel, place: int, of: int = 2) -> list[Contact]:
    """Every second person of the companies that came by this channel."""
    rows = Contact.objects.filter(
        company__is_fictional=True,
        company__origin_channel=channel.value,
        company__deleted_at__isnull=True,
        deleted_at__isnull=True,
        erased_at__isnull=True,
        current_post__isnull=False,
    ).exclude(email="")
    found = list(rows.select_related("company").order_by("public_id")[: _MOST_REQUESTS * of])
    seen: dict[int, Contact] = {}
    for contact in found[place::of]:
        seen.setdefault(contact.company_id, contact)
    return list(seen.values())


def _requests(form: PublicForm, today: date, people: Sequence[Contact]) -> None:
    notice = FormNotice.objects.create(form=form, digest=_digest("demo", form.name), text=form.purpose)
    rows = []
    for contact in people:
        chance = draws("form request", form.name, contact.public_id)
        at = _moment(today - timedelta(days=chance.randrange(1, DAYS)), chance.randrange(8, 20))
        rows.append(
            FormSubmission(
                form=form,
                kind=form.kind,
                state=SubmissionState.CONFIRMED.value,
                email=contact.email,
                values={
                    "company": contact.company.name,
                    "first_name": contact.first_name,
                    "last_name": contact.last_name,
                    "email": contact.email,
                },
                campaign=weighted(chance, _CAMPAIGNS),
                notice=notice,
                newsletter_wanted=chance.random() < 0.4,
                place_hint="192.0.2.0",
                token_sha256=_digest("demo", form.name, contact.public_id),
                submitted_at=at,
                confirmed_at=at + timedelta(minutes=chance.randrange(1, 90)),
                company=contact.company,
                contact=contact,
                owner=contact.company.owner,
                is_new_company=chance.random() < 0.8,
                downloads=1 if form.white_paper_id else 0,
            )
        )
    FormSubmission.objects.bulk_create([*rows, *_waiting(form, today, notice)])


def _waiting(form: PublicForm, today: date, notice: FormNotice) -> list[FormSubmission]:
    """Those of this week that nobody confirmed yet."""
    return [
        FormSubmission(
            form=form,
            kind=form.kind,
            email=f"visiteur{place}@vitrines.example",
            values={"company": "—", "last_name": "—", "email": f"visiteur{place}@vitrines.example"},
            notice=notice,
            token_sha256=_digest("demo waiting", form.name, str(place)),
            submitted_at=_moment(today - timedelta(days=place % 5), 9 + place),
        )
        for place in range(1, 7)
    ]


def _fairs(today: date, sellers: Sequence[User]) -> None:
    past = Fair.objects.create(
        name="Salon de la décoration",
        place="Paris",
        starts_on=today - timedelta(days=74),
        ends_on=today - timedelta(days=70),
        cost=Decimal(9_500),
    )
    Fair.objects.create(
        name="Rencontres du commerce alpin",
        place="Grenoble",
        starts_on=today + timedelta(days=3),
        ends_on=today + timedelta(days=4),
        cost=Decimal(2_400),
    )
    rows = []
    for place, contact in enumerate(_people(OriginChannel.FAIR, 0, of=1)[:_MOST_VISITORS]):
        chance = draws("fair visitor", contact.public_id)
        rows.append(
            FairEntry(
                client_id=uuid.UUID(int=chance.getrandbits(128), version=4),
                fair=past,
                author=sellers[place % len(sellers)],
                company=contact.company,
                contact=contact,
                interest=weighted(chance, _INTERESTS).value,
                newsletter_wanted=chance.random() < 0.3,
                is_new_company=chance.random() < 0.7,
                noted_at=_moment(past.starts_on + timedelta(days=place % 5), 9 + place % 9),
            )
        )
    FairEntry.objects.bulk_create(rows)


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _digest(*names: str) -> str:
    return hashlib.sha256("/".join(names).encode()).hexdigest()
