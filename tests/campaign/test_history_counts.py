"""What the units typed in 量化情况 is in the history, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.history import Change, Kind
from weibao.campaign.history_words import Words

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


def test_a_figure_in_words(rugao: Rulebook) -> None:
    words = Words(rugao)
    change = Change(3, Kind.FIGURE, "1/I60/白蒲镇/Q47", "17÷20＝85%", "18÷20＝90%")
    assert words.about(change) == "第1轮 I60 关爱服务场所 白蒲镇 Q47 城乡社区未成年人关爱服务场所"
    assert words.values(change) == ("17÷20＝85%", "18÷20＝90%")
    assert (words.unit(change), words.indicator(change)) == ("白蒲镇", "I60")
    assert words.chosen([change], [rugao.unit_by_id["T06"]], "I60") == [change]
