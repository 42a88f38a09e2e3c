"""Texts of findings on the files of 文号登记, and on what 签发, 编号 and 立项 notice."""

from __future__ import annotations

from weibao.texts_office import FindingText

REGISTER_FINDINGS: dict[str, FindingText] = {
    "register-file-outside": FindingText(
        "error",
        "登记的文件不在文书文件夹里",
        "“文件”一栏填的“{found}”指到了“文书”文件夹外面，或者长得不能作文件名，没有采用；请把文件放进“文书”，填从“文书”起的路径，"
        "如“督办通知/×××.docx”。",
    ),
    "register-file-several": FindingText(
        "error",
        "登记的文件不止一份",
        "“文件”一栏只填了“{found}”，“文书”里有 {count} 份叫这个名字，没有采用；请连文件夹一起填，"
        "如“督办通知/{found}”。",
    ),
    "register-file-twice": FindingText(
        "warning",
        "同一份文书有两行",
        "“{name}”在第 {row} 行已经登记过，又登记了一行，以后一行为准；请核对后把多登的一行删去，或状态写作废。",
    ),
    "number-changed-out": FindingText(
        "warning",
        "印发以后改了文号",
        "“{name}”是以“{number}”印发的，文号登记里改成了“{now}”，发出去的文件还是“{number}”。登记改错了的，请改回"
        "“{number}”；文件上的文号确实印错了的，也请先改回，再办更正或重新印发。",
    ),
    "register-code-barred": FindingText(
        "error",
        "机关代字不能用",
        "设置“{title}”填的“{found}”里有“{bad}”，不能用作文件名，编号时会被拒绝；请改正。",
    ),
    "paper-several": FindingText(
        "warning",
        "有几份稿子，没有动",
        "“{name}”旁边还有新稿（共 {count} 份），不知道用哪一份，都没有动；请打开比对，然后写明用哪一个文件。",
    ),
    "paper-dated": FindingText(
        "warning",
        "成文日期不是签发日期",
        "“{name}”的成文日期是 {dated}，签发日期是 {signed}；成文日期应为签发之日，请核对。",
    ),
    "number-skipped": FindingText(
        "warning",
        "跳过了文号",
        "“{number}”跳过 {names}；这些号以后不会自动取用，给了别处的不必管，写错的请改正核定台账“文号登记”里的文号。",
    ),
    "paper-older": FindingText(
        "warning",
        "日期早于文中的情况",
        "“{name}”的{what}是 {day}，文中的情况和数字是 {made} 的；日期不应早于所写的情况，请核对日期。",
    ),
    "opening-no-day": FindingText(
        "warning", "立项没有日期", "{item} 填了立项文号，没有填立项日期，到期日暂按当天算；请在“督办”表补填。"
    ),
    "incoming-order": FindingText(
        "warning", "收文的日期先后不对", "“{name}”的{what}是{day}，早于收文日期{received}；请核对。"
    ),
    "incoming-ahead": FindingText(
        "warning", "办结日期还没有到", "“{name}”的办结日期是{day}，还没有到，不算办结；请核对。"
    ),
    "incoming-twice": FindingText("warning", "收文编号重复", "收文编号“{no}”登记了不止一次；请改成不同的编号。"),
    "incoming-nameless": FindingText(
        "warning", "收文没有写是什么", "来文文号“{number}”这一行没有填收文编号、来文单位和标题，没有列入待办；请补填。"
    ),
    "opening-day-differs": FindingText(
        "warning",
        "立项日期与通知不同",
        "{item} 的立项日期是{opened}，{number}是{issued}印发的；督办的到期日按立项日期算，与通知上写的时限不同，"
        "请核对。",
    ),
    "opening-number-differs": FindingText(
        "warning",
        "立项文号与文号登记不同",
        "{item} 的立项文号填的是“{typed}”，文号登记里没有这个文号；为它印发的通知是“{number}”，已按文号登记计。"
        "请改正“督办”里的立项文号，或把“{typed}”补进“文号登记”。",
    ),
    "feedback-ahead": FindingText(
        "warning",
        "完成日期还没有到",
        "{item} 的整改反馈写的完成日期是{day}，还没有到，不按完成处理；请单位完成后填写实际完成日期。",
    ),
    "closure-ahead": FindingText(
        "warning", "办结日期还没有到", "{item} 的“办结”是{day}，还没有到，不算销号；请填写实际办结的日期。"
    ),
}
