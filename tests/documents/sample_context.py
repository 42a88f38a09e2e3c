"""A context for any template, made from its own tags: what is looped over becomes a list, what has fields a mapping."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from pathlib import Path

# What a careless renderer would lose or take for a tag.
TEXTS = ("如皋市民政局", "得分<60，A&B公司", "《“引号”》与'单引号'", "一行\n两行", "2023年10月9日", "〔2023〕")


@dataclass
class Shape:
    """What a template does with one value."""

    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    number: bool = False

    def value(self, name: str, rows: int, seed: int = 0) -> Any:
        """A value of this shape with lists of `rows` entries; another seed gives other texts."""
        if self.item is not None:
            return [self.item.value(name, min(rows, 3), seed + number) for number in range(rows)]
        if self.fields:
            return {key: shape.value(key, rows, seed + len(key)) for key, shape in self.fields.items()}
        if self.number:
            return seed + 2
        return f"{name}{TEXTS[seed % len(TEXTS)]}"


class _Reader:
    def __init__(self) -> None:
        self.root = Shape()

    def shape(self, node: nodes.Node, scope: dict[str, Shape]) -> Shape | None:
        if isinstance(node, nodes.Name):
            return scope.get(node.name) or self.root.fields.setdefault(node.name, Shape())
        if isinstance(node, nodes.Getattr):
            parent = self.shape(node.node, scope)
            return None if parent is None else parent.fields.setdefault(node.attr, Shape())
        if isinstance(node, nodes.Getitem) and (parent := self.shape(node.node, scope)) is not None:
            parent.item = parent.item or Shape()
            return parent.item
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self.shape(node.node, scope)
        return None

    def read(self, node: nodes.Node, scope: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            looped = self.shape(node.iter, scope)
            item = Shape()
            if looped is not None:
                item = looped.item = looped.item or item
            inner = scope | {name.name: item for name in (node.target, *node.target.find_all(nodes.Name))
                             if isinstance(name, nodes.Name)} | {"loop": Shape()}  # fmt: skip
            for child in (*node.body, *node.else_):
                self.read(child, inner)
            return
        if isinstance(node, nodes.Compare):
            numeric = any(isinstance(c, nodes.Const) and isinstance(c.value, int) for c in node.find_all(nodes.Const))
            if numeric and not isinstance(node.expr, nodes.Filter) and (shape := self.shape(node.expr, scope)):
                shape.number = True
        if isinstance(node, nodes.Filter) and node.name == "join" and (shape := self.shape(node, scope)):
            shape.item = shape.item or Shape()
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            scope[node.target.name] = Shape()
        self.shape(node, scope)
        for child in node.iter_child_nodes():
            self.read(child, scope)


def sample_context(path: Path, rows: int = 3) -> dict[str, Any]:
    """Values for every tag of a template; its lists have `rows` entries, lists inside lists at most three."""
    template = DocxTemplate(str(path))
    template.init_docx()
    sources = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        sources += [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]
    reader = _Reader()
    for source in sources:
        reader.read(Environment().parse(template.patch_xml(source)), {})  # noqa: S701  # nothing is rendered here
    return {name: shape.value(name, rows, seed) for seed, (name, shape) in enumerate(reader.root.fields.items())}
