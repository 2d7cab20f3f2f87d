"""The pages of invoices: from a draft to what was issued, and back by a credit note."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from negoce.billing.actions.file_make import make_file
from negoce.billing.models import FiscalDocument, FiscalSeries, PlatformEvent, PlatformSubmission
from negoce.companies.models import Address
from negoce.identity.enums import Role
from negoce.integrations.platform.types import FolderRoute
from tests.factories.billing import (
    issue,
    make_customer,
    make_delivery,
    make_draft,
    make_issued,
    make_seller,
    make_terms,
)
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


ONE_LINE = {
    "line_key": ["a"], "line_kind": ["item"], "line_product": [""], "line_code": [""], "line_label": ["Comté"],
    "line_description": [""], "line_quantity": ["1"], "line_unit": ["C62"], "line_price": ["10"],
    "line_price_typed": ["1"], "line_reductions": [""], "line_vat": ["S:20"], "line_option": [""],
    "line_option_group": [""],
}  # fmt: skip


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


@pytest.fixture
def page(client):
    """A signed-in administrator's browser."""
    client.force_login(make_user())
    return client


def url(name: str, document: FiscalDocument) -> str:
    return reverse(f"billing:{name}", args=[document.public_id])


def text(answer) -> str:
    return answer.content.decode()


def test_a_free_invoice_is_typed_added_up_and_stored(page):
    company = make_customer("Laiterie Garnier")
    answer = page.post(
        reverse("billing:create"), {"company_name": company.name, "company": company.public_id}
    )
    draft = FiscalDocument.objects.get()
    assert answer.headers.get("HX-Redirect", answer.headers.get("Location")) == url("document", draft)
    lines = {
        "line_key": ["a", "b"], "line_kind": ["item", "title"], "line_product": ["", ""], "line_code": ["", ""],
        "line_label": ["Comté", "Fin"], "line_description": ["", ""], "line_quantity": ["3", ""],
        "line_unit": ["KGM", ""], "line_price": ["12,50", ""], "line_price_typed": ["1", ""],
        "line_reductions": ["10", ""], "line_vat": ["S:5.5", ""], "line_option": ["", ""],
        "line_option_group": ["", ""],
    }  # fmt: skip
    shown = page.post(url("preview", draft), lines)
    assert "33,75" in text(shown)
    posted = {
        **lines,
        "revision": draft.revision,
        "note": "Merci",
        "term_days": "45",
        "supplied_on": "2026-11-19",
    }
    assert page.post(url("draft", draft), posted).status_code in (204, 302)
    draft.refresh_from_db()
    assert (draft.net, draft.vat, draft.note, draft.term_days) == (
        Decimal("33.75"),
        Decimal("1.86"),
        "Merci",
        45,
    )
    again = page.post(url("draft", draft), posted)
    assert again.status_code == 409
    assert "Quelqu’un a modifié ce brouillon" in text(again)
    wrong = page.post(url("draft", draft), {**posted, "revision": draft.revision, "term_days": "beaucoup"})
    assert wrong.status_code == 422


def test_the_dialog_shows_what_will_be_fixed_then_issues(page):
    draft = make_draft()
    shown = text(page.get(url("issue", draft)))
    assert "F2026-00001" in shown
    assert "120,00" in shown
    assert "Émettre et verrouiller" in shown
    page.post(url("issue", draft), {"revision": draft.revision})
    draft.refresh_from_db()
    assert draft.number == "F2026-00001"
    issued = text(page.get(url("document", draft)))
    assert draft.digest[:8] in issued
    assert "Reste dû" in issued
    assert page.get(url("pdf", draft)).content.startswith(b"%PDF-")
    assert b"F2026-00001" in page.get(url("xml", draft)).content
    other = page.get(url("ubl", draft))
    assert b":ubl:schema:xsd:Invoice-2" in other.content
    assert other.headers["Content-Disposition"] == 'attachment; filename="F2026-00001-ubl.xml"'
    assert page.post(url("deletion", draft)).status_code in (204, 302)
    assert FiscalDocument.objects.filter(pk=draft.pk).exists()


def test_the_dialog_names_what_is_missing_with_its_source_and_where_to_mend_it(page):
    draft = make_draft()
    Address.objects.all().delete()
    shown = text(page.get(url("issue", draft)))
    assert "L441-9" in shown
    assert draft.company.public_id in shown
    assert "Émettre et verrouiller" not in shown
    refused = page.post(url("issue", draft), {"revision": draft.revision})
    assert refused.status_code == 422
    draft.refresh_from_db()
    assert draft.number == ""


def test_a_credit_note_is_drafted_of_lines_and_never_of_more_than_is_left(page):
    done = make_issued()
    line = done.lines.get()
    over = {"reason": "Retour", "way": "lines", f"quantity-{line.pk}": "2"}
    refused = page.post(url("credit", done), over)
    assert refused.status_code == 422
    assert "dépasse ce qui reste" in text(refused)
    assert page.post(url("credit", done), {**over, "reason": ""}).status_code == 422
    page.post(url("credit", done), {**over, f"quantity-{line.pk}": "0,5"})
    credit = FiscalDocument.objects.get(kind="credit_note")
    assert (credit.corrected, credit.net) == (done, Decimal(50))
    assert "Motif" in text(page.get(url("document", credit)))
    issue(credit)
    assert credit.public_id in text(page.get(url("document", done)))


def test_what_waits_is_invoiced_from_its_page(page):
    company = make_customer("Fromages Réunis")
    terms = make_terms(company)
    delivery = make_delivery(terms, ["1", "1"])
    shown = text(page.get(reverse("billing:waiting")))
    assert terms.order.reference in shown
    assert delivery.number in shown
    assert shown.count("54,00") == 2  # of the delivery, and of what the order may be invoiced
    assert "140,00" in shown
    assert " checked" not in shown
    ticked = text(page.get(reverse("billing:ticked"), {"delivery": [delivery.public_id]}))
    assert "54,00" in ticked
    sent = page.post(reverse("billing:deliveries"), {"delivery": [delivery.public_id]})
    assert "Brouillon préparé d’une livraison\u00a0: 54,00\u00a0€ HT." in text(page.get(sent["Location"]))
    draft = FiscalDocument.objects.get()
    assert draft.net == Decimal(54)
    page.post(reverse("billing:deposit", args=[terms.order.public_id]), {"percent": "30 %", "incl_vat": ""})
    assert FiscalDocument.objects.filter(kind="deposit").get().net == Decimal(42)
    both = page.post(
        reverse("billing:deposit", args=[terms.order.public_id]), {"percent": "30", "incl_vat": "5"}
    )
    assert both.status_code == 422
    page.post(reverse("billing:from_order", args=[terms.order.public_id]))
    assert FiscalDocument.objects.filter(kind="invoice").count() == 2


def test_what_waits_is_paged_and_asks_as_much_whatever_waits(page, queries, monkeypatch):
    monkeypatch.setattr("negoce.web.billing.to_invoice.PAGE", 2)
    company = make_customer()

    address = reverse("billing:waiting")
    made = [make_delivery(make_terms(company), ["1", "1"])]
    queries.same(
        make=lambda: made.append(make_delivery(make_terms(company), ["2", "1"])),
        read=lambda: page.get(address),
    )
    made.append(make_delivery(make_terms(company), ["2", "1"]))
    first, further = (text(page.get(address, {"page": number})) for number in (1, 99))
    assert (made[0].number in first, made[-1].number in first) == (True, False)
    assert made[-1].number in further


def test_what_has_not_left_is_invoiced_only_when_asked(page):
    terms = make_terms()
    make_delivery(terms, ["1", "0"])
    key = [terms.order.public_id]
    page.post(reverse("billing:from_order", args=key))
    assert FiscalDocument.objects.get().net == Decimal(50)
    assert "exigible à la livraison" in text(page.get(reverse("billing:ahead", args=key)))
    page.post(reverse("billing:ahead", args=key))
    whole = FiscalDocument.objects.latest("pk")
    assert whole.net == terms.net
    assert "ne sont pas encore parties" in text(page.get(url("document", whole)))


def test_a_draft_has_a_marked_preview_and_no_xml(page):
    draft = make_draft()
    assert page.get(url("pdf", draft)).content.startswith(b"%PDF-")
    assert {page.get(url(name, draft)).status_code for name in ("xml", "ubl")} == {404}


def test_series_are_justified_and_keep_their_prefix(page):
    make_issued()
    used = FiscalSeries.objects.get()
    change = reverse("billing:series_change", args=[used.public_id])
    values = {"code": "F", "label": "Factures", "number_prefix": "G{year}-", "digits": "5", "is_active": "on"}
    assert page.post(change, values).status_code == 422
    page.post(change, {**values, "number_prefix": "F{year}-"})
    used.refresh_from_db()
    assert used.label == "Factures"
    create = reverse("billing:series_create")
    new = {**values, "code": "LYON", "number_prefix": "L{year}-"}
    assert page.post(create, new).status_code == 422
    page.post(create, {**new, "justification": "Dépôt de Lyon"})
    assert FiscalSeries.objects.count() == 2
    assert (
        page.post(create, {**new, "code": "X", "number_prefix": "F 2026", "justification": "x"}).status_code
        == 422
    )
    assert "L2026-00001" in text(page.get(reverse("billing:series")))
    draft = make_draft()
    second = FiscalSeries.objects.get(code="LYON")
    assert "Dépôt" not in text(page.get(url("document", draft)))
    page.post(url("draft", draft), {"revision": draft.revision, "series": second.public_id, **ONE_LINE})
    draft.refresh_from_db()
    assert issue(draft).number == "L2026-00001"


def test_who_may_not_issue_sees_but_does_nothing(client):
    client.force_login(make_user(Role.READ_ONLY))
    done, draft = make_issued(), make_draft()
    assert "Avoir" not in text(client.get(url("document", done)))
    for answer in (
        client.get(url("issue", draft)),
        client.post(url("issue", draft), {"revision": draft.revision}),
        client.post(url("deletion", draft)),
        client.post(url("credit", done), {"reason": "x", "way": "whole"}),
        client.get(reverse("billing:waiting")),
        client.post(reverse("billing:series_create"), {}),
    ):
        assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.number == ""


def test_the_page_of_an_invoice_asks_as_much_whatever_its_length(page, queries):
    from tests.factories.billing import item

    company = make_customer()
    lengths = iter((3, 30))

    def make() -> FiscalDocument:
        return make_issued(company, [item() for _line in range(next(lengths))])

    short, long = make(), make()
    with queries.counted() as few:
        page.get(url("document", short))
    with queries.counted() as many:
        page.get(url("document", long))
    assert len(few) == len(many)


def test_a_platform_that_declined_is_said_and_asked_again(page, settings, tmp_path):
    settings.NEGOCE_PLATFORM_ROUTE = FolderRoute(tmp_path)
    document = make_issued()
    make_file(document)
    submission = PlatformSubmission.objects.create(
        document=document, platform="folder", state="failed", problem="Dossier plein."
    )
    shown = text(page.get(url("document", document)))
    assert ("Dossier plein." in shown, "Transmettre à la plateforme" in shown) == (True, True)
    PlatformSubmission.objects.filter(pk=submission.pk).update(state="waiting", problem="")
    shown = text(page.get(url("document", document)))
    assert ("En route vers la plateforme" in shown, "Transmettre à la plateforme" in shown) == (True, False)


def test_the_page_says_how_it_is_paid_and_the_day_here_of_each_status(page):
    make_seller()
    found = make_issued(payment_with_order=True)
    late = datetime(2026, 11, 10, 23, 30, tzinfo=UTC)
    PlatformEvent.objects.create(document=found, status="200", at=late, source="test", external_key="1")
    shown = text(page.get(url("document", found)))
    assert "Paiement à la commande" in shown
    assert "11 nov. 2026" in shown
    assert "10 nov. 2026" not in shown
