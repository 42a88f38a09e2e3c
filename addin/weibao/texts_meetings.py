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
    "meeting-ahead": FindingText(
        "warning", "日期还没有到", "会议 {key}（{name}）的{what}是{day}，还没有到，不算已办；请核对。"
    ),
    "meeting-order": FindingText(
        "warning",
        "会议日期前后颠倒",
        "会议 {key}（{name}）的{what}是{day}，早于{other}（{before}）；请核对。",
    ),
    "meeting-not-issued": FindingText(
        "warning",
        "纪要签批后没有印发",
        "会议 {key}（{name}）的纪要{day}签批，已超过 {days} 天，还没有印发日期。规定：{rule}。"
        "请印发，已经印发的填“印发日期”。",
    ),
    "meeting-agenda-open": FindingText(
        "warning",
        "会议议题没有批准",
        "会议 {key}（{name}）{day}召开，还没有填议题批准日期。规定：{rule}。"
        "请报批，批准后填“议题批准人”和“议题批准日期”。",
    ),
    "meeting-no-approver": FindingText(
        "warning",
        "议题没有批准人",
        "会议 {key}（{name}）填了议题批准日期，没有填议题批准人。规定：{rule}。请补填。",
    ),
    "meeting-papers-unheard": FindingText(
        "warning",
        "会议文件没有征求意见",
        "会议 {key}（{name}）{day}召开，会议文件还没有填征求意见日期。规定：{rule}。"
        "征求各成员单位意见只在这里填；“文号登记”的“征求意见”说的是这份文件印发以前，不代替这里。",
    ),
    "meeting-papers-open": FindingText(
        "warning",
        "会议文件没有报批",
        "会议 {key}（{name}）{day}召开，会议文件还没有填同意日期。规定：{rule}。",
    ),
    "meeting-no-commission": FindingText(
        "warning",
        "受委托没有记录",
        "会议 {key}（{name}）由{who}{what}，要受{giver}委托，“委托日期”空着。规定：{rule}。请补填哪天委托的。",
    ),
    "meeting-commission-late": FindingText(
        "warning",
        "委托晚于办理",
        "会议 {key}（{name}）由{who}{what}（{on}），{giver}的委托日期是{day}，晚于办理；请核对。规定：{rule}。",
    ),
    "meeting-not-all": FindingText(
        "warning",
        "参会单位不全",
        "会议 {key}（{name}）应由{rule}参加，“参会单位”里少了 {count} 个成员单位：{names}。请核对；"
        "全体成员单位都参加的，“参会单位”可以空着。",
    ),
    "meeting-number-unknown": FindingText(
        "warning",
        "会议的文号对不上",
        "会议 {key}（{name}）写的文号“{numbers}”，“文号登记”里没有，或者已经撤回、作废。请核对。",
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
    "decision-not-reported": FindingText(
        "warning",
        "落实情况没有报告领导小组",
        "有 {count} 件领导小组会议的议定事项已经办结，还没有填报告日期：{names}。"
        "请起草“议定事项落实情况报告”，印发后报告日期自动填上；口头或另行报告的，自己填“报告日期”。",
    ),
    "decision-report-gone": FindingText(
        "warning",
        "落实情况报告不算数了",
        "议定事项 {key} 的报告日期是已经撤回、作废或者重新印发的那份报告的；请清空“报告日期”，重新报告。",
    ),
    "decision-reported-early": FindingText(
        "warning", "报告早于办结", "议定事项 {key} 的报告日期是{day}，早于办结日期（{closed}）；请核对。"
    ),
    "decision-order": FindingText(
        "warning", "日期早于会议", "议定事项 {key} 的{what}是{day}，早于会议日期（{held}）；请核对。"
    ),
    "decision-ahead": FindingText(
        "warning", "日期还没有到", "议定事项 {key} 的{what}是{day}，还没有到，不算已办；请核对。"
    ),
}
