"""Every code that a rule of the customer file or the kit returns has a sentence, in French and in English."""

import re
from pathlib import Path
from typing import get_args

import pytest
from django.utils import translation

import negoce
from negoce.companies.rules.company_size import SIZE_CLASSES
from negoce.companies.rules.completeness import CHAPTERS, ITEMS, CompanyIdentity, completeness
from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.free_text.patterns import Category
from negoce.companies.rules.identifiers import parse_siren, parse_siret
from negoce.companies.words.findings import MESSAGES, say
from negoce.companies.words.gauge import CHAPTER_LABELS, MISSING_LABELS
from tools.translations.catalogues import catalogue_path, read_catalogue

PACKAGE = Path(negoce.__path__[0])
OWN_SENTENCES = ("filter",)
LITERAL = re.compile(r'(?:refuse|Finding|Explanation)\(\s*"([a-z_]+\.[a-z_]+)"')
TEMPLATE = re.compile(r'refuse\(f"\{name\}\.([a-z_]+)"')


ENGLISH = {
    message.text: found.strings[0]
    for message, found in read_catalogue(catalogue_path(PACKAGE / "companies", "en")).items()
}


def codes_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    found = set(LITERAL.findall(text)) | set(re.findall(r'"((?:phone|number|date|email)\.[a-z_]+)"', text))
    for suffix in TEMPLATE.findall(text):
        found |= {f"siren.{suffix}", f"siret.{suffix}"}
    return {code for code in found if not code.startswith(OWN_SENTENCES)}


def all_codes() -> set[str]:
    files = [*PACKAGE.glob("kit/*.py"), *PACKAGE.glob("companies/rules/*.py")]
    found = set().union(*(codes_of(path) for path in files))
    found |= {f"free_text.{category}" for category in get_args(Category)}
    return found | {f"size.{size}" for size in SIZE_CLASSES} | {"completeness.percent"}


def test_codes_are_found_in_the_sources() -> None:
    assert {
        "siret.scientific",
        "phone.too_short",
        "number.ambiguous",
        "free_text.bank_card",
        "size.eti",
    } <= all_codes()


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_the_code_has_its_sentence(code: str) -> None:
    with translation.override("fr"):
        french = str(MESSAGES[code])
    english = ENGLISH[french]
    assert english not in ("", french)
    assert set(re.findall(r"%\((\w+)\)", french)) == set(re.findall(r"%\((\w+)\)", english))


def test_the_gauge_has_a_word_for_each_item() -> None:
    assert set(MISSING_LABELS) == {item.code for item in ITEMS}
    assert set(CHAPTER_LABELS) == set(CHAPTERS)


def test_sentences_are_filled_in() -> None:
    with translation.override("fr"):
        refused = parse_siren("732829321").finding
        assert refused is not None
        assert "732\u00a0829\u00a0321" in say(refused)
        zeros = parse_siret("0" * 14).finding
        assert zeros is not None
        assert say(zeros) == "Un SIRET n’est pas fait que de zéros."
        assert "divorcé" in say(check_free_text("Il est divorcé.")[0].finding)
        gauge = completeness(CompanyIdentity(name="Laiterie"))
        assert say(gauge.explanation) == "Éléments connus\u00a0: 1 sur 19, chacun compté selon son poids."
