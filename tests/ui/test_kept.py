"""`{% kept %}`: drawn once for its values and language, never for others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils.translation import override

from negoce.ui.templatetags import kept


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept._kept.clear()
    yield
    kept._kept.clear()


def draw(source: str, **values: object) -> str:
    return Template("{% load kept i18n %}" + source).render(Context(values))


def test_body_is_drawn_once_for_the_same_values() -> None:
    source = "{% kept part name %}{{ other }}{% endkept %}"
    assert draw(source, name="a", other="first") == "first"
    assert draw(source, name="a", other="second") == "first"
    assert draw(source, name="b", other="third") == "third"


def test_each_language_has_its_own() -> None:
    source = "{% kept part name %}{% translate 'Fermer' %}{% endkept %}"
    with override("fr"):
        assert draw(source, name="a") == "Fermer"
    with override("en"):
        assert draw(source, name="a") == "Close"


def test_the_oldest_goes_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    source = "{% kept part name %}{{ other }}{% endkept %}"
    for name in ("a", "b", "c"):
        draw(source, name=name, other="first")
    assert draw(source, name="c", other="second") == "first"
    assert draw(source, name="a", other="second") == "second"
