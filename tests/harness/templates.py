"""An undefined variable in a template of ours is an error, also inside `{% if %}` and `{% blocktranslate %}`.

Django says nothing and prints nothing. Here a template under `negoce/` (or built by a test) fails when a
value is missing where it is shown, or when the first name of an expression is unknown where it is only
tested. `|default:…` says that absence is meant. Templates of other packages are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.template import Origin
from django.template.base import UNKNOWN_SOURCE, FilterExpression, Parser, TokenType, VariableDoesNotExist
from django.template.context import BaseContext
from django.template.defaultfilters import default
from django.template.defaulttags import IfNode
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode

OURS = Path(__file__).resolve().parents[2]
# Given by `{% block %}` and by context processors that add the name only in some settings.
ALWAYS_KNOWN = {"block", "debug", "True", "False", "None"}


class UndefinedVariable(AssertionError):
    """A template names something that its context does not hold."""


def is_ours(origin: Origin | None) -> bool:
    """Whether a template's text belongs to this repository."""
    if origin is None or origin.name == UNKNOWN_SOURCE:
        return True
    path = Path(str(origin.name))
    return path.is_relative_to(OURS) and "site-packages" not in path.parts


class StrictExpression(FilterExpression):
    """An expression that knows the template it stands in, and fails where Django would print nothing."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.origin = parser.origin

    def resolve(self, context: BaseContext, ignore_failures: bool = False) -> Any:
        """Resolve as Django does, after the check."""
        _check(self, context, ignore_failures)
        return super().resolve(context, ignore_failures)


@contextmanager
def undefined_variables_fail() -> Iterator[None]:
    """Patch Django's template language for as long as the block lasts."""
    compile_filter, render, render_if = Parser.compile_filter, BlockTranslateNode.render, IfNode.render

    def compile_strictly(self: Parser, token: str) -> FilterExpression:
        return StrictExpression(token, self) if is_ours(self.origin) else compile_filter(self, token)

    def render_strictly(self: BlockTranslateNode, context: BaseContext, nested: bool = False) -> str:
        if is_ours(getattr(self, "origin", None)):
            _check_block(self, context)
        return render(self, context, nested)

    def render_if_strictly(self: IfNode, context: BaseContext) -> str:
        # The operators of `{% if %}` swallow every exception, so its names are looked at beforehand.
        for condition, _ in self.conditions_nodelists:
            for expression in _expressions(condition):
                _check(expression, context, only_tested=True)
        return render_if(self, context)

    Parser.compile_filter, BlockTranslateNode.render = compile_strictly, render_strictly
    IfNode.render = render_if_strictly
    try:
        yield
    finally:
        Parser.compile_filter, BlockTranslateNode.render = compile_filter, render
        IfNode.render = render_if


def _expressions(condition: TokenBase | None) -> Iterator[StrictExpression]:
    if condition is None:
        return
    if isinstance(condition.value, StrictExpression):
        yield condition.value
    yield from _expressions(condition.first)
    yield from _expressions(condition.second)


def _check(expression: StrictExpression, context: BaseContext, only_tested: bool) -> None:
    lookups = expression.var.lookups if expression.is_var else None
    if (
        not lookups
        or lookups[0] in ALWAYS_KNOWN
        or any(function is default for function, _ in expression.filters)
    ):
        return
    if only_tested and lookups[0] in context:
        return
    try:
        expression.var.resolve(context)
    except VariableDoesNotExist as error:
        place = getattr(expression.origin, "name", None) or UNKNOWN_SOURCE
        raise UndefinedVariable(f"{place}: «{expression.token}» is not defined: {error}") from error


def _check_block(node: BlockTranslateNode, context: BaseContext) -> None:
    given = {*node.extra_context, node.countervar, *ALWAYS_KNOWN}
    for token in [*node.singular, *(node.plural or [])]:
        if token.token_type != TokenType.VAR or token.contents in given or token.contents in context:
            continue
        place = getattr(getattr(node, "origin", None), "name", None) or UNKNOWN_SOURCE
        raise UndefinedVariable(
            f"{place}: «{token.contents}» in blocktranslate is not in the context "
            "(attributes and filters need `with name=…`)."
        )
