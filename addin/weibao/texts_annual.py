"""The texts of findings about 年度工作情况."""

from __future__ import annotations

from weibao.texts_office import FindingText

ANNUAL_FINDINGS: dict[str, FindingText] = {
    "annual-blank": FindingText(
        "warning", "年度工作情况没有填齐", "还没有填：{titles}；空着不等于“无”，没有的请写“无”（数填 0）。"
    ),
    "annual-cell-blank": FindingText(
        "warning", "年度工作情况没有填齐", "这一项还没有填；空着不等于“无”，没有的请写“无”（数填 0）。"
    ),
    "annual-row-missing": FindingText(
        "warning", "年度工作情况少了行", "表里找不到这几项：{titles}，按没有填写处理；请在原表上补填后重新报送。"
    ),
    "annual-row-unknown": FindingText(
        "error",
        "这一行不知道填的是哪一项",
        "第 {row} 行的编号是“{found}”，不是问本单位的项目，所填内容没有采用；请填到原来的行里。",
    ),
    "annual-contradicts": FindingText(
        "error", "同一项填了两行，内容不同", "“{title}”填在两行（第 {rows} 行），内容不同，都没有采用；请留一行。"
    ),
    "annual-number-unreadable": FindingText(
        "error",
        "数无法识别",
        "“{title}”填的是“{found}”，应为一个不小于 0 的数（最多 9 位），没有采用；"
        "请改填数字，没有的填 0，说明写到别的项里。",
    ),
    "annual-number-not-whole": FindingText(
        "error",
        "应为整数",
        "“{title}”填的是“{found}”，应为一个不小于 0 的整数（最多 9 位），没有采用；"
        "请改填整数，没有的填 0，说明写到别的项里。",
    ),
    "annual-typed-prior": FindingText(
        "warning",
        "填到了参考一栏",
        "“{title}”填在“{column}”一栏，这一栏只供参考，所填内容没有采用；要报的请填到 {target}（“{field}”）。",
    ),
    "annual-typed-print": FindingText(
        "warning",
        "填到了打印页上",
        "“{title}”直接填在“打印”表上，没有采用；打印页由“{table}”表自动带出，要报的请填到“{table}”表的 {target}；"
        "这一格的公式已被盖掉，请照着改成一样的，或者改用原来下发的工作簿。",
    ),
    "annual-too-long": FindingText(
        "info", "年度工作情况超过字数", "“{title}”有 {count} 字，最多 {longest} 字：已全文收下，打印页上放不下。"
    ),
    "annual-personal": FindingText(
        "warning",
        "年度工作情况里有个人信息",
        "“{title}”里有{kinds}，总台账、导出和汇总文书里这一项没有带入；请联系单位改写后重新报送。",
    ),
    "annual-owing": FindingText(
        "warning",
        "年度工作情况逾期未报",
        "第{number}轮（{name}）的报送期限 {due} 已过，还有 {count} 个单位没有报送：{names}。",
    ),
}
