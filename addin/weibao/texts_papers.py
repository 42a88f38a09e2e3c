"""Texts of findings on 会议台账, 议定事项 and the drafts written from them."""

from __future__ import annotations

from weibao.texts_office import FindingText

PAPER_FINDINGS: dict[str, FindingText] = {
    "meeting-unit-unknown": FindingText(
        "warning",
        "单位名称对不上",
        "{key} 的“{column}”里的“{found}”不在成员单位名单里，是不是{near}？写错的请改正，否则文书照这个名称印；"
        "确实是名单以外的单位，可以不管。",
    ),
    "meeting-unit-outside": FindingText(
        "info", "名单以外的单位", "{key} 的“{column}”里的“{found}”不在成员单位名单里，按名单以外的单位照写。"
    ),
    "meeting-kind-unknown": FindingText(
        "warning",
        "会议种类无法识别",
        "{key} 的会议种类“{found}”不在规则库里（{known}），{effect}。写错的请改正；确实是别的会议，"
        "种类空着，把名称填在“会议名称”一栏。",
    ),
    "decision-meeting-unknown": FindingText(
        "warning",
        "议定事项没有对应的会议",
        "议定事项 {key} 的会议编号{found}，会议台账里没有这次会议，这一条进不了会议纪要，也不会起草督办单；"
        "请核对会议编号。",
    ),
}
