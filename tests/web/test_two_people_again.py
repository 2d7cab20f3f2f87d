"""A form that is refused for another reason is still the one that was opened: what it read then is what it says."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.prospecting.models import CallScript
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.plans import make_plan
from tests.web.desk_records import desk_records
from tests.web.filled import filled
from tests.web.test_two_people import HTMX, browser, opened, sent, value, words_of

pytestmark = pytest.mark.django_db

# A form, a field that it needs, what Camille writes in it.
NEEDED = [
    ("tenders:question", "question", "Quelle épaisseur ?"),
    ("tender_files:certificate", "name", "Attestation 2027"),
    ("arguments:change", "benefit", "Rien ne casse"),
    ("pitches:change", "title", "La casse"),
    ("objections:change", "words", "Bien trop cher"),
    ("aids:change", "name", "Testeur"),
    ("discovery_sets:change", "name", "Au froid"),
    ("deal_objections:heard", "words", "Bien trop cher"),
]


@pytest.mark.parametrize("row", NEEDED, ids=lambda row: row[0])
def test_a_form_mended_after_a_refusal_does_not_write_over_what_changed_meanwhile(row) -> None:
    name, field, camille_says = row
    url = reverse(name, kwargs=desk_records()[name])
    camille, bruno = browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), **{field: camille_says}).status_code in {204, 302}
    refused = sent(bruno, url, before, **{field: ""})
    mended = sent(bruno, url, filled(refused.content), **{field: before.get(field, [""])[0]})
    assert (refused.status_code, mended.status_code) == (422, 409)
    assert value(opened(camille, url), field) == camille_says


def test_who_moves_a_deal_that_somebody_moved_reads_its_day_and_may_move_it_after_all() -> None:
    deal = make_deal(name="Films", close_on=date(2027, 3, 1))
    url = reverse("deals:conclusion_day", args=[deal.public_id])
    camille, bruno = browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), day="15/03/2027").status_code == 204
    late = sent(bruno, url, before, day="22/03/2027")
    assert (late.status_code, "15/03/2027" in words_of(late)) == (409, True)
    assert value(filled(late.content), "seen") == "2027-03-15"
    assert sent(bruno, url, filled(late.content)).status_code == 204
    deal.refresh_from_db()
    assert deal.close_on == date(2027, 3, 22)


def test_a_reference_that_only_reads_like_the_figure_typed_is_not_lost() -> None:
    name = "tenders:change"
    url = reverse(name, kwargs=desk_records()[name])
    camille, bruno = browser("Camille"), browser("Bruno")
    assert sent(camille, url, opened(camille, url), reference="0012").status_code in {204, 302}
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), reference="12").status_code in {204, 302}
    late = sent(bruno, url, before, name="Barquettes bio")
    assert (late.status_code, value(filled(late.content), "reference")) == (409, "12")


def test_a_list_of_which_nobody_chose_anything_takes_what_the_other_chose() -> None:
    url = reverse("bargaining:room", args=[make_deal(name="Films").public_id])
    camille, bruno = browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    chosen = {"their_reserve": "47200", "their_reserve_confidence": "high"}
    assert sent(camille, url, opened(camille, url), **chosen).status_code == 204
    late = sent(bruno, url, before, alternative="Un autre client")
    again = filled(late.content)
    assert (late.status_code, value(again, "their_reserve_confidence")) == (409, "high")
    assert "l’autre version dit" not in words_of(late)


def test_a_script_mended_after_a_refusal_does_not_write_over_what_changed_meanwhile() -> None:
    row = CallScript.objects.create(name="Accueil", text="# A\nBonjour")
    url, camille, bruno = reverse("calls:script", args=[row.public_id]), browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), name="Accueil 2027").status_code in {204, 302}
    refused = sent(bruno, url, before, name="")
    mended = sent(bruno, url, filled(refused.content), name="Accueil")
    row.refresh_from_db()
    assert [refused.status_code, mended.status_code, row.name] == [422, 409, "Accueil 2027"]


def test_a_plan_mended_after_a_refusal_does_not_write_over_what_changed_meanwhile() -> None:
    plan = make_plan(make_user(Role.MANAGER, scope=Scope.ALL.value))
    url, camille, bruno = reverse("plans:change", args=[plan.public_id]), browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    assert sent(camille, url, opened(camille, url), name="Plan 2027").status_code in {204, 302}
    refused = sent(bruno, url, before, name="")
    mended = sent(bruno, url, filled(refused.content), name="Plan")
    plan.refresh_from_db()
    assert [refused.status_code, mended.status_code, plan.name] == [422, 409, "Plan 2027"]


@pytest.mark.parametrize(
    ("name", "field", "typed", "other", "camille_says"),
    [
        ("objectives:change", "words", "Signer en juin", "due_on", "12/03/2027"),
        ("deal_objections:heard", "words", "Un peu cher", "reply", "Par carton"),
    ],
)
def test_what_was_typed_before_the_form_was_drawn_again_is_not_taken_for_what_was_stored(
    name: str, field: str, typed: str, other: str, camille_says: str
) -> None:
    url = reverse(name, kwargs=desk_records()[name])
    camille, bruno = browser("Camille"), browser("Bruno")
    before = opened(bruno, url)
    # Another measure, another objection: the form asks for itself with all that it holds.
    drawn = filled(bruno.get(url, {**before, field: typed}, headers=HTMX).content)
    assert sent(camille, url, opened(camille, url), **{other: camille_says}).status_code == 204
    late = sent(bruno, url, drawn)
    again = filled(late.content)
    assert (late.status_code, value(again, field), value(again, other)) == (409, typed, camille_says)
