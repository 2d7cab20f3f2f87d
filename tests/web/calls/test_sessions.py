"""A session is made from a list, looked at, paused, exported; scripts are typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.rules.phones import format_phone
from negoce.identity.enums import Role, Scope
from negoce.jobs.worker import work_off
from negoce.prospecting.actions import call_session_create
from negoce.prospecting.enums import CallOutcome
from negoce.prospecting.models import CallScript, CallSession
from negoce.web.calls import listing, new
from tests.factories.calls import SCRIPT, make_attempt, make_script, make_session, make_target
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NEW = "/prospecting/calls/new/"
GIVEN = {"name": "Laiteries", "most_tries": "2", "quiet_days": "7"}


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def page(client: Client, name: str, *arguments: str) -> str:
    return client.get(reverse(f"calls:{name}", args=arguments)).content.decode()


def test_a_filter_becomes_a_session(boss: Client) -> None:
    make_company(phone="+33145000001", city="Valence")
    make_company(phone="+33145000002", city="Lyon")
    assert "1 entreprise à mettre en file" in boss.get(f"{NEW}?filter=city+is+Valence").content.decode()
    answer = boss.post(f"{NEW}?filter=city+is+Valence", {**GIVEN, "all": "1"}, headers=HTMX)
    session = CallSession.objects.get()
    assert answer.headers["HX-Redirect"] == f"/prospecting/calls/{session.public_id}/"
    assert (session.state, session.targets_count) == ("open", 1)


def test_rows_chosen_in_the_list_become_one(boss: Client) -> None:
    chosen = make_company(phone="+33145000001")
    make_company(phone="+33145000002")
    listed = boss.get("/companies/").content.decode()
    assert "/prospecting/calls/new/?filter=" in listed
    boss.post(f"{NEW}?bulk=1", {**GIVEN, "selected": [chosen.public_id]}, headers=HTMX)
    assert [one.company_id for one in CallSession.objects.get().targets.all()] == [chosen.pk]


def test_a_long_list_is_put_in_order_by_a_job(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "AT_ONCE", 0)
    monkeypatch.setattr(call_session_create, "AT_ONCE", 0)
    make_company(phone="+33145000001")
    boss.post(NEW, {**GIVEN, "all": "1"}, headers=HTMX)
    session = CallSession.objects.get()
    assert (session.state, "La file se prépare" in page(boss, "session", session.public_id)) == (
        "preparing",
        True,
    )
    work_off()
    session.refresh_from_db()
    assert (session.state, session.targets_count) == ("open", 1)


def test_a_fault_gives_the_form_back(boss: Client) -> None:
    make_company(phone="+33145000001")
    answer = boss.post(NEW, {**GIVEN, "name": "", "all": "1"}, headers=HTMX)
    assert (answer.status_code, CallSession.objects.count()) == (422, 0)
    assert "Donnez un nom" in answer.content.decode()


def test_the_page_shows_the_figures_and_pauses(boss: Client) -> None:
    session = make_session(targets_count=2, left_out={"reach.opposed": 3})
    target = make_target(session, state="done", outcome="meeting")
    make_target(session)
    make_attempt(target, CallOutcome.MEETING, opening="silence")
    shown = page(boss, "session", session.public_id)
    for words in (
        "30,0",
        "1 sur 1",
        "Un long silence",
        "La personne s’est opposée aux appels",
        "Rendez-vous",
    ):
        assert words in shown, words
    state = reverse("calls:state", args=[session.public_id])
    boss.post(state, {"state": "paused"})
    session.refresh_from_db()
    assert session.state == "paused"
    boss.post(state, {"state": "paused"})
    assert "n’est plus dans l’état" in page(boss, "session", session.public_id)
    assert "Laiteries" in page(boss, "list")


def test_the_file_names_every_number(boss: Client) -> None:
    session = make_session()
    target = make_target(session, make_company("=Laiterie"), state="done", outcome="meeting")
    answer = boss.get(reverse("calls:export", args=[session.public_id]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"'=Laiterie;{target.contact.full_name};{format_phone(target.number)};Appelée;Rendez-vous;0"
    ]
    boss.force_login(make_user(Role.READ_ONLY))
    assert boss.get(reverse("calls:export", args=[session.public_id])).status_code == 403


def test_lists_cost_the_same_with_more_sessions_and_more_numbers(boss: Client, queries) -> None:
    queries.same(
        make=lambda: make_attempt(make_target(make_session(owner=make_user()))),
        read=lambda: page(boss, "list"),
    )
    session = make_session()
    queries.same(
        make=lambda: make_attempt(
            make_target(session, state="held", held_by=make_user(), held_until="2030-01-01T00:00Z")
        ),
        read=lambda: page(boss, "session", session.public_id),
    )


def test_a_script_is_typed_checked_and_changed(boss: Client) -> None:
    assert "# Accueil" in page(boss, "script_new")
    wrong = boss.post(reverse("calls:script_new"), {"name": "Essai", "text": "# A\n- oui -> B"})
    assert (wrong.status_code, "aucune étape ne s’appelle «\u00a0B\u00a0»" in wrong.content.decode()) == (
        422,
        True,
    )
    boss.post(reverse("calls:script_new"), {"name": "Essai", "text": SCRIPT, "is_active": "on"})
    row = CallScript.objects.get()
    assert "Essai" in page(boss, "scripts")
    change = reverse("calls:script", args=[row.public_id])
    boss.post(change, {"name": "Essai 2", "text": SCRIPT, "revision": row.revision})
    late = boss.post(change, {"name": "Essai 3", "text": SCRIPT, "revision": row.revision})
    row.refresh_from_db()
    assert (late.status_code, row.name, row.is_active) == (409, "Essai 2", False)
    shown = boss.post(reverse("calls:script_preview"), {"text": SCRIPT}).content.decode()
    assert "C’est moi → Besoin" in shown


def test_who_does_not_pilot_reads_scripts_and_changes_none(client: Client) -> None:
    row = make_script()
    client.force_login(make_user(Role.SALESPERSON))
    change = reverse("calls:script", args=[row.public_id])
    assert client.get(change).status_code == 200
    assert client.post(change, {"name": "X", "text": SCRIPT}).status_code == 403
    assert client.get(reverse("calls:script_new")).status_code == 403


def test_what_each_colleague_did_is_for_who_steers_and_everybody_reads_their_own(client: Client) -> None:
    session, colleague = make_session(), make_user(first_name="Zoé", last_name="Quemener")
    seller = make_user(Role.SALESPERSON, first_name="Yann", last_name="Kerbrat")
    for caller in (colleague, seller):
        make_attempt(make_target(session), CallOutcome.MEETING, caller=caller)
    shown = []
    for reader in (make_user(Role.ADMINISTRATOR), seller, make_user(Role.READ_ONLY)):
        client.force_login(reader)
        figures = client.get(
            reverse("calls:session", args=[session.public_id]), headers=HTMX
        ).content.decode()
        shown.append([words in figures for words in ("Zoé", "Yann", "Par personne")])
    assert shown == [[True, True, True], [False, True, True], [False, False, False]]


def test_a_session_of_everybody_is_not_for_who_only_reads_their_own(client: Client) -> None:
    session, answers = make_session(), []
    for role in (Role.SALESPERSON, Role.READ_ONLY):
        client.force_login(make_user(role, scope=Scope.OWN.value))
        answers.append(client.get(reverse("calls:session", args=[session.public_id])).status_code)
    assert answers == [200, 404]


def test_the_list_narrows_to_the_sessions_of_a_plan(boss: Client) -> None:
    plan = make_plan(make_user(Role.MANAGER), name="Laiteries d’hiver")
    session = make_session(name="Appels du plan", plan=plan)
    make_session(name="Autre session")
    of_plan = f"/prospecting/calls/?plan={plan.public_id}"
    assert page(boss, "session", session.public_id).count(f'href="{of_plan}"') == 1
    whole, narrowed = boss.get("/prospecting/calls/"), boss.get(of_plan)
    told = [
        (name, name in whole.content.decode(), name in narrowed.content.decode())
        for name in ("Appels du plan", "Autre session", "Sessions du plan «\u00a0Laiteries d’hiver\u00a0»")
    ]
    assert [each[1:] for each in told] == [(True, True), (True, False), (False, True)]


def test_only_who_may_call_is_offered_and_taken(boss: Client) -> None:
    make_company(phone="+33145000001")
    caller = make_user(Role.SALESPERSON, first_name="Solène", last_name="Maury")
    reader = make_user(Role.READ_ONLY, first_name="Paul", last_name="Girard")
    form = boss.get(NEW).content.decode()
    assert ("Solène Maury" in form, "Paul Girard" in form) == (True, False)
    boss.post(NEW, {**GIVEN, "all": "1", "callers": [caller.pk, reader.pk]}, headers=HTMX)
    assert list(CallSession.objects.get().callers.all()) == [caller]


@pytest.mark.asked_already
def test_sessions_beyond_a_page_are_on_the_next(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_PAGE", 1)
    plan = make_plan(make_user())
    for name in ("Ancienne", "Récente"):
        make_session(name=name, plan=plan)
    of_plan = f"/prospecting/calls/?plan={plan.public_id}"
    first, second = (boss.get(f"{of_plan}{more}").content.decode() for more in ("", "&page=2"))
    assert [("Ancienne" in each, "Récente" in each) for each in (first, second)] == [
        (False, True),
        (True, False),
    ]
    assert f"?plan={plan.public_id}&amp;page=2" in first
