"""What templates may not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.check_templates import problems_of

PATH = Path("negoce/ui/templates/ui/page.html")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<p style="color: red"></p>', "style= is inline, which the Content-Security-Policy refuses"),
        ('<p onclick="x()"></p>', "onclick= is inline, which the Content-Security-Policy refuses"),
        ('<p hx-on:click="x()"></p>', "hx-on:click= is inline, which the Content-Security-Policy refuses"),
        ("<style></style>", "a <style> element; its place is frontend/css"),
        ("<script>x()</script>", "an inline <script>; its place is frontend/"),
        ('<script src="https://cdn.example/a.js"></script>', "<script> loads from another site"),
        ('<link href="//cdn.example/a.css">', "<link> loads from another site"),
        ('<a href="javascript:x()"></a>', "href= runs a script"),
        ("<p>Bonjour {{ name }}</p>", "«Bonjour» is not translated"),
        ('<input placeholder="Rechercher">', "«Rechercher» is not translated"),
    ],
)
def test_refused(text: str, problem: str) -> None:
    assert list(problems_of(PATH, f"{{% load i18n %}}\n{text}")) == [f"{PATH}:2: {problem}"]


@pytest.mark.parametrize(
    "text",
    [
        "{% translate 'Bonjour' %} {{ name }}",
        "{% blocktranslate %}Bonjour {{ name }}{% endblocktranslate %}",
        "{# une remarque #}{% comment 'x' %}Bonjour <p style=''>{% endcomment %}",
        '<input placeholder="{% translate "Rechercher" %}" title="{{ title }}">',
        '<script src="{% static "ui/app.js" %}" defer></script>',
        '<script type="application/json" id="data">{{ data }}</script>',
        '<a href="https://example.org/">{{ name }}</a>',
        "<kbd>Ctrl</kbd> <kbd>Entrée</kbd> 1 234 € · K",
    ],
)
def test_allowed(text: str) -> None:
    assert list(problems_of(PATH, text)) == []


@pytest.mark.parametrize("name", ["ui/templates/500.html", "web/templates/web/gallery/list.html"])
def test_broken_server_and_gallery_keep_their_words_but_nothing_inline(name: str) -> None:
    assert list(problems_of(Path("negoce") / name, "<p>Erreur, error</p>")) == []
    assert len(list(problems_of(Path("negoce") / name, "<p style='color: red'></p>"))) == 1
