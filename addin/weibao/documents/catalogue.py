"""The templates that there are: one per kind of document, and the layouts to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.documents import layouts
from weibao.documents.kind import Layout
from weibao.documents.kinds.registry import KINDS
from weibao.documents.scaffolds import LAYOUT_TITLES, SCAFFOLDS
from weibao.errors import TemplateError
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Mapping

_GENRES: Final = {Layout.GENERAL: "通知", Layout.UPWARD: "报告", Layout.LETTER: "函", Layout.MINUTES: "纪要"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A template: its name, what people call it, its 文种 ("" where it has none), layout, file, and what its tags hold.

    `named` are the fields that a finished document must show; `kind` says whether documents are made of it.
    """

    name: str
    title: str
    genre: str
    layout: Layout
    file: str
    fields: Mapping[str, str]
    named: tuple[str, ...]
    kind: bool

    @property
    def layout_title(self) -> str:
        return LAYOUT_TITLES[self.layout]

    @property
    def headed(self) -> bool:
        """Whether it has 发文字号 and all that goes with it; a form and a cover have not."""
        return "文号" in self.fields

    def content(self) -> bytes:
        """The shipped file. Raises WeibaoError where the installation is incomplete."""
        return template(self.file).read_bytes()


def entries() -> tuple[Entry, ...]:
    """All templates: kinds first, in the order of the registry, then the layouts."""
    kinds = (
        Entry(
            name=kind.name,
            title=kind.title,
            genre=kind.genre,
            layout=kind.layout,
            file=kind.template,
            fields=kind.fields,
            named=kind.named,
            kind=True,
        )
        for kind in KINDS
    )
    scaffolds = (
        Entry(
            name=one.name,
            title=one.title,
            genre=_GENRES[one.layout],
            layout=one.layout,
            file=f"{one.name}.docx",
            fields=layouts.fields(one.layout),
            named=("文号", "标题"),
            kind=False,
        )
        for one in SCAFFOLDS
    )
    return (*kinds, *scaffolds)


def find(name: str) -> Entry:
    """A template by its name, title or file, a layout also by `general`, `letter` … TemplateError names them all."""
    found = entries()
    for entry in found:
        if name in (entry.name, entry.title, entry.file, entry.name.removeprefix("layout_")):
            return entry
    known = "、".join(f"{entry.name}（{entry.title}）" for entry in found)
    raise TemplateError(f"没有叫“{name}”的文书或版式。可用的有：{known}。")
