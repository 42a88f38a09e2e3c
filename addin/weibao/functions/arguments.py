"""Arguments that several blocks take."""

from __future__ import annotations

from weibao.functions.spec import Argument, Takes

TODAY = Argument("today", Takes.DATE, "基准日")
WARN_DAYS = Argument("warn_days", Takes.NUMBER, "到期前多少天算临期", "天")
SCORE_STEP = Argument("score_step", Takes.NUMBER, "每档分值", "分")
CALENDAR = (
    Argument("days_off", Takes.RANGE, "放假和周末不上班的日子，一格一天"),
    Argument("first", Takes.DATE, "上一栏从哪天起"),
    Argument("last", Takes.DATE, "到哪天止"),
)
