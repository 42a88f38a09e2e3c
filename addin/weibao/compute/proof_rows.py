"""Checks of single rows of 佐证材料, with what is known of their files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from weibao.compute.numbers import read_number
from weibao.compute.proof_notes import on_row
from weibao.compute.proof_resolve import address_in
from weibao.compute.proof_secret import mark_in_name
from weibao.compute.proof_windows import span_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from weibao.compute.proof_records import Material, Proofs
    from weibao.findings import Finding
    from weibao.rulebook.model import Unit

_UNSEALED: Final = re.compile(r"(?:未|没有?|待|尚未|需)(?:加?盖)?[公]?章|无章|未用印")
_PAGE: Final = re.compile(r"\d+\s*(?:[-—–~至]\s*\d+\s*)?页|\b[Pp]{1,2}\.?\s*\d+|第[一二三四五六七八九十]+页|全文|全册")
_COUNTED: Final = re.compile(r"(?:共|计|合计|总)\s*(\d{1,5})\s*页")
_SEALED: Final = "应盖章"
_EDITABLE: Final = frozenset({"docx", "xlsx", "pptx", "odf", "ole", "text", "rtf"})


def row_findings(proofs: Proofs) -> Iterator[Finding]:
    """E01–E04, E08, E18, E20, E21, E28, E29, E31, E36 as far as one row tells."""
    photos, aliases = proofs.types("photo"), tuple(_aliases(proofs.rulebook.units))
    for material in proofs.materials:
        yield from _dates(proofs, material, photos)
        yield from _number(material)
        yield from _seal(proofs, material)
        yield from _pages(proofs, material)
        yield from _names(material, aliases)
        yield from _words(proofs, material)


def _dates(proofs: Proofs, material: Material, photos: Collection[str]) -> Iterator[Finding]:
    dated, indicator = material.item.dated, proofs.indicator(material)
    if dated and indicator:
        span = span_of(indicator, proofs.rules, proofs.settings, proofs.options)
        if not span.holds(dated):
            yield on_row("proof-outside-window", material, found=dated.isoformat(), window=span.text)
    for facts in proofs.facts(material):
        if facts.valid and facts.valid < proofs.as_of:
            yield on_row("proof-expired", material, until=facts.valid.isoformat(), as_of=proofs.as_of.isoformat())
        if dated and material.item.type in photos and facts.taken and facts.taken != dated:
            yield on_row("proof-photo-day", material, found=dated.isoformat(), taken=facts.taken.isoformat())
    papers = [facts.last_day for facts in proofs.facts(material) if facts.last_day]
    if dated and papers and dated not in papers and _is_numbered(proofs, material):
        yield on_row("proof-day-differs", material, found=dated.isoformat(), paper=max(papers).isoformat())


def _is_numbered(proofs: Proofs, material: Material) -> bool:
    return any(kind.id == material.item.type and kind.numbered for kind in proofs.rulebook.material_types)


def _number(material: Material) -> Iterator[Finding]:
    number, dated = read_number(material.item.doc_no), material.item.dated
    if number and dated and number.year != dated.year:
        yield on_row("proof-number-year", material, number=str(number), found=dated.isoformat())


def _seal(proofs: Proofs, material: Material) -> Iterator[Finding]:
    kind = next((kind for kind in proofs.rulebook.material_types if kind.id == material.item.type), None)
    if kind is None or not kind.seal.startswith(_SEALED):
        return
    if found := _UNSEALED.search(material.item.note):
        yield on_row("proof-seal-noted", material, found=found[0], type=kind.name)
        return
    facts = [item for item in proofs.facts(material) if item.read]
    if facts and all(item.kind in _EDITABLE for item in facts):
        yield on_row("proof-seal-editable", material, type=kind.name)
    elif facts and all(item.red is False and not item.characters for item in facts):
        yield on_row("proof-no-red", material, type=kind.name)


def _pages(proofs: Proofs, material: Material) -> Iterator[Finding]:
    said = f"{material.item.note} {material.item.location}"
    counted, papers = _COUNTED.search(said), proofs.facts(material)
    pages = [facts.pages for facts in papers if facts.pages is not None and facts.kind in ("pdf", "ofd")]
    if counted and pages and len(pages) == len(papers) and int(counted[1]) != sum(pages):
        yield on_row("proof-page-count", material, said=int(counted[1]), pages=sum(pages))
    if pages and max(pages) > proofs.options.pages and not _PAGE.search(_COUNTED.sub("", said)):
        yield on_row("proof-no-page", material, pages=max(pages))


def _aliases(units: Iterable[Unit]) -> Iterator[tuple[str, Unit]]:
    """What else a unit is called, where that is told from its names and from other words."""
    for unit in units:
        yield from ((it, unit) for it in unit.aliases if len(it) > 3 and it not in unit.name and it not in unit.formal)


def _names(material: Material, aliases: Sequence[tuple[str, Unit]]) -> Iterator[Finding]:
    title = material.title
    for alias, unit in aliases:
        if alias in title and unit.name not in title and unit.formal not in title:
            yield on_row("proof-unit-name", material, alias=alias, unit_name=unit.name)


def _words(proofs: Proofs, material: Material) -> Iterator[Finding]:
    """What the row itself says that it should not."""
    if mark := mark_in_name(material.title):
        yield on_row("proof-secret", material, name="登记的名称", mark=mark)
    elif kinds := proofs.scan(f"{material.title}\n{material.item.note}\n{material.item.location}"):
        what = "、".join(dict.fromkeys(kinds))
        code = "proof-phone" if set(kinds) <= PHONES else "proof-personal"
        yield on_row(code, material, name="登记的这一行", what=what)
    said = f"{material.item.location} {material.item.note}"
    if (address := address_in(said)) and not material.files:
        yield on_row("proof-address", material, found=address[:60])


PHONES: Final = frozenset({"手机号码", "银行卡号"})
"""Kinds of personal things that lead to adults more often than to children."""
