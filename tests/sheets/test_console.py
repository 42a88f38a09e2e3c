from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest

import synthetic
from synthetic import figures
from weibao.compute.assessment import assess
from weibao.compute.model import Light, Office, ReturnStatus, Status, Verdict
from weibao.compute.settings import Settings
from weibao.findings import finding
from weibao.sheets import console_charts, ledger_styles
from weibao.sheets.book import GROUNDS
from weibao.sheets.console import SHEETS, write_console
from weibao.sheets.console_overview import COLUMNS
from weibao.sheets.frames import frames
from weibao.sheets.heights import row_height
from weibao.sheets.layout import RETURNS

CREATED = date(2030, 5, 20)


@pytest.fixture(scope="module")
def settings(village):
    return Settings.build(village, {})[0]


@pytest.fixture
def console(tmp_path, settings):
    """Write 总台账 of an assessment and open it."""

    def write(assessment=None, settings=settings):
        path = tmp_path / "总台账.xlsx"
        write_console(
            path, synthetic.rulebook(), settings, assessment or synthetic.assessment(), synthetic.submissions(),
            synthetic.returns(), created=CREATED,
        )  # fmt: skip
        return openpyxl.load_workbook(path)

    return write


def table(book, name):
    """The rows of a table sheet as mappings from heading to value."""
    headings = [cell.value for cell in book[name][3]]
    return [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in book[name].iter_rows(min_row=4)]


def overview(book):
    return [str(cell.value) for row in book["总览"].iter_rows() for cell in row if cell.value is not None]


def test_every_sheet_says_first_that_it_is_not_for_typing(console):
    book = console()
    assert tuple(book.sheetnames) == SHEETS
    assert all("本表由程序生成" in sheet["A1"].value and "请不要在这里填写" in sheet["A1"].value for sheet in book)


def test_the_overview_gives_figures_verdict_returns_lights_and_dates(console):
    book = console()
    sheet = book["总览"]
    assert [(sheet.cell(7, column).value, sheet.cell(8, column).value) for column in range(1, 13, 2)] == [
        ("得分", 4.5), ("可能得分", 5.5), ("未评", 1), ("失分", 0.5), ("满分", 6), ("暂计指标", 3),
    ]  # fmt: skip
    assert sheet.cell(9, 3).value == "得分＋未评，补报后会变"
    texts = overview(book)
    for text in (
        "山谷县试行方案工作总台账",
        "谨慎推荐（未定）",
        "负面清单计入 1 项：V1 恶性案件；V2 还有责任单位未作答，答齐后才能定。影响期 2027年7月1日至2030年7月1日。",
        "应报 4 个单位，已报送 3 个，未报送 1 个。尚未计入：西河镇。",
        "待办 3 项：红灯 1 项，黄灯 1 项，绿灯 1 项；问题已解决、可以销号 0 项；已销号 0 项。"
        "拟督办（未印发通知）1 项，已立项、正在整改 2 项。",
        "2030年6月10日（还有 21 天）：全面达标",
    ):
        assert text in texts
    assert any(text.startswith("基准日 2030年5月20日　　第1轮") for text in texts)


def test_the_overview_leads_to_every_sheet(console):
    links = {cell.value: cell.hyperlink.location for row in console()["总览"][4:6] for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in SHEETS[1:]}


def test_what_nobody_assessed_is_not_shown_as_zero(console):
    blank = tuple(figures(row.full) for row in synthetic.ROWS)
    book = console(replace(synthetic.assessment(blank), verdict=Verdict.UNDECIDED))
    sheet = book["总览"]
    assert [sheet.cell(8, column).value for column in (1, 3, 5, 7)] == ["未评", 6, 6, "未评"]
    assert "尚不能判定" in overview(book)
    categories = [row for row in sheet.iter_rows(values_only=True) if row[0] == "家庭保护"]
    assert categories[0][1:5] == (2, "未评", 2, "未评")
    assert all(row["有效"] is None and row["失分"] is None for row in table(book, "指标汇总"))
    assert all(row["汇总有效得分"] is None for row in table(book, "单位汇总"))


def test_native_charts_read_their_values_from_the_cells(console, tmp_path):
    console()
    with ZipFile(tmp_path / "总台账.xlsx") as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    points = next(chart for chart in charts if 'grouping val="stacked"' in chart)
    assert [
        re.findall(r"<c:v>([^<]*)</c:v>", block) for block in re.findall(r"<c:val>.*?</c:val>", points, re.DOTALL)
    ] == [["1.75", "0.75", "2"], ["0", "1", "0"], ["0.25", "0.25", "0"]]
    assert "wdUpDiag" in points


def test_texts_stay_texts_numbers_numbers_and_dates_dates(console, tmp_path):
    book = console()
    with ZipFile(tmp_path / "总台账.xlsx") as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet for sheet in sheets)
    evidence = table(book, "佐证材料")
    assert [row["材料名称"] for row in evidence] == ["=1+1", "会议纪要", "工作方案"]
    assert evidence[0]["成文日期"].date() == date(2030, 2, 3)
    assert evidence[1]["成文日期"] is None
    assert table(book, "问题清单")[0]["说明和处理办法"] == "=部分达标未填得分"


def test_the_indicator_sheet_shows_every_figure_with_words_for_colours(console):
    first, second, third, fourth = table(console(), "指标汇总")
    keys = ("编号", "分值", "自评", "上限", "申报", "核定", "有效", "失分", "完成情况", "状态", "灯", "暂计")
    assert [first[key] for key in keys] == ["I01", 2, 2, 1.75, 1.75, None, 1.75, 0.25, "部分达标", "临期", "黄灯", "是"]
    assert [second[key] for key in ("核定", "有效", "状态", "暂计")] == [0.75, 0.75, "待复核", None]
    assert [third[key] for key in ("自评", "有效", "失分", "完成情况")] == [None, None, None, "未评"]
    assert (fourth["状态"], fourth["完成时限"].date(), fourth["剩余天数"]) == ("已完成", date(2030, 6, 10), 21)


def test_units_are_not_ranked_unless_the_office_wants_it(console, settings):
    plain = table(console(), "单位汇总")
    assert [row["单位"] for row in plain] == ["县民政局", "县教育局", "东山镇", "西河镇"]
    assert not {"同类名次", "得分率"} & set(plain[0])
    assert plain[3]["报送情况"] == "未报送"
    assert plain[3]["单位自评"] is None
    ranked = table(console(settings=replace(settings, rank_units=True)), "单位汇总")
    assert [(row["得分率"], row["同类名次"]) for row in ranked] == [(0.9375, 1), (0.75, 2), (None, None), (None, None)]


def test_the_matrix_tells_not_concerned_from_not_assessed(console):
    rows = table(console(), "类别×单位")
    assert [
        [row[name] for name in ("组织领导", "家庭保护", "机构建设", "全部项目", "涉及项数", "未评项数")] for row in rows
    ] == [
        [1, None, 1, 1, 2, 0],
        [1, 0.5, None, 0.75, 2, 0],
        [0.5, "未评", 1, 0.75, 3, 1],
        ["未评", "未评", "未评", "未评", 3, 3],
    ]


def test_negative_items_and_supervision(console):
    book = console()
    first, second = table(book, "负面清单")
    assert [first[key] for key in ("编号", "本项计入", "影响期内", "事件计入")] == ["V1", "是", "是", "是"]
    assert [second[key] for key in ("本项计入", "影响期内", "事件计入", "未作答单位")] == ["否", None, None, "县民政局"]
    assert [(row["督办编号"], row["灯"], row["状态"]) for row in table(book, "督办台账")] == [
        ("1-01-V1", "绿灯", "推进中"), ("1-02-I02", "红灯", "逾期"), ("1-04-R", "黄灯", "临期"),
    ]  # fmt: skip


def test_the_list_for_the_regular_meeting_is_a_sheet_of_its_own(console):
    book = console()
    shown = [
        tuple(row[key] for key in ("督办编号", "方式", "督查专员", "阶段", "待办", "下一步"))
        for row in table(book, "定期调度")
    ]
    assert shown == [
        ("1-02-I02", "一般", None, "到期催办", None, "上报"),
        ("1-04-R", "挂牌督办", "甲", "待销号", "核验销号", "销号"),
        ("1-01-V1", "一般", None, "拟立项", "发督办通知", "立项"),
    ]
    assert book["定期调度"]["A2"].value.startswith("拟立项 1 项，到期催办 1 项，待销号 1 项。")


def test_closed_and_settled_items_are_not_counted_as_open(console):
    items = synthetic.assessment().items
    changed = (
        replace(items[0], status=Status.CLOSED, light=Light.NONE), replace(items[1], status=Status.DONE), items[2],
    )  # fmt: skip
    texts = overview(console(replace(synthetic.assessment(), items=changed)))
    told = "待办 1 项：红灯 0 项，黄灯 1 项，绿灯 0 项；问题已解决、可以销号 1 项；已销号 1 项。"
    assert any(text.startswith(told) for text in texts)


def test_a_draft_has_no_day_no_limit_and_no_light(console):
    first, *others = synthetic.assessment().items
    draft = replace(first, status=Status.DRAFTED, light=Light.NONE, days_left=None)
    book = console(replace(synthetic.assessment(), items=(draft, *others)))
    row = table(book, "督办台账")[0]
    assert [row[key] for key in ("立项日期", "到期日", "剩余天数", "灯", "状态")] == [None, None, None, None, "拟督办"]
    assert any(text.startswith("待办 3 项：红灯 1 项，黄灯 1 项，绿灯 0 项；") for text in overview(book))
    shown = dict(book["总览"].iter_rows(min_col=7, max_col=8, values_only=True))
    assert (shown["绿灯"], shown["拟督办"], "期限未定" in shown) == (0, 1, False)


def test_empty_lists_say_so(console):
    book = console(replace(synthetic.assessment(), items=(), findings=(), stages=()))
    assert book["定期调度"]["A4"].value == "没有需要调度的事项。"
    assert book["督办台账"]["A4"].value == "没有需要督办的事项。"
    assert book["问题清单"]["A4"].value == "没有发现问题。"
    assert "没有需要督办的事项。" in overview(book)


def test_the_same_in_many_rows_is_one_line_and_counts_one_by_one(console):
    heap = [
        finding("type-unreadable", field="材料类型", found="制度文件", file="a", sheet="佐证材料", cell=f"F{row}")
        for row in range(5, 35)
    ]
    book = console(replace(synthetic.assessment(), findings=tuple(heap)))
    assert [row["单元格"] for row in table(book, "问题清单")] == ["F5:F34，共 30 行"]
    assert "提醒 30 处" in book["问题清单"]["A2"].value
    assert "列为 1 行" in book["问题清单"]["A2"].value


def test_sheets_print_on_a4_landscape_with_repeated_headings(console):
    for sheet in console():
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "总览" else 0)  # None: one page
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "总览":
            assert (sheet.print_title_rows, sheet.auto_filter.ref is not None) == ("$3:$3", True)
            assert sheet.freeze_panes.endswith("4")


def test_no_row_is_too_low_for_its_text(console):
    for sheet in console().worksheets[1:]:
        widths = {
            number: dimension.width
            for dimension in sheet.column_dimensions.values()
            for number in range(dimension.min, dimension.max + 1)
        }
        for row in sheet.iter_rows(min_row=4):
            cells = [
                (cell.value, widths[cell.column])
                for cell in row
                if isinstance(cell.value, str) and cell.alignment.wrap_text
            ]
            assert sheet.row_dimensions[row[0].row].height >= row_height(cells), (sheet.title, row[0].row)


def test_the_same_inputs_give_the_same_bytes(console, tmp_path):
    console()
    first = (tmp_path / "总台账.xlsx").read_bytes()
    console()
    assert (tmp_path / "总台账.xlsx").read_bytes() == first
    assert openpyxl.load_workbook(tmp_path / "总台账.xlsx").properties.created.date() == CREATED


def test_the_real_rubric_before_anybody_returned(rugao, calendar, tmp_path):
    settings = Settings.build(rugao, {})[0]
    as_of = date(2023, 9, 1)
    assessment = assess(rugao, calendar, settings, Office(), {}, [], round=1, as_of=as_of)
    write_console(tmp_path / "c.xlsx", rugao, settings, assessment, {}, [], created=as_of)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert [book["总览"].cell(8, column).value for column in (1, 3, 5, 9)] == ["未评", 100, 100, 100]
    assert [len(table(book, name)) for name in ("指标汇总", "单位汇总", "类别×单位", "负面清单")] == [68, 54, 54, 8]
    assert {row["全部项目"] for row in table(book, "类别×单位")} == {"未评", None}
    # Fitted to the width of the page, four narrow columns would become giant.
    compared = book["查验对照"]
    assert compared.print_area.endswith("$A$1:$E$4")
    assert sum(compared.column_dimensions[letter].width for letter in "ACDE") > 100


@pytest.mark.parametrize("status", ReturnStatus, ids=lambda status: status.value)
def test_every_way_to_stand_with_a_return_has_its_colour_everywhere(status):
    assert status.label in GROUNDS
    assert status.label in console_charts._POINTS
    assert status.label in ledger_styles.COLOURED[RETURNS.sheet]["status"]


def test_the_links_to_all_sheets_stand_inside_the_printed_page(console):
    book = console()
    links = {cell.value: cell.column for row in book["总览"] for cell in row if cell.hyperlink}
    assert list(links) == list(SHEETS[1:])
    assert max(links.values()) <= COLUMNS


def test_what_a_sheet_shows_has_another_digest_where_a_cell_or_its_look_is_another(village, settings, tmp_path):
    def digests(assessment, **tables):
        known = frames(synthetic.rulebook(), assessment, synthetic.submissions(), synthetic.returns())
        return write_console(
            tmp_path / "总台账.xlsx", synthetic.rulebook(), settings, assessment, synthetic.submissions(),
            synthetic.returns(), created=CREATED, tables=known | tables,
        )  # fmt: skip

    usual = digests(synthetic.assessment())
    assert tuple(usual) == SHEETS
    assert digests(synthetic.assessment()) == usual
    tables = frames(synthetic.rulebook(), synthetic.assessment(), synthetic.submissions(), synthetic.returns())
    other = digests(synthetic.assessment(), units=tables["units"].assign(overdue=1))
    assert [name for name in SHEETS if other[name] != usual[name]] == ["单位汇总"]
