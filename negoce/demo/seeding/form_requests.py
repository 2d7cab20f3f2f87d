"""A season of requests by the demo's public forms, each with its exchange and its task in the file of the company.

Those of this week went the very way of a visitor: their author confirms, and the program makes the company, the person
and the task. Older ones were answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from negoce.companies.actions.contacts.dates import refresh_contact_dates
from negoce.companies.enums import ActivityKind, ActivityState, Direction, OriginChannel
from negoce.companies.models import Activity, Company, Contact
from negoce.demo.draws import draws, stable_public_id, weighted
from negoce.demo.moments import midnight
from negoce.demo.seeding.told import Told, write_told
from negoce.kit.refusal import Refused
from negoce.kit.text import fold
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.enums import FormKind, SubmissionState
from negoce.prospecting.models import FormNotice, FormSubmission, PublicForm
from negoce.prospecting.words.form import FORM_KINDS

DAYS = 120
_NEW, _KNOWN = 18, 7
_CAMPAIGNS: Sequence[tuple[int, dict[str, str]]] = (
    (4, {"utm_source": "lettre", "utm_campaign": "automne"}),
    (3, {"utm_source": "moteur", "keyword": "vitrine de Noël"}),
    (2, {"utm_source": "salon", "utm_campaign": "catalogue"}),
    (5, {}),
)
_WISHES = (
    "Nous refaisons la vitrine avant les fêtes : pouvez-vous passer nous voir ?",
    "Cherchons un fournisseur de petites quantités, livré chaque semaine.",
    "Quel délai pour équiper un second magasin de deux linéaires ?",
    "Nous voulons un devis pour un coin cadeaux près de la caisse.",
)
_ANSWERED = (
    "Rappelé : envoi du catalogue.",
    "Rappelée : rendez-vous proposé.",
    "Répondu par e-mail, avec les tarifs.",
)
# Company, first name, last name, postal code, town, days ago, minutes past eight, what they wrote.
Asked = tuple[str, str, str, str, str, int, int, str]
_THIS_WEEK: tuple[tuple[Asked, ...], ...] = (
    (
        ("Épicerie Le Grain d’Orge", "Maud", "Tissier", "42000", "Saint-Étienne", 1, 320, ""),
        ("Le Comptoir des Halles", "Bruno", "Vasseur", "35000", "Rennes", 3, 95, ""),
        ("Jardins de la Presqu’île", "Anaïs", "Roustan", "13008", "Marseille", 0, 5, ""),
    ),
    (
        ("La Maison du Port", "Jeanne", "Martin", "69002", "Lyon", 0, 15, _WISHES[3]),
        ("Aux Trois Fagots", "Karim", "Belkacem", "38100", "Grenoble", 1, 170, _WISHES[0]),
        ("Hôtel des Bords de Loire", "Odile", "Gaudin", "44000", "Nantes", 0, 35, _WISHES[2]),
        ("Papeterie des Arcades", "Luc", "Ferrand", "06300", "Nice", 2, 410, _WISHES[1]),
    ),
)


def write_requests(form: PublicForm, today: date, place: int) -> None:
    """Write those of the form of a place: answered ones, those of this week, and those that nobody confirmed yet."""
    notice = FormNotice.objects.create(form=form, digest=_digest("demo", form.name), text=form.purpose)
    _write_answered(form, notice, today, place)
    FormSubmission.objects.bulk_create(_waiting(form, today, notice))
    for values in _THIS_WEEK[place]:
        _confirm(form, notice, today, values)


def _people(today: date, place: int) -> list[tuple[Contact, bool]]:
    """People of companies that came by themselves: those of the season, new by it, and some known before.

    Every second of them: the others are of the other form.
    """
    rows = Contact.objects.filter(
        company__import_key__startswith="demo:", company__origin_channel=OriginChannel.INBOUND.value,
        company__owner__isnull=False,
        company__deleted_at__isnull=True, deleted_at__isnull=True, erased_at__isnull=True, current_post__isnull=False,
    ).exclude(email="")  # fmt: skip
    begins = midnight(today - timedelta(days=DAYS))
    found: list[tuple[Contact, bool]] = []
    for is_new, of, most in (
        (True, rows.filter(company__created_at__gte=begins, company__created_at__lt=midnight(today)), _NEW),
        (False, rows.filter(company__created_at__lt=begins, company__sales=None), _KNOWN),
    ):
        seen: dict[int, Contact] = {}
        for contact in of.select_related("company__owner").order_by("company__public_id", "public_id"):
            seen.setdefault(contact.company_id, contact)
        found += [(contact, is_new) for contact in list(seen.values())[place::2][:most]]
    return found


def _write_answered(form: PublicForm, notice: FormNotice, today: date, place: int) -> None:
    found = [
        (contact, _request(form, notice, contact, is_new, today)) for contact, is_new in _people(today, place)
    ]
    told = write_told([each for contact, row in found for each in _thread(row, contact)])
    made = {each.public_id: each for each in told}
    for contact, row in found:
        row.task = made[stable_public_id("told", "answer", form.name, contact.public_id)]
    FormSubmission.objects.bulk_create([row for _contact, row in found])


def _request(
    form: PublicForm, notice: FormNotice, contact: Contact, is_new: bool, today: date
) -> FormSubmission:
    chance, company = draws("form request", form.name, contact.public_id), contact.company
    # A company that its request made is as old as it.
    day = (
        timezone.localdate(company.created_at)
        if is_new
        else today - timedelta(days=chance.randrange(8, DAYS))
    )
    at = _moment(day, chance.randrange(8, 18)) + timedelta(minutes=chance.randrange(60))
    values = {
        "company": company.name, "first_name": contact.first_name, "last_name": contact.last_name,
        "email": contact.email,
    }  # fmt: skip
    if form.kind == FormKind.CONTACT.value:
        values["message"] = chance.choice(_WISHES)
    return FormSubmission(
        form=form,
        kind=form.kind,
        state=SubmissionState.CONFIRMED.value,
        email=contact.email,
        values=values,
        campaign=weighted(chance, _CAMPAIGNS),
        notice=notice,
        newsletter_wanted=chance.random() < 0.4,
        place_hint="192.0.2.0",
        token_sha256=_digest("demo", form.name, contact.public_id),
        submitted_at=at,
        confirmed_at=at + timedelta(minutes=chance.randrange(1, 90)),
        company=company,
        contact=contact,
        owner=company.owner,
        is_new_company=is_new,
        downloads=1 if form.white_paper_id else 0,
    )


def _thread(row: FormSubmission, contact: Contact) -> list[Told]:
    """The request, the task that it made, and the answer within two days."""
    chance, at = draws("form answer", row.form.name, contact.public_id), row.confirmed_at or row.submitted_at
    whom, message = (contact.company, contact, contact.company.owner), str(row.values.get("message", ""))
    key, kind = (row.form.name, contact.public_id), str(FORM_KINDS[row.kind])
    answered = min(at + timedelta(hours=chance.randrange(3, 40)), timezone.now())
    return [
        Told(
            ("request", *key), ActivityKind.MESSAGE, f"{kind}\u00a0: {row.form.title}", at, *whom,
            {"direction": Direction.INCOMING.value, "need_recorded": message, "body": message or row.form.title},
        ),
        Told(
            ("answer", *key), ActivityKind.TASK, f"Répondre à {contact.full_name}\u00a0: {kind.lower()}",
            midnight(timezone.localdate(at)), *whom, {"all_day": True},
        ),
        Told(
            ("answered", *key), ActivityKind.CALL, "Réponse à la demande", answered, *whom,
            {
                "direction": Direction.OUTGOING.value, "body": chance.choice(_ANSWERED),
                "duration_minutes": chance.randint(3, 11),
            },
        ),
    ]  # fmt: skip


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
            submitted_at=_moment(today - timedelta(days=1 + place % 5), 9 + place),
        )
        for place in range(1, 7)
    ]


def _confirm(form: PublicForm, notice: FormNotice, today: date, said: Asked) -> None:
    """Let somebody who is not in the file ask and confirm; then give it its hour. Today's task is still to be done."""
    name, first, last, postal_code, city, days, minutes, message = said
    # Never later than now, whenever the demo is made.
    at = min(_moment(today - timedelta(days=days), 8) + timedelta(minutes=minutes), timezone.now())
    email = f"{first}.{last}@{name}.example".lower()
    values = {
        "company": name, "first_name": first, "last_name": last, "postal_code": postal_code, "city": city,
        "email": _plain(email), **({"message": message} if message else {}),
    }  # fmt: skip
    row = FormSubmission.objects.create(
        form=form, kind=form.kind, email=values["email"], values=values, notice=notice, campaign={},
        newsletter_wanted=days == 1, place_hint="192.0.2.0", token_sha256=_digest("demo week", form.name, name),
        submitted_at=at - timedelta(minutes=4),
    )  # fmt: skip
    try:
        row = confirm_submission(row)
    except Refused:
        # The file of this demo refuses the person (somebody of that name exists): one request less.
        return
    task = row.task
    if row.company is None or task is None:
        return
    FormSubmission.objects.filter(pk=row.pk).update(confirmed_at=at)
    if row.is_new_company:
        Company.objects.filter(pk=row.company.pk).update(created_at=at, is_fictional=True)
    asked = Activity.objects.filter(company=row.company, kind=ActivityKind.MESSAGE.value, pk__gte=task.pk - 1)
    asked.update(starts_at=at, created_at=at)
    done = {"state": ActivityState.DONE.value} if days > 1 else {}
    Activity.objects.filter(pk=task.pk).update(
        starts_at=midnight(today - timedelta(days=days)), created_at=at, **done
    )
    refresh_contact_dates([row.company.pk])


def _plain(email: str) -> str:
    """An address of letters that every mail server takes."""
    return fold(email).replace(" ", "-").replace("’", "-").replace("'", "-")


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _digest(*names: str) -> str:
    return hashlib.sha256("/".join(names).encode()).hexdigest()
