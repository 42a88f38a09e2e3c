"""Texts of findings on 工作制度: surveys, circulars, studies and inspections."""

from __future__ import annotations

from weibao.texts_office import FindingText

WORK_FINDINGS: dict[str, FindingText] = {
    # --- reading -----------------------------------------------------------------------------------
    "work-system-unknown": FindingText(
        "warning",
        "工作制度没有选对",
        "{key} 的“制度”{found}，不起草文书、不计入哪一项制度；请从列表中选：{known}。",
    ),
    "work-days-reversed": FindingText(
        "warning", "日期前后颠倒", "{key} 的结束日期是 {end}，早于开始日期（{start}）；请核对。"
    ),
    # --- results -----------------------------------------------------------------------------------
    "work-late": FindingText(
        "warning",
        "调研等结果没有报送",
        "{key}（{what}）{end}结束，已超过 {days} 天，还没有报送结果。规定：{rule}。{next}",
    ),
    "work-no-topic": FindingText("warning", "没有填主题", "{key}（{system}）没有填主题；请补填，文书标题要用。"),
    "work-no-days": FindingText(
        "info",
        "没有填起止日期",
        "{key}（{what}）填了内容，开始日期、结束日期都空着，无法判断是否超期；请补填。",
    ),
    "work-no-number": FindingText(
        "warning", "报告没有文号", "{key}（{what}）填了报送日期，没有填文号；请补填报告或来文的文号。"
    ),
    "work-number-unknown": FindingText(
        "warning",
        "文号没有登记",
        "{key}（{what}）的文号“{doc_no}”在“文号登记”和“收文登记”里都没有；请核对，或者先登记。",
    ),
    "work-number-dead": FindingText(
        "warning",
        "文号已不能用",
        "{key}（{what}）的文号“{doc_no}”已经作废或撤回，没有采用；请改填现在的文号。",
    ),
    "work-sent-early": FindingText(
        "warning", "报送日期早于结束", "{key}（{what}）{end}结束，报送日期是{sent}；请核对。"
    ),
    "work-sent-ahead": FindingText(
        "warning", "报送日期还没有到", "{key}（{what}）的报送日期是{sent}，还没有到，不算报送；请核对。"
    ),
}
