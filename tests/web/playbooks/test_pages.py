"""The pages of playbooks: written, switched on, stopped, and the message that a person reads before it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.models import Playbook, PlaybookRun, PlaybookStepDone
from negoce.automation.queries.playbooks.effect import playbook_effect
from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.outbox.models import Message, MessageTemplate
from negoce.web.playbooks.pages import effect_context
from negoce.web.playbooks.panel import COMPANY_PLAYBOOKS
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order
from tests.factories.playbooks import make_life, make_playbook, make_run
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user())


def test_the_houses_own_are_listed_in_the_readers_language(client: Client) -> None:
    page = client.get(reverse("playbooks:list")).content.decode()
    assert "Réveiller le client dormant" in page
    english = signed_in(make_user(language="en")).get(reverse("playbooks:list")).content.decode()
    assert "Wake the dormant customer" in english
    assert signed_in(make_user(Role.SALESPERSON)).get(reverse("playbooks:list")).status_code == 403


def test_the_list_costs_the_same_whatever_it_shows(client: Client, queries: Queries) -> None:
    queries.same(lambda: make_run(make_playbook()), lambda: client.get(reverse("playbooks:list")))


def test_one_is_written_and_switched_on_after_a_preview(client: Client) -> None:
    posted = {"name": "Relance", "status": "dormant", "control_percent": "0"}
    assert client.post(reverse("playbooks:new"), {**posted, "name": ""}, headers=HTMX).status_code == 422
    assert client.post(reverse("playbooks:new"), posted, headers=HTMX).status_code == 204
    row = Playbook.objects.get(name="Relance")
    step = reverse("playbooks:step_new", args=[row.public_id])
    assert client.get(step).status_code == 200
    assert client.post(step, {"kind": "message", "subject": "Écrire"}, headers=HTMX).status_code == 422
    made = {"kind": "task", "subject": "Appeler", "delay_days": "3"}
    assert client.post(step, made, headers=HTMX).status_code == 204
    make_life(since=date(2026, 1, 5))
    make_life(since=date(2026, 1, 6))
    url = reverse("playbooks:playbook", args=[row.public_id])
    assert "Aussi les 2 entreprises qui y sont déjà" in client.get(url).content.decode()
    switch = reverse("playbooks:switch", args=[row.public_id])
    client.post(switch, {"on": "yes", "present": "yes"})
    sweep_playbooks(timezone.localdate())
    page = client.get(url).content.decode()
    assert "En marche" in page
    assert row.runs.count() == 2
    client.post(switch, {"on": "no"})
    assert set(row.runs.values_list("state", flat=True)) == {"stopped"}


def test_a_step_is_changed_and_taken_out(client: Client) -> None:
    row = Playbook.objects.get(key="wake")
    found = row.steps.get(key="call")
    url = reverse("playbooks:step", args=[row.public_id, found.public_id])
    assert "que s’est-il passé" in client.get(url).content.decode()
    changed = {"kind": "task", "subject": "Appeler Hélène", "delay_days": "1"}
    assert client.post(url, changed, headers=HTMX).status_code == 204
    found.refresh_from_db()
    assert (found.subject, found.delay_days) == ("Appeler Hélène", 1)
    client.post(reverse("playbooks:step_removal", args=[row.public_id, found.public_id]))
    assert client.get(url).status_code == 404


def test_the_effect_hides_margins_from_who_may_not_read_them(client: Client) -> None:
    row = make_playbook(effect_days=30)
    for number in range(60):
        run = make_run(row, started_on=date(2026, 1, 5), is_control=number % 2 == 1)
        if not run.is_control:
            make_order(run.company, date(2026, 1, 6), "100", cost="60")
    url = reverse("playbooks:playbook", args=[row.public_id])
    page = client.get(url).content.decode()
    assert "Marge par entreprise" in page
    assert "Ils commandent plus" in page
    blind = replace(make_actor(Role.MANAGER), field_access={})
    lines = effect_context(playbook_effect(row, timezone.localdate(), make_actor()), blind)["lines"]
    assert [each["label"] for each in lines] == ["Commandes par entreprise", "CA HT par entreprise"]


def test_a_message_is_read_then_sent_and_its_task_is_done(client: Client) -> None:
    company = make_company("Gardot")
    make_contact(company, email="helene@gardot.example", informed_on=date(2026, 1, 5))
    make_life(company=company)
    playbook = make_playbook()
    template = MessageTemplate.objects.get(key="playbook_wake", language="fr")
    playbook.steps.filter(delay_days=0).update(kind="message", template=template, subject="Écrire")
    sweep_playbooks(timezone.localdate())
    mark = PlaybookStepDone.objects.get()
    card = client.get(COMPANY_PLAYBOOKS.url(company), headers=HTMX).content.decode()
    url = reverse("company_playbooks:message", args=[company.public_id, mark.public_id])
    assert url in card
    form = client.get(url).content.decode()
    assert "Pouvons-nous encore vous être utiles" in form
    contact = company.contacts.get()
    posted = {"recipient": contact.public_id, "subject": "Bonjour", "text": "Puis-je vous appeler ?"}
    assert client.post(url, posted, headers=HTMX).status_code == 204
    mark.refresh_from_db()
    message = Message.objects.get()
    assert (mark.outcome, mark.message, message.state) == ("queued", message.public_id, "waiting")
    assert Activity.objects.get().state == "done"
    assert client.get(url).status_code == 404


def test_it_is_stopped_on_the_page_of_the_company(client: Client) -> None:
    run = make_run(make_playbook(), make_company())
    url = reverse("company_playbooks:stop", args=[run.company.public_id, run.public_id])
    assert client.post(url, headers=HTMX).status_code == 204
    assert PlaybookRun.objects.get().end == "person"
    left_out = make_run(run.playbook, run.company, is_control=True, entered_on=date(2026, 1, 1))
    other = reverse("company_playbooks:stop", args=[run.company.public_id, left_out.public_id])
    assert client.post(other, headers=HTMX).status_code == 404


def test_who_sees_a_part_of_the_house_reads_and_is_shown_no_switch() -> None:
    leader = make_user(Role.MANAGER)
    row = make_playbook(is_active=False)
    make_run(row, make_company(owner=leader))
    make_run(row)
    client = signed_in(leader)
    listing = client.get(reverse("playbooks:list"))
    assert (listing.context["may_set"], "Nouveau scénario" in listing.content.decode()) == (False, False)
    answer = client.get(reverse("playbooks:playbook", args=[row.public_id]))
    page = answer.content.decode()
    assert (answer.context["counts"].running, answer.context["may_set"]) == (1, False)
    for hidden in (
        "Mettre en marche",
        "Modifier l’étape",
        "Ajouter une étape",
        "Retirer l’étape",
        "/change/",
    ):
        assert hidden not in page, hidden
    for name in ("change", "preview", "step_new"):
        assert client.get(reverse(f"playbooks:{name}", args=[row.public_id])).status_code == 403, name
    assert client.post(reverse("playbooks:switch", args=[row.public_id]), {"on": "yes"}).status_code == 403
    assert signed_in(make_user(Role.SALESPERSON)).get(answer.request["PATH_INFO"]).status_code == 403


def test_the_preview_names_the_first_companies(client: Client, queries: Queries) -> None:
    row = make_playbook(is_active=False)
    url = reverse("playbooks:preview", args=[row.public_id])
    assert "Personne n’est dans ce statut" in client.get(url, headers=HTMX).content.decode()
    queries.same(lambda: make_life(company=make_company(owner=make_user())), lambda: client.get(url))
    named = make_life(company=make_company("Gardot")).company
    page = client.get(url, headers=HTMX).content.decode()
    assert named.name in page
    assert "seraient prises" in page
    assert "entrées aujourd’hui (0)" in page
    make_life(since=timezone.localdate())
    page = client.get(url, headers=HTMX).content.decode()
    assert "entrées aujourd’hui (1)" in page
    assert client.get(url, {"present": "no"}, headers=HTMX).context["found"].companies == 1
    assert not row.runs.exists()
