"""The settings of the life cycle: read, previewed, refused, saved."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.jobs.models import Job
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.rules.threshold_bounds import BOUNDS
from negoce.portfolio.rules.thresholds import Thresholds
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
PAGE = "/settings/life/"
TYPED = {key: f"{getattr(Thresholds(), key):f}".replace(".", ",") for key in BOUNDS}


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_change_is_previewed_before_it_is_saved() -> None:
    client, company = signed_in(Role.ADMINISTRATOR), make_company()
    make_order(company, timezone.localdate() - timedelta(days=40), "100.00")
    refresh_life([company.pk])
    assert client.get(PAGE).status_code == 200
    changed = {**TYPED, "default_cadence_days": "10", "dormant_days": "30", "regular_variation": "0,5"}
    seen = client.post(f"{PAGE}preview/", changed).content.decode()
    assert 'data-life="new"' in seen
    assert 'data-life="dormant"' in seen
    assert "1 entreprise en tout" in seen
    assert "Chaque changement seul" in seen
    assert '30 jours <span class="muted">0 entreprise</span>' in seen
    assert not PortfolioSetting.objects.exists()
    assert "Aucune entreprise" in client.post(f"{PAGE}preview/", TYPED).content.decode()


def test_saving_keeps_what_differs_and_asks_for_the_statuses() -> None:
    client = signed_in(Role.ADMINISTRATOR)
    answer = client.post(PAGE, {**TYPED, "dormant_days": "45", "dormant_cadences": "1,5"})
    assert answer.status_code == 302
    values = dict(PortfolioSetting.objects.order_by("key").values_list("key", "value"))
    assert values == {"dormant_cadences": D("1.5"), "dormant_days": D(45)}
    assert Job.objects.filter(task="portfolio.recompute").count() == 1
    assert JournalEntry.objects.get(subject_kind="life_thresholds").verb == "changed"
    assert client.get(answer["Location"]).status_code == 200
    client.post(PAGE, TYPED)
    assert not PortfolioSetting.objects.exists()


def test_what_is_wrong_is_refused_and_nothing_is_kept() -> None:
    client = signed_in(Role.ADMINISTRATOR)
    for values in ({"dormant_days": "soixante"}, {"lost_days": "20"}, {"few_orders": "-1"}):
        answer = client.post(PAGE, {**TYPED, **values})
        assert answer.status_code == 422
        assert client.post(f"{PAGE}preview/", {**TYPED, **values}).status_code == 422
    assert not PortfolioSetting.objects.exists()


def test_a_preview_says_which_threshold_is_faulty() -> None:
    client = signed_in(Role.ADMINISTRATOR)
    seen = client.post(f"{PAGE}preview/", {**TYPED, "lost_days": "abc"}).content.decode()
    said = "Perdu après, au moins\u00a0: Écrivez un nombre, comme 60 ou 2,5."
    assert seen.count(said) == 1


def test_others_may_not() -> None:
    client = signed_in(Role.SALESPERSON)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}preview/", TYPED).status_code == 403
    assert client.post(f"{PAGE}recomputation/").status_code == 403


def test_everything_is_worked_out_when_asked_and_the_page_shows_how_far() -> None:
    client = signed_in(Role.ADMINISTRATOR)
    answer = client.post(f"{PAGE}recomputation/")
    job = Job.objects.get(task="portfolio.recompute")
    assert answer["Location"] == f"{PAGE}?job={job.public_id}"
    assert f"/jobs/{job.public_id}/" in client.get(answer["Location"]).content.decode()


def test_who_steers_reads_the_thresholds_and_changes_none() -> None:
    leader = signed_in(Role.MANAGER)
    page = leader.get(PAGE)
    assert (page.status_code, page.context["may_set"]) == (200, False)
    assert "disabled" in page.content.decode()
    assert "Enregistrer" not in page.content.decode()
    assert leader.post(PAGE, {**TYPED, "dormant_days": "30"}).status_code == 403
    assert leader.post(f"{PAGE}preview/", TYPED).status_code == 403
    assert not PortfolioSetting.objects.exists()
    assert signed_in(Role.SALESPERSON).get(PAGE).status_code == 403
