"""量化情况 on the screen: which indicators the figures hold below their full score, why, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weibao.campaign.situation import Situation


def show_ceilings(situation: Situation) -> None:
    """A table of those indicators; nothing where the figures hold none of them down."""
    from weibao.cli.show import out, points, table

    assessment, rulebook = situation.assessment, situation.grounds.rulebook
    rows = [
        (
            result.indicator,
            rulebook.indicator_by_id[result.indicator].title,
            points(rulebook.scale, result.stated) or "未评",
            points(rulebook.scale, counts.ceiling),
            str(result.deadline or ""),
            counts.reason,
        )
        for result in assessment.indicators
        if (counts := result.counts) and counts.ceiling is not None and counts.ceiling < result.figures.full
    ]
    if rows:
        limits = any(result.counts and result.counts.limits for result in assessment.indicators)
        title = "按所填的数最多几分" + ("（已封顶申报得分）" if limits else "（只提示）")
        out().print(table(title, ("编号", "指标", "自评", "最多", "完成时限", "理由"), rows))
