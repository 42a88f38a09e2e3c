"""The checklist as issued and filled is read as it was written: the writer and the reader agree on the layout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weibao.compute.model import Level, People, Round
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.settings import Settings
from weibao.sheets.checklist import write_checklist
from weibao.sheets.intake import read_return
from weibao.sheets.prefill import EvidencePrefill, FeedbackPrefill, Prefill, RowPrefill, VetoPrefill

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

DAY = date(2023, 9, 1)
ROUND = Round(2, "申报自评", "自评", DAY, date(2023, 9, 28))


@pytest.mark.parametrize("order", [7, 10, 17, 41])
def test_a_blank_checklist_gives_no_finding(
    tmp_path: Path, rugao: Rulebook, calendar: WorkCalendar, order: int
) -> None:
    settings = Settings.build(rugao, {})[0]
    unit = rugao.units[order - 1]
    path = tmp_path / "a.xlsx"
    write_checklist(path, rugao, settings, unit.id, ROUND, calendar, as_of=DAY)
    result = read_return(path, rugao, settings, file="a.xlsx")
    assert result.findings == ()
    who = result.identity
    assert (who.unit, who.meta_unit, who.visible_round, who.meta_round) == (unit.id, unit.id, 2, 2)
    assert (who.rulebook, who.digest, who.issued) == (rugao.id, rugao.digest, DAY)
    assert who.serial
    assert result.submission is not None
    rows = result.submission.rows
    assert [row.indicator for row in rows] == [item.id for item, _ in own_indicators(rugao, unit.id)]
    assert all(row.level is None and row.points is None and not row.statement and not row.void for row in rows)
    assert [item.veto for item in result.submission.vetoes] == [veto.id for veto in own_vetoes(rugao, unit.id)]
    assert result.submission.people == People()
    assert result.submission.evidence == result.submission.feedback == ()


def test_what_was_filled_in_comes_back(tmp_path: Path, rugao: Rulebook, calendar: WorkCalendar) -> None:
    settings = Settings.build(rugao, {})[0]
    unit = rugao.units[6].id
    claimed = [item.id for item, role in own_indicators(rugao, unit) if role.claims and item.full > 2]
    first, second = claimed[:2]
    veto = own_vetoes(rugao, unit)[0].id
    kind = rugao.material_types[0]
    prefill = Prefill(
        rows={first: RowPrefill("部分达标", 1.5, "=正在推进\n第二行"), second: RowPrefill("达标")},
        evidence=(
            EvidencePrefill(first, "方案", "教样发〔2023〕1号", date(2023, 5, 4), kind.name, "档案室", "复印件"),
        ),
        vetoes={veto: VetoPrefill("有", date(2023, 3, 2), "一起")},
        feedback=(FeedbackPrefill("1-07-I22", "I22", "问题", DAY, "已补", date(2023, 9, 5), "方案"),),
        people={"filler": "王样例", "phone": "0513-00000001", "filled_on": date(2023, 9, 20)},
    )
    path = tmp_path / "a.xlsx"
    write_checklist(path, rugao, settings, unit, ROUND, calendar, as_of=DAY, prefill=prefill)
    result = read_return(path, rugao, settings, file="a.xlsx")
    assert result.findings == ()
    submission = result.submission
    assert submission is not None
    rows = {row.indicator: row for row in submission.rows}
    assert (rows[first].level, rows[first].points) == (Level.PARTIAL, Decimal("1.5"))
    assert rows[first].statement == "=正在推进\n第二行"
    assert (rows[second].level, rows[second].points) == (Level.MET, None)
    material = submission.evidence[0]
    assert (material.doc_no, material.dated, material.type) == ("教样发〔2023〕1号", date(2023, 5, 4), kind.id)
    assert (submission.vetoes[0].happened, submission.vetoes[0].happened_on) == (True, date(2023, 3, 2))
    assert [(item.item, item.measure, item.completed, item.evidence) for item in submission.feedback] == [
        ("1-07-I22", "已补", date(2023, 9, 5), "方案")
    ]
    assert submission.people == People("王样例", "", "", "0513-00000001", date(2023, 9, 20))
