"""What a running plan is worked by: each button begins a work for its target, with the plan said (P2)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy
from negoce.prospecting.models import CallSession, Mailing, ProspectingPlan
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.plans import make_plan
from tests.web.test_foreign_records import signed_in

pytestmark = pytest.mark.django_db
PLANS = "/prospecting/plans/"


def running(*channels: str, state: str = "running") -> ProspectingPlan:
    plan = make_plan(make_user(Role.MANAGER, scope=Scope.ALL.value), state=state)
    for each in channels:
        plan.channels.create(channel=each)
    plan.companies.create(company=make_company())
    make_company()
    return plan


def labels(plan: ProspectingPlan, role: Role) -> Sequence[str]:
    user = make_user(role, scope=Scope.ALL.value)
    plan.people.create(person=user)
    return [each.label for each in signed_in(user).get(f"{PLANS}{plan.public_id}/").context["ways"]]


@pytest.mark.parametrize(
    ("channels", "role", "expected"),
    [
        (("phone", "email"), Role.MANAGER, ["Session d’appels", "Envoi d’e-mails", "Tournée de visites"]),
        (("phone", "email"), Role.SALESPERSON, ["Session d’appels", "Tournée de visites"]),
        (("phone", "email", "door_to_door"), Role.READ_ONLY, []),
        (("letter", "door_to_door"), Role.MANAGER, ["Envoi de lettres", "Tournée de visites"]),
        (("fair",), Role.MANAGER, ["Tournée de visites"]),
        (
            (),
            Role.MANAGER,
            ["Session d’appels", "Envoi d’e-mails", "Envoi de lettres", "Tournée de visites"],
        ),
    ],
)
def test_a_plan_offers_the_works_of_its_channels_to_who_may(
    channels: Sequence[str], role: Role, expected: Sequence[str]
) -> None:
    assert labels(running(*channels), role) == expected


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_plan_that_does_not_run_offers_none(state: str) -> None:
    assert labels(running("phone", state=state), Role.MANAGER) == []


def test_each_work_begins_for_the_target_with_its_plan() -> None:
    plan = running("phone", "letter")
    client = signed_in(plan.owner)
    calls, letters, _tour = client.get(f"{PLANS}{plan.public_id}/").context["ways"]
    form = client.get(calls.url).context
    assert (form["form"].initial["plan"], form["target"].count) == (plan.public_id, 1)
    given = {"name": "Matin", "plan": plan.public_id, "most_tries": "2", "quiet_days": "7", "all": "1"}
    assert client.post(calls.url, given).status_code == 302
    assert CallSession.objects.get().plan == plan
    form = client.get(letters.url).context["form"]
    assert (form.initial["name"], form.initial["kind"]) == (plan.name, "letter")
    assert client.post(letters.url, {"name": "Lettre", "kind": "letter", "template": ""}).status_code == 302
    mailing = Mailing.objects.get()
    assert (mailing.plan, mailing.filter_text) == (plan, f"plan is {plan.public_id}")


def test_a_mailing_is_of_no_plan_that_is_over() -> None:
    plan = running(state="closed")
    plan.closed_at = plan.created_at
    plan.save()
    client = signed_in(plan.owner)
    url = f"/prospecting/mailings/new/?plan={plan.public_id}"
    assert "name" not in client.get(url).context["form"].initial
    assert client.post(url, {"name": "Lettre", "kind": "letter", "template": ""}).status_code == 302
    assert Mailing.objects.get().plan is None


def test_a_plan_says_what_it_starts_without() -> None:
    plan = running(state="draft")
    client = signed_in(plan.owner)
    page, start = f"{PLANS}{plan.public_id}/", f"{PLANS}{plan.public_id}/start/"
    assert client.get(start).context["lacking"] == [
        "Aucun canal n’est retenu\u00a0: ni budget, ni commande attendue par canal."
    ]
    shown = client.get(page).content.decode()
    assert ("Peser les canaux" in shown, "Venues sans canal du plan" in shown) == (True, False)
    channel = plan.channels.create(channel="phone")
    assert client.get(start).context["lacking"] == [
        "Aucun canal n’a de budget.",
        "Aucune commande n’est attendue d’un canal.",
    ]
    channel.budget, channel.target_orders = 100, 3
    channel.save()
    assert client.get(start).context["lacking"] == []
    assert "Venues sans canal du plan" in client.get(page).content.decode()


def test_who_only_reads_is_not_offered_to_work_a_plan_unless_they_do_already() -> None:
    plan = running()
    reader = make_user(Role.READ_ONLY, last_name="Girard")
    make_user(Role.SALESPERSON, last_name="Nguyen")
    client = signed_in(plan.owner)

    def offered() -> set[str]:
        form = client.get(f"{PLANS}{plan.public_id}/change/").context["form"]
        return {words.split()[-1] for _key, words in form.fields["people"].choices}

    assert offered() == {plan.owner.last_name, "Nguyen"}
    plan.people.create(person=reader)
    assert offered() == {plan.owner.last_name, "Nguyen", "Girard"}


def test_who_runs_prospecting_without_working_companies_answers_for_their_own_plan() -> None:
    RolePolicy.objects.create(
        role=Role.READ_ONLY.value, scope=Scope.ALL.value, permissions=["manage_prospecting"], field_access={}
    )
    writer = make_user(Role.READ_ONLY)
    form = signed_in(writer).get(f"{PLANS}new/").context["form"]
    assert form.initial["owner"] in {key for key, _words in form.fields["owner"].choices}


def test_channels_are_retained_once_something_is_noted() -> None:
    plan = running(state="draft")
    client = signed_in(plan.owner)
    page = client.post(f"{PLANS}{plan.public_id}/channels/", follow=True)
    assert 'id="retention-form"' not in page.content.decode()
    url = page.redirect_chain[-1][0]
    typed = {"row_channel": ["phone"], "row_mode": ["in_house"], "row_effectiveness": ["8"],
             "row_skill": ["8"], "row_credibility": ["8"], "row_cost": ["100"]}  # fmt: skip
    shown = client.post(f"{url}preview/", typed).content.decode()
    assert f'id="retention-form" method="get" action="{PLANS}{plan.public_id}/change/"' in shown
