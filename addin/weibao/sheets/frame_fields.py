"""The columns of the tidy frames: ASCII keys for code, Chinese headings for people, the kind of value.

The one list that `frames`, the export and 总台账 share. A point is a float in points (never steps); what is absent is
blank, never 0. Kinds: "text", "points", "count" (whole number), "date" and "flag" (是/否).
"""

from __future__ import annotations

from weibao.sheets.frame_fields_scored import SCORED
from weibao.sheets.frame_fields_tasks import TASK_FRAMES
from weibao.sheets.frame_spec import Field as Field
from weibao.sheets.frame_spec import FrameSpec as FrameSpec
from weibao.sheets.frame_spec import fields

FRAMES: dict[str, FrameSpec] = {
    **SCORED,
    "evidence": FrameSpec(
        "佐证材料",
        fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            indicator 指标编号
            indicator_title 指标
            title 材料名称
            doc_no 文号
            dated 成文日期 date
            type 材料类型
            location 存放位置
            note 备注
            found 对应文件
            file 来源文件
            row 行号 count
        """),
    ),
    "proofs": FrameSpec(
        "佐证核查",
        fields("""
            round 轮次 count
            severity 级别
            check 核查项
            heading 问题
            unit 单位
            indicator 指标编号
            file 文件
            sheet 工作表
            cell 单元格
            message 说明和处理办法
            code 代码
        """),
    ),
    "looks": FrameSpec(
        "人工核查",
        fields("""
            round 轮次 count
            indicator 指标编号
            indicator_title 指标
            check 核查项
            heading 核查内容
            look 看什么
            window 材料时间
            count 件数 count
            units 单位
            result 核查情况
            by 核查人和日期
        """),
    ),
    "vetoes": FrameSpec(
        "负面清单",
        fields("""
            round 轮次 count
            id 编号
            title 事项
            text 内容
            units 责任单位
            counted 本项计入 flag
            happened_on 发生日期 date
            reported_by 报告单位
            in_window 在影响期内 flag
            ruling 认定
            event_counted 事件计入 flag
            statement 情况说明
            silent 未作答单位
        """),
    ),
    "items": FrameSpec(
        "督办台账",
        fields("""
            round 轮次 count
            id 督办编号
            unit_no 单位序号 count
            unit 单位
            indicator 指标编号
            title 指标（事项）
            problem 问题
            request 要求
            opened 立项日期 date
            due 到期日 date
            days_left 剩余天数 count
            light 灯
            status 状态
            measure 整改措施
            completed 单位报完成日期 date
        """),
    ),
    "docket": FrameSpec(
        "定期调度",
        fields("""
            round 轮次 count
            id 督办编号
            unit_no 单位序号 count
            unit 单位
            title 指标（事项）
            problem 问题
            mode 方式
            inspector 督查专员
            step 阶段
            since 进入阶段 date
            due 到期日 date
            days_left 剩余天数 count
            light 灯
            waits 待办
            next 下一步
            next_on 下一步日期 date
        """),
    ),
    "findings": FrameSpec(
        "问题清单",
        fields("""
            round 轮次 count
            severity 级别
            heading 问题
            unit 单位
            file 文件
            sheet 工作表
            cell 单元格
            indicator 指标编号
            message 说明和处理办法
            code 代码
        """),
    ),
    "meeting_years": FrameSpec(
        "会议制度",
        fields("""
            year 年度 count
            kind 编号
            name 会议
            held 已开 count
            planned 待开 count
            norms 规定的次数
            lacking 还差 count
            days_left 离年底天数 count
            light 灯
            convener 主持
            agenda 议题
            attendance 参加
            minutes 纪要
            distribution 印发
        """),
    ),
    "meetings": FrameSpec(
        "会议",
        fields("""
            id 会议编号
            name 会议
            held_on 日期 date
            chair 主持人
            agenda 议题
            decisions 议定事项 count
            approver 签批人
            approved_on 签批日期 date
            minutes_no 纪要文号
            issued_on 印发日期 date
            status 状态
            steps 待办
            days_left 剩余天数 count
            light 灯
        """),
    ),
    "decisions": FrameSpec(
        "议定事项",
        fields("""
            id 事项编号
            meeting 会议
            text 议定内容
            lead 主办单位
            co 协办单位
            due 办理时限 date
            days_left 剩余天数 count
            light 灯
            status 状态
            progress 办理进展
            closed 办结日期 date
            reported 报告日期 date
        """),
    ),
    "changes": FrameSpec(
        "成员变动",
        fields("""
            id 变动编号
            post 职务
            unit 单位
            old 原任人员
            new 现任人员
            changed 变动日期 date
            proposed 提出日期 date
            approved 批准日期 date
            doc_no 文号
            closed 办结日期 date
            status 状态
            days_left 剩余天数 count
            light 灯
        """),
    ),
    "declarations": FrameSpec(
        "负面清单声明",
        fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            items 负责的项数 count
            answer 声明
            happened 报告发生
            lacking 没有作答
            sealed 盖章件收到 date
            unsigned 缺盖章件 flag
            window_from 影响期开始 date
            window_to 影响期结束 date
        """),
    ),
    "inspections": FrameSpec(
        "查验验收",
        fields("""
            round 轮次 count
            level 查验级别
            organ 机关
            on 日期 date
            indicator 指标编号
            title 指标
            full 分值 points
            ours 本地得分 points
            score 查验得分 points
            difference 相差 points
            remark 查验意见
            request 整改要求
            units 整改单位
            due 整改时限 date
            done 整改完成日期 date
            days_left 剩余天数 count
            status 状态
            light 灯
        """),
    ),
    "systems": FrameSpec(
        "工作制度",
        fields("""
            year 年度 count
            name 制度
            done 已开展（立项） count
            sent 已报送（销号） count
            open 没有办完 count
            late 逾期 count
            light 灯
            did 当年情况
            pending 没有办完的
            result 规定的结果
            to 报送（通报）对象
            who 由谁办
        """),
    ),
    "work": FrameSpec(
        "工作制度明细",
        fields("""
            id 编号
            system 制度
            topic 主题
            organisers 组织单位
            units 参加单位
            start 开始日期 date
            end 结束日期 date
            place 地点（对象）
            doc_no 文号
            sent 报送日期 date
            due 应报送日期 date
            days_left 剩余天数 count
            status 状态
            light 灯
        """),
    ),
    "people": FrameSpec(
        "联络表",
        fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            head 主要领导
            deputy 分管负责人
            officer 专人
            phone 办公电话
            reviewer 审核人
            filler 填报人
            filled_on 填报日期 date
            hint 与名册、上一轮对照
        """),
    ),
    "milestones": FrameSpec(
        "时间节点",
        fields("""
            id 编号
            phase 阶段
            title 节点
            deliverable 要求
            who 责任单位
            start 开始 date
            end 截止 date
            days_left 剩余天数 count
            light 灯
            status 状态
        """),
    ),
    **TASK_FRAMES,
    "annual": FrameSpec(
        "年度工作情况",
        fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            id 编号
            title 填报项目
            state 状态
            number 数 points
            text 本年情况
        """),
    ),
}

HEADINGS: dict[str, dict[str, str]] = {
    name: {field.key: field.heading for field in spec.fields} for name, spec in FRAMES.items()
}
