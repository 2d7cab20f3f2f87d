"""Texts of Django templates: `{% translate %}`, `{% blocktranslate %}` and `_("…")` in any tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.template.base import DebugLexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from tools.translations.message import ExtractionProblem, Found, Message

LITERAL = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
INLINE = re.compile(rf"(?<!\w)_\(\s*({LITERAL})\s*\)")
TRANSLATE = {"translate", "trans"}
BLOCK = {"blocktranslate", "blocktrans"}


def extract_template(source: str, path: str) -> Iterator[Found]:
    """Yield every text of a template; raises ExtractionProblem on a block left open."""
    tokens = iter(DebugLexer(source).tokenize())
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        words = list(smart_split(token.contents))
        name = words[0] if words and token.token_type == TokenType.BLOCK else ""
        if name in {"comment", "verbatim"}:
            _skip(tokens, f"end{name}")
            continue
        if name in TRANSLATE:
            yield from _translate(words, token, path)
        elif name in BLOCK:
            yield _block(words, token, tokens, path)
        for literal in INLINE.findall(token.contents):
            if "%" in literal:
                raise ExtractionProblem(
                    f'{path}:{token.lineno}: Django prints the % of _("…") twice: use translate … as name.'
                )
            yield Found(Message(_unquote(literal)), path, token.lineno)


def _skip(tokens: Iterator[Token], end: str) -> None:
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.split()[:1] == [end]:
            return


def _translate(words: list[str], token: Token, path: str) -> Iterator[Found]:
    if len(words) < 2 or not re.match(LITERAL, words[1]):
        return
    yield Found(Message(_escape(_unquote(words[1])), context=_context(words)), path, token.lineno)


def _block(words: list[str], opening: Token, tokens: Iterator[Token], path: str) -> Found:
    parts: dict[str, list[str]] = {"singular": []}
    current = "singular"
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts[current].append(_escape(token.contents))
        elif token.token_type == TokenType.VAR:
            parts[current].append(f"%({token.contents})s")
        elif token.token_type == TokenType.BLOCK:
            if token.contents.strip() == "plural":
                current = "plural"
                parts[current] = []
            elif token.contents.strip() == f"end{words[0]}":
                texts = {key: _trim("".join(value), words) for key, value in parts.items()}
                message = Message(texts["singular"], texts.get("plural", ""), _context(words))
                return Found(message, path, opening.lineno)
            else:
                raise ExtractionProblem(f"{path}:{token.lineno}: no tag may stand inside {words[0]}.")
    raise ExtractionProblem(f"{path}:{opening.lineno}: {words[0]} is never closed.")


def _trim(text: str, words: list[str]) -> str:
    return trim_whitespace(text) if "trimmed" in words else text


def _context(words: list[str]) -> str:
    if "context" not in words[:-1]:
        return ""
    return _unquote(words[words.index("context") + 1])


def _unquote(literal: str) -> str:
    quote = literal[0]
    end = literal.rindex(quote)
    return literal[1:end].replace(f"\\{quote}", quote).replace("\\\\", "\\")


def _escape(text: str) -> str:
    # Django doubles the percent signs of a template's texts before it looks them up.
    return text.replace("%", "%%")
