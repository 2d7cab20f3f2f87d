"""Texts found in code and templates, kept in catalogues, checked and compiled."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as translate
from django.utils.translation import pgettext

from tools.messages import PACKAGE, main
from tools.translations.catalogues import Translation, read_catalogue, write_catalogue
from tools.translations.checks import placeholders, typography_problems
from tools.translations.extract_python import extract_python
from tools.translations.extract_templates import extract_template
from tools.translations.message import ExtractionProblem, Found, Message
from tools.translations.owners import extract, owner_of

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext as _n, pgettext, gettext
from django.utils import translation

for _unused in (): pass
A = _("Nom")
B = _n("%(n)s fiche", "%(n)s fiches", 2)
C = pgettext("mois", "mars")
D = gettext("deux "
            "morceaux")
E = translation.gettext("Par le module")
F = other("pas un texte")
G = _(variable)
"""

TEMPLATE = """{% load i18n %}
{% translate "Nom" %} {% trans 'Aujourd’hui' as today %} {% translate "mars" context "mois" %}
{% translate variable %}
{% component label=_("Remise") other=_ ("non") %} {{ _("En ligne")|upper }}
{% comment %}{% translate "jamais" %}{% endcomment %}
{% blocktranslate trimmed count n=rows|length with name=company.name %}
  {{ n }} fiche
  chez {{ name }}
{% plural %}
  {{ n }} fiches chez {{ name }}
{% endblocktranslate %}
{% blocktranslate %}100 % sûr{% endblocktranslate %}
"""


def test_python_texts_under_any_alias() -> None:
    found = [(each.message, each.line) for each in extract_python(PYTHON, "a.py")]
    assert found == [
        (Message("Nom"), 6),
        (Message("%(n)s fiche", "%(n)s fiches"), 7),
        (Message("mars", context="mois"), 8),
        (Message("deux morceaux"), 9),
        (Message("Par le module"), 11),
    ]


def test_underscore_of_something_else_is_no_text() -> None:
    assert list(extract_python("from gettext import gettext as _\n_('x')\n", "a.py")) == []


@pytest.mark.parametrize("call", ['_(f"Bonjour {name}")', '_("Bonjour " + name)', '_("Bonjour %s" % name)'])
def test_text_that_no_translator_could_see_is_refused(call: str) -> None:
    with pytest.raises(ExtractionProblem, match=r"a\.py:2: a translated text is one literal"):
        list(extract_python(f"from django.utils.translation import gettext as _\n{call}\n", "a.py"))


def test_template_texts() -> None:
    assert [each.message for each in extract_template(TEMPLATE, "a.html")] == [
        Message("Nom"),
        Message("Aujourd’hui"),
        Message("mars", context="mois"),
        Message("Remise"),
        Message("En ligne"),
        Message("%(n)s fiche chez %(name)s", "%(n)s fiches chez %(name)s"),
        Message("100 %% sûr"),
    ]


def test_template_texts_are_those_that_django_looks_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import Context, Template, base
    from django.templatetags import i18n

    asked: list[str] = []
    monkeypatch.setattr(base, "gettext_lazy", lambda text: asked.append(text) or text)
    monkeypatch.setattr(i18n.translation, "gettext", lambda text: asked.append(text) or text)
    monkeypatch.setattr(i18n.translation, "ngettext", lambda one, many, n: asked.extend([one, many]) or one)
    text = (
        '{% load i18n %}{% translate "Nom à 5 %" %}{% firstof _("En ligne") %}'
        "{% blocktranslate trimmed count n=rows %}\n {{ n }} fiche à 5 %\n{% plural %}\n  {{ n }} fiches"
        "{% endblocktranslate %}"
    )
    Template(text).render(Context({"rows": 1}))
    messages = [each.message for each in extract_template(text, "a.html")]
    assert sorted(asked) == sorted(
        part for message in messages for part in (message.text, message.plural) if part
    )


def test_inline_percent_is_refused_because_django_prints_it_twice() -> None:
    with pytest.raises(ExtractionProblem, match=r"a\.html:1: .* use translate … as"):
        list(extract_template('{{ _("Remise de 5 %") }}', "a.html"))


@pytest.mark.parametrize(
    "text",
    ["{% blocktranslate %}ouvert", "{% blocktranslate %}{% if a %}b{% endif %}{% endblocktranslate %}"],
)
def test_broken_block_is_refused(text: str) -> None:
    with pytest.raises(ExtractionProblem, match=r"a\.html:1"):
        list(extract_template(text, "a.html"))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("companies/rules/size.py", "companies"),
        ("web/companies/forms/edit.py", "web/companies"),
        ("web/http.py", "web"),
        ("web/templates/web/companies/company.html", "web/companies"),
        ("web/templates/web/nowhere/page.html", "web"),
        ("web/templates/account/login.html", "web/identity"),
        ("web/templates/500.html", "web"),
        ("ui/templates/ui/base.html", "ui"),
        ("version.py", ""),
    ],
)
def test_owner(tmp_path: Path, path: str, owner: str) -> None:
    for folder in ("web/companies", "web/identity"):
        (tmp_path / folder).mkdir(parents=True)
    assert owner_of(tmp_path / path, tmp_path) == tmp_path / owner


def test_placeholders_and_typography() -> None:
    assert placeholders("%(n)s sur {total:d}, 5 %% et %s") == ["%(n)s", "%s", "{total:d}"]
    bad = ["l'adresse", "Attention !", "« voir »"]
    good = ["l’adresse", "Attention\u00a0!", "«\u00a0voir\u00a0»", "à 10:30", "Nom", "Attention\u202f!"]
    found = [Found(Message(text), "a.py", 1) for text in (*bad, *good)]
    assert [problem.split("«", 1)[1] for problem in typography_problems(found)] == [
        f"{text}»" for text in bad
    ]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "negoce"
    (package / "companies").mkdir(parents=True)
    (package / "companies" / "enums.py").write_text(PYTHON, encoding="utf-8")
    return package


def catalogue(package: Path) -> Path:
    return package / "companies" / "locale" / "en" / "LC_MESSAGES" / "django.po"


TRANSLATIONS = {
    Message("Nom"): Translation(("Name",)),
    Message("%(n)s fiche", "%(n)s fiches"): Translation(("%(n)s record", "%(n)s records")),
    Message("mars", context="mois"): Translation(("March",)),
    Message("deux morceaux"): Translation(("two pieces",)),
    Message("Par le module"): Translation(("By the module",)),
}


def test_update_adds_keeps_and_drops(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], package) == 1
    assert "missing «Nom»" in capsys.readouterr().out
    assert main(["update"], package) == 0
    entries = read_catalogue(catalogue(package))
    assert entries.keys() == TRANSLATIONS.keys()
    assert not any(translation.complete for translation in entries.values())
    write_catalogue(catalogue(package), "en", TRANSLATIONS | {Message("Ancien"): Translation(("Old",))}, {})
    assert main(["update"], package) == 0
    assert read_catalogue(catalogue(package))[Message("Ancien")].strings == ("Old",)
    capsys.readouterr()
    assert main(["check"], package) == 1
    assert "no longer used «Ancien»" in capsys.readouterr().out
    assert main(["update", "--drop-stale", str(package / "companies")], package) == 0
    assert read_catalogue(catalogue(package)) == TRANSLATIONS
    assert main(["check"], package) == 0


def test_update_leaves_other_folders_alone(package: Path) -> None:
    assert main(["update", str(package / "orders")], package) == 0
    assert not catalogue(package).exists()


def test_check_sees_an_empty_translation_and_a_lost_placeholder(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = TRANSLATIONS | {
        Message("Nom"): Translation(("",)),
        Message("%(n)s fiche", "%(n)s fiches"): Translation(("one record", "%(n)s records")),
    }
    write_catalogue(catalogue(package), "en", broken, {})
    assert main(["check"], package) == 1
    said = capsys.readouterr().out.splitlines()
    name = "negoce/companies/locale/en/LC_MESSAGES/django.po"
    assert said == [
        f"{name}: placeholders differ: «%(n)s fiche» → «one record»",
        f"{name}: not translated «Nom»",
    ]


def test_check_sees_two_translations_of_one_text(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(catalogue(package), "en", TRANSLATIONS, {})
    (package / "orders").mkdir()
    source = "from django.utils.translation import gettext as _\nA = _('Nom')\n"
    (package / "orders" / "enums.py").write_text(source)
    other = package / "orders" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    write_catalogue(other, "en", {Message("Nom"): Translation(("Surname",))}, {})
    assert main(["check"], package) == 1
    assert "«Nom» is translated in two ways" in capsys.readouterr().out


def test_compile_and_french_zero(package: Path) -> None:
    write_catalogue(catalogue(package), "en", TRANSLATIONS, {})
    assert main(["compile"], package) == 0
    with catalogue(package).with_suffix(".mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Nom") == "Name"
    assert english.pgettext("mois", "mars") == "March"
    assert [english.ngettext("%(n)s fiche", "%(n)s fiches", n) for n in (0, 1, 2)] == [
        "%(n)s records",
        "%(n)s record",
        "%(n)s records",
    ]
    with (package / "locale/fr/LC_MESSAGES/django.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert [french.ngettext("%(n)s fiche", "%(n)s fiches", n) for n in (0, 1, 2)] == [
        "%(n)s fiche",
        "%(n)s fiche",
        "%(n)s fiches",
    ]


def test_french_stays_as_it_is_written() -> None:
    """Django translates some French words as if they were English: « Note » became « Remarque »."""
    found = {each.message for messages in extract(PACKAGE).values() for each in messages}
    with translation.override("fr"):
        others = {
            message.text
            for message in found
            if message.text
            != (pgettext(message.context, message.text) if message.context else translate(message.text))
        }
    assert len(found) > 1_000
    assert others == set()


def test_compile_skips_what_is_fresh(package: Path) -> None:
    write_catalogue(catalogue(package), "en", TRANSLATIONS, {})
    main(["compile"], package)
    compiled = catalogue(package).with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    main(["compile"], package)
    assert compiled.stat().st_mtime_ns == first
