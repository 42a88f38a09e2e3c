"""The columns of the frames of what is scored: indicators, units, categories, answers, figures and advice."""

from __future__ import annotations

from weibao.sheets.frame_spec import FrameSpec, fields

SCORED: dict[str, FrameSpec] = {
    "indicators": FrameSpec(
        "指标汇总",
        fields("""
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
        fields("""
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
            figures 填的数能支持几分
            late 逾期督办 count
            missing 可能还缺的材料
        """),
    ),
    "counts": FrameSpec(
        "量化情况",
        fields("""
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
            points 最多得 points
            ceiling 指标最多得 points
            limits 封顶 flag
            deadline 完成时限 date
            light 预警
        """),
    ),
    "count_answers": FrameSpec(
        "量化填报",
        fields("""
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
            ceiling 指标最多得 points
            deadline 完成时限 date
            light 预警
            note 说明
        """),
    ),
    "answers": FrameSpec(
        "单位填报",
        fields("""
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
        fields("""
            round 轮次 count
            unit_no 序号 count
            unit 单位
            kind 类别
            returned 是否计入 flag
            return_status 报送情况
            received 收到日期 date
            stated 单位自评 points
            full 所涉指标满分 points
            effective 汇总有效得分 points
            earned 汇总得分 points
            possible 汇总可能得分 points
            unassessed 汇总未评 points
            lost 汇总失分 points
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
        fields("""
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
}
