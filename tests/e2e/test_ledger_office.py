"""核定台账 in a real spreadsheet program: what its native formulas compute is what Python computes.

LibreOffice recalculates everything; every formula cell must then show what stands cached in our file, and the head
must say what `assess` says, also while a person types.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from few_rows import whole_ledgers
from sheets.ledger_sample import AS_OF, Case
from sheets.ledger_view import named, shown, where
from weibao.compute.words import verdict_text
from weibao.hosts.build import ledger_macros
from weibao.sheets.layout import RULINGS
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.package import Package
from weibao.sheets.package_values import address

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Book, Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

DAY = date(2023, 9, 28)
SHEETS = ("核定", "单位审核", "督办", "负面清单认定", "回收情况", "查验验收", "_meta")

# What the office types, chosen so that every branch of every formula is taken at least once.
TYPED: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "核定": [
        ("I02", {"核定得分": 0.5, "日期": DAY}), ("I05", {"核定得分": 1, "时限": date(2023, 10, 20)}),
        ("I07", {"核定得分": 0.3}), ("I09", {"时限": date(2023, 10, 1)}), ("I11", {"核定得分": 2}),
        ("I12", {"核定得分": "1分"}), ("I13", {"核定得分": 2, "核定轮次": 1}), ("I15", {"时限": AS_OF}),
        ("I01", {"核定得分": 0, "核定轮次": 1}), ("I03", {"时限": "年底"}),
    ],
    "督办": [
        ("", {"督办编号": "1-07-I22", "立项日期": date(2023, 9, 20)}),
        ("", {"督办编号": "1-01-I29", "立项日期": DAY, "办结": AS_OF}),
        ("", {"督办编号": "1-02-I08", "立项日期": date(2026, 12, 20)}), ("", {"督办编号": "1-02-I22"}),
        ("", {"督办编号": "1-02-I51", "立项日期": date(2021, 1, 4)}),
        ("", {"督办编号": "1-03-I35", "立项日期": date(2023, 9, 22), "办结": date(2023, 9, 21)}),
        ("", {"督办编号": "1-03-I36", "立项日期": DAY, "办结": date(2023, 10, 10)}),
    ],
    "查验验收": [
        ("", {"查验级别": "南通市查验", "指标编号": " i02", "查验得分": 1, "查验意见": "缺纪要", "整改单位": "市民政局",
              "整改时限": AS_OF}),
        ("", {"查验级别": "省级验收", "指标编号": "I05", "查验得分": 0.5, "整改要求": "补报", "整改完成日期": DAY}),
        ("", {"查验级别": "省级验收", "指标编号": "I99", "查验得分": 1}),
        ("", {"查验级别": "省级验收", "查验得分": 92.5}),
        ("", {"查验级别": "省级验收", "查验意见": "资料要归档"}), ("", {"查验级别": "省级验收", "查验得分": "92分"}),
        ("", {"查验级别": "省级验收", "指标编号": "I07", "查验意见": "公示", "整改时限": date(2023, 10, 1)}),
        ("", {"查验级别": "省级验收", "指标编号": 17, "查验得分": 0}),
    ],
    "负面清单认定": [
        ("", {"编号": "V1", "发生日期": date(2021, 10, 31), "认定": "是"}),
        ("", {"编号": "V2", "发生日期": date(2021, 10, 30), "认定": "是"}), ("", {"编号": "V5"}),
        ("", {"编号": "V5", "认定": "是"}), ("", {"编号": "V6", "发生日期": date(2023, 11, 1)}),
        ("", {"编号": "V6", "发生日期": date(2023, 10, 31), "认定": "待查"}), ("", {"编号": "V9"}),
        ("", {"编号": "V7", "发生日期": "去年"}), ("", {"编号": "V3"}), ("", {"编号": "V4", "认定": "否"}),
        ("", {"编号": "V2", "发生日期": DAY, "认定": "否"}), ("", {"编号": "V2", "发生日期": DAY, "认定": "是"}),
        ("", {"代码": "V1-20230101", "编号": "V1", "发生日期": date(2023, 1, 1)}),
        ("", {"编号": "V*", "发生日期": date(2023, 3, 5)}), ("", {"编号": "V?"}), ("", {"编号": "?3"}),
        ("", {"编号": "V~3"}), ("", {"编号": "~"}), ("", {"编号": "WARN_DAYS"}),
    ],
}  # fmt: skip
SHOWN = ("title", "units", "in_window")
SETTINGS = (
    {},
    {"rectify_unit": "月", "rectify_limit": 1, "application_date": "2023.11.30", "deadline_warn_days": 90,
     "veto_unruled_counts": "?"},
    {"rectify_unit": "日", "rectify_limit": "不知道", "veto_unruled_counts": "否", "item_warn_days": 20},
)  # fmt: skip


def plain(value: object) -> object:
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    if isinstance(value, (int, float)):
        return round(float(value), 9)
    return value or ""


def differences(book: Book, path: Path, *, over: int) -> list[tuple[str, str, object, object]]:
    """Formula cells, more than `over`, that show something else after a recalculation than what stands in the file."""
    package, wrong, count = Package(path), [], 0
    for name in SHEETS:
        sheet = package.sheet(name)
        rows, width = max(sheet.row_numbers()), 26
        values = book.read_raw(name, f"A1:{address(rows, width)}")
        for row in sheet.row_numbers():
            for column in range(1, width + 1):
                if sheet.formula(row, column):
                    count += 1
                    cached, now = plain(sheet.value(row, column)), plain(values[row - 1][column - 1])
                    if cached != now:
                        wrong.append((name, address(row, column), cached, now))
    assert count > over
    return wrong


@pytest.mark.parametrize(
    ("settings", "kind"), [*zip(SETTINGS, (".xlsx", ".xlsm", ".xlsx"), strict=True)], ids=["defaults", "months", "days"]
)
def test_every_cached_value_is_what_the_formula_gives(
    office: Office, rugao: Rulebook, calendar: WorkCalendar, tmp_path: Path, settings: dict[str, Any], kind: str
) -> None:
    """With the default settings in a ledger with all its rows; the .xlsm with its macros enabled."""
    macros = ledger_macros() if kind == ".xlsm" else None
    with nullcontext() if settings else whole_ledgers():
        case = Case.create(tmp_path / f"核定台账{kind}", rugao, calendar, returned=51, macros=macros)
    case.report("D07", "V5", date(2023, 3, 5))
    case.report("D10", "V3", None)
    case.report("T01", "V7", None)
    typed = {**TYPED, "设置": [(key, {"值": value}) for key, value in settings.items()]}
    fill_ledger(case.path, rugao, typed)
    case.update()
    case.feed_back("D07", "1-07-I22", "已整改")
    case.number = 2
    case.receive(2, 40, seed=2)
    case.update()
    with office.open(case.path, macros=bool(macros)) as book:
        if macros:  # they run at all, as far as LibreOffice lets them
            assert book.run("WeibaoCore.WeibaoState") == "calls=0;spared=0;losses=0;blocked="
        book.calculate()
        assert differences(book, case.path, over=6_500 if settings else 12_000) == []  # 6,843 and 12,297
        saved = tmp_path / f"另存{kind}"
        book.save_as(saved)
    # After another program has saved it, everything is still found, and nothing is taken for a person's formula.
    before = case.office()[0]
    case.path = saved
    assert case.office()[0] == before
    result = case.update()
    assert [finding.code for finding in result.findings] == []
    assert not result.changed


# What is typed as 编号 → the item that is meant.
PATTERNS = {"V*": "", "V?": "", "*": "", "V~1": "", "today": "", " v1": "V1"}


def test_what_is_typed_as_an_item_is_no_pattern(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    case = Case.create(tmp_path / "核定台账.xlsx", village, calendar)
    case.report(next(iter(case.submissions)), "V1", DAY)
    case.update()
    rows = {typed: RULINGS.first_row + 4 + number for number, typed in enumerate(PATTERNS)}
    with office.open(case.path) as book:
        for typed, row in rows.items():
            cells = {RULINGS.cell(key, row): value for key, value in (("veto", typed), ("happened_on", DAY))}
            book.type("负面清单认定", cells)
        book.calculate()
        shown_in = {
            typed: [book.value("负面清单认定", RULINGS.cell(key, row)) for key in SHOWN] for typed, row in rows.items()
        }
    for typed, (title, units, inside) in shown_in.items():
        veto = village.veto_by_id.get(PATTERNS[typed])
        assert (title or None) == (veto.text if veto else None), typed
        assert bool(units) == bool(veto), typed
        assert inside == ("是" if veto else "编号有误"), typed


Event = tuple[str, date | None, str]
# Name, number of units that have returned, and the rows of 负面清单认定 (item, day, ruling).
VARIANTS: tuple[tuple[str, int, tuple[Event, ...]], ...] = (
    ("all answered, nothing reported", 5, ()),
    ("one unit silent", 4, ()),
    ("one item", 5, (("V2", None, "是"),)),
    ("one item, twice", 5, (("V1", DAY, "是"), ("V1", AS_OF, "是"))),
    ("two items, one unit silent", 4, (("V1", DAY, "是"), ("V2", None, "是"))),
    ("ruled out", 5, (("V1", DAY, "否"), ("V2", None, "否"))),
    ("to be looked into", 5, (("V1", DAY, "待查"),)),
    ("noted, not ruled", 5, (("V2", None, ""),)),
    ("contradicting rulings", 5, (("V1", DAY, "是"), ("V1", DAY, "否"))),
    ("first day of the window", 5, (("V1", date(2020, 10, 31), "是"),)),
    ("the day before", 5, (("V1", date(2020, 10, 30), "是"),)),
    ("last day of the window", 5, (("V1", date(2023, 10, 31), "是"),)),
    ("the day after", 5, (("V1", date(2023, 11, 1), "是"),)),
    ("a dated item without a date, ruled", 5, (("V1", None, "是"),)),
    ("a dated item without a date, open", 5, (("V1", None, ""),)),
)


def rulings(events: tuple[Event, ...]) -> dict[str, Any]:
    """The input cells of the first two rows of 负面清单认定."""
    cells: dict[str, Any] = {}
    for row in range(2):
        values = events[row] if row < len(events) else (None, None, None)
        for key, value in zip(("veto", "happened_on", "ruling"), values, strict=True):
            cells[RULINGS.cell(key, RULINGS.first_row + row)] = value or None
    return cells


def noted(events: tuple[Event, ...]) -> list[tuple[str, dict[str, Any]]]:
    """The same rows as `fill_ledger` takes them."""
    names = ("编号", "发生日期", "认定")
    return [("", {name: value for name, value in zip(names, event, strict=True) if value}) for event in events]


@pytest.mark.parametrize("returned", [4, 5])
def test_the_verdict_while_a_person_types(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path, returned: int
) -> None:
    """The head, live, says what `assess` makes of the same rows: read from a ledger of ours that holds them.

    The last one is saved there and read as well: what was typed is read alike, whichever variant it is.
    """
    path = tmp_path / "核定台账.xlsx"
    case = Case.create(path, village, calendar, returned=returned, application_date="2023-10-31")
    case.update()
    untouched, saved = path.read_bytes(), tmp_path / "另存.xlsx"
    verdict, remark = (address(*Package(path).names[name][1:]) for name in ("wb_verdict", "wb_remark"))
    chosen = [(name, events) for name, units, events in VARIANTS if units == returned]
    with office.open(path) as book:
        case.path = tmp_path / "同样.xlsx"
        for name, events in chosen:
            book.type("负面清单认定", rulings(events))
            book.calculate()
            case.path.write_bytes(untouched)
            fill_ledger(case.path, village, {"负面清单认定": noted(events)})
            assessment, _, rulebook = case.assess()
            assert book.value("核定", verdict) == verdict_text(rulebook, assessment.verdict), name
            assert ("各责任单位均已答复" in str(book.value("核定", remark))) == assessment.final, name
        book.save_as(saved)
    case.path = saved
    assert case.assess()[0].verdict == assessment.verdict
    assert ("各责任单位均已答复" in str(named(saved, "wb_remark"))) == assessment.final


def test_what_is_typed_there_is_read_and_shown(
    office: Office, village: Rulebook, calendar: WorkCalendar, tmp_path: Path
) -> None:
    case = Case.create(tmp_path / "核定台账.xlsx", village, calendar)
    case.update()
    at = {heading: where(case.path, "核定", "I01", heading) for heading in ("核定得分", "日期", "有效得分")}
    with office.open(case.path) as book:
        book.type("核定", {at["核定得分"]: 0.5, at["日期"]: DAY})
        book.calculate()
        assert book.value("核定", at["有效得分"]) == 0.5
        case.path = tmp_path / "另存.xlsx"
        book.save_as(case.path)
    assert (case.office()[0].verified["I01"].points, case.office()[0].verified["I01"].on) == (2, DAY)
    case.update()
    assert shown(case.path, "核定")["I01"]["有效得分"] == 0.5
