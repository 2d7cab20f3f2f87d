"""Creating, changing, finishing and deleting activities."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.delete import delete_activity, restore_activity
from negoce.companies.actions.activities.done import NextStep, complete_activity, reopen_activity
from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.activities.observe import Observed, set_observations
from negoce.companies.actions.activities.postpone import postpone_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.models import Activity, Company, Contact, Observation, Post
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.identity import make_actor


def entries(activity: Activity) -> list[JournalEntry]:
    rows = JournalEntry.objects.filter(subject_kind="activity", subject_id=activity.pk)
    return list(rows.order_by("id"))


def test_a_call_just_made(actor: Actor, company: Company, contact: Contact) -> None:
    activity = create_activity(actor, values={"kind": "call"}, company=company, contacts=[contact])
    assert (activity.subject, activity.state, activity.owner_id) == ("Appel", "done", actor.user_id)
    assert list(activity.contacts.order_by("id")) == [contact]
    company.refresh_from_db()
    assert (company.last_contact_on, company.next_activity_on) == (date(2026, 11, 20), None)
    (entry,) = entries(activity)
    assert (entry.verb, entry.company_key, entry.subject_name) == ("created", company.pk, "Appel")


def test_a_task_for_later_in_words(actor: Actor, company: Company) -> None:
    values = {"kind": "task", "subject": "Envoyer le tarif", "state": "planned", "starts_at": "lundi"}
    task = create_activity(actor, values=values, company=company)
    assert timezone.localtime(task.starts_at) == datetime(2026, 11, 23, tzinfo=PARIS)
    assert task.all_day
    company.refresh_from_db()
    assert (company.last_contact_on, company.next_activity_on) == (None, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "call", "state": "planned", "starts_at": "31/02/2026"}, "starts_at"),
        ({"kind": "call", "state": "planned"}, "starts_at"),
        ({"kind": "call", "starts_at": datetime(2026, 12, 1, 9, tzinfo=PARIS)}, "starts_at"),
        ({"kind": "note", "subject": "Plus tard", "state": "planned", "starts_at": "demain"}, "state"),
        ({"kind": "task"}, "subject"),
        ({"kind": "call", "body": "x" * 10_001}, "body"),
        ({"kind": ""}, "kind"),
        ({"kind": "call", "state": "cancelled"}, "state"),
        ({"kind": "call", "owner": 10**9}, "owner"),
    ],
)
def test_bad_values_are_refused_and_nothing_is_stored(
    actor: Actor, company: Company, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        create_activity(actor, values=values, company=company)
    assert list(refused.value.fields) == [field]
    assert not Activity.objects.exists()
    assert not JournalEntry.objects.exists()


def test_an_exchange_needs_its_company(actor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        create_activity(actor, values={"kind": "visit"})
    assert list(refused.value.fields) == ["company"]


def test_people_belong_to_the_company_now_or_then(actor: Actor, company: Company, contact: Contact) -> None:
    moved = make_contact(make_company("Fromagerie"), last_name="Martin")
    Post.objects.create(contact=moved, company=company, ended_on=date(2025, 1, 1))
    stranger = make_contact(make_company("Autre"), last_name="Inconnu")
    activity = create_activity(actor, values={"kind": "call"}, company=company, contacts=[contact, moved])
    assert set(activity.contacts.order_by("id")) == {contact, moved}
    with pytest.raises(Refused) as refused:
        create_activity(actor, values={"kind": "call"}, company=company, contacts=[stranger])
    assert "Inconnu" in refused.value.fields["contacts"][0]


def test_who_may_not_see_or_create_does_nothing(company: Company) -> None:
    blind = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    reader = make_actor(Role.READ_ONLY)
    activity = make_activity(company)
    with pytest.raises(NotAllowed):
        create_activity(blind, values={"kind": "call"}, company=company)
    with pytest.raises(NotAllowed):
        create_activity(reader, values={"kind": "call"}, company=company)
    for forbidden in (blind, reader):
        with pytest.raises(NotAllowed):
            update_activity(forbidden, activity, changes={"subject": "Autre"})
        with pytest.raises(NotAllowed):
            delete_activity(forbidden, activity)
    assert Activity.objects.count() == 1


def test_the_guard_explains_then_lets_a_reason_pass(actor: Actor, company: Company) -> None:
    values = {"kind": "call", "body": "Elle est en dépression depuis mars."}
    with pytest.raises(TextWarned) as warned:
        create_activity(actor, values=values, company=company)
    (warning,) = warned.value.warnings
    assert (warning.field, warning.excerpt) == ("body", "dépression")
    assert not Activity.objects.exists()
    with pytest.raises(Refused) as refused:
        create_activity(actor, values=values, company=company, guard_reason="ok")
    assert list(refused.value.fields) == ["guard_reason"]
    activity = create_activity(actor, values=values, company=company, guard_reason="Mot cité à sa demande")
    (entry,) = entries(activity)
    assert entry.values["guard_reason"] == [None, "Mot cité à sa demande"]
    assert entry.values["guard_excerpts"] == [None, ["dépression"]]


def test_changes_are_optimistic_field_by_field(actor: Actor, company: Company) -> None:
    activity = make_activity(company, subject="Relance")
    update_activity(actor, activity, changes={"subject": "Relance tarif"}, seen={"subject": "Relance"})
    with pytest.raises(Conflict) as conflict:
        update_activity(actor, activity, changes={"subject": "Autre"}, seen={"subject": "Relance"})
    assert (conflict.value.field, conflict.value.current) == ("subject", "Relance tarif")
    update_activity(actor, activity, changes={"duration_minutes": "30"}, seen={"duration_minutes": ""})
    activity.refresh_from_db()
    assert (activity.subject, activity.duration_minutes) == ("Relance tarif", 30)
    assert [entry.values for entry in entries(activity)] == [
        {"subject": ["Relance", "Relance tarif"]},
        {"duration_minutes": [None, 30]},
    ]


def test_changing_the_date_moves_the_company_dates(actor: Actor, company: Company) -> None:
    activity = create_activity(actor, values={"kind": "call"}, company=company)
    update_activity(actor, activity, changes={"starts_at": "12/11"})
    company.refresh_from_db()
    assert company.last_contact_on == date(2026, 11, 12)


def test_done_with_an_outcome_and_a_next_step(actor: Actor, company: Company, contact: Contact) -> None:
    values = {"kind": "call", "state": "planned", "starts_at": "demain 9h"}
    call = create_activity(actor, values=values, company=company, contacts=[contact])
    done = complete_activity(
        actor,
        call,
        outcome="Commande promise.",
        next_step=NextStep("visit", "Présenter la gamme", "lundi 10h"),
    )
    assert (done.activity.state, done.activity.starts_at) == ("done", timezone.now())
    assert done.activity.body == "Commande promise."
    assert done.next_step is not None
    assert list(done.next_step.contacts.order_by("id")) == [contact]
    company.refresh_from_db()
    assert (company.last_contact_on, company.next_activity_on) == (date(2026, 11, 20), date(2026, 11, 23))
    again = complete_activity(actor, call, outcome="Deux fois ?")
    assert again.activity.body == "Commande promise."


def test_a_bad_next_step_stores_nothing(actor: Actor, company: Company) -> None:
    call = make_activity(company, state="planned")
    with pytest.raises(Refused):
        complete_activity(actor, call, next_step=NextStep("call", "Rappeler", "31/02/2026"))
    call.refresh_from_db()
    assert call.state == "planned"


def test_a_meeting_that_is_over_keeps_its_hour(actor: Actor, company: Company) -> None:
    moment = datetime(2026, 11, 19, 10, tzinfo=PARIS)
    visit = make_activity(company, kind="visit", state="planned", starts_at=moment)
    complete_activity(actor, visit)
    visit.refresh_from_db()
    assert visit.starts_at == moment


def test_done_by_mistake_goes_back_to_its_date(actor: Actor, company: Company) -> None:
    due = datetime(2026, 11, 27, tzinfo=PARIS)
    task = make_activity(company, kind="task", state="planned", starts_at=due, all_day=True)
    complete_activity(actor, task)
    task.refresh_from_db()
    assert (task.state, task.all_day) == ("done", False)
    reopen_activity(actor, task)
    task.refresh_from_db()
    assert (task.state, task.starts_at, task.all_day) == ("planned", due, True)
    assert [entry.verb for entry in entries(task)] == ["done", "reopened"]


def test_postponed_to_a_day_it_keeps_its_hour(actor: Actor, company: Company) -> None:
    moment = datetime(2026, 11, 20, 10, 15, tzinfo=PARIS)
    call = make_activity(company, state="planned", starts_at=moment)
    postpone_activity(actor, call, to="lundi")
    call.refresh_from_db()
    assert timezone.localtime(call.starts_at) == datetime(2026, 11, 23, 10, 15, tzinfo=PARIS)
    postpone_activity(actor, call, to="mardi 14h")
    call.refresh_from_db()
    assert timezone.localtime(call.starts_at) == datetime(2026, 11, 24, 14, tzinfo=PARIS)
    for wrong in ("", "bientôt", "31/02/2026"):
        with pytest.raises(Refused):
            postpone_activity(actor, call, to=wrong)
    complete_activity(actor, call)
    with pytest.raises(Refused):
        postpone_activity(actor, call, to="lundi")


def test_cancelled_it_is_not_awaited_any_more(actor: Actor, company: Company) -> None:
    values = {"kind": "task", "subject": "Relancer", "state": "planned", "starts_at": "demain"}
    task = create_activity(actor, values=values, company=company)
    cancel_activity(actor, task)
    company.refresh_from_db()
    assert company.next_activity_on is None
    with pytest.raises(Refused):
        cancel_activity(actor, make_activity(company))


def test_deleted_and_restored(actor: Actor, company: Company) -> None:
    activity = create_activity(actor, values={"kind": "call"}, company=company)
    delete_activity(actor, activity)
    company.refresh_from_db()
    assert company.last_contact_on is None
    with pytest.raises(NotAllowed):
        update_activity(actor, activity, changes={"subject": "Autre"})
    restore_activity(actor, activity)
    company.refresh_from_db()
    assert company.last_contact_on == date(2026, 11, 20)


def test_whoever_entered_it_may_delete_it(company: Company) -> None:
    seller = make_actor(Role.SALESPERSON)
    company.owner_id = seller.user_id
    company.save()
    own = create_activity(seller, values={"kind": "call"}, company=company)
    other = make_activity(company)
    delete_activity(seller, own)
    with pytest.raises(NotAllowed):
        delete_activity(seller, other)


def test_the_last_sign_is_what_the_person_did(actor: Actor, company: Company, contact: Contact) -> None:
    def call(direction: str, days: int, **facts: object) -> Activity:
        moment = timezone.now() - timedelta(days=days)
        values = {"kind": "call", "direction": direction, "starts_at": moment, **facts}
        return create_activity(actor, values=values, company=company, contacts=[contact])

    call("outgoing", 1)
    contact.refresh_from_db()
    assert contact.last_sign_on is None
    incoming = call("incoming", 5)
    contact.refresh_from_db()
    assert contact.last_sign_on == date(2026, 11, 15)
    call("outgoing", 3, meeting_answer="refused")
    contact.refresh_from_db()
    assert contact.last_sign_on == date(2026, 11, 17)
    update_activity(actor, incoming, changes={"starts_at": "19/11"})
    contact.refresh_from_db()
    assert contact.last_sign_on == date(2026, 11, 19)
    update_activity(actor, incoming, changes={}, contacts=[])
    contact.refresh_from_db()
    assert contact.last_sign_on == date(2026, 11, 17)


def test_observations_of_an_interview(actor: Actor, company: Company, contact: Contact) -> None:
    visit = create_activity(actor, values={"kind": "visit"}, company=company, contacts=[contact])
    set_observations(
        actor, visit, contact, observed=[Observed("purchase_motive", "money", "« 10 % de trop »")]
    )
    set_observations(
        actor, visit, contact, observed=[Observed("interest", "price"), Observed("interest", "price")]
    )
    (kept,) = Observation.objects.order_by("id")
    assert (kept.kind, kept.value) == ("interest", "price")
    assert entries(visit)[-1].values == {"observations": [1, 1]}
    delete_activity(actor, visit)
    restore_activity(actor, visit)
    assert not Observation.objects.exists()


def test_observations_have_their_limits(actor: Actor, company: Company, contact: Contact) -> None:
    email = create_activity(actor, values={"kind": "email"}, company=company, contacts=[contact])
    visit = create_activity(actor, values={"kind": "visit"}, company=company, contacts=[contact])
    stranger = make_contact()
    seen = [Observed("interest", "price")]
    for activity, person, observed in (
        (email, contact, seen),
        (visit, stranger, seen),
        (visit, contact, [Observed("mood", "angry")]),
    ):
        with pytest.raises(Refused):
            set_observations(actor, activity, person, observed=observed)
    with pytest.raises(TextWarned):
        set_observations(actor, visit, contact, observed=[Observed("interest", "price", "Il est dépressif")])
    with pytest.raises(NotAllowed):
        set_observations(make_actor(Role.MARKETING), visit, contact, observed=seen)
    assert not Observation.objects.exists()
