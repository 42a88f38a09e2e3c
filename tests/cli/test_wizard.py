"""Another county begins: the form, the wizard without a terminal, and a whole run whose outputs have its own words."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from banner import HEADINGS, TOWNS, filled_form, rubric
from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import regenerate
from weibao.campaign.store import open_store
from weibao.rulebook import load_rulebook
from weibao.rulebook.loader import find_folder
from weibao.rulebook.tabular import to_tables
from weibao.rulebook.tabular_checks import META
from weibao.sheets.checklist import write_checklist
from weibao.sheets.prefill import Prefill, RowPrefill
from weibao.sheets.rulebook_book import write_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.conftest import Run

MARCH, LATER = date(2027, 3, 1), date(2028, 2, 1)
# Names of levels that are the same everywhere: a choice of 宣传表彰.
_EVERYWHERE = ("设区市级",)


def test_the_form_and_what_becomes_of_it(weibao: Run, tmp_path: Path) -> None:
    empty = tmp_path / "空白.xlsx"
    assert weibao("rulebook", "new", "--blank", empty).code == 0
    assert weibao("rulebook", "new", "--blank", empty).code == 2  # it may be filled in already
    form = filled_form(tmp_path / "建库表.xlsx", MARCH)
    done = weibao("rulebook", "new", "--from", form, "--out", tmp_path / "旗")
    assert "76 项指标，8 个单位" in done.out
    assert "还要改的设置" not in done.out
    assert weibao("rulebook", "new", "--out", tmp_path / "无").code == 2
    made = weibao("new", tmp_path / "创建", "--form", form, "--no-macros")
    assert "云原旗创建全国未成年人保护示范县" in made.out
    assert Campaign.open(tmp_path / "创建").rulebook.region == "云原旗"


def test_a_copy_for_another_county_tells_the_settings_that_are_still_ours(weibao: Run, tmp_path: Path) -> None:
    tables = [
        replace(table, rows=tuple((key, "青河县" if key == "region" else value) for key, value in table.rows))
        if table.name == META
        else table
        for table in to_tables(find_folder("rugao_2023"))
    ]
    write_rulebook(tmp_path / "规则库.xlsx", tables, title="规则库", created=MARCH)
    done = weibao("rulebook", "new", "--from", tmp_path / "规则库.xlsx", "--out", tmp_path / "青河")
    [line] = [line for line in done.out.splitlines() if line.startswith("还要改的设置")]
    assert "考核细则合计" not in done.out
    assert "共 14 项：县（市、区）名称“如皋市”、办公室全称、办公室简称“市未保办”、" in line
    assert all(words in line for words in ("、机关代字“皋未保办”、", "、上级评估机关“南通市、省、民政部”、"))


def test_the_wizard_with_options_only(weibao: Run, tmp_path: Path) -> None:
    table = tmp_path / "细则.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rubric()])
    missing = weibao("rulebook", "wizard", "--out", tmp_path / "旗", "--region", "云原旗")
    assert (missing.code, "--start、--declare、--target、--rubric" in missing.err) == (2, True)
    done = weibao(
        "rulebook", "wizard", "--out", tmp_path / "旗", "--region", "云原旗", "--group", "各苏木（镇）",
        "--start", "2027-01-01", "--declare", "2027-10-31", "--target", "2027-12-31", "--rubric", table,
        "--towns", "、".join(TOWNS), "--members", "旗卫生健康委=旗卫健委、旗民政局", "--host", "旗民政局",
    )  # fmt: skip
    assert done.code == 0, done.err
    book = load_rulebook(tmp_path / "旗")
    assert (len(book.indicators), [unit.name for unit in book.towns]) == (76, list(TOWNS))
    assert "考核细则合计 95 分，不是 100 分" in done.out


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Two units answered, the deadline is over: notices and reports are drafted."""
    from weibao.rulebook.blank import rulebook_files
    from weibao.rulebook.create import create_folder
    from weibao.sheets.blank_book import read_blank

    base = tmp_path_factory.mktemp("banner")
    create_folder(rulebook_files(read_blank(filled_form(base / "建库表.xlsx", MARCH))), base / "旗")
    campaign = create_campaign(base / "创建", base / "旗", as_of=MARCH)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=MARCH, units=["旗民政局", "白音苏木"])
    grounds = read_grounds(campaign)
    for unit in ("D01", "T01"):
        rows = {item.id: RowPrefill("部分达标" if item.order % 2 else "未达标") for item in grounds.rulebook.indicators}
        write_checklist(
            campaign.returned(1) / f"{unit}.xlsx", grounds.rulebook, grounds.settings, unit, grounds.office.rounds[0],
            grounds.calendar, as_of=MARCH, pinned=True, prefill=Prefill(rows=rows),
        )  # fmt: skip
    with open_store(campaign.history) as store:
        regenerate(campaign, store, as_of=LATER)
    return campaign


def texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                yield from re.findall(r">([^<>]+)<", package.read(name).decode("utf-8", "replace"))


def test_no_output_of_a_banner_says_market_town(run: Campaign) -> None:
    """Every workbook and document that was made, in its own words of level: no 市, no 镇（街道）."""
    made = [
        path for path in run.root.rglob("*") if path.suffix in (".xlsx", ".docx") and run.machine not in path.parents
    ]
    assert {path.suffix for path in made} == {".xlsx", ".docx"}
    assert any("督办通知" in path.name for path in made)
    for path in made:
        for text in texts(path):
            for word in _EVERYWHERE:
                text = text.replace(word, "")
            assert not re.search("市|镇（街道）|镇街|如皋", text), (path.name, text[:80])
    notice = next(path for path in made if "督办通知" in path.name and "白音苏木" in path.name)
    assert any("你苏木" in text for text in texts(notice))
