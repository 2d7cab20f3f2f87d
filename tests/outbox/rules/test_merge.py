"""Texts with merge fields: a small grammar, where nothing that a person writes is code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.outbox.enums import MessageKind
from negoce.outbox.rules.merge import MOST_FINDINGS, merge, read_template
from negoce.outbox.rules.merge_fields import FIELDS, names_of

NAMES = names_of(MessageKind.QUOTE)


def filled(text: str, **values: str) -> str:
    template = read_template(text, NAMES)
    assert template.findings == () or template.findings == []
    return merge(template, values).text


def test_fields_are_filled_in() -> None:
    assert filled("Devis {{ numero }} pour {{entreprise}}.", number="D-1", company="Mallet") == (
        "Devis D-1 pour Mallet."
    )


@pytest.mark.parametrize("name", ["prenom", "Prénom", " PRENOM ", "first_name", "first name"])
def test_accents_capitals_and_english_names_do_not_matter(name: str) -> None:
    assert filled(f"{{{{{name}}}}}", first_name="Hélène") == "Hélène"


def test_what_has_no_value_leaves_no_hole() -> None:
    assert filled("Bonjour {{ prenom }}, suite à") == "Bonjour, suite à"
    assert filled("Bonjour {{ civilite }} {{ nom }},", last_name="Roux") == "Bonjour Roux,"
    assert merge(read_template("{{ lien }}", NAMES), {}).empty == ("link",)


def test_what_is_written_instead_of_no_value() -> None:
    assert filled("Bonjour {{ prénom | Madame, Monsieur }},") == "Bonjour Madame, Monsieur,"
    assert filled("Bonjour {{ prénom | Madame, Monsieur }},", first_name="Hélène") == "Bonjour Hélène,"
    assert filled("{{ nom|upper }}") == "upper"
    assert filled("{{ nom | {% now %} }}") == "{% now %}"
    assert merge(read_template("{{ nom | vous }}", NAMES), {}).empty == ("last_name",)


def test_a_value_is_never_read_again() -> None:
    """A company that is called « {{ code }} » stays what it is called."""
    assert filled("{{ entreprise }}", company="{{ lien }} {% now %}", link="x") == "{{ lien }} {% now %}"


@pytest.mark.parametrize(
    ("text", "code", "figures"),
    [
        ("{{ prenon }}", "merge.unknown_near", {"name": "prenon", "near": "prenom"}),
        ("{{ zzzzzz }}", "merge.unknown", {"name": "zzzzzz"}),
        ("{{ }}", "merge.empty", {}),
        ("Bonjour {{ nom", "merge.unclosed", {"text": "nom"}),
        ("{{ nom {{ prenom }}", "merge.unclosed", {"text": "nom {{ prenom"}),
        ("Bonjour nom }}", "merge.unopened", {"text": "Bonjour nom"}),
        ("{{ nom.__class__ }}", "merge.unknown", {"name": "nom.__class__"}),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str, figures: dict[str, str]) -> None:
    found = read_template(text, NAMES).findings[0]
    assert found.severity == "error"
    if code == "merge.unknown":
        assert found.code in ("merge.unknown", "merge.unknown_near")
        assert found.figures["name"] == figures["name"]
    else:
        assert found.code == code
    if code in ("merge.unknown_near", "merge.unopened", "merge.empty"):
        assert found.figures == figures


def test_a_field_of_another_kind_is_unknown() -> None:
    assert read_template("{{ code }}", names_of(MessageKind.INVOICE)).findings != []


def test_no_more_is_found_wrong_than_is_put_right_at_a_time() -> None:
    found = read_template("{{ nomm }}" * 2_000, NAMES).findings
    assert [each.code for each in found] == ["merge.unknown_near"] * MOST_FINDINGS


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    template = read_template(text, NAMES)
    if not template.findings:
        values = dict.fromkeys(template.fields, "v")
        assert len(merge(template, values).text) <= len(text)


@given(st.text(alphabet=st.characters(exclude_characters="{}"), max_size=200))
def test_a_text_without_fields_stays_as_it_is(text: str) -> None:
    assert merge(read_template(text, NAMES), {}).text == text


def test_each_kind_has_names_of_its_own_that_do_not_clash() -> None:
    for kind, fields in FIELDS.items():
        french, english = [each.french for each in fields], [each.english for each in fields]
        assert len(set(french)) == len(french), kind
        assert len(set(english)) == len(english), kind
        keys = names_of(kind)
        assert all(keys[each.french] == keys[each.english] == each.key for each in fields), kind
