"""The preparation on paper: two pages whatever it holds, the drawing, what is left to prepare."""

from __future__ import annotations

import io
from datetime import date

from pypdf import PdfReader

from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.negotiation.documents.preparation_map import map_svg
from negoce.negotiation.documents.preparation_pdf import preparation_pdf
from negoce.negotiation.documents.preparation_sheet import (
    MapEdge,
    MapNode,
    PreparationSheet,
    SheetBlock,
    SheetLine,
    SheetMap,
)

TONES = ("good", "warn", "bad", "")
MAP = SheetMap(
    1000,
    340,
    [
        MapNode(100 + 120 * n, 60 + 80 * (n % 3), 18, f"Mme <Duchêne> \u4e2d{n}", 3, TONES[n % 4])
        for n in range(7)
    ],
    [MapEdge("M100 60L220 140", "strong"), MapEdge("M100 60L340 200", is_rank=True)],
)


def sheet(*blocks: SheetBlock, drawing: SheetMap | None = None) -> PreparationSheet:
    day = date(2026, 11, 20)
    return PreparationSheet(
        "Films 2027", "Laiterie", "visite demain", day, "Camille R.", (), blocks, (), drawing
    )


def pages_of(value: PreparationSheet, language: str = "fr") -> list[str]:
    content = preparation_pdf(value, SellerIdentity("Négoce SA"), language)
    assert content == preparation_pdf(value, SellerIdentity("Négoce SA"), language)
    reader = PdfReader(io.BytesIO(content))
    fonts = [each.get_object() for page in reader.pages for each in page["/Resources"]["/Font"].values()]
    described = [each["/DescendantFonts"][0].get_object()["/FontDescriptor"] for each in fonts]
    assert [bool({"/FontFile2", "/FontFile3"} & each.keys()) for each in described] == [True] * len(fonts)
    return [" ".join(page.extract_text().split()).replace("\u00a0", " ") for page in reader.pages]


def test_two_pages_at_most_and_what_is_cut_is_counted() -> None:
    lines = [
        SheetLine("Un texte long qui va à la ligne " * 60, "une note " * 40, TONES[n % 4]) for n in range(40)
    ]
    pages = pages_of(sheet(*(SheetBlock(f"b{n}", f"Bloc {n}", lines) for n in range(17)), drawing=MAP))
    assert len(pages) == 2
    assert all(f"Bloc {n}" in " ".join(pages) for n in range(17))
    assert " ".join(pages).count("autres") == 17
    assert "Duchêne" in " ".join(pages)


def test_one_line_more_than_fits_is_printed_rather_than_counted() -> None:
    (page,) = pages_of(sheet(SheetBlock("a", "Dix", [SheetLine(f"Ligne {n}") for n in range(10)])))
    assert ("Ligne 9" in page, "autre" in page) == (True, False)


def test_what_nobody_prepared_takes_one_line() -> None:
    todo = (
        SheetBlock("a", "Objectifs", todo="Dites-les."),
        SheetBlock("b", "Promesses", todo="Aucune.", is_settled=True),
    )
    (page,) = pages_of(sheet(*todo, SheetBlock("c", "Client", [SheetLine("PME")], meta="A")))
    assert "Pas encore préparé : Objectifs." in page
    assert ("Promesses" in page, "Confidentiel" in page, "PME" in page) == (False, True, True)


def test_names_of_the_drawing_are_text_not_markup() -> None:
    drawn = map_svg(MAP)
    assert ("&lt;Duchêne&gt; □0" in drawn, "\u4e2d" in drawn) == (True, False)
