"""Launching says first what leaves; where a mailing stands is said in words that fit."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.kit.dates import format_date
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message
from negoce.prospecting.actions.mailing_obey import follow_mailings
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.mailings import SITE, make_mailing, make_reader
from tests.harness.mail_server import closed_port, mail_server
from tests.web.mailings.test_pages import LIST, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def route(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    settings.NEGOCE_PUBLIC_URL = SITE  # type: ignore[attr-defined]


@pytest.fixture
def visitor(client: Client) -> Client:
    client.force_login(make_user(first_name="Camille", last_name="Roche"))
    return client


def test_launching_says_first_what_leaves_when_and_from_whom(visitor: Client) -> None:
    make_reader()
    make_reader()
    make_reader(informed_on=None)
    mailing = make_mailing(piece_cost="0.02")
    said = visitor.get(url(mailing, "launch/")).content.decode()
    for words in (
        "2 e-mails partent maintenant.",
        "Camille Roche",
        "2 × 0,02\u00a0€ = 0,04\u00a0€",
        "1 destinataire est écarté.",
        "Aucun envoi d’essai n’a été fait.",
    ):
        assert words in said
    visitor.post(url(mailing, "trial/"))
    assert "envoi d’essai" not in visitor.get(url(mailing, "launch/")).content.decode()
    visitor.post(url(mailing, "draft/"), typed(mailing))
    assert "a changé depuis son dernier essai" in visitor.get(url(mailing, "launch/")).content.decode()
    visitor.post(url(other := make_mailing(), "launch/"), {"revision": 0})
    assert "Cet envoi est déjà lancé." in visitor.get(url(other, "launch/")).content.decode()
    mailing.refresh_from_db()
    assert (mailing.state, Message.objects.filter(kind="mailing").count()) == ("draft", 0)


def test_how_long_it_takes_leaves_room_for_what_people_send(visitor: Client, settings: object) -> None:
    settings.NEGOCE_MAILS_A_MINUTE = 2  # type: ignore[attr-defined]
    for _number in range(4):
        make_reader()
    said = visitor.get(url(make_mailing(), "launch/")).content.decode()
    assert "À 2 par minute au plus, en 2 minutes au moins." in said
    settings.NEGOCE_MAILS_A_MINUTE = 5  # type: ignore[attr-defined]
    assert "En moins d’une minute." in visitor.get(url(make_mailing(), "launch/")).content.decode()
    slow = visitor.get(url(make_mailing(a_minute=1), "launch/")).content.decode()
    assert "À 1 par minute au plus, en 4 minutes au moins." in slow


def test_nobody_launches_what_reaches_nobody(visitor: Client) -> None:
    make_reader(informed_on=None)
    mailing = make_mailing()
    said = visitor.get(url(mailing, "launch/")).content.decode()
    assert "Personne ne recevrait cet envoi" in said
    assert "Lancer l’envoi" not in said


def test_a_scheduled_mailing_and_letters_say_what_launching_does(visitor: Client) -> None:
    make_reader(make_company(city="Valence", postal_code="26000"))
    at = timezone.now() + timedelta(days=2)
    later = make_mailing(send_at=at, a_minute=1)
    day = format_date(timezone.localtime(at).date(), "fr")
    assert f"1 e-mail part le {day}" in visitor.get(url(later, "launch/")).content.decode()
    letters = visitor.get(url(make_mailing(kind="letter"), "launch/")).content.decode()
    assert "1 lettre est préparée, à imprimer. Rien n’est posté." in letters
    assert "envoi d’essai" not in letters


def test_what_left_whole_is_called_so_and_what_is_paused_may_be_stopped(visitor: Client) -> None:
    make_reader()
    mailing = make_mailing(send_at=timezone.now() + timedelta(days=2))
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    visitor.post(url(mailing, "pause/"))
    assert "Arrêter l’envoi" in visitor.get(url(mailing)).content.decode()
    visitor.post(url(mailing, "stop/"))
    other = make_mailing()
    visitor.post(url(other, "launch/"), {"revision": 0})
    work_off([JobQueue.LONG])
    assert "Lancé</span>" in visitor.get(url(other)).content.decode()
    with mail_server() as found:
        send_due(found.server, owner="test", a_minute=60)
    follow_mailings()
    assert "Parti</span>" in visitor.get(url(other)).content.decode()
    assert "Parti</span>" in visitor.get(LIST).content.decode()


def test_templates_of_the_other_language_say_so_and_those_for_one_reader_are_left_out(
    visitor: Client,
) -> None:
    page = visitor.get(f"{LIST}new/").content.decode()
    assert "Envoi : une nouveauté</option>" in page
    assert "Mailing: something new (Anglais)</option>" in page
    assert page.index("Message libre") < page.index("Free message (Anglais)")
    assert "Retour vers un client perdu" not in page


def test_what_is_typed_is_kept_before_it_leaves(visitor: Client) -> None:
    make_reader()
    mailing = make_mailing()
    changed = typed(mailing, subject="Nouvel objet", then="launch")
    answer = visitor.post(url(mailing, "draft/"), changed, headers={"HX-Request": "true"})
    asked = json.loads(answer.headers["HX-Trigger"])["dialog:open"]
    mailing.refresh_from_db()
    assert (answer.status_code, asked["url"]) == (200, url(mailing, "launch/?revision=1"))
    assert (mailing.subject, mailing.state) == ("Nouvel objet", "draft")
    assert 'name="revision" value="1"' in answer.content.decode()
    plain = visitor.post(url(mailing, "draft/"), typed(mailing, then="launch", subject="Nouvel objet"))
    assert plain.headers["Location"] == url(mailing, "launch/?revision=1")


def test_a_wrong_text_is_refused_on_the_way_to_the_launch(visitor: Client) -> None:
    mailing = make_mailing()
    wrong = typed(mailing, body="{{ prenon }}", then="launch")
    answer = visitor.post(url(mailing, "draft/"), wrong, headers={"HX-Request": "true"})
    assert (answer.status_code, "HX-Trigger" in answer.headers) == (422, False)
    assert "«\u00a0prenom\u00a0»" in answer.content.decode()


def test_a_draft_that_a_colleague_changed_behind_the_dialog_does_not_leave(visitor: Client) -> None:
    make_reader()
    mailing = make_mailing()
    visitor.post(url(mailing, "draft/"), typed(mailing))
    read = visitor.get(url(mailing, "launch/?revision=0")).content.decode()
    assert 'name="revision" value="0"' in read
    said = visitor.post(url(mailing, "launch/"), {"revision": 0}).content.decode()
    assert "relisez-le avant de le lancer" in said
    # Pressed again, it does not leave unread either.
    assert 'name="revision" value="0"' in said


def test_a_trial_is_of_what_is_typed_and_holds_for_the_launch(visitor: Client) -> None:
    make_reader(first_name="Personne", informed_on=None)
    make_reader(first_name="Odile")
    mailing = make_mailing()
    visitor.post(url(mailing, "draft/"), typed(mailing, subject="Nouvel objet", then="trial"))
    (trial,) = Message.objects.all()
    # What the first who receives it would read, as the preview shows.
    assert (trial.subject, "Bonjour Odile" in trial.text) == ("[Essai] Nouvel objet", True)
    mailing.refresh_from_db()
    answer = visitor.post(url(mailing, "draft/"), typed(mailing, subject="Nouvel objet", then="launch"))
    said = visitor.get(answer.headers["Location"]).content.decode()
    assert "1 e-mail part maintenant." in said
    assert "dernier essai" not in said
    assert "envoi d’essai" not in said


def test_the_preview_begins_with_who_receives_and_bears_the_way_out(visitor: Client) -> None:
    make_reader(make_company("Aucun"), informed_on=None)
    make_reader(make_company("Laiterie Mallet"), first_name="Odile")
    first = visitor.get(url(make_mailing(), "preview/")).content.decode()
    assert ("Bonjour Odile," in first, "2 / 2" in first, "Ne recevra rien." in first) == (True, True, False)
    assert "Pour ne plus en recevoir\u00a0: [lien propre à chacun]" in first
    letter = visitor.get(url(make_mailing(kind="letter"), "preview/")).content.decode()
    assert "Pour ne plus en recevoir" not in letter
    # A letter as it is printed: to whom at the top, who signs below, once.
    signed = make_mailing(kind="letter", body="Bonjour,\n\nCamille Roche")
    shown = visitor.get(url(signed, "preview/?at=1")).context["letter"]
    assert (shown.address[0], shown.blocks, shown.signature) == (
        *("Laiterie Mallet", [["Bonjour,"]], "Camille Roche"),
    )
    assert f"{timezone.localdate().year}" in shown.place
    asked = visitor.get(url(make_mailing(), "preview/?at=0")).content.decode()
    assert "Ne recevra rien." in asked


def test_what_is_prepared_says_each_thing_once_and_stopping_asks_first(visitor: Client) -> None:
    make_reader(make_company(city="Valence", postal_code="26000"))
    letters = make_mailing(kind="letter")
    assert "Préparer les lettres de «" in visitor.get(url(letters, "launch/")).content.decode()
    visitor.post(url(letters, "launch/"), {"revision": 0})
    mailing = make_mailing(send_at=timezone.now() + timedelta(days=2))
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    page = visitor.get(url(mailing)).content.decode()
    assert "Ce qu’il est devenu" not in page.partition("<thead")[2].partition("</thead>")[0]
    assert 'hx-confirm="Arrêter cet envoi pour de bon' in page
    work_off([JobQueue.LONG])
    prepared = visitor.get(url(letters)).content.decode()
    assert ("Préparées le " in prepared, "Lancé" in prepared) == (True, False)
