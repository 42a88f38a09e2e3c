"""The table sheets of 总台账: which columns of which frame, how wide, and the line above the table."""

from __future__ import annotations

from weibao.sheets.console_shown import TableSheet, columns
from weibao.sheets.console_tables_office import KEPT
from weibao.sheets.console_tables_tasks import TASK_SHEETS

INDICATORS = TableSheet(
    "指标汇总", "indicators", frozen=3,
    columns=columns("""
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
    columns=columns("""
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
        columns=columns("""
            rank 5
            id 6.5
            title 17
            gain 7
            unassessed 7
            total 8
            deadline 11.5
            days_left 7
            units 7.5
            movers 46
            figures 36
            late 7
            missing 44
        """),
    ),
    TableSheet(
        "量化情况", "counts", frozen=3, empty="规则库没有要填的数。",
        columns=columns("""
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
        columns=columns("""
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
        columns=columns("""
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
        columns=columns("""
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
        columns=columns("""
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
        "负面清单声明", "declarations", frozen=2, empty="没有要单位声明的负面清单事项。",
        columns=columns("""
            unit_no 5.5 序号
            unit 22
            items 8
            answer 10
            happened 14
            lacking 30
            sealed 12
            unsigned 8
        """),
    ),
    TableSheet(
        "定期调度", "docket", frozen=2, empty="没有需要调度的事项。",
        columns=columns("""
            id 11
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
        columns=columns("""
            id 11
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
        columns=columns("""
            severity 7
            heading 20
            unit 17
            file 31
            sheet 10.5
            cell 16.5
            indicator 7 编号
            message 60
        """),
    ),
    *TASK_SHEETS,
    *KEPT,
)  # fmt: skip
