"""Which folder keeps the translation of a file: the room, or the sub-package of a shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.translations.extract_python import extract_python
from tools.translations.extract_templates import extract_template
from tools.translations.message import Found

SHELLS = {"web", "portal", "api"}
TEMPLATE_ENDINGS = {".html", ".txt"}
# Shells keep sign-in pages under the names that allauth looks for.
SIGN_IN = {"account", "mfa", "allauth", "usersessions"}


def sources(package: Path) -> Iterator[Path]:
    """Every file that may hold a text, sorted."""
    for path in sorted(package.rglob("*")):
        is_code = path.suffix == ".py" and "migrations" not in path.parts
        is_template = path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts
        if is_code or is_template:
            yield path


def owner_of(path: Path, package: Path) -> Path:
    """The folder whose `locale/` holds the texts of `path`; both absolute."""
    parts = path.relative_to(package).parts
    if len(parts) == 1:
        return package
    if parts[0] not in SHELLS:
        return package / parts[0]
    sub = parts[1]
    if sub == "templates":
        sub = parts[3] if len(parts) > 4 and parts[2] == parts[0] else parts[2] if len(parts) > 3 else ""
        sub = "identity" if sub in SIGN_IN else sub
    folder = package / parts[0] / sub
    return folder if sub and folder.is_dir() else package / parts[0]


def extract(package: Path) -> dict[Path, list[Found]]:
    """All the texts of the product by owner."""
    found: dict[Path, list[Found]] = {}
    for path in sources(package):
        name = path.relative_to(package.parent).as_posix()
        read = extract_python if path.suffix == ".py" else extract_template
        messages = list(read(path.read_text(encoding="utf-8"), name))
        if messages:
            found.setdefault(owner_of(path, package), []).extend(messages)
    return found
