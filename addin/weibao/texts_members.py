"""Texts of findings on 成员名册 and 成员变动."""

from __future__ import annotations

from weibao.texts_office import FindingText

MEMBER_FINDINGS: dict[str, FindingText] = {
    # --- reading -----------------------------------------------------------------------------------
    "member-post-unknown": FindingText(
        "warning",
        "职务对不上",
        "{key} 填的“{found}”不在规则库的职务里（{known}），这一行不核对、不起草文书；请从列表中选机构和职务。",
    ),
    "member-unit-missing": FindingText("error", "没有填单位", "{key} 没有填单位，没有采用；请补填是哪个单位的人员。"),
    "member-units-several": FindingText(
        "error", "一行填了几个单位", "{key} 的“单位”里填了几个单位（{found}），没有采用；请一个单位填一行。"
    ),
    "member-nobody": FindingText("error", "变动没有填人", "{key} 的原任人员、现任人员都空着，没有采用；请至少填一个。"),
    "member-days-reversed": FindingText(
        "warning", "日期前后颠倒", "{key} 的{column}是 {found}，早于{other}（{before}），请核对。"
    ),
    "member-phone": FindingText(
        "warning",
        "名册里有手机号码",
        "{key} 的办公电话像是手机号码。名册只登记办公电话，请改填；本人手机号码不要放进来。",
    ),
    # --- 成员名册 ----------------------------------------------------------------------------------
    "roster-empty": FindingText(
        "info", "成员名册还没有填", "核定台账的“成员名册”一个姓名也没有填；填好后系统核对空缺和变动。"
    ),
    "roster-vacant": FindingText(
        "warning", "名册有空缺", "{post}还有 {count} 个单位没有填：{names}。请单位报送人选后填入“成员名册”。"
    ),
    "roster-nobody": FindingText("warning", "名册有空缺", "{post}还没有填，请明确人选后填入“成员名册”。"),
    "roster-too-many": FindingText(
        "warning", "名册超过名额", "{post}规定 {seats} 名，“成员名册”里有 {count} 名（{names}）；请核对，离任的移出。"
    ),
    "roster-setting": FindingText(
        "warning",
        "名册与设置不一致",
        "“成员名册”里{post}是{names}，“设置”的“{title}”填的是{found}，现按设置；"
        "请改成一致，或把设置的这一格空着，以名册为准。",
    ),
    "roster-form": FindingText(
        "warning",
        "没有分清是哪一种",
        "“成员名册”里{post}{names}没有写明是哪一种，没有计入；请把“职务”改成{titles}中的一个。",
    ),
    "roster-outdated": FindingText(
        "warning",
        "名册没有更新",
        "成员变动 {key} 已经办了，“成员名册”里{who}现在是{found}；请改成{new}。",
    ),
    "contact-changed": FindingText(
        "warning",
        "清单上换了人",
        "{who}第{number}轮清单写的是{old}，这一轮是{new}。{post}的变动：{procedure}。"
        "确实换了人的，请登记“成员变动”；写错的，请单位改正。",
    ),
    # --- 成员变动 ----------------------------------------------------------------------------------
    "member-number-gone": FindingText(
        "warning",
        "文号已经不算数",
        "成员变动 {key} 填的文号“{number}”在“文号登记”里已经撤回、作废或者重新印发，不再算数。{more}",
    ),
    "member-no-successor": FindingText(
        "warning",
        "没有填接任人员",
        "成员变动 {key}：{who}{old}不再担任，没有填现任人员；请单位提出人选，不再补的在“备注”写明。",
    ),
    "member-old-unknown": FindingText(
        "warning",
        "原任人员与名册不符",
        "成员变动 {key}：{who}的原任人员填的是{old}，“成员名册”里是{found}；请核对姓名，文书照这里的写。",
    ),
    "member-ahead": FindingText(
        "warning", "日期还没有到", "成员变动 {key} 的{what}是{day}，还没有到，不算已办；请核对。"
    ),
    "member-late": FindingText(
        "warning",
        "成员变动没有及时办理",
        "成员变动 {key}：{who} {start}变动，已超过 {days} 个工作日，还缺{what}。办理程序：{procedure}。",
    ),
    "member-unproven": FindingText(
        "warning",
        "成员变动手续不全",
        "成员变动 {key}：{who}已填办结日期，还缺{what}。办理程序：{procedure}。",
    ),
    "member-no-day": FindingText(
        "info",
        "成员变动没有日期",
        "成员变动 {key}：{who}还缺{what}，变动日期和提出日期都空着，无法判断是否超期；请补填。办理程序：{procedure}。",
    ),
}
