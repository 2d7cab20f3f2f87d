"""The demo's public forms with a season of requests, and its fairs with their visitors (P4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.enums import OriginChannel
from negoce.companies.models import Contact
from negoce.demo.draws import draws
from negoce.demo.seeding.fair_visits import write_visitors
from negoce.demo.seeding.form_requests import DAYS, write_requests
from negoce.demo.seeding.plans_begun import RUNNING
from negoce.demo.seeding.white_paper import white_paper
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.prospecting.actions.form_save import give_white_paper, save_form, switch_form
from negoce.prospecting.enums import FormState
from negoce.prospecting.models import Fair, FairEntry, FormDay, ProspectingPlan, PublicForm

# Visitors who bought since, who are new by the fair, who were known.
_WON, _NEW, _KNOWN = 3, 14, 9
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
_ASKED = {
    "first_name": False,
    "function": False,
    "phone": False,
    "postal_code": False,
    "city": False,
    "message": False,
}


def write_forms(today: date, _place: int) -> None:
    """Two open forms, their views and requests, two fairs; nothing when the demo has some already."""
    if PublicForm.objects.exists():
        return
    sellers = list(User.objects.filter(is_active=True, role=Role.SALESPERSON.value).order_by("pk"))
    if not sellers:
        return
    for place, values in enumerate(_FORMS):
        form = _form(values, sellers[place % len(sellers)])
        _views(form, today)
        write_requests(form, today, place)
    _fairs(today, sellers[0])


def _form(values: dict[str, str], owner: User) -> PublicForm:
    actor = system_actor("Démonstration")
    # The document is what the plan that runs hands out.
    plan = ProspectingPlan.objects.filter(name=RUNNING).first() if values["kind"] == "white_paper" else None
    form = save_form(actor, None, values=values, asked=_ASKED, owner=owner, plan=plan, asks_newsletter=True)
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


def _fairs(today: date, follower: User) -> None:
    """One of ten weeks ago with its visitors, of whom some bought since; one in some days."""
    past = Fair.objects.create(
        name="Salon de la décoration",
        place="Paris",
        starts_on=today - timedelta(days=74),
        ends_on=today - timedelta(days=70),
        cost=Decimal(4_600),
    )
    write_visitors(past, _visitors(past), follower)
    Fair.objects.create(
        name="Rencontres du commerce alpin",
        place="Grenoble",
        starts_on=today + timedelta(days=3),
        ends_on=today + timedelta(days=4),
        cost=Decimal(2_400),
    )


def _visitors(fair: Fair) -> list[Contact]:
    """People of companies that fairs brought and that were at no other: some new, some known, some who bought since."""
    met = Contact.objects.filter(
        company__is_fictional=True, company__origin_channel=OriginChannel.FAIR.value, company__deleted_at__isnull=True,
        deleted_at__isnull=True, erased_at__isnull=True, current_post__isnull=False,
    ).exclude(company__in=FairEntry.objects.values("company_id"))  # fmt: skip
    never, since = met.filter(company__sales=None), timedelta(days=12)
    groups = (
        (met.filter(company__sales__first_order_on__gt=fair.ends_on + since), _WON),
        (never.filter(company__created_at__date__gt=fair.ends_on), _NEW),
        (never.filter(company__created_at__date__lt=fair.starts_on), _KNOWN),
    )
    found: dict[int, Contact] = {}
    for rows, most in groups:
        first: dict[int, Contact] = {}
        for contact in rows.select_related("company__owner").order_by("public_id")[: 4 * most]:
            first.setdefault(contact.company_id, contact)
        found |= dict(list(first.items())[:most])
    return sorted(found.values(), key=lambda each: each.public_id)
