"""Texts of findings on how meetings are held by the rules, and on how far their decisions are."""

from __future__ import annotations

from weibao.texts_office import FindingText

MEETING_FINDINGS: dict[str, FindingText] = {
    # --- how often ---------------------------------------------------------------------------------
    "meeting-norms-differ": FindingText(
        "warning",
        "两处规定的会议次数不一样",
        "{year}年{name}已召开 {held} 次：{norms}。两处规定不一样，以多的为准才都做到：{rest}。",
    ),
    "meeting-not-held": FindingText(
        "warning",
        "应开的会议没有开",
        "{year}年{name}召开了 {held} 次，{norms}，年度已过。开过没有登记的，请补登“会议台账”。",
    ),
    "meeting-due-soon": FindingText(
        "warning", "应开的会议还没有开", "{year}年{name}已召开 {held} 次，{norms}；{rest}，请抓紧安排。"
    ),
    # --- minutes, chair ----------------------------------------------------------------------------
    "meeting-no-minutes": FindingText(
        "warning",
        "会议没有纪要",
        "会议 {key}（{name}）{day}召开，已超过 {days} 天，还没有填签批日期。{rule}"
        "请起草纪要、报批，签批后填“签批人”和“签批日期”。",
    ),
    "meeting-no-signer": FindingText(
        "warning", "纪要没有签批人", "会议 {key}（{name}）填了签批日期，没有填签批人。规定：{rule}。请补填。"
    ),
    "meeting-not-entitled": FindingText(
        "warning",
        "主持人、签批人不符合规定",
        "会议 {key}（{name}）由{who}{what}，“成员名册”里{posts}是{known}。规定：{rule}。"
        "请核对姓名，名册没有更新的先更新。",
    ),
    "meeting-order": FindingText(
        "warning", "签批日期早于会议", "会议 {key}（{name}）的签批日期是{day}，早于会议日期（{held}）；请核对。"
    ),
    # --- decisions ---------------------------------------------------------------------------------
    "decision-overdue": FindingText(
        "warning",
        "议定事项逾期未办结",
        "有 {count} 件议定事项过了办理时限还没有办结：{names}。办完的请填“办结日期”；没有办完的请督办。",
    ),
    "decision-due-soon": FindingText(
        "info", "议定事项临近办理时限", "有 {count} 件议定事项临近办理时限：{names}。请提醒主办单位。"
    ),
    "decision-no-unit": FindingText(
        "warning", "议定事项没有主办单位", "有 {count} 件议定事项没有填主办单位：{names}。请明确由谁办，否则无从督办。"
    ),
    "decision-no-limit": FindingText(
        "warning", "议定事项没有时限", "有 {count} 件议定事项没有填办理时限：{names}。请明确何时办完，否则不亮灯。"
    ),
    "decision-unproven": FindingText(
        "warning",
        "议定事项办结没有说明",
        "有 {count} 件议定事项填了办结日期，“办理进展”空着：{names}。请补填怎样办结的。",
    ),
    "decision-order": FindingText(
        "warning", "日期早于会议", "议定事项 {key} 的{what}是{day}，早于会议日期（{held}）；请核对。"
    ),
    "decision-ahead": FindingText(
        "warning", "办结日期还没有到", "议定事项 {key} 的办结日期是{day}，还没有到；请核对。"
    ),
}
