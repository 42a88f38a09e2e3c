"""The columns of the frames on tasks, publicity and the plan's calendar; see `frame_fields`."""

from __future__ import annotations

from typing import Final

from weibao.sheets.frame_spec import FrameSpec, fields

TASK_FRAMES: Final[dict[str, FrameSpec]] = {
    "tasks": FrameSpec(
        "重点任务",
        fields("""
            id 编号
            group 任务组
            title 任务
            leads 牵头单位
            plans 应报方案 count
            plans_in 已报方案 count
            nodes 节点 count
            nodes_done 节点完成 count
            nodes_late 节点逾期 count
            done 完成单位 count
            full 分值 points
            points 得分 points
            progress_on 最近进展 date
            status 状态
            light 灯
        """),
    ),
    "task_leads": FrameSpec(
        "任务分工",
        fields("""
            id 编号
            title 任务
            unit 牵头单位
            indicators 相关指标
            full 分值 points
            points 得分 points
            planned 方案已报 flag
            plan_on 方案收到日期 date
            plan_no 方案文号
            progress 进展
            progress_on 进展日期 date
            idle 没有进展天数 count
            done 完成日期 date
            status 状态
            light 灯
        """),
    ),
    "task_nodes": FrameSpec(
        "任务节点",
        fields("""
            id 节点编号
            task 任务编号
            title 任务
            unit 单位
            text 节点
            due 计划完成 date
            closed 完成日期 date
            days_left 剩余天数 count
            status 状态
            light 灯
        """),
    ),
    "publicity": FrameSpec(
        "宣传表彰",
        fields("""
            kind 类别
            on 日期 date
            unit 单位
            title 名称
            by 媒体、授予或推广单位
            level 级别
            link 文号或链接
            about 任务、指标编号
        """),
    ),
    "phase_calendar": FrameSpec(
        "阶段日历",
        fields("""
            id 编号
            title 阶段、节点
            ready 到时要备齐什么
            who 由谁办
            start 开始 date
            end 截止 date
            days_left 剩余天数 count
            workdays_left 剩余工作日 count
            light 灯
            state 状态
            is_phase 是阶段 flag
            now 正在此阶段 flag
        """),
    ),
}
