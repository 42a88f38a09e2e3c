"""What units return, typed, as frozen records; see `compute.model` for the conventions.

Points are `Decimal` as people type them. `row`, `sheet` and `cell` say where a finding about a record stands, as the
reader saw it ("" and 0 where the answer does not come from a sheet).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from weibao.compute.terms import Level, ReturnStatus
    from weibao.findings import Finding


@dataclass(frozen=True, slots=True)
class RowInput:
    """A row of 指标清单 as typed. `void`: a cell could not be understood, so the row counts as 未评.

    `row` is the sheet's row number of the returned file; `sheet`, `level_cell` and `score_cell` say where a finding
    about the row stands, as the reader saw it ("" where the answer does not come from a sheet).
    """

    indicator: str
    level: Level | None = None
    points: Decimal | None = None
    statement: str = ""
    void: bool = False
    row: int = 0
    sheet: str = ""
    level_cell: str = ""
    score_cell: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """A row of 佐证材料. `type` is a MaterialType id or "". `cell` is where the row's own findings stand.

    `unreadable` names the fields ("dated" …) that the reader could not understand and has reported.
    """

    indicator: str
    title: str
    doc_no: str = ""
    dated: date | None = None
    type: str = ""
    location: str = ""
    note: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VetoInput:
    """A row of 负面清单. `happened` is None where nothing was chosen: silence is not 无.

    `unreadable` names the fields ("happened", "happened_on") that the reader could not understand and has reported.
    """

    veto: str
    happened: bool | None = None
    happened_on: date | None = None
    statement: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackInput:
    """A row of 整改反馈, answering the supervision item `item`."""

    item: str
    measure: str = ""
    completed: date | None = None
    evidence: str = ""
    row: int = 0
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CountInput:
    """A row of 量化情况: the figures as typed, None where blank or not understood; of a yes or no `done` is 1 or 0.

    `unreadable` names the fields ("done", "total") that the reader could not understand and has reported.
    """

    count: str
    done: Decimal | None = None
    total: Decimal | None = None
    note: str = ""
    row: int = 0
    sheet: str = ""
    done_cell: str = ""
    total_cell: str = ""
    unreadable: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[Decimal | None, Decimal | None]:
        """What counts of it."""
        return self.done, self.total

    @property
    def blank(self) -> bool:
        """Whether no figure stands there, readable or not."""
        return self.said == (None, None) and not self.unreadable


@dataclass(frozen=True, slots=True)
class AnnualInput:
    """An answer of 年度工作情况: a text, or a figure. `unreadable`: something stands there that is no figure."""

    field: str
    text: str = ""
    number: Decimal | None = None
    row: int = 0
    sheet: str = ""
    cell: str = ""
    unreadable: bool = False

    @property
    def said(self) -> tuple[str, Decimal | None]:
        """What counts of it."""
        return self.text, self.number

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands there."""
        return self.said == ("", None) and not self.unreadable


@dataclass(frozen=True, slots=True)
class People:
    """Who filled, checked and signed, and who is responsible, from 填报说明. Office contacts of adults only.

    `head` is 主要领导, `deputy` 分管负责人, `officer` 专人 ("": the one who filled in).
    """

    filler: str = ""
    reviewer: str = ""
    head: str = ""
    phone: str = ""
    filled_on: date | None = None
    deputy: str = ""
    officer: str = ""

    @property
    def contact(self) -> str:
        """Whom to ask: 专人, else the one who filled in."""
        return self.officer or self.filler


@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's return of one round: typed, with the findings that reading it gave.

    `file` is relative to the campaign folder with forward slashes; `received` the file's date; `columns` say where our
    columns stand in it: sheet, letter and heading.
    """

    unit: str
    round: int
    file: str
    received: date | None
    rows: tuple[RowInput, ...] = ()
    evidence: tuple[EvidenceInput, ...] = ()
    vetoes: tuple[VetoInput, ...] = ()
    feedback: tuple[FeedbackInput, ...] = ()
    people: People = field(default_factory=People)
    findings: tuple[Finding, ...] = ()
    digest: str = ""  # SHA-256 of the file
    counts: tuple[CountInput, ...] = ()
    annual: tuple[AnnualInput, ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnState:
    """One unit and round: the files found (relative paths), the one that counts ("" = none), its date and `columns`."""

    unit: str
    round: int
    status: ReturnStatus
    files: tuple[str, ...] = ()
    used: str = ""
    received: date | None = None
    issued: date | None = None
    columns: tuple[tuple[str, str, str], ...] = ()
