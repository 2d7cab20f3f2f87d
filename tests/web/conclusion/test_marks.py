"""Signals of agreement and leave-taking: noted with their day, read by who may, gone with the person (N15)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.enums import ActivityState
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.actions.conclusion.mark import note_mark
from negoce.negotiation.enums import ConclusionFact
from negoce.negotiation.models import ConclusionMark, Deal
from negoce.negotiation.people_data.conclusion import CONCLUSION_PEOPLE
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}
SAID = "asks_delivery"


def browser(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make_user(role, scope=Scope.ALL.value))
    return client


def panel(client: Client, deal: Deal, key: str) -> str:
    return client.get(reverse("deals:panel", args=[deal.public_id, key])).content.decode()


def test_a_signal_is_noted_with_its_words_put_right_and_taken_back() -> None:
    company = make_company("Laiterie du Vercors")
    deal, anne = make_deal(company), make_contact(company, first_name="Anne", last_name="Roux")
    client, url = browser(), reverse("conclusion:mark", args=[deal.public_id, SAID])
    assert "Roux" in client.get(url, headers=HTMX).content.decode()
    given = {
        "happened_on": "18/11/2026",
        "words": "Vous livrez en combien de temps ?",
        "contact": anne.public_id,
    }
    answered = client.post(url, given, headers=HTMX)
    assert (answered.status_code, "panel-agreement" in answered.headers["HX-Trigger"]) == (204, True)
    shown = panel(client, deal, "agreement")
    assert "Vous livrez en combien de temps" in shown
    assert "18 nov. 2026 · Anne Roux" in shown
    assert "1 sur 8" in shown
    client.post(url, {**given, "words": "Et pour lundi ?"}, headers=HTMX)
    assert [each.words for each in ConclusionMark.objects.filter(deal=deal)] == ["Et pour lundi ?"]
    client.post(reverse("conclusion:mark_removal", args=[deal.public_id, SAID]), headers=HTMX)
    assert ConclusionMark.objects.count() == 0
    told = JournalEntry.objects.filter(subject_kind="deal", subject_id=deal.pk).order_by("pk")
    assert [each.values[SAID] for each in told] == [[False, True], [True, True], [True, False]]


@pytest.mark.asked_already
def test_who_said_it_stays_named_once_they_left_the_company() -> None:
    company = make_company()
    deal, anne = make_deal(company), make_contact(company, first_name="Anne", last_name="Roux")
    client, url = browser(), reverse("conclusion:mark", args=[deal.public_id, SAID])
    given = {"happened_on": "18/11/2026", "words": "Et pour lundi ?", "contact": anne.public_id}
    assert client.post(url, given, headers=HTMX).status_code == 204
    type(anne).objects.filter(pk=anne.pk).update(company=make_company())
    assert f'<option value="{anne.public_id}" selected>' in client.get(url, headers=HTMX).content.decode()
    assert client.post(url, {**given, "words": "Et pour mardi ?"}, headers=HTMX).status_code == 204
    kept = ConclusionMark.objects.get()
    assert (kept.words, kept.contact) == ("Et pour mardi ?", anne)
    # Nobody else may name them in this deal any more.
    other = reverse("conclusion:mark", args=[deal.public_id, "asks_payment"])
    assert client.post(other, given, headers=HTMX).status_code == 422


@pytest.mark.parametrize(
    ("fact", "given", "field"),
    [
        (SAID, {"words": ""}, "words"),
        (SAID, {"words": "x" * 301}, "words"),
        (SAID, {"happened_on": "21/11/2026"}, "happened_on"),
        (SAID, {"happened_on": "hier soir peut-être"}, "happened_on"),
        (SAID, {"contact": "nobodynobody"}, "contact"),
        (SAID, {"words": "Il est malade depuis son divorce"}, "guard_reason"),
    ],
)
@pytest.mark.asked_already
def test_what_is_not_a_fact_is_refused_and_nothing_is_kept(
    fact: str, given: dict[str, str], field: str
) -> None:
    deal = make_deal()
    values = {"happened_on": "18/11/2026", "words": "Et pour lundi ?", **given}
    answered = browser().post(reverse("conclusion:mark", args=[deal.public_id, fact]), values, headers=HTMX)
    assert (answered.status_code, ConclusionMark.objects.count()) == (422, 0)
    assert f'name="{field}"' in answered.content.decode()


def test_words_are_for_who_may_read_observations_and_leaving_is_for_all() -> None:
    deal = make_deal()
    reader, writer = browser(Role.READ_ONLY), browser(Role.SALES_ADMINISTRATION)
    assert panel(reader, deal, "agreement") == ""
    assert "Prendre congé" in panel(reader, deal, "leaving")
    url = reverse("conclusion:mark", args=[deal.public_id, SAID])
    assert (reader.get(url).status_code, reader.post(url, {}).status_code) == (403, 403)
    assert writer.get(url).status_code == 403
    assert browser().get(reverse("conclusion:mark", args=[deal.public_id, "nothing"])).status_code == 404


def test_one_leaves_with_a_date(today: date) -> None:
    company = make_company()
    deal, other, client = make_deal(company), make_deal(company), browser()
    planned = {"state": ActivityState.PLANNED.value, "starts_at": datetime(2026, 12, 1, 9, tzinfo=PARIS)}
    elsewhere = make_activity(company, subject="Autre affaire", **planned)
    other.activity_links.create(activity=elsewhere)
    assert "Aucune prochaine étape datée" in panel(client, deal, "leaving")
    make_activity(company, subject="Livrer l’échantillon", **planned)
    shown = panel(client, deal, "leaving")
    assert "Livrer l’échantillon, le 1" in shown
    assert "Aucune prochaine étape" not in shown
    client.post(
        reverse("conclusion:mark", args=[deal.public_id, "copy_left"]),
        {"happened_on": "20/11/2026"},
        headers=HTMX,
    )
    assert ConclusionMark.objects.get().happened_on == today


def test_the_words_of_a_person_are_shown_to_them_and_go_with_them() -> None:
    company = make_company()
    deal = make_deal(company, "Films 2027")
    anne = make_contact(company, first_name="Anne", last_name="Roux")
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    values = {"happened_on": "18/11/2026", "words": "Et pour lundi ?", "contact": anne.public_id}
    note_mark(actor, deal, fact=SAID, values=values)
    note_mark(
        actor, deal, fact="asks_payment", values={"happened_on": "18/11/2026", "words": "Anne Roux paie ?"}
    )
    [table] = CONCLUSION_PEOPLE.export(anne.pk)
    assert table.rows == [("18 nov. 2026", "Films 2027", "Demande quand il sera livré", "Et pour lundi ?")]
    CONCLUSION_PEOPLE.erase(erasing(anne.pk, "Roux"))
    kept = {each.fact: (each.words, each.contact_id) for each in ConclusionMark.objects.order_by("pk")}
    assert kept[SAID] == ("", None)
    assert "Roux" not in kept["asks_payment"][0]


def test_the_panels_cost_the_same_with_one_fact_and_three(queries: Queries) -> None:
    company = make_company()
    deal, actor = make_deal(company), make_actor(Role.MANAGER, scope=Scope.ALL)
    facts = iter(ConclusionFact)

    def one_more() -> None:
        values = {"happened_on": "18/11/2026", "words": "Oui ?", "contact": make_contact(company).public_id}
        note_mark(actor, deal, fact=next(facts).value, values=values)

    client = browser()
    assert queries.same(one_more, lambda: panel(client, deal, "agreement")) < 20
