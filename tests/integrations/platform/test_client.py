"""The norm's client against the platform of this machine: what is sent arrives, once, and what goes wrong is told."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from negoce.integrations.platform.client import RestPlatform
from negoce.integrations.platform.fake import FakePlatform, Store
from negoce.integrations.platform.http import exchange
from negoce.integrations.platform.types import Away, Check, Declined, Outgoing, Remark, RestRoute, Syntax

# A PDF has any byte, and line ends of all kinds.
CONTENT = b"%PDF-1.7\r\n\x00\xff\r\r\n--\n" + bytes(range(256)) * 3
INVOICE = Outgoing("doc-1", "F-2026-0001.pdf", Syntax.FACTURX, CONTENT)
TOKEN = "a-token"


@pytest.fixture
def store():
    return Store(token=TOKEN, judge=lambda _content: (), announce=lambda _content, _key: ())


@pytest.fixture
def fake(store):
    with FakePlatform(store) as running:
        yield running


@pytest.fixture
def platform(fake):
    return RestPlatform(RestRoute(fake.url, fake.url, token=TOKEN, timeout=60))


def test_a_file_arrives_whole_and_is_acknowledged(platform, store):
    receipt = platform.submit(INVOICE)
    assert store.contents[receipt.identifier] == CONTENT
    (news,) = platform.news(None)
    assert (news.key, news.check, news.remarks) == ("doc-1", Check.ACCEPTED, ())


def test_a_refusal_bears_its_reasons(platform, store):
    store.judge = lambda _content: (Remark("BR-CO-10", "la somme des lignes", "BT-106"),)
    platform.submit(INVOICE)
    (news,) = platform.news(None)
    assert (news.check, news.remarks) == (
        Check.REFUSED,
        (Remark("BR-CO-10", "la somme des lignes", "BT-106"),),
    )


def test_the_same_key_is_never_carried_twice(platform, store):
    first = platform.submit(INVOICE)
    assert platform.submit(INVOICE, again=True) == platform.submit(INVOICE) == first
    assert len(store.flows) == 1


def test_a_line_that_breaks_after_the_file_arrived_leads_to_its_receipt(platform, store):
    store.drop_next = 1
    with pytest.raises(Away):
        platform.submit(INVOICE)
    receipt = platform.submit(INVOICE, again=True)
    assert list(store.flows) == [receipt.identifier]
    assert store.calls.count("POST /v1/flows") == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_says_when_to_come_back(platform, store, status):
    store.refuse_next = [status]
    with pytest.raises(Away) as problem:
        platform.submit(INVOICE)
    assert problem.value.seconds == 7
    assert platform.submit(INVOICE, again=True).identifier == "flow-1"


def test_what_will_not_pass_is_declined_without_the_token(fake):
    with pytest.raises(Declined) as problem:
        RestPlatform(RestRoute(fake.url, token="wrong-secret")).submit(INVOICE)
    assert problem.value.code == "MISSING_TOKEN"
    assert "wrong-secret" not in str(problem.value)


def test_news_come_after_a_moment_the_oldest_first_and_messages_with_their_content(platform, store):
    store.announce = lambda _content, _key: (b"<first/>", b"<second/>")
    platform.submit(INVOICE)
    told = platform.news(None)
    assert [each.content for each in told] == [b"", b"<first/>", b"<second/>"]
    assert platform.news(told[1].updated_at) == (told[2],)
    assert platform.news(told[2].updated_at) == ()


def test_the_directory_tells_where_a_firm_receives(platform, store):
    store.directory["404833048"] = [
        {"addressingIdentifier": "404833048_ACHATS", "siren": "404833048", "directoryLineStatus": "Active"},
        {"addressingIdentifier": "404833048", "siren": "404833048", "directoryLineStatus": "Inactive"},
    ]
    lines = platform.look_up("404833048")
    assert [(each.address, each.is_active) for each in lines] == [
        ("404833048_ACHATS", True),
        ("404833048", False),
    ]
    assert platform.look_up("732829320") == ()


def test_a_silent_platform_is_away_and_no_line_is_away():
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(Away, match="does not answer"):
            RestPlatform(RestRoute(url, token=TOKEN, timeout=0.2)).submit(INVOICE)
    with pytest.raises(Away):
        RestPlatform(RestRoute(url, token=TOKEN, timeout=0.2)).news(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_secret_never_leaves_unencrypted():
    with pytest.raises(Declined, match="https"):
        exchange("GET", "http://platform.example/v1/flows", headers={"Authorization": "Bearer x"})
    with pytest.raises(Declined, match="https"):
        exchange("GET", "file:///etc/passwd", headers={})


def test_secrets_are_not_in_what_is_written_of_a_route():
    route = RestRoute("https://p.example", token="s3cret", secret="0ther")
    assert "s3cret" not in repr(route)
    assert "0ther" not in repr(route)
