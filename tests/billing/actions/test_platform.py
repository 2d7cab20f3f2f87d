"""Documents handed to a platform, once each whatever breaks, and what the platform says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from negoce.billing.actions.platform_poll import read_news
from negoce.billing.actions.platform_submit import (
    FAILED,
    SENDING,
    SENT,
    WAITING,
    hand_over,
    resume_lost,
    submit_document,
)
from negoce.billing.documents.electronic.cdar import write_cdar
from negoce.billing.documents.electronic.validate import validate
from negoce.billing.enums import PlatformStatus
from negoce.billing.models import PlatformCursor, PlatformEvent, PlatformSubmission
from negoce.billing.queries.platform_life import platform_life
from negoce.billing.rules.life_cycle import LifeCycleMessage, LifeCycleParty, Role, StatusReason
from negoce.identity.enums import Role as PersonRole
from negoce.identity.permissions import NotAllowed
from negoce.integrations.platform.client import RestPlatform
from negoce.integrations.platform.fake import FakePlatform, Store
from negoce.integrations.platform.folder import FolderPlatform
from negoce.integrations.platform.types import FolderRoute, Remark, RestRoute
from negoce.jobs.models import Job
from negoce.kit.refusal import Refused
from tests.factories.billing import SELLER, make_issued, make_seller
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def _judge(content):
    return tuple(Remark(each.rule, each.text) for each in validate(content).failures if not each.is_warning)


@pytest.fixture
def store():
    return Store(token="t", judge=_judge, announce=lambda _content, _key: ())


@pytest.fixture
def platform(store):
    with FakePlatform(store) as running:
        yield RestPlatform(RestRoute(running.url, running.url, token="t", timeout=60))


@pytest.fixture
def route(settings, tmp_path):
    settings.NEGOCE_PLATFORM_ROUTE = FolderRoute(tmp_path)


@pytest.fixture
def actor():
    return make_actor(PersonRole.ADMINISTRATOR)


@pytest.fixture
def document():
    make_seller()
    return make_issued()


@pytest.fixture
def asked(actor, document, route):
    return submit_document(actor, document)


def _message(document, status, *reasons):
    return write_cdar(
        LifeCycleMessage(
            number=document.number,
            status=status,
            document_type="380",
            document_issued_on=document.issued_on,
            happened_at=datetime(2026, 11, 20, 11, tzinfo=UTC),
            seller_siren=SELLER["siren"],
            issuer=LifeCycleParty(Role.BUYER, "732829320", "Client"),
            recipients=(LifeCycleParty(Role.SELLER, SELLER["siren"], "Nous", SELLER["siren"]),),
            reasons=reasons,
        ),
        sent_at=datetime(2026, 11, 20, 11, tzinfo=UTC),
    )


def test_asking_twice_is_one_demand_and_one_job(actor, document, asked):
    assert submit_document(actor, document) == asked
    assert (asked.state, asked.platform) == (WAITING, "folder")
    assert Job.objects.filter(task="billing.submit_document").count() == 1


def test_who_may_not_issue_may_not_hand_over(document, route):
    with pytest.raises(NotAllowed):
        submit_document(make_actor(PersonRole.READ_ONLY), document)


def test_without_a_platform_it_is_said(actor, document):
    with pytest.raises(Refused, match="NEGOCE_PLATFORM"):
        submit_document(actor, document)


def test_an_issued_document_is_accepted_by_the_official_rules_and_known_as_submitted(
    asked, document, platform, store
):
    assert hand_over(asked.pk, platform, now=timezone.now()) == SENT
    polled = read_news(platform)
    life = platform_life(document)
    assert (polled.read, polled.kept, life.now.status, life.submission.state) == (1, 1, "200", SENT)
    assert read_news(platform).read == 0
    assert hand_over(asked.pk, platform, now=timezone.now()) == SENT
    assert len(store.flows) == 1


def test_a_crash_after_the_file_arrived_does_not_send_it_twice(asked, platform, store):
    store.drop_next = 1
    now = timezone.now()
    # The worker has taken it.
    Job.objects.all().delete()
    assert hand_over(asked.pk, platform, now=now) == SENDING
    assert Job.objects.get().run_after >= now + timedelta(seconds=60)
    assert hand_over(asked.pk, platform, now=now) == SENT
    assert len(store.flows) == 1
    assert store.calls.count("POST /v1/flows") == 1


def test_a_platform_that_asks_to_wait_is_waited_for(asked, platform, store):
    store.refuse_next = [429]
    assert hand_over(asked.pk, platform, now=timezone.now()) == SENDING
    asked.refresh_from_db()
    assert (asked.attempts, "429" in asked.problem) == (1, True)


def test_a_refusal_at_the_door_can_be_tried_again(actor, asked, document, store):
    with FakePlatform(store) as running:
        stranger = RestPlatform(RestRoute(running.url, token="wrong"))
        assert hand_over(asked.pk, stranger, now=timezone.now()) == FAILED
    assert submit_document(actor, document).state == WAITING


def test_a_rejection_is_kept_with_its_reason_and_not_sent_again(actor, asked, document, platform, store):
    store.judge = lambda _content: (Remark("REJ_COH", "Total incohérent"),)
    hand_over(asked.pk, platform, now=timezone.now())
    read_news(platform)
    life = platform_life(document)
    assert (life.now.status, life.now.tone, life.submission.state) == ("213", "bad", FAILED)
    assert "Total incohérent" in life.now.reason
    with pytest.raises(Refused, match="rejeté"):
        submit_document(actor, document)


def test_what_the_buyer_says_is_kept_once_with_its_reason(asked, document, tmp_path):
    folder = FolderPlatform(tmp_path)
    hand_over(asked.pk, folder, now=timezone.now())
    folder.news(None)
    refusal = _message(document, PlatformStatus.REFUSED, StatusReason("TX_TVA_ERR", "10 % et non 20 %"))
    for name in ("a.xml", "b.xml"):
        (tmp_path / "in" / name).write_bytes(refusal)
    (tmp_path / "in" / "c.xml").write_bytes(b"<not-a-message/>")
    assert (read_news(folder).read, read_news(folder).read) == (3, 0)
    assert PlatformEvent.objects.filter(document=document, reason_code="TX_TVA_ERR").count() == 2
    assert platform_life(document).now.reason.startswith("Taux de TVA erroné")


def test_news_of_the_same_message_are_kept_once(asked, document, platform, store):
    store.send(_message(document, PlatformStatus.APPROVED))
    assert read_news(platform).kept == 1
    PlatformSubmission.objects.filter(pk=asked.pk).update(state=SENT)
    PlatformCursor.objects.update(read_until=None)
    assert read_news(platform).kept == 0


def test_a_message_about_another_seller_is_not_ours(asked, document, platform, store):
    other = _message(document, PlatformStatus.APPROVED).replace(SELLER["siren"].encode(), b"404833048")
    store.send(other)
    assert (read_news(platform).kept, PlatformEvent.objects.count()) == (0, 0)


def test_a_demand_that_lost_its_job_gets_another(asked, store):
    now = timezone.now()
    assert resume_lost(now) == 0
    Job.objects.all().delete()
    assert (resume_lost(now + timedelta(hours=4)), resume_lost(now + timedelta(hours=4))) == (1, 0)
    assert Job.objects.get().arguments == {"submission": asked.pk}
