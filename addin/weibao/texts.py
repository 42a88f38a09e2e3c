"""The words that users read in findings and hints, in one place so that one person can edit them.

A message says what stands there, what was expected and what to do. `{fields}` are filled by the caller.
"""

from __future__ import annotations

from typing import NamedTuple


class FindingText(NamedTuple):
    """Severity (error, warning, info), a short heading and the message of one finding code."""

    severity: str
    title: str
    message: str


FINDINGS: dict[str, FindingText] = {
    # --- a row of 指标清单 (the truth table) -------------------------------------------------
    "level-unreadable": FindingText(
        "error", "完成情况无法识别", "完成情况填的是“{found}”，应为达标、部分达标或未达标，请改填后重新报送；此行暂按未评处理。"
    ),
    "score-unreadable": FindingText(
        "error", "自评得分无法识别", "自评得分填的是“{found}”，应为数字（最高 {full} 分，每档 {step} 分），请改填后重新报送；此行暂按未评处理。"
    ),
    "score-off-step": FindingText(
        "error", "自评得分不在分档上", "自评得分填的是 {found}，只能填 0 至 {full}、每档 {step} 分，请改填后重新报送；此行暂按未评处理。"
    ),
    "score-contradicts-level": FindingText(
        "error", "自评得分与完成情况不一致", "完成情况为“{level}”，自评得分却是 {found}（满分 {full}），请核对后改其中一项；此行暂按未评处理。"
    ),
    "score-missing": FindingText(
        "error", "部分达标未填得分", "完成情况为“部分达标”，应填自评得分（大于 0、小于 {full}，每档 {step} 分）；此行暂按未评处理。"
    ),
    "level-inferred": FindingText(
        "info", "由得分推定完成情况", "未选完成情况，按自评得分 {found} 推定为“{level}”，请确认。"
    ),
    "score-inferred": FindingText("info", "由完成情况推定得分", "部分达标只可能是 {found} 分，已按此计，请确认。"),
    "score-not-claimable": FindingText(
        "warning", "配合单位不填得分", "本单位在此项是配合单位，自评得分“{found}”不计，请删去，只填完成情况和工作情况。"
    ),
}
