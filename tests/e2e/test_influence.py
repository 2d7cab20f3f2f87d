"""Who decides in a deal: places filled by type of buyer, an attitude noted, the map moved by hand and by keys."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from negoce.identity.enums import Role
from negoce.negotiation.models import InfluenceEdge, InfluencePerson
from tests.factories.companies import make_company
from tests.factories.deals import make_deal

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def test_the_map_is_filled_noted_and_moved(
    signed_in_page: SignedIn, axe: Axe, pictures: Callable[..., object]
) -> None:
    deal = make_deal(make_company("Laiterie des Sources"), "Films 2027")
    page = signed_in_page(Role.ADMINISTRATOR)
    page.goto(f"/deals/{deal.public_id}/?tab=people")
    page.get_by_role("button", name="Entreprise", exact=True).click()
    nodes = page.locator(".influence-node")
    expect(nodes).to_have_count(5)
    assert axe(page) == []
    # A press opens the attitude; what was heard makes the support.
    head = page.get_by_role("button", name="Direction générale, Inconnue")
    head.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Favorable").check()
    page.get_by_label("Ou son jour").fill("hier")
    page.get_by_label("Mots entendus").fill("Le retour sur un an me convient")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".influence-node[data-tone='good']")).to_have_count(1)
    expect(page.locator("#panel-influence")).to_contain_text("+0,28")
    # By mouse, then by keys.
    head = page.get_by_role("button", name="Direction générale, Favorable")
    box = head.locator("circle").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with page.expect_response(lambda answer: answer.url.endswith("/place/")):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 30, steps=5)
        page.mouse.up()
    dragged = InfluencePerson.objects.get(label="Direction générale")
    assert (dragged.x or 0) > 500
    head.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/place/")):
        page.keyboard.press("Shift+ArrowLeft")
    assert InfluencePerson.objects.get(pk=dragged.pk).x == (dragged.x or 0) - 50
    _draws_an_influence(page, head, dragged)
    head.focus()
    _comes_back_without_network(page, dragged)
    head.focus()
    page.keyboard.press("e")
    page.get_by_label("Qui est influencé").select_option(label="Utilisateurs")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".influence-sway")).to_have_count(2)
    assert InfluenceEdge.objects.filter(source=dragged).count() == 2
    pictures(page, "influence-map")


def _draws_an_influence(page: Page, head: Locator, dragged: InfluencePerson) -> None:
    """From the handle of somebody to somebody else; let go in the void, nothing is asked."""
    purchasing = page.get_by_role("button", name="Direction des achats, Inconnue")
    grip = page.locator(".influence-node", has=head).locator(".influence-grip")
    start, end = _middle(grip), _middle(purchasing.locator("circle"))
    for x, y in ((start[0], start[1] - 40), end):
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(x, y, steps=5)
        page.mouse.up()
    expect(page.get_by_label("Qui est influencé").locator("option:checked")).to_have_text(
        "Direction des achats"
    )
    page.get_by_label("Force").select_option("1")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".influence-sway[data-force='strong']")).to_have_count(1)
    edge = InfluenceEdge.objects.get()
    assert (edge.source_id, edge.target.label) == (dragged.pk, "Direction des achats")


def _comes_back_without_network(page: Page, dragged: InfluencePerson) -> None:
    """What could not be kept is where it was, and the reason is said."""
    page.context.set_offline(True)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("n-toast[data-tone='bad']")).to_have_count(1)
    expect(page.locator(f"[data-key='{dragged.public_id}']")).to_have_attribute(
        "data-x", str((dragged.x or 0) - 50)
    )
    page.context.set_offline(False)


def _middle(shape: Locator) -> tuple[float, float]:
    box = shape.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
