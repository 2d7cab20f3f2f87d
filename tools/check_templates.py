"""What no template may hold: inline script or style (our Content-Security-Policy refuses both), code and
pictures of other sites, and words that no translator will ever see.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.listing import repository_files  # noqa: E402

# The page of a broken server may ask nothing of the server: it speaks both languages at once.
SPEAKS_BOTH = {"500.html"}
# The gallery shows components with sample records, to developers only.
SAMPLES = "gallery"
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?%}.*?{%\s*end\1\s*%}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# Attributes that people read or hear.
SPOKEN = {"title", "placeholder", "aria-label", "aria-description", "alt"}
# Names of keys, formats, languages and our product are the same everywhere.
SAME_EVERYWHERE = {
    "Négoce",
    "Ctrl",
    "Alt",
    "Tab",
    "CSV",
    "XLSX",
    "PDF",
    "SIREN",
    "SIRET",
    "Français",
    "English",
    "FR",
    "EN",
}


def problems_of(path: Path, text: str) -> Iterator[str]:
    """Every problem of one template, with its line."""
    reader = TemplateReader(words_matter=path.name not in SPEAKS_BOTH and SAMPLES not in path.parts)
    reader.feed(TAG.sub(_blank, TRANSLATED.sub(_blank, COMMENT.sub(_blank, text))))
    reader.close()
    for line, problem in reader.problems:
        yield f"{path}:{line}: {problem}"


class TemplateReader(HTMLParser):
    """Reads a template whose template tags were blanked out."""

    def __init__(self, words_matter: bool) -> None:
        super().__init__()
        self.words_matter = words_matter
        self.problems: list[tuple[int, str]] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at one element's attributes."""
        self._inside = tag if tag in {"script", "style", "code", "kbd"} else None
        names = {name for name, _ in attributes}
        if tag == "style":
            self._add("a <style> element; its place is frontend/css")
        for name, value in attributes:
            if name == "style" or name.startswith(("on", "hx-on")):
                self._add(f"{name}= is inline, which the Content-Security-Policy refuses")
            if (value or "").strip().lower().startswith("javascript:"):
                self._add(f"{name}= runs a script")
            if name in SPOKEN:
                self._check_words(value or "")
        source = dict(attributes).get("src" if tag in {"script", "img", "iframe"} else "href") or ""
        if tag in {"script", "link", "img", "iframe"} and re.match(r"(https?:)?//", source):
            self._add(f"<{tag}> loads from another site")
        if tag == "script" and "src" not in names and dict(attributes).get("type") != "application/json":
            self._add("an inline <script>; its place is frontend/")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = None

    def handle_data(self, data: str) -> None:
        """Look at words between elements."""
        if self._inside is None:
            self._check_words(data)

    def _check_words(self, text: str) -> None:
        words = [word for word in WORD.findall(text) if word not in SAME_EVERYWHERE]
        if self.words_matter and words:
            self._add(f"«{' '.join(text.split())[:60]}» is not translated")

    def _add(self, problem: str) -> None:
        self.problems.append((self.getpos()[0], problem))


def _blank(match: re.Match[str]) -> str:
    # Lines keep their numbers.
    return "\n" * match.group().count("\n")


def main() -> int:
    """Check the repository; returns the exit code."""
    templates = [
        path for path in repository_files(ROOT) if path.suffix == ".html" and "templates" in path.parts
    ]
    problems = [p for path in templates for p in problems_of(path, (ROOT / path).read_text(encoding="utf-8"))]
    print(
        "\n".join(problems)
        if problems
        else f"{len(templates)} templates, nothing inline, every word translated."
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
