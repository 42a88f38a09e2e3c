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
}
