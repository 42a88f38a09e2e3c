"""Texts of findings on 量化情况: figures that cannot be, and claims that the figures do not support."""

from __future__ import annotations

from weibao.texts_office import FindingText

COUNT_FINDINGS: dict[str, FindingText] = {
    "count-impossible": FindingText(
        "error",
        "填的数不可能",
        "“{title}”（{count}）填的是{figures}：{why}。这一行的数暂不计，请核对后改填重新报送。",
    ),
    "count-incomplete": FindingText(
        "warning",
        "数没有填全",
        "“{title}”（{count}）填了“{given}”，没有填“{missing}”，这一行的数暂不计，请补填。",
    ),
    "counts-blank": FindingText(
        "info",
        "量化情况没有填完",
        "“量化情况”还有{number}行没有填：{rows}。没有填的不影响得分，请补填后一并报送。",
    ),
    "count-claim-over": FindingText(
        "warning",
        "自评高于所填的数能支持的分",
        "{row}自评{stated}分，按“{title}”（{count}）{said}最多{ceiling}分，请核对自评或所填的数。",
    ),
    "count-level-over": FindingText(
        "warning",
        "填达标而所填的数没有达到",
        "{row}填的是“{level}”，“{title}”（{count}）{said}没有达到，请核对。",
    ),
    "count-city-over": FindingText(
        "warning",
        "汇总的自评高于所填的数能支持的分",
        "{row}按各单位自评为{stated}分，按所填的数最多{ceiling}分，{effect}。{reason}。填数的：{units}。",
    ),
}
EFFECTS = {True: "已按{ceiling}分计，核定可以改", False: "设置为只提示，没有改动，请核定"}
WHY = {
    "negative": "不能是负数",
    "whole": "应为整数",
    "more": "“{done}”多于“{total}”",
    "most": "最多是{most}",
}
