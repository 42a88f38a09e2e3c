"""The table sheets of 总台账: which columns of which frame, how wide, and the line above the table."""

from __future__ import annotations

from dataclasses import dataclass

from weibao.sheets.frame_fields import Field

HEADER_ROW = 2  # 0-based: the first row below it is the first of the data


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a sheet: the frame's key, its width in characters, and a heading where the frame's is too long."""

    key: str
    width: float
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet that shows one frame. `frozen` columns stay in sight; `empty` is said where there are no rows."""

    name: str
    frame: str
    columns: tuple[Shown, ...]
    frozen: int = 0
    empty: str = "没有内容。"
    extra: tuple[Field, ...] = ()  # columns that the frame at hand has besides its own


def _columns(text: str) -> tuple[Shown, ...]:
    """Columns from lines of “key width [heading]”."""
    parts = [line.split() for line in text.strip().splitlines()]
    return tuple(Shown(key, float(width), *heading) for key, width, *heading in parts)


INDICATORS = TableSheet(
    "指标汇总", "indicators", frozen=3,
    columns=_columns("""
        id 6.5 编号
        category 10
        title 17
        full 6
        lead 18
        stated 6.5 自评
        cap 6.5
        claimed 6.5 申报
        verified 6.5 核定
        effective 6.5 有效
        lost 6.5
        level 9.5
        status 8
        deadline 11.5
        days_left 6.5
        light 6.5
        provisional 6
        evidence 6.5 佐证数
        answers 46
    """),
)  # fmt: skip

UNITS = TableSheet(
    "单位汇总", "units", frozen=2,
    columns=_columns("""
        unit_no 5.5
        unit 20
        kind 6.5
        return_status 13
        received 11.5
        stated 8
        full 8
        effective 8
        possible 8
        unassessed 7
        lost 7
        co_met 7
        co_partial 8
        co_unmet 8
        co_open 7
        overdue 7
        missing_evidence 7.5
        items 7.5
        findings 7.5
    """),
)  # fmt: skip

OTHERS = (
    TableSheet(
        "议题建议", "advice", frozen=3, empty="各项指标都已得满分，负面清单也没有要议的事项。",
        columns=_columns("""
            rank 5
            id 6.5
            title 17
            gain 7
            unassessed 7
            total 8
            deadline 11.5
            days_left 7
            units 7.5
            movers 52
            late 7
            missing 52
        """),
    ),
    TableSheet(
        "量化情况", "counts", frozen=3, empty="规则库没有要填的数。",
        columns=_columns("""
            id 6
            indicator 6.5 指标
            title 26
            threshold 16
            figures 34
            reached 8
            part 6.5
            points 6.5
            ceiling 8
            limits 6.5
            answered 7 已填
            asked 7 应填
            deadline 11.5
            light 7
        """),
    ),
    TableSheet(
        "佐证材料", "evidence", frozen=1, empty="还没有单位列出佐证材料。",
        columns=_columns("""
            unit 18
            indicator 8
            indicator_title 16
            title 42
            doc_no 22
            dated 12
            type 16
            location 26
            note 22
            found 34
        """),
    ),
    TableSheet(
        "佐证核查", "proofs", empty="没有发现问题；还没有核查过的，请运行 weibao evidence check。",
        columns=_columns("""
            severity 7
            check 7
            heading 20
            unit 17
            indicator 7 编号
            file 34
            sheet 10.5
            cell 7.5
            message 66
        """),
    ),
    TableSheet(
        "人工核查", "looks", frozen=2, empty="没有要人看的材料。",
        columns=_columns("""
            indicator 6.5 编号
            indicator_title 15
            check 6.5
            heading 20
            look 44
            window 20
            count 6
            units 30
            result 24
            by 14
        """),
    ),
    TableSheet(
        "负面清单", "vetoes", frozen=1,
        columns=_columns("""
            id 6
            text 34
            units 42
            counted 7
            happened_on 11.5
            reported_by 18
            statement 26
            in_window 8 影响期内
            ruling 7
            event_counted 7
            silent 32
        """),
    ),
    TableSheet(
        "定期调度", "docket", frozen=2, empty="没有需要调度的事项。",
        columns=_columns("""
            id 9
            unit 17
            title 15
            problem 36
            mode 9
            inspector 10
            step 9
            due 11.5
            days_left 7
            light 7
            waits 14
            next 9
            next_on 11.5
        """),
    ),
    TableSheet(
        "督办台账", "items", frozen=2, empty="没有需要督办的事项。",
        columns=_columns("""
            id 9
            unit 17
            indicator 7 编号
            title 15
            problem 38
            request 32
            opened 11.5
            due 11.5
            days_left 7
            light 7
            status 8
            measure 24
            completed 11.5 报完成日期
        """),
    ),
    TableSheet(
        "问题清单", "findings", empty="没有发现问题。",
        columns=_columns("""
            severity 7
            heading 20
            unit 17
            file 34
            sheet 10.5
            cell 7.5
            indicator 7 编号
            message 66
        """),
    ),
    TableSheet(
        "会议制度", "meeting_years", frozen=3, empty="规则库没有写会议。",
        columns=_columns("""
            year 6
            kind 6
            name 22
            held 6
            planned 6
            norms 34
            lacking 6
            days_left 8
            light 7
            convener 24
            agenda 34
            attendance 26
            minutes 26
            distribution 30
        """),
    ),
    TableSheet(
        "会议", "meetings", frozen=2, empty="核定台账“会议台账”还没有登记。",
        columns=_columns("""
            id 8
            name 28
            held_on 11.5
            chair 9
            agenda 46
            decisions 8
            approver 9
            approved_on 11.5
            status 8
            days_left 10
        """),
    ),
    TableSheet(
        "议定事项", "decisions", frozen=1, empty="核定台账“议定事项”还没有登记。",
        columns=_columns("""
            id 9
            meeting 22
            text 44
            lead 20
            co 20
            due 11.5
            days_left 8
            light 7
            status 8
            progress 34
            closed 11.5
        """),
    ),
    TableSheet(
        "单位责任人", "people", frozen=2,
        columns=_columns("""
            unit_no 5.5 序号
            unit 22
            head 12
            reviewer 12
            filler 12
            phone 18
            filled_on 12
        """),
    ),
    TableSheet(
        "时间节点", "milestones",
        columns=_columns("""
            id 7
            phase 16
            title 26
            deliverable 46
            who 26
            start 12
            end 12
            days_left 9
            light 7
            status 9
        """),
    ),
)  # fmt: skip
