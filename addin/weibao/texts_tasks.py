"""Texts of findings on 重点任务, 任务节点 and 宣传表彰."""

from __future__ import annotations

from weibao.texts_office import FindingText

TASK_FINDINGS: dict[str, FindingText] = {
    # --- reading -----------------------------------------------------------------------------------
    "task-node-task-unknown": FindingText(
        "warning",
        "任务节点没有对应的任务",
        "任务节点 {key} 的任务编号{found}，“重点任务”里没有这项任务，这个节点不计在任何任务里；请核对任务编号。",
    ),
    "task-code-unknown": FindingText(
        "warning",
        "代码不认识",
        "代码“{found}”不认识，这一行没有采用；代码是“任务编号-单位编号”，如 {like}，"
        "单位编号看“回收情况”代码里“-”后面的。",
    ),
    "publicity-kind": FindingText(
        "warning", "宣传表彰的类别认不出", "类别{found}，这一行没有采用；请从列表中选（{known}）。"
    ),
    "publicity-no-title": FindingText("warning", "宣传表彰没有名称", "这一行没有填名称，没有采用；请补填。"),
    "publicity-about-unknown": FindingText(
        "warning", "任务、指标编号对不上", "“{title}”的任务、指标编号“{found}”不在规则库里，没有采用；请核对。"
    ),
    # --- plans ---------------------------------------------------------------------------------------
    "task-plan-missing": FindingText(
        "warning",
        "牵头单位没有报实施方案",
        "方案报送时限{day}已过，有 {count} 个牵头单位还没有报实施方案或工作计划：{names}。"
        "已经报来的，请在“重点任务”填“方案收到日期”；没有报的请催报。",
    ),
    "task-plan-due-soon": FindingText(
        "info",
        "实施方案临近报送时限",
        "实施方案、工作计划应在{day}前报来，还有 {left} 天，有 {count} 个牵头单位没有报：{names}。",
    ),
    # --- tasks ---------------------------------------------------------------------------------------
    "task-overdue": FindingText(
        "warning",
        "重点任务逾期未完成",
        "完成时限{day}已过，有 {count} 项牵头任务还没有填完成日期：{names}。做完的请补填；没有做完的请督办。",
    ),
    "task-idle": FindingText(
        "warning",
        "重点任务久无进展",
        "有 {count} 项牵头任务超过 {days} 天没有填进展：{names}。请了解进展，填“进展”和“进展日期”。",
    ),
    "task-unproven": FindingText(
        "warning",
        "重点任务完成没有说明",
        "有 {count} 项牵头任务填了完成日期，“进展”空着：{names}。请补填怎样完成的。",
    ),
    "task-points-lacking": FindingText(
        "info",
        "任务完成了，指标没有得满分",
        "有 {count} 项牵头任务填了完成日期，相关指标还没有得满分：{names}。请核对是指标没有核定，还是任务没有做完。",
    ),
    "task-undated": FindingText(
        "info",
        "进展没有日期",
        "有 {count} 项牵头任务填了进展，没有填进展日期：{names}。请补填日期，否则看不出多久没有进展。",
    ),
    "task-ahead": FindingText(
        "warning", "日期还没有到", "{key}（{name}）的{what}是{day}，还没有到，不算已办；请核对。"
    ),
    # --- points of plans -----------------------------------------------------------------------------
    "task-node-overdue": FindingText(
        "warning",
        "任务节点逾期未完成",
        "有 {count} 个任务节点过了计划完成的日子还没有完成：{names}。办完的请填“完成日期”；没有办完的请催办。",
    ),
    "task-node-due-soon": FindingText(
        "info", "任务节点临近计划完成的日子", "有 {count} 个任务节点临近计划完成的日子：{names}。请提醒牵头单位。"
    ),
    "task-node-no-unit": FindingText(
        "warning", "任务节点没有单位", "有 {count} 个任务节点没有填单位：{names}。请补填由谁办。"
    ),
    "task-node-no-text": FindingText(
        "warning", "任务节点没有写明是什么", "有 {count} 个任务节点没有填“节点”：{names}。请补填办什么。"
    ),
    "task-node-no-limit": FindingText(
        "warning",
        "任务节点没有日期",
        "有 {count} 个任务节点没有填计划完成的日期：{names}。请按方案补填，否则不亮灯。",
    ),
    # --- publicity -------------------------------------------------------------------------------------
    "publicity-undated": FindingText(
        "info", "宣传表彰没有日期", "有 {count} 件没有填日期：{names}。没有日期的不写进报告和申报表，请补填。"
    ),
    "publicity-twice": FindingText(
        "warning",
        "宣传表彰填了两次",
        "有 {count} 件填了不止一行（类别、名称、日期都相同）：{names}。"
        "报告和申报表会重复计数，请留一行，几个单位的写在一起。",
    ),
    "publicity-unnamed-giver": FindingText(
        "info",
        "表彰没有写明由谁授予",
        "有 {count} 件典型经验、表彰奖励没有填授予或推广单位：{names}。申报表要写，请补填。",
    ),
    "publicity-level": FindingText(
        "info",
        "宣传表彰的级别不在列表里",
        "有 {count} 件的级别不在列表里：{names}。统计各级件数时不计这几件，请从列表中选。",
    ),
}
