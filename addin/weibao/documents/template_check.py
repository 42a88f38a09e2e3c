"""A clerk's template against its kind: do its tags ask for what the kind gives, and does its page keep the standard?

The page is checked on the template filled with specimens: once with every condition true and every list of one entry,
once with every condition false, so that each branch is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents.compiled import CompiledPart, tagged_parts
from weibao.documents.engine import Engine, environment
from weibao.documents.faults import Faults
from weibao.documents.fit import Fitter
from weibao.documents.kind import Layout
from weibao.documents.package import read_package, write_package
from weibao.documents.render import Renderer
from weibao.documents.specimens import WORDS, specimens
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from weibao.documents.check import Remark

_CONTROLS: Final = {
    Layout.GENERAL: (lay.DOC_NO, lay.DATED, lay.PRINTED),
    Layout.UPWARD: (lay.DOC_NO, lay.SIGNER, lay.DATED, lay.PRINTED),
    Layout.LETTER: (lay.DOC_NO, lay.DATED),
    Layout.MINUTES: (lay.DOC_NO, lay.DATED, lay.PRINTED),
}


# What these say depends on the words that are filled in, not on the template.
_OF_WORDS: Final = frozenset({"enclosures-match", "attachment-absent", "open-blank", "signer-mark", "title-shape"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a template is checked against: the fields of its kind, its 文种 and layout, the fields that must be found.

    `headed` is false for a form or a cover, which has neither 发文字号 nor 署名.
    """

    fields: Mapping[str, str]
    genre: str
    layout: Layout
    named: tuple[str, ...] = ()
    headed: bool = True


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What is wrong with a template: `faults` keep it from being filled as it should be; `notes` are what a clerk
    will have to do by hand; `remarks` are the checker's about its page.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something is wrong and not only unusual."""
        return bool(self.faults) or any(remark.level.value == "error" for remark in self.remarks)


def check_template(path: Path, demand: Demand) -> TemplateReport:
    """All that is wrong with a template. Raises nothing because of it: what cannot even be opened is a fault."""
    try:
        faults = tuple(_unknown(path, demand.fields))
        if faults:
            return TemplateReport(faults)
        used = Renderer(path, demand.fields).variables
        filled = [_filled(path, demand, flag=flag) for flag in (True, False)]
    except TemplateError as error:
        return TemplateReport((str(error),))
    absent = [name for name in demand.named if name not in used]
    faults = tuple(f"模板里没有“{name}”（{demand.fields.get(name, '')}），写出的文书会缺这一项。" for name in absent)
    return TemplateReport(faults, tuple(_missing_controls(filled[0], demand)), tuple(_remarks(filled)))


def _compiled(path: Path, fields: Mapping[str, str]) -> tuple[dict[str, bytes], tuple[CompiledPart, ...], Faults]:
    faults = Faults(path.name, fields)
    try:
        content = path.read_bytes()
        parts = read_package(content)
        engine = Engine(content, faults)
        names = tagged_parts(parts)
    except (OSError, ValueError, KeyError) as error:
        raise faults.unread(error) from error
    sandbox = environment()
    return parts, tuple(CompiledPart(name, parts, engine, sandbox, faults) for name in names), faults


def _unknown(path: Path, fields: Mapping[str, str]) -> Iterator[str]:
    """Every tag that asks for what the kind does not give, not only the first."""
    _, parts, faults = _compiled(path, fields)
    for part in parts:
        for name in sorted(part.fields - fields.keys()):
            yield str(faults.unknown(name, part.name, part.source))


def _filled(path: Path, demand: Demand, *, flag: bool) -> bytes:
    """The template with specimens in it, its conditions true or false."""
    parts, compiled, _ = _compiled(path, demand.fields)
    values: dict[str, Any] = specimens(demand.fields, demand.genre, demand.layout, flag=flag)
    fitter = Fitter(parts.get("word/styles.xml", b""))
    filled = {part.name: part.fill(values, fitter) for part in compiled if part.tagged}
    return write_package(parts | filled)


def _missing_controls(content: bytes, demand: Demand) -> Iterator[str]:
    """The content controls that numbering fills; without one the clerk types it."""
    xml = b"".join(part for name, part in read_package(content).items() if name.endswith(".xml")).decode()
    for tag in _CONTROLS[demand.layout] if demand.headed else ():
        if f'w:val="{tag}"' not in xml:
            title = lay.control_title(tag)
            yield f"模板里没有“{title}”的内容控件（标记 {tag}），编号时不会自动填上，要由人填写。"


def _remarks(filled: list[bytes]) -> list[Remark]:
    """What the checker says about the page of either filling, each remark once."""
    from weibao.documents.check import check_document

    found: dict[tuple[str, str], Remark] = {}
    for content in filled:
        for remark in check_document(content):
            # A paragraph that is filled in whole may be a heading, which its own words would show.
            whole = remark.code == "body-font" and f"“{WORDS}" in remark.place
            if remark.code not in _OF_WORDS and not whole:
                found.setdefault((remark.code, remark.found), remark)
    return sorted(found.values(), key=lambda remark: remark.level.rank)
