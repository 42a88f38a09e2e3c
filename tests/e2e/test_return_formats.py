"""A filled checklist saved by LibreOffice in every format that it offers: read as it was, or refused with advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from weibao.compute.model import Round, Submission
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.settings import Settings
from weibao.sheets.checklist import write_checklist
from weibao.sheets.intake import ReadReturn, read_return
from weibao.sheets.prefill import EvidencePrefill, FeedbackPrefill, Prefill, RowPrefill, VetoPrefill

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]
READ = (".xlsx", ".xlsm", ".xls", ".ods")
REFUSED = (".xltx", ".xlt", ".ots", ".fods", ".csv", ".dif", ".slk", ".html", ".pdf")
UNIT = "D01"


def answers(read: ReadReturn) -> tuple[object, ...]:
    """What the unit said, without where it stands."""
    told = read.submission
    assert isinstance(told, Submission), read.findings
    return (
        told.unit, told.round, told.people,
        tuple(replace(row, sheet="", level_cell="", score_cell="", row=0) for row in told.rows),
        tuple(replace(row, sheet="", cell="", row=0) for row in told.evidence),
        tuple(replace(row, sheet="", cell="", row=0) for row in told.vetoes),
        tuple(replace(row, sheet="", cell="", row=0) for row in told.feedback),
    )  # fmt: skip


def filled(path: Path, village: Rulebook, calendar: WorkCalendar) -> None:
    claimed = [item.id for item, role in own_indicators(village, UNIT) if role.claims]
    prefill = Prefill(
        rows={claimed[0]: RowPrefill("部分达标", 0.5, "=正在推进\n第二行")},
        evidence=(EvidencePrefill(claimed[0], "方案", "样发〔2023〕1号", date(2023, 5, 4), "", "档案室", "复印件"),),
        vetoes={own_vetoes(village, UNIT)[0].id: VetoPrefill("有", date(2023, 3, 2), "一起")},
        feedback=(FeedbackPrefill("1-01-I04", "I04", "问题", date(2023, 9, 1), "已补", date(2023, 9, 5), "方案"),),
        people={"filler": "王样例", "phone": "0513-00000001", "filled_on": date(2023, 9, 20)},
    )
    round_ = Round(1, "申报自评", "自评", date(2023, 9, 1), date(2023, 9, 28))
    settings = Settings.build(village, {})[0]
    write_checklist(path, village, settings, UNIT, round_, calendar, as_of=date(2023, 9, 1), prefill=prefill)


def test_every_format_of_libreoffice_is_read_or_refused(
    office: Office, tmp_path: Path, village: Rulebook, calendar: WorkCalendar
) -> None:
    issued = tmp_path / "清单.xlsx"
    filled(issued, village, calendar)
    with office.open(issued) as book:
        for suffix in (*READ, *REFUSED):
            book.save_as(tmp_path / f"另存{suffix}")
    settings = Settings.build(village, {})[0]

    def read(path: Path) -> ReadReturn:
        return read_return(path, village, settings, file=path.name)

    wanted = answers(read(issued))
    for suffix in READ:
        result = read(tmp_path / f"另存{suffix}")
        assert answers(result) == wanted, suffix
        told = [item.code for item in result.findings]
        assert told == (["format-plain"] if suffix in (".xls", ".ods") else []), suffix
    for suffix in REFUSED:
        result = read(tmp_path / f"另存{suffix}")
        assert result.submission is None
        assert {item.code for item in result.findings} <= {"file-format", "file-unreadable"}, suffix
        assert "请" in result.findings[0].message, suffix
