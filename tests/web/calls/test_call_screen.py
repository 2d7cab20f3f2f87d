"""The screen of one call: what it shows, what each gesture answers, who may not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Activity, Post
from negoce.identity.enums import Role, Scope
from negoce.outbox.models import Message, MessageTemplate
from negoce.portfolio.actions.status_override import override_status
from negoce.prospecting.models import CallAttempt, CallSession, CallTarget
from tests.factories.calls import SCRIPT, make_script, make_session, make_target
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def url(name: str, session: CallSession) -> str:
    return reverse(f"calls:{name}", args=[session.public_id])


def signed_in(client: Client, role: Role = Role.ADMINISTRATOR, **fields: object) -> Client:
    client.force_login(make_user(role, **fields))
    return client


def test_it_shows_whom_to_call_and_what_is_known(client: Client) -> None:
    company = make_company("Laiterie du Vercors", activity_code="10.51A", activity_code_version="rev2")
    make_activity(company, subject="Visite de l’atelier", need_recorded="Veut deux quais.")
    contact = make_contact(company, first_name="Odile", last_name="Blanc", phone="+33145678901")
    session = make_session(script=make_script())
    make_target(session, contact=contact, number="+33145678901")
    page = signed_in(client).post(url("next", session), follow=True).content.decode()
    for shown in (
        "01\u00a045\u00a067\u00a089\u00a001",
        "tel:+33145678901",
        "Odile Blanc",
        "Laiterie du Vercors",
        "Visite de l’atelier",
        "vous nous aviez parlé d’un besoin. Où en êtes-vous",
        " : Veut deux quais.</span>",
        "Bonjour.",
        "Pas encore assez d’appels",
        'data-key="9"',
    ):
        assert page.count(shown) >= 1, shown


def test_a_reload_keeps_the_number_and_htmx_answers_what_a_fresh_load_shows(client: Client) -> None:
    session = make_session()
    make_target(session)
    make_target(session)
    signed_in(client).post(url("next", session))
    whole = client.get(url("call", session)).content.decode()
    part = client.get(url("call", session), headers=HTMX).content.decode()
    body = part[part.index('<div class="call-bar">') : part.index("</n-call>")]
    head, _csrf, _rest = body.partition("csrfmiddlewaretoken")
    assert whole.count(head) == 1
    assert CallTarget.objects.filter(state="held").count() == 1


def test_looking_takes_nothing_and_the_button_takes_one(client: Client) -> None:
    session = make_session()
    target = make_target(session)
    page = signed_in(client).get(url("call", session)).content.decode()
    assert ("Un numéro vous attend." in page, f'action="{url("next", session)}"' in page) == (True, True)
    assert list(CallTarget.objects.values_list("state", "held_by")) == [("waiting", None)]
    taken = client.post(url("next", session), headers=HTMX).content.decode()
    assert f'data-target="{target.pk}"' in taken
    assert client.get(url("next", session)).status_code == 405


def test_an_outcome_brings_the_next_number(client: Client) -> None:
    session = make_session()
    first, second = make_target(session), make_target(session)
    signed_in(client)
    client.post(url("next", session))
    said = {"target": first.pk, "outcome": "not_interested", "note": "Sous contrat", "opening": "plain"}
    answer = client.post(url("outcome", session), said, headers=HTMX)
    assert answer.status_code == 200
    assert f'data-target="{second.pk}"' in answer.content.decode()
    assert CallAttempt.objects.get().opening == "plain"
    assert Activity.objects.get().body == "Sous contrat"
    back = client.post(url("undo", session), headers=HTMX)
    assert f'data-target="{first.pk}"' in back.content.decode()


def test_a_meeting_without_a_day_gives_back_what_was_typed(client: Client) -> None:
    session = make_session()
    target = make_target(session)
    signed_in(client)
    client.post(url("next", session))
    said = {"target": target.pk, "outcome": "meeting", "note": "Très intéressée"}
    answer = client.post(url("outcome", session), said, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, CallAttempt.objects.count()) == (422, 0)
    assert ("Très intéressée" in page, "Pour quand" in page) == (True, True)


def test_an_outcome_that_is_none_or_of_another_number_is_refused(client: Client) -> None:
    session = make_session()
    target = make_target(session)
    signed_in(client)
    client.post(url("next", session))
    assert (
        client.post(url("outcome", session), {"target": target.pk, "outcome": ""}, headers=HTMX).status_code
        == 422
    )
    lost = client.post(url("outcome", session), {"target": 0, "outcome": "no_answer"}, headers=HTMX)
    assert (lost.status_code, CallAttempt.objects.count()) == (409, 0)


def test_passing_pausing_and_keeping(client: Client) -> None:
    session = make_session()
    make_target(session)
    second = make_target(session)
    signed_in(client)
    client.post(url("next", session))
    answer = client.post(url("pass", session), headers=HTMX)
    assert f'data-target="{second.pk}"' in answer.content.decode()
    assert client.post(url("keep", session)).status_code == 204
    paused = client.post(url("pass", session), {"later": "1"}, headers=HTMX)
    assert paused.headers["HX-Redirect"] == url("session", session)
    assert client.post(url("keep", session)).status_code == 409
    states = CallTarget.objects.order_by("position").values_list("state", flat=True)
    assert list(states) == ["skipped", "waiting"]


def test_when_nothing_is_left_it_says_why(client: Client) -> None:
    session = make_session()
    page = signed_in(client).get(url("call", session)).content.decode()
    assert "Tous les numéros de la session ont été appelés." in page


def test_the_mail_of_the_session_leaves_at_one_press_once(client: Client) -> None:
    template = MessageTemplate.objects.filter(kind="letter").order_by("pk").first()
    session = make_session(template=template)
    contact = make_contact(email="odile@dairy.example", phone="+33145678901", informed_on="2026-11-02")
    make_target(session, contact=contact, number="+33145678901")
    signed_in(client)
    client.post(url("next", session))
    for _press in range(2):
        assert client.post(url("mail", session), {"now": "1"}, headers=HTMX).status_code == 204
    assert Message.objects.get().to_address == "odile@dairy.example"
    assert client.get(url("mail", session), headers=HTMX).status_code == 200


def test_a_mail_that_the_gate_refuses_says_so(client: Client) -> None:
    template = MessageTemplate.objects.filter(kind="letter").order_by("pk").first()
    session = make_session(template=template)
    contact = make_contact(email="odile@dairy.example", phone="+33145678901")
    make_target(session, contact=contact, number="+33145678901")
    signed_in(client)
    client.post(url("next", session))
    answer = client.post(url("mail", session), {"now": "1"}, headers=HTMX)
    assert "informez-la" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")


def test_who_may_not_write_or_is_not_a_caller_calls_nobody(client: Client) -> None:
    session = make_session()
    make_target(session)
    signed_in(client, Role.READ_ONLY)
    assert client.get(url("call", session)).status_code == 403
    assert client.post(url("next", session)).status_code == 403
    assert client.post(url("outcome", session), {"outcome": "meeting"}).status_code == 403
    own = make_session(owner=make_user())
    own.callers.add(own.owner)
    client.force_login(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    assert client.get(url("call", own)).status_code == 404
    client.force_login(make_user(Role.SALESPERSON, scope=Scope.ALL.value))
    assert client.get(url("call", own)).status_code == 403


def test_the_screen_costs_the_same_in_a_long_session(client: Client, queries) -> None:
    session = make_session()
    signed_in(client)
    queries.same(make=lambda: make_target(session), read=lambda: client.get(url("call", session)))


def test_a_number_that_was_closed_while_in_hand_is_not_shown_again(client: Client) -> None:
    session = make_session()
    closed, free = make_target(session, number="+33145678901"), make_target(session)
    signed_in(client).post(url("next", session))
    contact = closed.contact
    record_opposition(make_actor(), contact, channels=[Channel.PHONE], opposed_on="", source="courrier")
    page = client.get(url("call", session)).content.decode()
    assert ("tel:+33145678901" in page, "ne peut plus être appelé" in page) == (False, True)
    after = client.post(url("next", session), headers=HTMX).content.decode()
    assert f'data-target="{free.pk}"' in after


def test_an_outcome_that_is_refused_keeps_the_call_that_was_made(client: Client) -> None:
    session = make_session()
    made = make_target(session)
    signed_in(client).post(url("next", session))
    record_opposition(make_actor(), made.contact, channels=[Channel.PHONE], opposed_on="", source="courrier")
    said = {"target": made.pk, "outcome": "meeting", "note": "Elle rappelle", "when": ""}
    answer = client.post(url("outcome", session), said, headers=HTMX)
    assert (answer.status_code, f'data-target="{made.pk}"' in answer.content.decode()) == (422, True)


def test_a_meeting_with_a_suspect_proposes_the_status_and_the_page_of_the_company_too(client: Client) -> None:
    session = make_session(most_tries=1)
    target = make_target(session)
    make_target(session)
    signed_in(client).post(url("next", session))
    said = {"target": target.pk, "outcome": "meeting", "when": "demain 9h"}
    after = client.post(url("outcome", session), said, headers=HTMX).content.decode()
    label = "Passer en «\u00a0Prospect tiède\u00a0»"
    assert after.count(label) == 1
    head = client.get(f"/companies/{target.company.public_id}/panels/life-head/").content.decode()
    assert head.count(label) == 1
    address = re.search(r'href="([^"]+status=warm[^"]*)"', head)
    assert address is not None
    dialog = client.get(address[1].replace("&amp;", "&"), headers=HTMX).content.decode()
    assert ('<option value="warm" selected>' in dialog, "A accepté un rendez-vous le" in dialog) == (
        True,
        True,
    )


def test_nothing_is_proposed_once_somebody_declared_a_status_or_may_not_edit(client: Client) -> None:
    target = make_target(make_session())
    company = target.company
    make_activity(company, meeting_answer="accepted")
    page = f"/companies/{company.public_id}/panels/life-head/"
    signed_in(client, Role.READ_ONLY, scope=Scope.ALL)
    assert ("Passer en" in client.get(page).content.decode()) is False
    until = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    override_status(make_actor(), company, status="cold", reason="Refusé au salon", ends_on=until)
    client.logout()
    assert ("Passer en" in signed_in(client).get(page).content.decode()) is False


@pytest.mark.parametrize(("power", "start"), [("decides", 3), ("buys", 3), ("advises", 1), ("", 1)])
def test_who_is_known_to_decide_is_not_asked_who_decides(client: Client, power: str, start: int) -> None:
    contact = make_contact(phone="+33145678901")
    Post.objects.filter(contact=contact).update(decision_power=power)
    session = make_session(script=make_script(text=f"{SCRIPT}# Décideur\nVous choisissez.\n"))
    make_target(session, contact=contact, number="+33145678901")
    page = signed_in(client).post(url("next", session), follow=True).content.decode()
    assert f'data-start="{start}"' in page
