"""The texts of findings about the planned rounds and about the levels that inspect."""

from __future__ import annotations

from weibao.texts_office import FindingText

ROUND_FINDINGS: dict[str, FindingText] = {
    "scoring-round-unscored": FindingText(
        "error",
        "计分轮次不计分",
        "“计分轮次”填的是 {number}，第{number}轮（{name}）是年度工作情况，不计分；"
        "请改正或清空，现按有回收的最近一轮计分。",
    ),
    "issued-to-nobody": FindingText(
        "warning",
        "清单发给了名单里没有的单位",
        "第{number}轮的清单发给了现在的名单里没有的单位（{count} 个）：{names}。它报来的会放在一边，不计入。"
        "名单填错了的，请在“设置”里改回；确实撤并、改名的，请告诉它不用再报。",
    ),
    "unit-not-issued": FindingText(
        "warning",
        "有的单位没有清单",
        "第{number}轮还没有给 {count} 个单位发清单，它们都按未报送计：{names}。请补发"
        "（weibao issue 文件夹 --round {number}，已经发了的不会动；或点“补发清单”），再把清单送去。",
    ),
    "declaration-unsigned": FindingText(
        "info",
        "负面清单声明没有收到盖章件",
        "有 {count} 个单位答了负面清单，“回收情况”没有登记收到它签字盖章的“打印”页：{names}。收到的请填“盖章件收到”。",
    ),
    "declaration-sealed-alone": FindingText(
        "warning",
        "收到了盖章件，清单里没有答齐",
        "有 {count} 个单位的签字盖章件登记为已收到，清单没有报来或者负面清单没有答齐：{names}。"
        "以清单为准，仍按没有作答计；请催报，或者核对是不是登记错了单位。",
    ),
    "declaration-sealed-ahead": FindingText(
        "warning",
        "盖章件收到的日期还没有到",
        "有 {count} 个单位的“盖章件收到”填的日期还没有到，不算收到：{names}。请核对“回收情况”。",
    ),
    # --- 查验验收 ------------------------------------------------------------------------------------
    "inspection-level": FindingText(
        "error", "查验级别无法识别", "“查验级别”{found}，应为：{known}；这一行没有采用，请改正。"
    ),
    "inspection-indicator": FindingText(
        "error",
        "查验验收的指标编号不认识",
        "{level} 的“指标编号”填的是“{found}”，没有这项指标；这一行没有采用，请改正；说的是总分的，请把编号空着。",
    ),
    "inspection-score-several": FindingText(
        "warning",
        "同一级对同一项给了不同的分",
        "{level} 对 {what} 有不同的得分（{found}），“查验验收”里的第一个算；请核对“查验验收”和“核定”各级一栏，留一个。",
    ),
    "inspection-total": FindingText(
        "warning",
        "查验总分与各项之和不符",
        "{level} 给的总分是 {found}，各项指标的得分合计 {total}；请核对。",
    ),
    "inspection-day-ahead": FindingText(
        "warning",
        "查验验收的日期还没有到",
        "{level}：{what} 的“{column}”是 {day}，还没有到，不算已办（“查验验收”第 {row} 行）；请核对。",
    ),
    "inspection-days-reversed": FindingText(
        "warning",
        "查验验收的日期前后颠倒",
        "{level}：{what} 的“{column}”是 {day}，早于查验日期 {on}（“查验验收”第 {row} 行）；请核对。",
    ),
    "inspection-late": FindingText(
        "warning",
        "查验意见逾期未整改",
        "{level}：{what} 的意见整改时限 {due} 已过（“查验验收”第 {row} 行）。"
        "整改好的请填“整改完成日期”，没有的请督促。",
    ),
    "inspection-unclear": FindingText(
        "warning",
        "查验意见没有明确整改单位或时限",
        "{level}：{what} 的意见没有写整改单位或时限（“查验验收”第 {row} 行），请补填，否则到期不能提醒；"
        "没有意见的，请把“查验意见”空着。",
    ),
    "round-due-far": FindingText(
        "warning",
        "报送期限太晚",
        "第{number}轮的报送期限是 {due}，比下发日期 {issued} 晚 {days} 天，请核对年份。写错了的，请在“轮次”里改正；"
        "已经下发的清单上写着原来的期限，请告诉各单位。",
    ),
    "as-of-early": FindingText(
        "warning",
        "基准日太早",
        "基准日 {day} 早于第一次下发清单的日期 {first}，请核对年份；"
        "只想看看请用 weibao status 或 weibao score 加 --as-of。",
    ),
    "as-of-ahead": FindingText(
        "warning",
        "基准日太晚",
        "基准日 {day} {why}，请核对年份；只想看看请用 weibao status 或 weibao score 加 --as-of。",
    ),
}
