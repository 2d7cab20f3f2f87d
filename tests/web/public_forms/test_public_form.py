"""The page of a form: no cookie, no account, no robot, and the same answer to all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.rules.actor import system_actor
from negoce.outbox.models import Message
from negoce.prospecting.actions.form_save import switch_form
from negoce.prospecting.enums import FormState
from negoce.prospecting.models import FormDay, FormHit, FormNonce, FormSubmission, PublicForm
from tests.factories.custom import make_field
from tests.factories.forms import ANSWERS, PDF, make_form
from tests.harness.queries import Queries
from tests.web.public_forms.conftest import link_of_mail, post, ticket_of, url_of

HOSTILE = "\"'><img src=x onerror=alert(1)>\r\nBcc: tous@x.example"


def test_from_the_page_to_the_document(visitor: Client, form: PublicForm, aged: Any) -> None:
    page = visitor.get(f"{url_of(form)}?utm_source=lettre&utm_campaign=guide&gclid=abc")
    assert page.status_code == 200
    ticket = ticket_of(page)
    aged(8)
    answer = post(visitor, form, ticket, utm_source="lettre", newsletter="1")
    assert (answer.status_code, answer["Location"]) == (303, f"{url_of(form)}?sent=1")
    assert "Ouvrez votre messagerie" in visitor.get(answer["Location"]).content.decode()
    assert Contact.objects.count() == 0
    link = link_of_mail()
    # What opens every link of a mail confirms nothing.
    for _time in range(3):
        assert "C’est bien moi" in visitor.get(link).content.decode()
    visitor.head(link)
    assert (Contact.objects.count(), visitor.get(f"{link}document/").status_code) == (0, 404)
    done = visitor.post(link)
    assert (done.status_code, done["Location"]) == (303, link)
    page = visitor.get(link)
    assert "Merci" in page.content.decode()
    paper = visitor.get(f"{link}document/")
    assert (paper.status_code, paper.content) == (200, PDF)
    assert paper["Content-Disposition"] == 'attachment; filename="guide.pdf"'
    row = FormSubmission.objects.get()
    assert (row.downloads, row.newsletter_wanted, row.campaign) == (1, True, {"utm_source": "lettre"})
    assert (Contact.objects.count(), Company.objects.count(), Activity.objects.count()) == (1, 1, 2)


def test_no_page_sets_a_cookie_or_may_be_kept_or_framed(visitor: Client, form: PublicForm, aged: Any) -> None:
    page = visitor.get(url_of(form))
    ticket = ticket_of(page)
    aged(8)
    answers = [page, post(visitor, form, ticket), visitor.get(f"{url_of(form)}?sent=1")]
    link = link_of_mail()
    answers += [visitor.get(link), visitor.post(link), visitor.get(link), visitor.get(f"{link}document/")]
    answers += [visitor.get("/f/nothing/"), visitor.get(f"{url_of(form)}confirmation/x/")]
    for each in answers:
        assert (each.cookies.output(), each["Cache-Control"]) == ("", "private, no-store")
        assert (each["X-Frame-Options"], each["Referrer-Policy"]) == ("DENY", "no-referrer")
        assert "frame-ancestors 'none'" in each["Content-Security-Policy"]
        assert each["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert [each.status_code for each in answers] == [200, 303, 200, 200, 303, 200, 200, 404, 404]


def test_only_the_page_of_the_form_may_stand_in_the_frames_of_the_listed_sites(
    visitor: Client, aged: Any
) -> None:
    form = make_form(hosts="www.exemple.fr\nexemple.fr")
    page = visitor.get(url_of(form))
    ticket = ticket_of(page)
    aged(8)
    framed = [
        page,
        post(visitor, form, ticket),
        visitor.get(f"{url_of(form)}?sent=1"),
        post(visitor, form, "x"),
    ]
    for each in framed:
        assert "X-Frame-Options" not in each
        assert "frame-ancestors https://www.exemple.fr https://exemple.fr" in each["Content-Security-Policy"]
        assert "default-src 'none'" in each["Content-Security-Policy"]
        assert each.cookies.output() == ""
    link = link_of_mail()
    for each in (
        visitor.get(link),
        visitor.post(link),
        visitor.get(f"{link}document/"),
        visitor.get("/account/login/"),
    ):
        assert each["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in each["Content-Security-Policy"]


@pytest.mark.parametrize("seconds", [0, 2.5])
def test_who_sends_at_once_is_asked_to_read_again(
    visitor: Client, form: PublicForm, aged: Any, seconds: float
) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(seconds)
    fast = post(visitor, form, ticket)
    assert (fast.status_code, FormSubmission.objects.count()) == (422, 0)
    assert "Laiterie du Vercors" in fast.content.decode()
    aged(20)
    assert post(visitor, form, ticket_of(fast)).status_code == 303
    assert FormSubmission.objects.count() == 1


@pytest.mark.parametrize("carried", ["old", "", "x" * 5_000, "other"])
def test_a_page_too_old_or_of_elsewhere_is_asked_again_and_keeps_what_was_typed(
    visitor: Client, form: PublicForm, aged: Any, carried: str
) -> None:
    other = ticket_of(visitor.get(url_of(make_form())))
    own = ticket_of(visitor.get(url_of(form)))
    aged(7_300 if carried == "old" else 8)
    answer = post(visitor, form, {"old": own, "other": other}.get(carried, carried))
    assert (answer.status_code, FormSubmission.objects.count()) == (422, 0)
    assert "Laiterie du Vercors" in answer.content.decode()
    aged(7_320 if carried == "old" else 20)
    assert post(visitor, form, ticket_of(answer)).status_code == 303


def test_a_page_sent_twice_is_one_request(visitor: Client, form: PublicForm, aged: Any) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    answers = [post(visitor, form, ticket) for _time in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert (FormSubmission.objects.count(), Message.objects.count(), FormNonce.objects.count()) == (1, 1, 1)


def test_the_trap_answers_as_if_all_was_well(visitor: Client, form: PublicForm, aged: Any) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    caught = post(visitor, form, ticket, fax_number="0102030405")
    assert (caught.status_code, caught["Location"]) == (303, f"{url_of(form)}?sent=1")
    assert (FormSubmission.objects.count(), Message.objects.count()) == (0, 0)


def test_a_robot_that_posts_a_thousand_times_leaves_no_more_than_the_limits(
    visitor: Client, form: PublicForm, aged: Any
) -> None:
    tickets = [ticket_of(visitor.get(url_of(form))) for _page in range(30)]
    aged(8)
    statuses = {}
    for number in range(1_000):
        answer = post(visitor, form, tickets[number % 30], email=f"victim{number}@x.example")
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    assert (FormSubmission.objects.count(), Message.objects.count(), FormHit.objects.count()) == (20, 20, 20)
    # Twenty are taken, then the place is told to wait; after forty in ten minutes nothing is looked at any more.
    assert (statuses[303], statuses[429]) == (20, 980)


def test_a_robot_of_many_places_stops_at_three_mails_to_one_address(
    visitor: Client, form: PublicForm, aged: Any
) -> None:
    tickets = [ticket_of(visitor.get(url_of(form))) for _page in range(12)]
    aged(8)
    answers = [
        visitor.post(
            url_of(form),
            {**ANSWERS, "email": "victim@x.example", "ticket": ticket},
            REMOTE_ADDR=f"198.51.100.{number}",
        )
        for number, ticket in enumerate(tickets)
    ]
    assert {(each.status_code, each["Location"]) for each in answers} == {(303, f"{url_of(form)}?sent=1")}
    assert (FormSubmission.objects.count(), Message.objects.count()) == (3, 3)


def test_faults_are_told_beside_their_fields_and_what_was_typed_stays(
    visitor: Client, form: PublicForm, aged: Any
) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    answer = post(visitor, form, ticket, email="helene@", company=HOSTILE, siren="123")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count('aria-invalid="true"') == 2
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text
    assert post(visitor, form, ticket_of(answer)).status_code == 303


def test_hostile_texts_are_stored_as_texts(visitor: Client, form: PublicForm, aged: Any) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    post(
        visitor,
        form,
        ticket,
        company=HOSTILE,
        last_name="🧀 Ĝarnier\u202e",
        message=HOSTILE,
        utm_source=HOSTILE,
    )
    visitor.post(link_of_mail())
    company, contact = Company.objects.get(), Contact.objects.get()
    assert company.name == "\"'><img src=x onerror=alert(1)> Bcc: tous@x.example"
    assert contact.last_name == "🧀 Ĝarnier"
    mail = Message.objects.get()
    assert ("onerror" in mail.text + mail.html + mail.subject, "\n" in mail.subject) == (False, False)


def test_a_form_that_is_no_longer_open_says_so_and_its_links_still_work(
    visitor: Client, form: PublicForm, aged: Any
) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    post(visitor, form, ticket)
    switch_form(system_actor(), form, FormState.CLOSED)
    assert (visitor.get(url_of(form)).status_code, post(visitor, form, ticket).status_code) == (410, 410)
    assert visitor.post(link_of_mail()).status_code == 303
    assert FormSubmission.objects.get().state == "confirmed"


def test_a_document_is_read_ten_times_and_for_a_month(visitor: Client, form: PublicForm, aged: Any) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    post(visitor, form, ticket)
    link = link_of_mail()
    visitor.post(link)
    statuses = [visitor.get(f"{link}document/").status_code for _time in range(12)]
    assert statuses == [200] * 10 + [404] * 2
    FormSubmission.objects.update(downloads=0, confirmed_at=timezone.now() - timezone.timedelta(days=31))
    assert visitor.get(f"{link}document/").status_code == 404


def test_a_link_that_waited_too_long_opens_nothing(visitor: Client, form: PublicForm, aged: Any) -> None:
    ticket = ticket_of(visitor.get(url_of(form)))
    aged(8)
    post(visitor, form, ticket)
    FormSubmission.objects.update(submitted_at=timezone.now() - timezone.timedelta(days=8))
    link = link_of_mail()
    assert (visitor.get(link).status_code, visitor.post(link).status_code) == (404, 404)
    assert Contact.objects.count() == 0


def test_views_are_counted_without_robots_nor_the_page_of_thanks(visitor: Client, form: PublicForm) -> None:
    for _time in range(3):
        visitor.get(url_of(form))
    visitor.get(url_of(form), headers={"User-Agent": "Googlebot/2.1"})
    visitor.get(f"{url_of(form)}?sent=1")
    visitor.head(url_of(form))
    assert FormDay.objects.get().views == 3


def test_custom_fields_are_asked_and_kept(visitor: Client, aged: Any) -> None:
    field = make_field("Nombre de quais")
    form = make_form(asked={f"company:{field.key}": True})
    page = visitor.get(url_of(form))
    assert "Nombre de quais" in page.content.decode()
    aged(8)
    assert post(visitor, form, ticket_of(page)).status_code == 422
    assert post(visitor, form, ticket_of(page), **{f"company:{field.key}": "Douze"}).status_code == 303
    visitor.post(link_of_mail())
    assert Company.objects.get().custom_values.get().text == "Douze"


def test_a_body_that_is_too_large_is_refused(visitor: Client, form: PublicForm) -> None:
    assert post(visitor, form, "x", message="x" * 200_000).status_code == 413


def test_an_english_form_speaks_english_to_all(visitor: Client) -> None:
    form = make_form(language="en")
    page = visitor.get(url_of(form), headers={"Accept-Language": "fr"})
    assert '<html lang="en">' in page.content.decode()


def test_a_page_costs_the_same_whatever_was_sent(visitor: Client, form: PublicForm, queries: Queries) -> None:
    from tests.factories.forms import send

    numbers = iter(range(100))
    visitor.get(url_of(form))
    queries.same(
        lambda: send(form, email=f"p{next(numbers)}@x.example", ip=f"192.0.2.{next(numbers)}"),
        lambda: visitor.get(url_of(form)),
    )


def test_the_notice_names_every_purpose_of_what_is_given(visitor: Client) -> None:
    page = visitor.get(url_of(make_form(purpose="répondre à votre demande."))).content.decode()
    why = page.partition("Pour quoi faire")[2].partition("</dd>")[0]
    assert "Répondre à votre demande. Ensuite, vous recontacter" in why
    assert "noter l’intérêt de votre demande" in why
