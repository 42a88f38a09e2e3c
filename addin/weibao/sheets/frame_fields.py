"""The columns of the tidy frames: ASCII keys for code, Chinese headings for people, the kind of value.

The one list that `frames`, the export and 总台账 share. A point is a float in points (never steps); what is absent is
blank, never 0. Kinds: "text", "points", "count" (whole number), "date" and "flag" (是/否).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a frame."""

    key: str
    heading: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """A frame: its Chinese name (file or sheet name of an export) and its columns in order."""

    title: str
    fields: tuple[Field, ...]


def _fields(text: str) -> tuple[Field, ...]:
    """Columns from lines of “key heading [kind]”."""
    return tuple(Field(*line.split()) for line in text.strip().splitlines())


FRAMES: dict[str, FrameSpec] = {
    "indicators": FrameSpec(
        "指标汇总",
        _fields("""
            round 轮次 count
            id 指标编号
            category 项目
            topic 内容
            title 指标
            full 分值 points
            lead 牵头单位
            co 其他责任单位
            stated 自评得分 points
            cap 上限 points
            claimed 申报得分 points
            verified 核定得分 points
            effective 有效得分 points
            earned 得分 points
            possible 可能得分 points
            unassessed 未评 points
            lost 失分 points
            level 完成情况
            status 状态
            light 灯
            deadline 完成时限 date
            days_left 剩余天数 count
            provisional 暂计 flag
            review 待复核 flag
            met 达标单位数 count
            partial 部分达标单位数 count
            unmet 未达标单位数 count
            open 未评单位数 count
            evidence 佐证材料数 count
            answers 各单位完成情况
        """),
    ),
    "advice": FrameSpec(
        "议题建议",
        _fields("""
            round 轮次 count
            rank 次序 count
            id 编号
            category 项目
            title 指标（事项）
            gain 可争取 points
            unassessed 其中未评 points
            total 办成后得分 points
            deadline 完成时限 date
            days_left 剩余天数 count
            units 要办的单位数 count
            movers 谁来办、办什么
            late 逾期督办 count
            missing 可能还缺的材料
        """),
    ),
    "counts": FrameSpec(
        "量化情况",
        _fields("""
            round 轮次 count
            id 编号
            indicator 指标编号
            indicator_title 指标
            title 量化要求
            threshold 标准
            asked 应填单位数 count
            answered 已填单位数 count
            done 所填数 points
            total 总数 points
            figures 完成情况
            reached 结果
            part 占分 points
            points 得分 points
            ceiling 指标最高可得 points
            limits 封顶 flag
            deadline 完成时限 date
            light 预警
        """),
    ),
    "count_answers": FrameSpec(
        "量化填报",
        _fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            indicator 指标编号
            id 编号
            title 量化要求
            done 所填数 points
            total 总数 points
            figures 完成情况
            threshold 标准
            reached 结果
            ceiling 最高可得 points
            deadline 完成时限 date
            light 预警
            note 说明
        """),
    ),
    "answers": FrameSpec(
        "单位填报",
        _fields("""
            round 轮次 count
            indicator 指标编号
            category 项目
            title 指标
            full 分值 points
            unit_no 单位序号 count
            unit 单位
            role 角色
            level 完成情况
            stated 自评得分 points
            evidence 佐证材料数 count
            answered 是否已填 flag
            statement 工作情况
        """),
    ),
    "units": FrameSpec(
        "单位汇总",
        _fields("""
            round 轮次 count
            unit_no 序号 count
            unit 单位
            kind 类别
            returned 是否计入 flag
            return_status 报送情况
            received 收到日期 date
            stated 单位自评 points
            full 所涉指标满分 points
            effective 全市有效得分 points
            earned 全市得分 points
            possible 全市可能得分 points
            unassessed 全市未评 points
            lost 全市失分 points
            co_met 配合达标 count
            co_partial 配合部分达标 count
            co_unmet 配合未达标 count
            co_open 配合未评 count
            overdue 逾期项 count
            missing_evidence 缺佐证项 count
            items 待办督办 count
            findings 填报问题 count
            file 计入的文件
        """),
    ),
    "categories": FrameSpec(
        "项目汇总",
        _fields("""
            round 轮次 count
            id 项目编号
            category 项目
            indicators 指标数 count
            full 满分 points
            claimed 申报得分 points
            verified 核定得分 points
            effective 有效得分 points
            earned 得分 points
            possible 可能得分 points
            unassessed 未评 points
            lost 失分 points
            provisional_rows 暂计指标数 count
        """),
    ),
    "evidence": FrameSpec(
        "佐证材料",
        _fields("""
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
        _fields("""
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
        _fields("""
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
        _fields("""
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
        _fields("""
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
        _fields("""
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
        _fields("""
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
    "people": FrameSpec(
        "单位责任人",
        _fields("""
            round 轮次 count
            unit_no 单位序号 count
            unit 单位
            head 单位负责人
            reviewer 审核人
            filler 填报人
            phone 联系电话
            filled_on 填报日期 date
        """),
    ),
    "milestones": FrameSpec(
        "时间节点",
        _fields("""
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
}

HEADINGS: dict[str, dict[str, str]] = {
    name: {field.key: field.heading for field in spec.fields} for name, spec in FRAMES.items()
}
