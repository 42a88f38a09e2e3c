"""A template is held against its kind in every branch, and specimens fit any use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.kind import Layout
from weibao.documents.specimens import Specimen
from weibao.documents.template_check import Demand, TemplateReport, check_template

if TYPE_CHECKING:
    from pathlib import Path

SOUND = lay.paragraph("WBBody", "各单位要认真做好有关工作，按时报送情况。")
UNSOUND = lay.paragraph("WBSendTo", "这一段没有缩进，所以不符合标准，应当被查出来，而且它比一行要长一些。")


def report(folder: Path, body: str, **own: str) -> TemplateReport:
    path = folder / "样例.docx"
    path.write_bytes(layouts.compose(Layout.GENERAL, body, title="样例"))
    fields = layouts.fields(Layout.GENERAL) | own
    return check_template(path, Demand(fields=fields, genre="通知", layout=Layout.GENERAL, named=tuple(own)))


@pytest.mark.parametrize("condition", ["有", "not 有", "有 > 3", "表", "not 表"])
def test_either_branch_of_a_condition_is_seen(tmp_path: Path, condition: str) -> None:
    fields = {"有": "真或假", "表": "清单"}
    both = lay.only("有 or 表", SOUND)
    assert [r.code for r in report(tmp_path, SOUND + both + lay.only(condition, SOUND), **fields).remarks] == []
    found = report(tmp_path, SOUND + both + lay.only(condition, UNSOUND), **fields)
    assert "body-indent" in [remark.code for remark in found.remarks]


def test_lists_lists_within_lists_and_figures_are_filled(tmp_path: Path) -> None:
    inner = lay.each("项", "组.项们", lay.paragraph("WBBody", "{{ 项.名 }}共{{ 项.数 + 1 }}个，占{{ 组.数 * 2 }}个。"))
    body = (
        SOUND + lay.each("组", "组们", inner) + lay.paragraph("WBBody", "{{ 组们|length }}组：{{ 组们|join('、') }}。")
    )
    found = report(tmp_path, body, 组们="各组")
    assert (found.faults, found.notes) == ((), ())


def test_a_field_that_must_be_shown_is_missed(tmp_path: Path) -> None:
    (fault,) = report(tmp_path, SOUND, 数="总数").faults
    assert "没有“数”（总数）" in fault


def test_what_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"no document")
    found = check_template(path, Demand(fields={}, genre="通知", layout=Layout.GENERAL))
    assert found.failed
    assert "坏.docx" in found.faults[0]


def test_a_specimen_is_what_it_is_used_as() -> None:
    full, empty = Specimen("号", flag=True), Specimen("题", flag=False)
    assert (str(full), len(full), bool(full), int(full)) == ("一", 1, True, 1)
    assert (str(empty), list(empty), bool(empty), empty > 0) == ("有关内容", [], False, False)
    assert str(full["序号"]) == "1"
    assert str(full[0]) == "一"
