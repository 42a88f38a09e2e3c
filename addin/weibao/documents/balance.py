"""Whether a template gives well-formed XML whatever it is filled with: found once, not in every document.

Text that is filled in is escaped, so it can only stand where text may stand. What a tag repeats or leaves out can do no
harm where it is whole elements. Of everything else nothing is claimed: there each document is parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from jinja2 import nodes

from weibao.documents.values import is_clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# For a value and for a block while a template is looked through.
_VALUE: Final = "\ue000"
_BLOCK: Final = "weibao-block"
_TAG: Final = re.compile("<[^<>]*>")
# Of plain text these make plain text; a filter or a call may make markup, even half an escaped sign.
_PLAIN: Final = (
    nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not,
    nodes.And, nodes.Or, nodes.Concat, nodes.Add, nodes.Slice,
)  # fmt: skip


class _UnknownError(Exception):
    """Something of which nothing can be said."""


def is_balanced(tree: nodes.Template) -> bool:
    """Whether all that a template can give is well-formed, if its values are text, numbers and flags."""
    try:
        _check(tree.body)
    except (_UnknownError, expat.ExpatError):
        return False
    return True


def _check(body: Sequence[nodes.Node], *, within: bool = False) -> None:
    """Raises _UnknownError or ExpatError unless this is a document, or `within` one whole elements and text."""
    xml = "".join(_pieces(body))
    if ">" in _TAG.sub("", xml):  # with a value before it, it may end what it does not belong to
        raise _UnknownError
    _Places(f"<x>{xml}</x>" if within else xml).check(xml.count(_VALUE), xml.count(f"<?{_BLOCK}?>"))


def _pieces(body: Sequence[nodes.Node]) -> Iterator[str]:
    """The markup of a body, with signs for what is filled in and for its blocks, which are checked by themselves."""
    for node in body:
        if isinstance(node, (nodes.If, nodes.For)):
            _check_conditions(node)
        if isinstance(node, nodes.Output):
            yield from map(_printed, node.nodes)
        elif isinstance(node, nodes.If):
            for branch in (node.body, *(other.body for other in node.elif_), node.else_):
                _check(branch, within=True)
            yield f"<?{_BLOCK}?>"
        elif isinstance(node, nodes.For):
            _check_plain(node.iter)
            _check(node.body, within=True)
            _check(node.else_, within=True)
            yield f"<?{_BLOCK}?>"
        else:
            raise _UnknownError


def _printed(node: nodes.Node) -> str:
    if isinstance(node, nodes.TemplateData):
        if _VALUE in node.data or _BLOCK in node.data:
            raise _UnknownError
        return node.data
    _check_plain(node)
    return _VALUE


def _check_plain(expression: nodes.Node) -> None:
    """Raises _UnknownError unless plain text gives plain text, all of which XML can hold."""
    for part in (expression, *expression.find_all(nodes.Expr)):
        if not isinstance(part, _PLAIN):
            raise _UnknownError
        if isinstance(part, nodes.Const) and isinstance(part.value, str) and not is_clean(part.value):
            raise _UnknownError


def _check_conditions(block: nodes.If | nodes.For) -> None:
    """Raises _UnknownError where a condition calls something: it may put markup into a list that is printed later."""
    elses = block.elif_ if isinstance(block, nodes.If) else ()
    for test in (block.test, *(other.test for other in elses)):
        if test is not None and (isinstance(test, nodes.Call) or test.find(nodes.Call)):
            raise _UnknownError


class _Places:
    """Where the signs stand in a piece of XML."""

    def __init__(self, xml: str) -> None:
        self._values = self._blocks = self._depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(xml, True)

    def check(self, values: int, blocks: int) -> None:
        """Every value stands in text or in an attribute, every block inside an element; else _UnknownError."""
        if (self._values, self._blocks) != (values, blocks):
            raise _UnknownError

    def _start(self, _name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._values += sum(value.count(_VALUE) for value in attributes.values())

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._values += text.count(_VALUE)

    def _instruction(self, target: str, _data: str) -> None:
        self._blocks += target == _BLOCK and self._depth > 0
