"""Texts of findings on 会议台账, 议定事项, other rows that the office types, and the drafts written from them."""

from __future__ import annotations

from weibao.texts_office import FindingText

PAPER_FINDINGS: dict[str, FindingText] = {
    "ledger-date-text": FindingText(
        "error",
        "日期是文字",
        "“{column}”里的“{found}”是文字，不是日期，没有采用；请把这一格改成日期格式，重新输入 {day}。",
    ),
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
        "会议 {key} 的{names}还空着，{paper}中以“×”留出或者缺写；请在核定台账“会议台账”表填写后重新起草。",
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
        "“{name}”已登记为“{state}”，撤回、更正或代替它的新文书还没有编号。程序能起草的（撤回通知、更正通知，"
        "或写明代替原文的新稿）重算时放在“文书”里，核稿签发、编号后自动关联；自己另写的，编号后运行"
        " weibao documents withdraw，加 --as {state} --by 新文号。",
    ),
    "paper-unheard": FindingText(
        "warning",
        "还没有征求意见",
        "“{name}”发出前应当征求{who}的意见，文号登记的“征求意见”一栏还空着。请补征求并填写征求了谁、哪天"
        "（或核稿签发时加 --heard）；这一次不需要的，填“不需要”和理由。",
    ),
    "incoming-overdue": FindingText(
        "warning",
        "收文逾期未办结",
        "收文登记里有 {count} 件过了办理时限还没有办结：{names}。办完的请填“办结日期”；没有办完的请抓紧，"
        "准予延期的改办理时限。",
    ),
    "incoming-due-soon": FindingText(
        "info", "收文临近办理时限", "收文登记里有 {count} 件临近办理时限：{names}。办完的请填“办结日期”。"
    ),
    "incoming-unsigned": FindingText(
        "warning",
        "收文还没有签收",
        "收文登记里有 {count} 件没有填签收人：{names}。报送领导小组的公文由办公室统一签收，请补填“签收人”。",
    ),
    "paper-withdrawn": FindingText(
        "info",
        "撤回以后怎么办",
        "“{name}”已登记撤回。{what}",
    ),
}
