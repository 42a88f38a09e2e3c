"""What is wrong with one typed row: a code of texts.FINDINGS and the fields of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Mapping


class Issue(NamedTuple):
    """A finding that has no place yet."""

    code: str
    values: Mapping[str, str]

    def at(self, *, unit: str, file: str, sheet: str, cell: str, indicator: str = "") -> Finding:
        """The finding at its place."""
        return finding(
            self.code, unit=unit, file=file, sheet=sheet, cell=cell, indicator=indicator, **dict(self.values)
        )
