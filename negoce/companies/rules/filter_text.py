"""A filter as text, the one seen in the address: `department is 07,26 and (net_12_months over 10000 or
kind is retailer)`.

Fields and operators are words, values are separated by commas; a value that holds a comma, a bracket, a
quote, or a
word of the grammar is put between double quotes, where `\\` keeps the next character. « or » binds less
than « and ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from negoce.companies.rules.filters import TAKES, Condition, Group, Operator, Values, normalise
from negoce.kit.explain import Finding

MAX_LENGTH = 4_000
MAX_CONDITIONS = 40
MAX_VALUES = 300
MAX_DEPTH = 5
_SHOWN = 60

_TOKEN = re.compile(
    r'\s*(?:(?P<mark>[(),])|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<symbol><=|>=|!=|!~|=|<|>|~)|(?P<word>[^\s(),"=<>!~]+))'
)
_BARE = re.compile(r'[^\s(),"=<>!~\\]+(?: [^\s(),"=<>!~\\]+)*')
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SYMBOLS = {
    "=": Operator.IS,
    "!=": Operator.IS_NOT,
    ">": Operator.OVER,
    "<": Operator.UNDER,
    ">=": Operator.AT_LEAST,
    "<=": Operator.AT_MOST,
    "~": Operator.CONTAINS,
    "!~": Operator.LACKS,
}
_JOINS = frozenset({"and", "or"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a text, and what could not: each finding's figures quote the passage left out."""

    filter: Group
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words


class _Unreadable(Exception):
    def __init__(self, code: str, near: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.near = near


def read_filter(text: str) -> Reading:
    """Read a filter; parts joined by « and » that cannot be read are left out one by one and explained.

    When alternatives are joined by « or » at the top, the whole text is left out: dropping one would show
    other
    records than those asked for. Codes: ``filter.too_long``, ``filter.characters``, ``filter.too_many``,
    ``filter.too_deep``, ``filter.too_many_values``, ``filter.field_missing``, ``filter.operator_missing``,
    ``filter.operator_unknown``, ``filter.value_missing``, ``filter.bracket``, ``filter.quote``,
    ``filter.rest``.
    """
    if not text.strip():
        return Reading(Group())
    if len(text) > MAX_LENGTH:
        return Reading(
            Group(), (Finding("filter.too_long", "error", {"length": len(text), "max": MAX_LENGTH}),)
        )
    if _CONTROL.search(text):
        return Reading(
            Group(), (Finding("filter.characters", "error", {"text": _quote(_CONTROL.sub("", text))}),)
        )
    try:
        tokens = _tokens(text)
    except _Unreadable as problem:
        return Reading(Group(), (_finding(problem, text),))
    return _read_clauses(text, tokens)


def write_filter(group: Group) -> str:
    """The canonical text of a filter; reading it gives the same normalised filter back."""
    root = normalise((group,))
    if len(root.parts) == 1:
        return _write(root.parts[0], inside=False)
    return " and ".join(_write(part, inside=True) for part in root.parts)


def write_condition(condition: Condition) -> str:
    """One condition as text."""
    values = ",".join(_write_value(value) for value in condition.values)
    return f"{condition.field} {condition.operator.value}{' ' if condition.values else ''}{values}"


def _write(node: Condition | Group, *, inside: bool) -> str:
    if isinstance(node, Condition):
        return write_condition(node)
    written = (" or " if node.any_of else " and ").join(_write(part, inside=True) for part in node.parts)
    return f"({written})" if inside else written


def _write_value(value: str) -> str:
    words = value.lower().split(" ")
    if _BARE.fullmatch(value) and not _JOINS.intersection(words):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise _Unreadable("filter.quote" if '"' in text[position:] else "filter.rest", text[position:])
        kind = match.lastgroup or ""
        content = match[kind]
        if kind == "quoted":
            content = re.sub(r"\\(.)", r"\1", content, flags=re.DOTALL)
        found.append(_Token(kind, content, match.start(kind), match.end()))
        position = match.end()
    return found


def _read_clauses(text: str, tokens: list[_Token]) -> Reading:
    clauses = _split(tokens)
    parts: list[Condition | Group] = []
    problems: list[Finding] = []
    count = 0
    for clause in clauses:
        source = text[clause[0].start : clause[-1].end] if clause else text
        parser = _Parser(clause)
        try:
            part = parser.whole()
        except _Unreadable as problem:
            problems.append(_finding(problem, source))
            continue
        count += parser.conditions
        if count > MAX_CONDITIONS:
            problems.append(
                Finding("filter.too_many", "error", {"text": _quote(source), "max": MAX_CONDITIONS})
            )
            break
        parts.append(part)
    return Reading(normalise(tuple(parts)), tuple(problems))


def _split(tokens: list[_Token]) -> list[list[_Token]]:
    """The clauses joined by « and » outside brackets; a single one when an « or » stands there."""
    clauses: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if depth <= 0 and token.is_word("or"):
            return [tokens]
        if depth <= 0 and token.is_word("and"):
            clauses.append([])
            continue
        clauses[-1].append(token)
    return clauses


def _quote(passage: str) -> str:
    short = passage.strip()
    return short if len(short) <= _SHOWN else f"{short[:_SHOWN]}…"


def _finding(problem: _Unreadable, source: str) -> Finding:
    return Finding(problem.code, "error", {"text": _quote(source), "near": _quote(problem.near)})


class _Parser:
    """Recursive descent over one clause."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.conditions = 0

    def whole(self) -> Condition | Group:
        node = self.alternatives(0)
        if self.peek() is not None:
            token = self.tokens[self.position]
            raise _Unreadable("filter.bracket" if token.text == ")" else "filter.rest", token.text)
        return node

    def peek(self) -> _Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self) -> _Token | None:
        token = self.peek()
        self.position += token is not None
        return token

    def alternatives(self, depth: int) -> Condition | Group:
        return self.joined("or", depth)

    def joined(self, word: str, depth: int) -> Condition | Group:
        parts = [self.joined("and", depth) if word == "or" else self.atom(depth)]
        while (token := self.peek()) is not None and token.is_word(word):
            self.take()
            parts.append(self.joined("and", depth) if word == "or" else self.atom(depth))
        return parts[0] if len(parts) == 1 else Group(tuple(parts), any_of=word == "or")

    def atom(self, depth: int) -> Condition | Group:
        token = self.peek()
        if token is not None and token.kind == "mark" and token.text == "(":
            if depth >= MAX_DEPTH:
                raise _Unreadable("filter.too_deep", token.text)
            self.take()
            node = self.alternatives(depth + 1)
            closing = self.take()
            if closing is None or closing.kind != "mark" or closing.text != ")":
                raise _Unreadable("filter.bracket", closing.text if closing else "")
            return node
        return self.condition()

    def condition(self) -> Condition:
        field = self.take()
        if field is None or field.kind != "word" or field.text.lower() in _JOINS:
            raise _Unreadable("filter.field_missing", field.text if field else "")
        operator = self.operator(field.text)
        self.conditions += 1
        if TAKES[operator] is Values.NO_VALUE:
            return Condition(field.text, operator)
        return Condition(field.text, operator, self.values())

    def operator(self, field: str) -> Operator:
        token = self.take()
        if token is None or token.kind not in {"word", "symbol"}:
            raise _Unreadable("filter.operator_missing", field)
        if token.kind == "symbol":
            return _SYMBOLS[token.text]
        try:
            return Operator(token.text.lower())
        except ValueError:
            raise _Unreadable("filter.operator_unknown", token.text) from None

    def values(self) -> tuple[str, ...]:
        found = [self.value()]
        while (token := self.peek()) is not None and token.kind == "mark" and token.text == ",":
            self.take()
            found.append(self.value())
            if len(found) > MAX_VALUES:
                raise _Unreadable("filter.too_many_values")
        return tuple(found)

    def value(self) -> str:
        """One value: a quoted text, or words up to a comma, a bracket or a join (« Saint Étienne »)."""
        token = self.peek()
        if token is not None and token.kind == "quoted":
            self.take()
            return token.text
        words: list[str] = []
        while (token := self.peek()) is not None and token.kind == "word" and not token.is_word(*_JOINS):
            words.append(token.text)
            self.take()
        if not words:
            raise _Unreadable("filter.value_missing", token.text if token else "")
        return " ".join(words)
