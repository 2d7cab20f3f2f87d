"""The forms of the house: written, opened, followed, by who runs prospecting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.models import PublicForm
from tests.factories.forms import PDF, make_form, make_house, send
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.plans import make_plan
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def client() -> Client:
    return signed_in(make_user(Role.MARKETING))


def typed(**given: str) -> dict[str, str]:
    return {
        "name": "Guide",
        "kind": "white_paper",
        "language": "fr",
        "title": "Le guide",
        "purpose": "vous envoyer le guide",
        "lead_rule": "person",
        "owner": make_user(Role.SALESPERSON).public_id,
        "ask_phone": "required",
        "ask_city": "optional",
        "ask_siren": "",
        **given,
    }


def test_a_form_is_written_given_a_document_and_opened(client: Client) -> None:
    assert client.get(reverse("forms:new")).status_code == 200
    made = client.post(reverse("forms:new"), typed(asks_newsletter="on"))
    form = PublicForm.objects.get()
    page = reverse("forms:form", args=[form.public_id])
    assert (made.status_code, made["Location"], form.state, form.hosts) == (302, page, "draft", [])
    assert form.fields == [{"key": "phone", "required": True}, {"key": "city", "required": False}]
    # Without who we are, then without what it promises, it does not open.
    client.post(reverse("forms:state", args=[form.public_id]), {"state": "open"})
    assert "La page doit dire qui vous êtes" in client.get(page).content.decode()
    make_house()
    client.post(reverse("forms:state", args=[form.public_id]), {"state": "open"})
    form.refresh_from_db()
    assert form.state == "draft"
    assert "Ajoutez d’abord le document" in client.get(page).content.decode()
    client.post(
        reverse("forms:document", args=[form.public_id]), {"document": SimpleUploadedFile("a.pdf", b"x")}
    )
    assert "n’est pas un document" in client.get(page).content.decode()
    given = SimpleUploadedFile("guide.pdf", PDF)
    client.post(reverse("forms:document", args=[form.public_id]), {"document": given})
    client.post(reverse("forms:state", args=[form.public_id]), {"state": "open"})
    form.refresh_from_db()
    assert (form.state, form.white_paper.name, form.white_paper_title) == ("open", "guide.pdf", "guide")  # type: ignore[union-attr]
    shown = client.get(page).content.decode()
    assert f"http://testserver/f/{form.token}/" in shown
    assert JournalEntry.objects.filter(subject_kind="public_form").count() == 3


def test_faults_are_told_beside_their_fields(client: Client) -> None:
    answer = client.post(reverse("forms:new"), typed(title="", purpose="x" * 400))
    assert (answer.status_code, PublicForm.objects.count()) == (422, 0)
    assert answer.content.decode().count("data-failed") == 2


def test_who_changed_it_meanwhile_is_not_overwritten(client: Client) -> None:
    form = make_form()
    url = reverse("forms:change", args=[form.public_id])
    held = {"revision": str(form.revision)}
    assert client.post(url, typed(name="Un", **held)).status_code == 302
    assert client.post(url, typed(name="Deux", **held)).status_code == 409
    form.refresh_from_db()
    assert form.name == "Un"


def test_only_who_sets_the_program_says_which_sites_may_show_it(client: Client) -> None:
    form = make_form()
    url = reverse("forms:change", args=[form.public_id])
    assert 'name="hosts"' not in client.get(url).content.decode()
    client.post(url, typed(hosts="evil.example", revision=str(form.revision)))
    form.refresh_from_db()
    assert form.hosts == []
    chief = signed_in(make_user())
    wrong = chief.post(url, typed(hosts="*", revision=str(form.revision)))
    assert (wrong.status_code, "n’est pas un nom de site" in wrong.content.decode()) == (422, True)
    chief.post(url, typed(hosts="www.exemple.fr", revision=str(form.revision)))
    form.refresh_from_db()
    assert form.hosts == ["www.exemple.fr"]
    shown = chief.get(reverse("forms:form", args=[form.public_id])).content.decode()
    assert "&lt;iframe src=&quot;http://testserver/f/" in shown


def test_the_preview_shows_the_page_and_sends_nothing(client: Client) -> None:
    form = make_form(is_open=False)
    page = client.get(reverse("forms:preview", args=[form.public_id])).content.decode()
    assert "Aperçu" in page
    assert 'name="ticket" value=""' in page


def test_what_it_brought_is_counted(client: Client) -> None:
    form = make_form()
    first, _secret = send(form, campaign={"utm_source": "lettre"})
    send(form, email="autre@x.example")
    assert first is not None
    company = confirm_submission(first).company
    assert company is not None
    make_order(company, on=timezone.localdate(), net="120")
    refresh_sales([company.pk])
    page = client.get(reverse("forms:form", args=[form.public_id]))
    result = page.context["result"]
    assert (result["sent"], result["confirmed"], result["new"], result["customers"]) == ("2", "1", "1", "1")
    assert (result["confirmed_percent"].replace("\u202f", " "), result["sent_percent"]) == ("50,0 %", "")
    assert "lettre" in page.content.decode()
    # Who is not confirmed is named nowhere.
    assert "autre@x.example" not in page.content.decode()


def test_a_company_that_the_reader_does_not_see_is_not_named() -> None:
    form = make_form()
    row, _secret = send(form)
    assert row is not None
    confirm_submission(row)
    narrow = signed_in(make_user(Role.MARKETING, scope=Scope.OWN.value))
    assert (
        "Laiterie du Vercors" not in narrow.get(reverse("forms:form", args=[form.public_id])).content.decode()
    )


@pytest.mark.parametrize("name", ["list", "new"])
def test_others_are_refused(name: str) -> None:
    seller = signed_in(make_user(Role.SALESPERSON))
    assert seller.get(reverse(f"forms:{name}")).status_code == 403
    form = make_form()
    for each in ("form", "preview", "change"):
        assert seller.get(reverse(f"forms:{each}", args=[form.public_id])).status_code == 403
    for each in ("state", "document", "change"):
        assert seller.post(reverse(f"forms:{each}", args=[form.public_id]), typed()).status_code == 403


def test_pages_cost_the_same_whatever_they_show(client: Client, queries: Queries) -> None:
    form = make_form()
    numbers = iter(range(100))

    def more() -> None:
        number = next(numbers)
        row, _secret = send(
            form, company=f"Société {number}", email=f"a@x{number}.example", ip=f"192.0.2.{number}"
        )
        assert row is not None
        confirm_submission(row)
        make_form()

    more()
    page = reverse("forms:form", args=[form.public_id])
    queries.same(more, lambda: client.get(page))
    queries.same(more, lambda: client.get(reverse("forms:list")))


def test_an_empty_list_says_what_it_is_for(client: Client) -> None:
    page: Any = client.get(reverse("forms:list"))
    assert "Aucun formulaire" in page.content.decode()


def test_a_plan_that_one_may_not_open_is_not_named_and_stays() -> None:
    plan = make_plan(make_user(), name="Plan caché")
    form = make_form()
    form.plan = plan
    form.save(update_fields=["plan"])
    narrow = signed_in(make_user(Role.MARKETING, scope=Scope.OWN.value))
    url = reverse("forms:change", args=[form.public_id])
    assert "Plan caché" not in narrow.get(url).content.decode()
    assert "Plan caché" not in narrow.get(reverse("forms:form", args=[form.public_id])).content.decode()
    narrow.post(url, typed(plan="", revision=str(form.revision)))
    form.refresh_from_db()
    assert (form.name, form.plan) == ("Guide", plan)
    narrow.post(url, typed(plan=plan.public_id, name="Autre", revision=str(form.revision)))
    form.refresh_from_db()
    assert (form.name, form.plan) == ("Autre", plan)
    own = make_plan(User.objects.get(pk=narrow.session["_auth_user_id"]), name="À moi")
    narrow.post(url, typed(plan=own.public_id, revision=str(form.revision)))
    form.refresh_from_db()
    assert form.plan == own


def test_the_address_to_give_is_the_public_one_of_the_house(client: Client, settings: Any) -> None:
    settings.NEGOCE_PUBLIC_URL = "https://negoce.exemple.fr"
    form = make_form()
    page = client.get(reverse("forms:form", args=[form.public_id])).content.decode()
    assert (f"https://negoce.exemple.fr/f/{form.token}/" in page, "http://testserver/f/" in page) == (
        True,
        False,
    )
