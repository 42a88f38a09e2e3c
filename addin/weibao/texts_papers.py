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
    "meeting-blanks": FindingText(
        "info",
        "会议的内容没有填全",
        "会议 {key} 的{names}还空着，{paper}中以“×”留出；请在核定台账“会议台账”表填写后重新起草。",
    ),
    "decision-meeting-unknown": FindingText(
        "warning",
        "议定事项没有对应的会议",
        "议定事项 {key} 的会议编号{found}，会议台账里没有这次会议，这一条进不了会议纪要，也不会起草督办单；"
        "请核对会议编号。",
    ),
    "paper-not-filled": FindingText(
        "warning",
        "印发的文件没有填好",
        "“{name}”在文号登记里已是“{state}”，文件里的{what}还空着或者是暂算的。请对它运行一次 weibao documents issue，"
        "按登记的印发日期补填。",
    ),
    "paper-unrelated": FindingText(
        "warning",
        "还没有新文书代替",
        "“{name}”已登记为“{state}”，还没有填是哪份新文书。请起草并印发新稿，再运行 weibao documents withdraw，"
        "加 --as {state} --by 新文号，把两份关联起来。",
    ),
    "paper-withdrawn": FindingText(
        "info",
        "撤回以后怎么办",
        "“{name}”已登记撤回。撤回通知还要核稿签发、编号、印发。{items}",
    ),
}
