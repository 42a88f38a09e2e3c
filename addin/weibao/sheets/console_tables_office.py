"""The table sheets of 总台账 that show what the office keeps: meetings, decisions, people, the days of the plan."""

from __future__ import annotations

from weibao.sheets.console_shown import TableSheet, columns

KEPT = (
    TableSheet(
        "会议制度", "meeting_years", frozen=3, empty="规则库没有写会议。",
        columns=columns("""
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
        columns=columns("""
            id 8
            name 28
            held_on 11.5
            chair 9
            agenda 46
            decisions 8
            approver 9
            approved_on 11.5
            minutes_no 18
            issued_on 11.5
            status 8
            steps 20
            days_left 8
            light 7
        """),
    ),
    TableSheet(
        "议定事项", "decisions", frozen=1, empty="核定台账“议定事项”还没有登记。",
        columns=columns("""
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
            reported 11.5
        """),
    ),
    TableSheet(
        "成员变动", "changes", frozen=1, empty="核定台账“成员变动”还没有登记。",
        columns=columns("""
            id 8
            post 18
            unit 20
            old 10
            new 10
            changed 11.5
            proposed 11.5
            approved 11.5
            doc_no 20
            closed 11.5
            status 9
            days_left 8
            light 7
        """),
    ),
    TableSheet(
        "工作制度", "systems", frozen=2, empty="规则库没有写工作制度。",
        columns=columns("""
            year 6
            name 10
            done 10
            sent 10
            open 7
            late 6
            light 7
            did 34
            pending 34
            result 24
            to 16
            who 22
        """),
    ),
    TableSheet(
        "联络表", "people", frozen=2,
        columns=columns("""
            unit_no 5.5 序号
            unit 22
            head 12
            deputy 12
            officer 12
            phone 18
            filler 12
            reviewer 12
            filled_on 12
            round 5.5
            hint 50
        """),
    ),
    TableSheet(
        "时间节点", "milestones",
        columns=columns("""
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
