"""annual.toml: what every unit is asked in a round of 年度工作情况, read and checked."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weibao.rulebook.round_records import DEPARTMENTS, FIELD_KINDS, PAPERS, TOWNS, AnnualField
from weibao.rulebook.tables import Spec, optional, required

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.rulebook.reader import File

FILE: Final = "annual.toml"
MOST: Final = 800
"""Characters of a text: a printed row may not be higher than a spreadsheet allows."""
SPECS: Final[Mapping[str, Spec]] = MappingProxyType(
    {
        "FIELD": {
            "id": required(str, pattern=r"NQ\d+"),
            "title": required(str),
            "kind": required(str, choices=FIELD_KINDS),
            "help": required(str),
            "by": optional(list, ()),
            "longest": optional(int, 300),
            "unit": optional(str, "", empty=True),
            "whole": optional(bool, False),
            "papers": optional(list, ()),
        },
    }
)


def annual_fields(file: File) -> tuple[AnnualField, ...]:
    """The fields in the order in which they are asked; titles are told apart, who answers is known."""
    found: list[AnnualField] = []
    for values, spot in file.records("annual_fields", SPECS["FIELD"]):
        if any(values["title"] == other.title for other in found):
            spot.fail(f"又一项“{values['title']}”", "每一项的名称不同")
        if not 0 < values["longest"] <= MOST:
            spot.fail(f"“longest”是 {values['longest']}", f"应为正整数，不超过 {MOST}")
        if strange := [name for name in values["papers"] if name not in PAPERS]:
            spot.fail(f"“papers”中有“{'、'.join(strange)}”", f"只能是：{'、'.join(PAPERS)}")
        if values["kind"] == "text" and values["unit"]:
            spot.fail("填文字的一项写了 unit", "量词只用于填数的（kind = 'number'）")
        if values["kind"] == "text" and values["whole"]:
            spot.fail("填文字的一项写了 whole", "整数只用于填数的（kind = 'number'）")
        words = tuple(name for name in values["by"] if name in (DEPARTMENTS, TOWNS))
        units = tuple(name for name in values["by"] if name not in words)
        values["by"] = (*words, *file.context.units(units, "by", spot))
        found.append(AnnualField(**values))
    return tuple(found)
