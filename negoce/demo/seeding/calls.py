"""The demo's sessions of calls: a year of calls behind it, and one session half done (P9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import QuerySet
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import ActivityKind, Channel
from negoce.companies.models import Activity, Company
from negoce.demo.draws import draws, stable_public_id, weighted
from negoce.demo.seeding.call_threads import tell_calls
from negoce.demo.seeding.plans_begun import RUNNING
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.kit.working_days import is_working_day, next_working_day
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.prospecting.enums import CallOutcome, CallSessionState, CallTargetState, OpeningKind
from negoce.prospecting.models import (
    CallAttempt,
    CallScript,
    CallSession,
    CallTarget,
    PlanCompany,
    ProspectingPlan,
    QualificationGrid,
)
from negoce.prospecting.queries.callable_people import callable_at

PAST, OPEN, HALF = 420, 72, 24
_SCRIPT = """# Accueil
Bonjour, je cherche la personne qui choisit vos fournisseurs pour la décoration et la mise en scène.
- C’est moi -> Besoin
- Elle est absente -> Rappel
- C’est à quel sujet ? -> Sujet

# Décideur
Bonjour, vous choisissez la décoration de votre maison. Puis-je vous poser deux questions ?
- Oui -> Besoin
- Pas maintenant -> Rappel

# Sujet
Nous équipons des magasins et des hôtels de la région. Deux questions suffisent pour savoir si cela vous sert.
- Je vous la passe -> Besoin
- Envoyez un e-mail -> fin

# Besoin
Comment achetez-vous aujourd’hui, et qu’aimeriez-vous changer pour la prochaine saison ?
- Un projet précis -> Rendez-vous
- Nous avons déjà quelqu’un -> Concurrent
- Rien à changer -> fin

# Concurrent
Qu’est-ce que vous appréciez chez eux, et qu’est-ce qui vous manque ?
- Un manque -> Rendez-vous
- Rien -> fin

# Rendez-vous
Vingt minutes sur place suffisent : plutôt mardi matin ou jeudi après-midi ?

# Rappel
Quand puis-je la joindre ?

# Client
Je fais le point avec vous sur vos dernières commandes. Qu’est-ce qui pourrait aller mieux ?
- Un nouveau projet -> Rendez-vous
- Une difficulté -> Difficulté
- Tout va bien -> fin

# Difficulté
Racontez-moi ce qui s’est passé : je le note, et je vous rappelle avec une réponse.
"""
_MAIL = (
    "Bonjour {{ salutation }},\n\n"
    "Merci de m’avoir accordé un moment au téléphone. {{ societe }} équipe des magasins, des hôtels et des restaurants "
    "de la région : décors de saison, végétaux, luminaires, mise en scène de vitrines.\n\n"
    "Je vous rappelle comme convenu. D’ici là, une photo du lieu et la date à laquelle il doit être prêt suffisent "
    "pour que je vienne avec une première idée.\n\n"
    "Bien cordialement,\n{{ expediteur }}"
)
# What becomes of calls; at good hours more people are reached.
_GOOD = [(22, "no_answer"), (12, "voicemail"), (12, "gatekeeper"), (24, "callback"), (7, "meeting"),
         (16, "not_interested"), (3, "wrong_number"), (1, "opposed"), (3, "quote")]  # fmt: skip
_POOR = [(40, "no_answer"), (20, "voicemail"), (14, "gatekeeper"), (10, "callback"), (3, "meeting"),
         (8, "not_interested"), (3, "wrong_number"), (1, "quote")]  # fmt: skip
_GOOD_HOURS = frozenset({9, 10, 11, 17})
_HOURS = (9, 10, 11, 12, 14, 15, 16, 17)
_OPENINGS = [(3, OpeningKind.SILENCE), (3, OpeningKind.TRADE), (2, OpeningKind.SIMILAR), (2, OpeningKind.NEED),
             (1, OpeningKind.REFERRAL), (1, OpeningKind.FAIR), (3, OpeningKind.PLAIN)]  # fmt: skip
# What each opening line adds to the chances of a meeting, out of a hundred calls that reached somebody.
_BETTER = {OpeningKind.REFERRAL: 20, OpeningKind.NEED: 15, OpeningKind.SIMILAR: 7}


def write_calls(today: date, _place: int) -> None:
    """A session that ended and one that goes on; nothing when the demo has some already."""
    if CallSession.objects.exists():
        return
    script = CallScript.objects.create(
        name="Prospects de la décoration", text=_SCRIPT, public_id=stable_public_id("call script")
    )
    people = list(User.objects.filter(is_active=True, role=Role.SALESPERSON.value).order_by("pk")[:4])
    if not people:
        return
    never = Company.objects.filter(is_fictional=True, deleted_at__isnull=True, sales__isnull=True)
    # Plans have calls of their own: the past ones are of the others.
    others = never.exclude(pk__in=PlanCompany.objects.values("company_id")).order_by("public_id")
    plan = ProspectingPlan.objects.filter(name=RUNNING).first()
    ended = _session(
        "Prospects de la décoration, saison passée", script, people[0], today - timedelta(days=200)
    )
    CallSession.objects.filter(pk=ended.pk).update(
        state=CallSessionState.ENDED.value,
        ended_at=_moment(today - timedelta(days=5), 18),
        targets_count=_past(ended, list(others[:PAST]), people, today),
    )
    # Not today: before noon, calls of this morning would be yet to come.
    before = _working_day_before(today)
    going = _session("Prospects à rencontrer avant l’hiver", script, people[0], before)
    count, left_out = _half_done(
        going, _to_meet(plan) if plan else others[PAST : PAST + OPEN], people[:2], before
    )
    CallSession.objects.filter(pk=going.pk).update(targets_count=count, left_out=left_out, plan=plan)


def _to_meet(plan: ProspectingPlan) -> QuerySet[Company]:
    """Whom the plan aims at and nobody has met."""
    aimed = Company.objects.filter(pk__in=PlanCompany.objects.filter(plan=plan).values("company_id"))
    met = Activity.objects.filter(kind=ActivityKind.VISIT.value).values("company_id")
    return aimed.filter(sales=None, deleted_at__isnull=True).exclude(pk__in=met).order_by("public_id")[:OPEN]


def _session(name: str, script: CallScript, owner: User, day: date) -> CallSession:
    mail, _made = MessageTemplate.objects.get_or_create(
        name="Suite à un premier appel",
        language="fr",
        defaults={
            "public_id": stable_public_id("template of calls"),
            "kind": MessageKind.LETTER.value,
            "subject": "Suite à notre échange téléphonique",
            "body": _MAIL,
        },
    )
    session = CallSession.objects.create(
        name=name,
        public_id=stable_public_id("call session", name),
        script=script,
        owner=owner,
        grid=QualificationGrid.objects.filter(key="bant").first(),
        template=mail,
        state=CallSessionState.OPEN.value,
        started_at=_moment(day, 9),
    )
    CallSession.objects.filter(pk=session.pk).update(created_at=_moment(day, 9))
    return session


def _past(session: CallSession, companies: Sequence[Company], people: Sequence[User], today: date) -> int:
    """Three calls at most to each, on working days of the last months."""
    targets = _targets(session, companies, CallTargetState.DONE)
    attempts: list[CallAttempt] = []
    for target in targets:
        chance = draws("call", target.company_id)
        day = today - timedelta(days=chance.randrange(6, 190))
        for _try in range(3):
            day = next_working_day(day)
            if day >= today:
                break
            made = _attempt(session, target, people[chance.randrange(len(people))], day, chance)
            attempts.append(made)
            target.tries += 1
            target.outcome = made.outcome
            day += timedelta(days=chance.randrange(1, 6))
            if made.outcome not in ("no_answer", "voicemail", "gatekeeper"):
                break
    CallTarget.objects.bulk_update(targets, ["tries", "outcome"], batch_size=200)
    tell_calls(attempts)
    _oppose(CallAttempt.objects.bulk_create(attempts))
    return len(targets)


def _oppose(attempts: Sequence[CallAttempt]) -> None:
    """Who asked not to be called any more is not."""
    for each in attempts:
        if each.outcome == CallOutcome.OPPOSED.value and each.contact is not None:
            day = timezone.localdate(each.at)
            record_opposition(
                system_actor("Démonstration"), each.contact, channels=(Channel.PHONE,), opposed_on=f"{day:%d/%m/%Y}",
                source="dit au téléphone",
            )  # fmt: skip


def _half_done(
    session: CallSession, companies: QuerySet[Company], people: Sequence[User], day: date
) -> tuple[int, dict[str, int]]:
    """The first half called that morning; the rest waits."""
    found = list(companies)
    targets = _targets(session, found, CallTargetState.WAITING)
    attempts = []
    for place, target in enumerate(targets[:HALF]):
        chance = draws("call today", target.company_id)
        made = _attempt(session, target, people[place % len(people)], day, chance, hour=9)
        made.at = _moment(day, 9) + timedelta(minutes=6 * place)
        made.hour = timezone.localtime(made.at).hour
        attempts.append(made)
        target.state, target.outcome, target.tries = CallTargetState.DONE.value, made.outcome, 1
    CallTarget.objects.bulk_update(targets, ["state", "outcome", "tries"], batch_size=200)
    tell_calls(attempts, is_lately=True)
    CallAttempt.objects.bulk_create(attempts)
    missing = len(found) - len(targets)
    return len(targets), {"call.no_number": missing} if missing else {}


def _targets(session: CallSession, companies: Sequence[Company], state: CallTargetState) -> list[CallTarget]:
    called = callable_at(companies)
    numbers: set[str] = set()
    made = []
    for place, company in enumerate(companies):
        found = called[company.pk]
        if found.number and found.number not in numbers:
            numbers.add(found.number)
            made.append(
                CallTarget(
                    session=session,
                    company=company,
                    contact_id=found.contact_id,
                    number=found.number,
                    position=place,
                    state=state.value,
                )
            )
    return CallTarget.objects.bulk_create(made)


def _attempt(
    session: CallSession, target: CallTarget, caller: User, day: date, chance: Random, hour: int | None = None
) -> CallAttempt:
    hour = hour or _HOURS[chance.randrange(len(_HOURS))]
    opening = weighted(chance, _OPENINGS)
    outcome = weighted(chance, _GOOD if hour in _GOOD_HOURS else _POOR)
    if outcome in ("callback", "not_interested") and chance.randrange(100) < _BETTER.get(opening, 0):
        outcome = CallOutcome.MEETING.value
    return CallAttempt(
        session=session,
        target=target,
        caller=caller,
        contact=target.contact,
        outcome=outcome,
        opening=opening.value,
        at=_moment(day, hour) + timedelta(minutes=chance.randrange(60)),
        weekday=day.weekday(),
        hour=hour,
        trade=target.company.activity_code[:2],
        seconds=chance.randrange(40, 90)
        if outcome in ("no_answer", "voicemail")
        else chance.randrange(120, 420),
    )


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
