"""The matrix of potential and accessibility: drawn, tried out, kept; notes by hand; who may what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.portfolio.actions.target_refresh import refresh_all_targets
from negoce.prospecting.actions.target_reweigh import reweigh
from negoce.prospecting.models import TargetCriterion, TargetIndex, TargetNote
from negoce.prospecting.queries.target_index import criteria
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
PAGE = "/prospecting/matrix/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


@pytest.fixture
def boss() -> Client:
    return signed_in(make_user())


def reachable(name: str, headcount: int = 300, **fields: object) -> Company:
    """One to work first: large, its decider is known, spoken to today."""
    company = make_company(name, headcount=headcount, last_contact_on=TODAY, **fields)
    contact = make_contact(company, email=f"h{company.pk}@laiterie.example")
    contact.current_post.decision_power = "decides"
    contact.current_post.save()
    return company


def criterion(source: str) -> TargetCriterion:
    return TargetCriterion.objects.get(source=source)


def test_before_the_first_night_the_page_says_so_and_may_be_asked(boss: Client) -> None:
    assert "Les entreprises seront notées cette nuit" in text(boss.get(PAGE))
    answer = boss.post(f"{PAGE}refreshing/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert Job.objects.filter(task="portfolio.targets").count() == 1


def test_companies_stand_in_their_quadrants(boss: Client) -> None:
    first, small = reachable("Laiterie du Forez"), reachable("Fromagerie Arc", headcount=2)
    make_company("Grande inconnue", headcount=5_000)
    make_company("Rien de su")
    refresh_all_targets(today=TODAY)
    shown = text(boss.get(PAGE))
    words = ("À travailler d’abord · 1", "À ouvrir · 1", "À entretenir · 1", "À laisser · 0")
    assert [each in shown for each in words] == [True, True, True, True]
    assert "3 entreprises placées" in shown
    assert "1 entreprise n’est pas placée" in shown
    assert f'id="dot-{first.public_id}"' in shown
    assert f'href="/companies/{small.public_id}/"' in shown


def test_a_quadrant_leads_to_its_list(boss: Client) -> None:
    reachable("Laiterie du Forez")
    make_company("Grande inconnue", headcount=5_000)
    refresh_all_targets(today=TODAY)
    assert "filter=target_priority+is+1" in text(boss.get(PAGE))
    shown = text(boss.get("/companies/?filter=target_priority+is+1"))
    assert ("Laiterie du Forez" in shown, "Grande inconnue" in shown) == (True, False)
    shown = text(boss.get("/companies/?filter=potential_index+at_least+10+and+accessibility_index+under+2"))
    assert ("Laiterie du Forez" in shown, "Grande inconnue" in shown) == (False, True)


def test_weights_are_tried_out_without_being_kept(boss: Client) -> None:
    company = reachable("Laiterie du Forez")
    TargetCriterion.objects.filter(source="turnover").update(weight=0)
    Company.objects.filter(pk=company.pk).update(turnover=10)
    refresh_all_targets(today=TODAY)
    tried = f"w_{criterion('turnover').public_id}=10"
    answer = boss.get(f"{PAGE}figure/?{tried}")
    shown = text(answer)
    # (3×10 + 10×1) / 13 = 3.08 instead of 10.
    assert "À travailler d’abord · 0" in shown
    assert "Potentiel 3,08, accessibilité" in shown
    assert "Poids essayés, non enregistrés" in shown
    assert answer["HX-Replace-Url"] == f"{PAGE}?{tried}"
    assert TargetIndex.objects.get(pk=company.pk).potential == 10
    assert criterion("turnover").weight == 0


def test_the_answer_is_what_a_fresh_page_shows(boss: Client) -> None:
    reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    tried = f"?w_{criterion('decider').public_id}=9"
    assert text(boss.get(f"{PAGE}figure/{tried}")).strip() in text(boss.get(f"{PAGE}{tried}"))


def test_weights_kept_place_every_company_again(boss: Client) -> None:
    company = reachable("Laiterie du Forez", turnover=10)
    refresh_all_targets(today=TODAY)
    before = TargetIndex.objects.get(pk=company.pk).potential
    given = {f"w_{criterion('turnover').public_id}": "10", f"w_{criterion('headcount').public_id}": "1"}
    assert boss.post(f"{PAGE}weights/", given).status_code == 302
    row = TargetIndex.objects.get(pk=company.pk)
    assert (before, row.potential, row.priority) == (6.4, 1.82, 3)
    assert (criterion("turnover").weight, criterion("decider").weight) == (10, 3)


def test_companies_that_a_cut_request_left_are_placed_by_a_job(boss: Client) -> None:
    placed, left = reachable("Laiterie du Forez", turnover=10), reachable("Fromagerie Arc", turnover=10)
    refresh_all_targets(today=TODAY)
    before = TargetIndex.objects.filter(pk=left.pk).order_by().values("potential", "priority", "cell")[0]
    boss.post(f"{PAGE}weights/", {f"w_{criterion('turnover').public_id}": "10"})
    TargetIndex.objects.filter(pk=left.pk).update(**before)
    job = Job.objects.get(task="portfolio.place_targets")
    assert job.run_after > timezone.now() + timedelta(seconds=50)
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"companies": 1})
    rows = TargetIndex.objects.order_by().values_list("potential", "priority", "cell")
    assert rows.get(pk=left.pk) == rows.get(pk=placed.pk)


def test_a_salesperson_tries_and_does_not_keep(boss: Client) -> None:
    nadia = make_user(Role.SALESPERSON, team=make_team("Nord"))
    reachable("Laiterie du Forez", owner=nadia)
    reachable("Chez les autres", owner=make_user(Role.SALESPERSON, team=make_team("Sud")))
    refresh_all_targets(today=TODAY)
    seller = signed_in(nadia)
    shown = text(seller.get(PAGE))
    assert ("Laiterie du Forez" in shown, "Chez les autres" in shown) == (True, False)
    assert "À travailler d’abord · 1" in shown
    assert "Ajouter un critère" not in shown
    given = {f"w_{criterion('turnover').public_id}": "10"}
    assert seller.post(f"{PAGE}weights/", given).status_code == 403
    assert seller.get(f"{PAGE}criteria/new/").status_code == 403
    assert seller.post(f"{PAGE}refreshing/").status_code == 403
    assert criterion("turnover").weight == 2


def test_the_page_asks_as_much_of_one_company_as_of_three(boss: Client) -> None:
    counts = []
    for _each in range(3):
        reachable(f"Laiterie {_each}")
        refresh_all_targets(today=TODAY)
        boss.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            boss.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_many_companies_are_drawn_by_cells(boss: Client) -> None:
    reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    shown = text(boss.get(f"{PAGE}?view=density"))
    assert 'class="matrix-cell"' in shown
    assert "potential_index+at_least+9.5" in shown
    assert "matrix-dot" not in shown


def test_a_filter_narrows_the_matrix(boss: Client) -> None:
    reachable("Laiterie du Forez", city="Lyon")
    reachable("Fromagerie Arc", city="Lille")
    refresh_all_targets(today=TODAY)
    shown = text(boss.get(PAGE, {"filter": "city is Lyon"}))
    assert ("1 entreprise placée" in shown, "Fromagerie Arc" in shown) == (True, False)


def test_a_criterion_of_the_team_is_noted_by_hand(boss: Client) -> None:
    company = reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    values = {"side": "potential", "source": "manual", "label": "Parc de machines", "weight": "10"}
    assert boss.post(f"{PAGE}criteria/new/", values).status_code == 302
    own = TargetCriterion.objects.get(source="manual")
    assert own.slot == 12
    url = f"/companies/{company.public_id}/target/{own.public_id}/"
    answer = boss.post(url, {"note": "2,5"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    # (3×10 + 10×2.5) / 13
    assert TargetIndex.objects.get(pk=company.pk).potential == 4.23
    panel = text(boss.get(f"/companies/{company.public_id}/panels/target/"))
    assert "Parc de machines" in panel
    assert "4,23" in panel
    boss.post(url, {"note": ""}, headers={"HX-Request": "true"})
    assert TargetNote.objects.count() == 0
    assert TargetIndex.objects.get(pk=company.pk).potential == 10


@pytest.mark.parametrize("typed", ["11", "-1", "2,55", "beaucoup"])
def test_what_is_no_note_is_refused(boss: Client, typed: str) -> None:
    company = reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    url = f"/companies/{company.public_id}/target/{criterion('headcount').public_id}/"
    answer = boss.post(url, {"note": typed}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Une note va de 0 à 10" in text(answer)
    assert TargetNote.objects.count() == 0


def test_a_scale_is_changed_and_a_faulty_one_refused(boss: Client) -> None:
    url = f"{PAGE}criteria/{criterion('headcount').public_id}/"
    assert 'value="250"' in text(boss.get(url))
    faulty = {"label": "", "weight": "4", "start": ["10", "5"], "note": ["2", "3"]}
    answer = boss.post(url, faulty)
    assert answer.status_code == 422
    assert "Chaque palier commence plus haut que le précédent" in text(answer)
    fine = {"label": "", "weight": "4", "start": ["1", "1 000", ""], "note": ["2,5", "10", ""]}
    assert boss.post(url, fine).status_code == 302
    row = criterion("headcount")
    assert (row.weight, row.bands) == (4, [["1", "2.5"], ["1000", "10"]])
    assert Job.objects.filter(task="portfolio.targets").count() == 1


def test_the_last_criterion_of_a_side_stays(boss: Client) -> None:
    refresh_all_targets(today=TODAY)
    for row in TargetCriterion.objects.filter(side="potential").order_by("pk"):
        boss.post(f"{PAGE}criteria/{row.public_id}/removal/")
    assert TargetCriterion.objects.filter(side="potential").count() == 1


def test_the_portfolio_shows_the_picture(boss: Client) -> None:
    company = reachable("Laiterie du Forez")
    assert "Aucune entreprise n’est encore placée" in text(boss.get(f"{PAGE}card/"))
    refresh_all_targets(today=TODAY)
    assert f'id="dot-{company.public_id}"' in text(boss.get(f"{PAGE}card/"))


def test_two_people_change_weights_without_undoing_each_other(boss: Client) -> None:
    refresh_all_targets(today=TODAY)
    turnover, heads, decider = (criterion(each) for each in ("turnover", "headcount", "decider"))
    seen = {f"s_{each.public_id}": str(each.weight) for each in (turnover, heads, decider)}
    sliders = {f"w_{each.public_id}": str(each.weight) for each in (turnover, heads, decider)}
    boss.post(f"{PAGE}weights/", {**seen, **sliders, f"w_{turnover.public_id}": "9"})
    # The other page still shows the former weight of the turnover, and does not move it.
    boss.post(f"{PAGE}weights/", {**seen, **sliders, f"w_{heads.public_id}": "7"})
    assert [criterion(each).weight for each in ("turnover", "headcount", "decider")] == [9, 7, 3]
    answer = boss.post(f"{PAGE}weights/", {**seen, **sliders, f"w_{turnover.public_id}": "1"}, follow=True)
    assert criterion("turnover").weight == 9
    assert "a changé « Chiffre d’affaires de l’entreprise » entre-temps" in text(answer)


def test_a_criterion_that_somebody_changed_is_not_written_over(boss: Client) -> None:
    url = f"{PAGE}criteria/{criterion('headcount').public_id}/"
    given = {"label": "", "weight": "4", "start": ["1"], "note": ["5"], "seen": "1.3"}
    assert 'name="seen" value="1.3"' in text(boss.get(url))
    assert boss.post(url, given).status_code == 302
    answer = boss.post(url, {**given, "weight": "8"})
    assert (answer.status_code, criterion("headcount").weight) == (409, 4)
    assert "son poids est maintenant 4" in text(answer)


def test_a_place_with_notes_of_another_criterion_counts_once_all_are_noted(boss: Client) -> None:
    """Twenty places: the last ones taken were somebody's, whose notes stand there until the job has passed."""
    company = reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    stale = {f"note_{slot}": 0 for slot in range(12, 21)}
    TargetIndex.objects.filter(pk=company.pk).update(**stale)
    values = {
        "side": "potential",
        "source": "revenue",
        "label": "",
        "weight": "10",
        "start": "0",
        "note": "10",
    }
    assert boss.post(f"{PAGE}criteria/new/", values).status_code == 302
    own = TargetCriterion.objects.latest("pk")
    assert (own.noted_revision, own.slot) == (0, 12)
    assert "Compte dès que toutes les entreprises sont notées." in text(boss.get(PAGE))
    assert f"w_{own.public_id}" not in text(boss.get(PAGE, {f"w_{own.public_id}": "9"})).split("<form")[0]
    reweigh(criteria())
    assert TargetIndex.objects.get(pk=company.pk).potential == 10
    work_off()
    own.refresh_from_db()
    assert (own.noted_revision, own.weight) == (1, 10)
    assert "Compte dès que" not in text(boss.get(PAGE))


def test_a_note_by_hand_reads_the_customers_of_the_activity_before_it_writes(boss: Client) -> None:
    """On a large file that reading takes long: nobody else would write meanwhile."""
    company = reachable("Laiterie du Forez", activity_code="10.51C")
    url = f"/companies/{company.public_id}/target/{criterion('headcount').public_id}/"
    with CaptureQueriesContext(connection) as asked:
        boss.post(url, {"note": "4"}, headers={"HX-Request": "true"})
    said = [each["sql"] for each in asked]
    means = [place for place, sql in enumerate(said) if "AVG(" in sql]
    locks = [place for place, sql in enumerate(said) if sql.startswith("SAVEPOINT")]
    assert (len(means), means[0] < locks[0]) == (1, True)
    # Of its own activity alone.
    assert "LIKE '10%" in said[means[0]]


def test_a_quadrant_leads_to_what_the_reader_may_do(boss: Client) -> None:
    reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    shown = text(boss.get(PAGE))
    paths = (
        "/prospecting/calls/new/",
        "/visits/new/",
        "/prospecting/mailings/new/",
        "/prospecting/plans/new/",
    )
    assert [f'href="{path}?filter=target_priority+is+1"' in shown for path in paths] == [True] * 4
    seller, reader = (
        text(signed_in(make_user(role, scope="all")).get(PAGE)) for role in (Role.SALESPERSON, Role.READ_ONLY)
    )
    assert [f'href="{path}?' in seller for path in paths] == [True, True, False, False]
    assert [f'href="{path}?' in reader for path in paths] == [False] * 4


def test_no_work_is_offered_on_the_quadrant_to_leave_alone(boss: Client) -> None:
    reachable("Laiterie du Forez")
    make_company("Petite inconnue", headcount=2)
    refresh_all_targets(today=TODAY)
    quadrants = {each["priority"]: each for each in boss.get(PAGE).context["quadrants"]}
    assert (quadrants[4]["count"], quadrants[4]["tools"]) == ("1", [])
    assert "target_priority+is+4" in quadrants[4]["url"]
    assert len(quadrants[1]["tools"]) == 4


def test_whether_a_decider_is_known_is_not_for_who_may_not_read_it(boss: Client) -> None:
    company = reachable("Laiterie du Forez")
    refresh_all_targets(today=TODAY)
    reader = signed_in(make_user(Role.READ_ONLY, scope="all"))
    mine, theirs = (
        text(each.get(f"/companies/{company.public_id}/panels/target/")) for each in (boss, reader)
    )
    line = '<span class="muted">×3</span><span class="num">'
    assert [mine.count(f"{line}10</span>"), theirs.count(f"{line}10</span>")] == [2, 1]
    assert ("Accessibilité :" in mine, "Accessibilité :" in theirs) == (True, False)
    assert "Les deux indices atteignent 5" in theirs
    # The dots of the matrix bear their notes for who may read them all: there they follow the sliders by themselves.
    assert [text(each.get(PAGE)).count("data-notes") for each in (boss, reader)] == [1, 0]
