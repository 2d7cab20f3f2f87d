"""Texts of Python files: calls of what the file imports from `django.utils.translation`, under any alias."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.translations.message import ExtractionProblem, Found, Message

MODULE = "django.utils.translation"
# Where each function keeps its context, its text and its plural; None where it has none.
POSITIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


def extract_python(source: str, path: str) -> Iterator[Found]:
    """Yield every text of a file; raises ExtractionProblem on an f-string or a concatenation with `+`."""
    try:
        tree = ast.parse(source, path)
    except SyntaxError as error:
        raise ExtractionProblem(f"{path}: {error}") from error
    functions, modules = _imports(tree)
    if not functions and not modules:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _function(node.func, functions, modules)
        if name and not any(isinstance(argument, ast.Starred) for argument in node.args):
            message = _message(node, POSITIONS[name], path)
            if message:
                yield Found(message, path, node.lineno)


def _imports(tree: ast.Module) -> tuple[dict[str, str], set[str]]:
    functions: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == MODULE:
            functions |= {
                alias.asname or alias.name: alias.name for alias in node.names if alias.name in POSITIONS
            }
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "translation"}
    return functions, modules


def _function(called: ast.expr, functions: dict[str, str], modules: set[str]) -> str | None:
    if isinstance(called, ast.Name):
        return functions.get(called.id)
    if (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id in modules
    ):
        return called.attr if called.attr in POSITIONS else None
    return None


def _message(call: ast.Call, positions: tuple[int | None, int, int | None], path: str) -> Message | None:
    context, text, plural = (_text(call, position, path) for position in positions)
    if text is None:
        return None
    return Message(text, plural or "", context or "")


def _text(call: ast.Call, position: int | None, path: str) -> str | None:
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise ExtractionProblem(
            f"{path}:{call.lineno}: a translated text is one literal, with placeholders filled in afterwards."
        )
    return None
